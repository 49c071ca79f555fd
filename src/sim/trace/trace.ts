/**
 * Recorded demand in a town of square zones: who calls when and where, how long a crew is at the scene, how long units
 * take between zones. It is the workload that simulators are compared with, because it has one right answer for each
 * call. Instants are whole microseconds from the beginning of the trace. Not here: reading it (wire/rehearsal), and
 * what happens (run-trace.ts).
 */

export interface Trace {
  readonly zonesPerSide: number;
  /** Zone of each station; unit `u` belongs to `stations[floor(u / unitsPerStation)]`. */
  readonly stations: Int32Array;
  readonly unitsPerStation: number;
  /** Milliseconds, [to zone][from zone] row by row. */
  readonly travelMillis: Uint32Array;
  readonly calls: TraceCalls;
  readonly walkout: TraceWalkout | undefined;
}

/** One entry a call, in the order of arrival. */
export interface TraceCalls {
  readonly count: number;
  readonly arrivalMicros: Float64Array;
  readonly zone: Uint16Array;
  /** 0 to 2; the lower one is served first. */
  readonly grade: Uint8Array;
  readonly sceneMillis: Uint32Array;
}

/** These units are away from one instant to the other. */
export interface TraceWalkout {
  readonly awayMicros: number;
  readonly backMicros: number;
  readonly units: Int32Array;
}

export const traceGrades = 3;

export function unitCountOf({ stations, unitsPerStation }: Trace): number {
  return stations.length * unitsPerStation;
}
