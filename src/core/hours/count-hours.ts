/** What of the hours rules is to be seen at a muster: overrides, and who still owes rest. A fold of the state; nobody is named. */

import { microsPerHour, microsPerMinute, type Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { restOwedMicros } from "./breaches.ts";
import { afterRest, nothingOwed, restTimesOf, type OwedRest } from "./compensation.ts";
import { countDuties, dutyMicros, owedRestOf, weekOf } from "./duty-record.ts";
import { hoursLimits } from "./hours-rules.ts";
import { isNightWorker, nightRuleOf } from "./night-work.ts";

export interface HoursCount {
  /** Null = the region has no hours rules, and nothing is checked. */
  readonly set: string | null;
  readonly version: string | null;
  /** Ever made in this region. */
  readonly overrides: number;
  /** The same by rule, the most first; one override may be of several. */
  readonly byRule: readonly { readonly rule: string; readonly count: number }[];
  /** People with one. */
  readonly peopleOverridden: number;
  /** People off duty whose daily rest is not over. */
  readonly atRest: number;
  /** People on duty for longer than the longest duty, planned or not; nobody had to override that. */
  readonly overLongest: number;
  /** People who are night workers by the duties of the last weeks. */
  readonly nightWorkers: number;
  /** People who are owed compensatory rest, and how many minutes of it. */
  readonly owedRest: number;
  readonly owedRestMinutes: number;
  /** Duties that were ever longer than it, as far as that was said. */
  readonly exceeded: number;
}

export function countHours(state: RegionState, now: Instant): HoursCount {
  const { people, head } = state.columns;
  const rules = getPolicy(state).config.hoursRules;
  const longest = rules?.rules.find(({ kind }) => kind === "longest duty")?.hours ?? Infinity;
  let [peopleOverridden, atRest, overLongest] = [0, 0, 0];
  let [owedRest, owedRestMinutes, nightWorkers] = [0, 0, 0];
  for (let person = 0; person < head.people[0]; person += 1) {
    if (people.overrides[person] > 0) peopleOverridden += 1;
    if (restOwedMicros(state, person, now) > 0) atRest += 1;
    const owed = compensationOf(state, person, now).micros / microsPerMinute;
    if (owed > 0) owedRest += 1;
    owedRestMinutes += Math.ceil(owed);
    if (worksNights(state, person, now)) nightWorkers += 1;
    const since = people.onDutyAt[person];
    if (since > 0 && now - since > longest * microsPerHour) overLongest += 1;
  }
  return {
    set: rules?.set ?? null,
    version: rules?.version ?? null,
    overrides: head.hoursOverrides[0],
    byRule: state.facts.overrides
      .map(([rule, count]) => ({ rule, count }))
      .sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1)),
    peopleOverridden,
    atRest,
    overLongest,
    nightWorkers,
    owedRest,
    owedRestMinutes,
    exceeded: head.dutiesExceeded[0],
  };
}

function worksNights(state: RegionState, person: number, now: Instant): boolean {
  const rule = nightRuleOf(getPolicy(state).config.hoursRules);
  if (rule === undefined) return false;
  const last = weekOf(now);
  const counts = countDuties(state, person, last - (rule.days ?? 7) / 7 + 1, last);
  return isNightWorker(counts, rule.night);
}

/** What somebody is owed now: of who is off duty, less what this rest has paid already. */
function compensationOf(state: RegionState, person: number, now: Instant): OwedRest {
  const { onDutyAt, lastOffAt, owedRestMinutes } = state.columns.people;
  if (owedRestMinutes[person] === 0) return nothingOwed;
  const times = restTimesOf(getPolicy(state).config.hoursRules);
  if (times === undefined) return nothingOwed;
  const owed = owedRestOf(state, person);
  if (onDutyAt[person] > 0 || lastOffAt[person] === 0) return owed;
  return afterRest(owed, now - lastOffAt[person], times);
}

export interface PersonHours {
  readonly overrides: number;
  /** When the daily rest is over; 0 = it is, or the person is on duty. */
  readonly restsUntil: Instant;
  /** Hours a week on duty over the last 17 weeks, of duties that are over, to a hundredth. */
  readonly averageWeekHours: number;
  readonly isNightWorker: boolean;
  /** Compensatory rest that is owed, and since when; 0 = none is. */
  readonly owedRestMinutes: number;
  readonly owedRestSince: Instant;
}

export function hoursOf(state: RegionState, person: number, now: Instant): PersonHours {
  const owed = restOwedMicros(state, person, now);
  const last = weekOf(now);
  const micros = dutyMicros(state, person, last - hoursLimits.weeks + 1, last);
  const compensation = compensationOf(state, person, now);
  return {
    owedRestMinutes: Math.ceil(compensation.micros / microsPerMinute),
    owedRestSince: compensation.since,
    isNightWorker: worksNights(state, person, now),
    overrides: state.columns.people.overrides[person],
    restsUntil: owed === 0 ? 0 : now + owed,
    averageWeekHours: Math.round((micros / hoursLimits.weeks / microsPerHour) * 100) / 100,
  };
}
