/**
 * Who stays on duty after the longest duty of the hours rules: a fact of its own with an alarm, since nobody was asked to override it. It stands
 * until the person books off; shelved it is with a reason and an end, as an override has one. When it is due follows from when somebody came on duty
 * and from the rules that stand, so nothing of it is stored but that it was said.
 */

import { microsPerHour, noInstant, type Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import type { HoursRule } from "./hours-rules.ts";

/** The strictest of the set; undefined = no rule says how long a duty may be. */
export function longestDuty(state: RegionState): HoursRule | undefined {
  const rules = getPolicy(state).config.hoursRules?.rules ?? [];
  const longest = rules.filter(({ kind }) => kind === "longest duty");
  return longest.toSorted((a, b) => a.hours - b.hours).at(0);
}

/** When somebody on duty has the longest duty behind; `noInstant` = never, or it was said. */
export function exceedsAt(state: RegionState, person: number): Instant {
  const { onDutyAt, exceededAt } = state.columns.people;
  const rule = onDutyAt[person] > 0 && exceededAt[person] === noInstant ? longestDuty(state) : undefined; // prettier-ignore
  return rule === undefined ? noInstant : onDutyAt[person] + Math.round(rule.hours * microsPerHour);
}
