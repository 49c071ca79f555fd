/**
 * Units that nobody is booked on for, and whose last crew still owes its daily rest: they are there, and at rest by the hours rules.
 * Crews are known by booking on with a unit; of a unit whose crew nobody knows nothing is said. Reads only.
 */

import type { Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { unitStatuses } from "../vocabulary.ts";
import { restOwedMicros } from "./breaches.ts";

export interface RestingUnits {
  /** Units off duty that fit the need. */
  readonly off: number;
  /** Of these, with somebody of the last crew who still owes rest. */
  readonly resting: number;
}

/** One pass over the people: for when nobody is found, not for the path of a call. */
export function countResting(state: RegionState, need: number, at: Instant): RestingUnits {
  const { people, units, head } = state.columns;
  const hasRule = getPolicy(state).config.hoursRules?.rules.some(({ kind }) => kind === "daily rest"); // prettier-ignore
  const isResting = new Set<number>();
  if (hasRule === true)
    for (let person = 0; person < head.people[0]; person += 1) {
      const unit = people.lastCrewOf[person] - 1;
      if (unit >= 0 && restOwedMicros(state, person, at) > 0) isResting.add(unit);
    }
  let [off, resting] = [0, 0];
  for (let unit = 0; unit < head.units[0]; unit += 1) {
    const fits = ((units.serves[unit] >> need) & 1) === 1;
    if (units.status[unit] !== unitStatuses.code.off || !fits) continue;
    off += 1;
    if (isResting.has(unit)) resting += 1;
  }
  return { off, resting };
}

/** Whether rest is what keeps most of those who would fit. */
export function areAtRest({ off, resting }: RestingUnits): boolean {
  return resting > 0 && resting * 2 >= off;
}
