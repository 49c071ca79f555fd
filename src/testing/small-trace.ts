/** Small traces for tests: a square town whose ways take what a test says, and calls written as short lines. */
import type { Trace, TraceWalkout } from "../sim/trace/trace.ts";

export interface SmallTrace {
  readonly side: number;
  readonly stations: readonly number[];
  readonly unitsPerStation: number;
  /** Milliseconds from zone to zone. */
  readonly travel: (to: number, from: number) => number;
  /** [arrival in seconds, zone, grade, seconds at the scene]. */
  readonly calls: readonly (readonly [number, number, number, number])[];
  readonly walkout?: TraceWalkout;
}

export function smallTrace(given: SmallTrace): Trace {
  const { side, stations, unitsPerStation, travel, calls, walkout } = given;
  const zones = side ** 2;
  return {
    zonesPerSide: side,
    stations: Int32Array.from(stations),
    unitsPerStation,
    travelMillis: Uint32Array.from({ length: zones * zones }, (_, pair) =>
      travel(Math.floor(pair / zones), pair % zones),
    ),
    calls: {
      count: calls.length,
      arrivalMicros: Float64Array.from(calls, ([arrival]) => Math.round(arrival * 1e6)),
      zone: Uint16Array.from(calls, ([, zone]) => zone),
      grade: Uint8Array.from(calls, ([, , grade]) => grade),
      sceneMillis: Uint32Array.from(calls, ([, , , scene]) => Math.round(scene * 1e3)),
    },
    walkout,
  };
}
