/**
 * Fatigue of a unit's crew, as far as the hours rules see it: rest that somebody of it still owes from before this duty, and
 * how much of the longest duty is left. People are of a unit by booking on with it. Reads only; nothing is ranked by it.
 */

import { microsPerHour, microsPerMinute, type Instant, type Micros } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";

export interface Fatigue {
  /** The most that one of the crew owes of the daily rest before this duty; 0 = nobody does. */
  readonly debtMicros: Micros;
  /** Until somebody of the crew has the longest duty behind; negative = over it; Infinity = no rule, or nobody is known. */
  readonly leftMicros: Micros;
}

const none: Fatigue = { debtMicros: 0, leftMicros: Infinity };

/** Minutes of the daily rest that are missing when somebody comes on duty `at`. */
export function restDebtMinutes(state: RegionState, person: number, at: Instant): number {
  const lastOffAt = state.columns.people.lastOffAt[person];
  const hours = hoursOfKind(state, "daily rest");
  if (hours === undefined || lastOffAt === 0) return 0;
  const owed = Math.max(0, lastOffAt + hours * microsPerHour - at);
  return Math.ceil(owed / microsPerMinute);
}

function hoursOfKind(state: RegionState, kind: "daily rest" | "longest duty"): number | undefined {
  return getPolicy(state).config.hoursRules?.rules.find((rule) => rule.kind === kind)?.hours;
}

/** Of those who are on duty with the unit. */
export function fatigueOf(state: RegionState, unit: number, now: Instant): Fatigue {
  const { people, head } = state.columns;
  const longest = hoursOfKind(state, "longest duty");
  let [debt, since] = [0, Infinity];
  for (let person = 0; person < head.people[0]; person += 1) {
    if (people.crewOf[person] !== unit + 1) continue;
    debt = Math.max(debt, people.debtMinutes[person]);
    since = Math.min(since, people.onDutyAt[person]);
  }
  if (since === Infinity) return none;
  const leftMicros = longest === undefined ? Infinity : since + longest * microsPerHour - now;
  return { debtMicros: debt * microsPerMinute, leftMicros };
}
