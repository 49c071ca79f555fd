/**
 * Recorded demand of any size from a seed: a square town of 20 by 20 zones of a kilometre, stations spread evenly, calls
 * by a Poisson process, half an hour at the scene on the average. `load` is the share of the units' time that the calls
 * take where each is answered from next door; above 1 the queue grows for as long as the calls last.
 */
import { RandomStream } from "../../src/base/random.ts";
import type { Trace } from "../../src/sim/trace/trace.ts";

const zonesPerSide = 20;
const zones = zonesPerSide ** 2;
const unitsPerStation = 4;
const baseMillis = 60_000;
const millisPerKm = 82_286;
const sceneMillis = 1_800_000;
/** On the way to a call, in the middle of the town and with units free nearby. */
const wayMillis = 150_000;

export interface TraceSize {
  readonly units: number;
  readonly calls: number;
  readonly load: number;
  readonly seed: number;
}

export function makeTrace({ units, calls, load, seed }: TraceSize): Trace {
  const random = new RandomStream(seed, "bench-trace");
  const stationCount = units / unitsPerStation;
  const stations = Int32Array.from({ length: stationCount }, (_, station) =>
    Math.floor(((station + 0.5) * zones) / stationCount),
  );
  const gap = (sceneMillis + wayMillis) / (load * units);
  let micros = 0;
  const exponential = (mean: number): number => -mean * Math.log(1 - random.between(0, 1));
  const columns = {
    count: calls,
    arrivalMicros: new Float64Array(calls),
    zone: new Uint16Array(calls),
    grade: new Uint8Array(calls),
    sceneMillis: new Uint32Array(calls),
  };
  for (let call = 0; call < calls; call += 1) {
    micros += Math.round(exponential(gap * 1_000));
    columns.arrivalMicros[call] = micros;
    columns.zone[call] = random.below(zones);
    columns.grade[call] = random.below(3);
    columns.sceneMillis[call] = Math.round(exponential(sceneMillis));
  }
  return {
    zonesPerSide,
    stations,
    unitsPerStation,
    travelMillis: makeTravel(random),
    calls: columns,
    walkout: undefined,
  };
}

/** Up to a third longer than the straight line, and not the same there and back. */
function makeTravel(random: RandomStream): Uint32Array {
  return Uint32Array.from({ length: zones * zones }, (_, pair) => {
    const [to, from] = [Math.floor(pair / zones), pair % zones];
    const dx = Math.floor(to / zonesPerSide) - Math.floor(from / zonesPerSide);
    const dy = (to % zonesPerSide) - (from % zonesPerSide);
    return Math.round(baseMillis + Math.hypot(dx, dy) * millisPerKm * random.between(1, 1.33));
  });
}
