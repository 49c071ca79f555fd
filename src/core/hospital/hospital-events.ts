/** What can happen about hospitals, as facts: counts of arrivals, and that one is far above the hospital's own ordinary week. */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";

export interface HospitalCounted extends EventBase {
  readonly type: "hospital.counted";
  readonly hospital: string;
  readonly untilAt: Instant;
  readonly seconds: number;
  readonly arrivals: number;
}
export interface HospitalSurged extends EventBase {
  readonly type: "hospital.surged";
  readonly hospital: string;
  /** Of the newest counts together, back from the last one. */
  readonly windowSeconds: number;
  readonly observed: number;
  /** By the hospital's own four weeks, to one decimal. */
  readonly expected: number;
  /** Standard deviations above it, to one decimal. */
  readonly sigma: number;
}
export interface HospitalSurgeEnded extends EventBase {
  readonly type: "hospital.surge-ended";
  readonly hospital: string;
}

export type HospitalEvent = HospitalCounted | HospitalSurged | HospitalSurgeEnded;
