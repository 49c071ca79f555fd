/**
 * What a forecast costs: a thousand futures of four hours from a room with 100 units on duty, the fork that each begins
 * with, and what the forecast thread takes from the commands of the same process while it never rests. The rooms are at
 * work for a day before, so their state is as full as it gets.
 */
import { microsPerHour, microsPerMinute } from "../src/base/instant.ts";
import { forkAgain, forkState, makeRegionState } from "../src/core/state/region-state.ts";
import { noOverlay } from "../src/plan/positions.ts";
import { makeStraightLine } from "../src/plan/straight-line.ts";
import { isForecast, makeForecast } from "../src/sim/forecast/forecast.ts";
import { BusyRegion } from "../src/testing/core/busy-region.ts";
import { atMost, figure, type Bench, type BenchOptions, type Row, sized } from "./bench.ts";
import { measureForecastByRoad } from "./forecast/by-road.ts";
import { Child } from "./load/child.ts";
import type { PhaseFigures } from "./load/command-clients.ts";
import type { LoadServer, LoadWorld } from "./load/server.ts";

const futures = sized(1_000, 10);
/** A third is on duty at a time: three shifts. */
const units = sized(300, 24);
const callsPerHour = 50;
const forks = sized(4_000, 20);

const clients = sized(25, 2);
/** Slow enough for a forecast to be possible at all: each call is eight commands. */
const phase = { perSecond: sized(60, 40), seconds: sized(10, 0.3) };
const turns = sized(4, 1);

function makeBusyRoom(): { readonly region: BusyRegion; readonly onDuty: number } {
  const state = makeRegionState({}, false);
  const region = new BusyRegion(state, { units, callsPerHour, seed: 3 }, () => undefined);
  const until = region.now + sized(26, 13) * microsPerHour;
  while (region.now < until) region.step();
  return { region, onDuty: state.columns.head.bookedOn[0] };
}

function playForecast({ state, now }: BusyRegion): { seconds: number; calls: number } {
  const before = process.cpuUsage();
  const making = makeForecast({
    region: "bench",
    state: forkState(state),
    now,
    positions: noOverlay,
    travel: makeStraightLine(),
    futures,
    horizonMicros: 4 * microsPerHour,
    stepMicros: 5 * microsPerMinute,
    stepsPerColumn: 6,
    seed: 1,
  });
  let step = making.next();
  while (step.done !== true) step = making.next();
  const { user, system } = process.cpuUsage(before);
  if (!isForecast(step.value)) throw new Error(`no forecast: ${JSON.stringify(step.value)}`);
  const waits = Object.values(step.value.grades).flatMap((grade) => grade?.waits ?? []);
  const calls = waits.reduce((sum, wait) => sum + wait.calls, 0);
  return { seconds: (user + system) / 1e6, calls };
}

function measureFork({ state }: BusyRegion): number {
  const fork = forkState(state);
  const startedAt = performance.now();
  for (let count = 0; count < forks; count += 1) forkAgain(state, fork);
  return ((performance.now() - startedAt) * 1_000) / forks;
}

/** Two servers, one of which makes forecasts without a pause; the clients ask them in turns. */
async function measureCommands(say: BenchOptions["say"]): Promise<readonly [number[], number[]]> {
  const open: Child[] = [];
  const start = async (forecastSeconds: number): Promise<Child> => {
    const world: LoadWorld = { units: clients, crews: 0, forecastSeconds };
    const serverProcess = new Child("server.ts", world);
    open.push(serverProcess);
    const server = await serverProcess.read<LoadServer>();
    const load = new Child("command-clients.ts", { server, clients });
    open.unshift(load);
    return load;
  };
  try {
    const loads = [await start(0), await start(1)];
    const p99: [number[], number[]] = [[], []];
    // The first turn warms both up and lets the one learn what calls to expect.
    for (let turn = 0; turn <= turns; turn += 1)
      for (const [which, load] of loads.entries()) {
        load.say(phase);
        const figures = await load.read<PhaseFigures>();
        if (turn > 0) p99[which].push(figures.p99);
        say(`${which === 0 ? "without" : "with"} forecasts: p99 ${figures.p99.toFixed(1)} ms`);
      }
    return p99;
  } finally {
    for (const child of open) await child.stop();
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function run({ say }: BenchOptions): Promise<Row[]> {
  const byRoad = await measureForecastByRoad(futures, say);
  const { region, onDuty } = makeBusyRoom();
  playForecast(region);
  const played = Array.from({ length: 3 }, () => playForecast(region));
  const seconds = median(played.map((each) => each.seconds));
  const { calls } = played[0];
  const [without, withIt] = await measureCommands(say);
  return [
    figure("units on duty", onDuty, "units"),
    figure("calls in a future", calls, "calls"),
    atMost(`${futures} futures of 4 hours, processor time of one core`, seconds, "s", 1),
    figure("processor time a call, all in", (seconds * 1e6) / futures / calls, "us"),
    figure("bytes of the state", region.state.buffer.byteLength, "bytes"),
    atMost("fork", measureFork(region), "us", 50),
    figure("p99 of commands without forecasts", median(without), "ms"),
    figure("p99 of commands while forecasts are made without a pause", median(withIt), "ms"),
    atMost("that, over without", median(withIt) / median(without), "x", 1.1),
    ...byRoad,
  ];
}

export const bench: Bench = {
  name: "forecast",
  about:
    "1,000 futures of four hours, the fork they begin with, and what they take from the commands",
  run,
};
