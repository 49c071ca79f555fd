/** What each event of hospital-events.ts does to the state: the change that its decider called. */

import { BugError } from "../../base/assert.ts";
import type { FoldsOf } from "../fold.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { beginSurge, countHospital, endSurge } from "./changes.ts";
import type { HospitalEvent } from "./hospital-events.ts";

function knownHospital(state: RegionState, code: string): number {
  const hospital = getPolicy(state).hospitalIndex.get(code);
  if (hospital === undefined)
    throw new BugError(`the log names the hospital "${code}", which the region does not have`);
  return hospital;
}

export const hospitalFolds: FoldsOf<HospitalEvent> = {
  "hospital.counted": (state, event) => {
    const { untilAt, seconds, arrivals } = event;
    const hospital = knownHospital(state, event.hospital);
    countHospital(state, event.at, hospital, { untilAt, seconds, arrivals });
  },
  "hospital.surged": (state, event) => {
    beginSurge(state, event.at, knownHospital(state, event.hospital), event);
  },
  "hospital.surge-ended": (state, event) => {
    endSurge(state, event.at, knownHospital(state, event.hospital));
  },
};
