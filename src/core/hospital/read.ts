/** A hospital as a value: what its counts say now, and whether somebody has seen a surge of it. */

import { microsPerSecond, type Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { alarmStates } from "../vocabulary.ts";
import { getCounts } from "./changes.ts";
import { readSurge, type SurgeReading } from "./surge-model.ts";

/** A surge that nobody has acknowledged for this long is shown so. */
export const surgeAcknowledgeSeconds = 60;

export interface Hospital extends SurgeReading {
  readonly code: string;
  readonly name: string;
  /** End of the last count; 0 = none came. */
  readonly countedAt: Instant;
  /** 0 = no surge is said. */
  readonly surgedAt: Instant;
  /** Of a surge; null = there is none. */
  readonly signal: "waiting" | "acknowledged" | "not acknowledged" | null;
}

export function listHospitals(state: RegionState, now: Instant): Hospital[] {
  const { hospitals } = state.columns;
  return getPolicy(state).hospitals.map(({ code, name }, index) => ({
    ...readSurge(getCounts(state, index)),
    code,
    name,
    countedAt: hospitals.countedAt[index],
    surgedAt: hospitals.surgedAt[index],
    signal: signalOf(state, index, now),
  }));
}

function signalOf(state: RegionState, index: number, now: Instant): Hospital["signal"] {
  const { hospitals, alarms } = state.columns;
  const alarm = hospitals.alarm[index];
  if (alarm < 0) return null;
  if (alarms.state[alarm] === alarmStates.code.acknowledged) return "acknowledged";
  const isLate = now >= alarms.raisedAt[alarm] + surgeAcknowledgeSeconds * microsPerSecond;
  return isLate ? "not acknowledged" : "waiting";
}
