/**
 * Compensatory rest (Working Time Regulations 1998 reg. 24): daily rest that fell short, and what somebody stayed on after the longest duty, is
 * owed as rest, minute for minute, until a later rest has it beyond what that rest is itself. Kept for each person as minutes and since when; it is
 * counted where the region's set has a rule of this kind. Reads and sums; what is written is in duty-record.ts. A duty that begins while some of
 * it is owed for longer than the rule's days breaks the rule.
 */

import { microsPerDay, microsPerHour, type Instant, type Micros } from "../../base/instant.ts";
import type { HoursRule, HoursRules } from "./hours-rules.ts";

export interface OwedRest {
  readonly micros: Micros;
  /** Since when some of it is owed; 0 = nothing is. */
  readonly since: Instant;
}

export const nothingOwed: OwedRest = { micros: 0, since: 0 };

interface Duty {
  readonly from: Instant;
  readonly until: Instant;
}

/** The hours that a set's rules say of rest and duty, in micros; undefined = it has no rule of compensatory rest. */
export interface RestTimes {
  readonly rule: HoursRule;
  readonly daily: Micros;
  readonly weekly: Micros;
  readonly longest: Micros;
}

export function restTimesOf(rules: HoursRules | undefined): RestTimes | undefined {
  const find = (kind: HoursRule["kind"]): HoursRule | undefined => rules?.rules.find((rule) => rule.kind === kind); // prettier-ignore
  const rule = find("compensatory rest");
  if (rule === undefined) return undefined;
  const microsOf = (kind: HoursRule["kind"], without: Micros): Micros => {
    const hours = find(kind)?.hours;
    return hours === undefined ? without : hours * microsPerHour;
  };
  return {
    rule,
    daily: microsOf("daily rest", 0),
    weekly: microsOf("weekly rest", Infinity),
    longest: microsOf("longest duty", Infinity),
  };
}

/**
 * What is owed still after a rest of so long: it pays with what it has beyond the daily rest, or, where it is as long as a weekly one, beyond
 * that. No rest is two things at once.
 */
export function afterRest(owed: OwedRest, rest: Micros, { daily, weekly }: RestTimes): OwedRest {
  const paid = rest - (rest >= weekly ? weekly : daily);
  if (paid <= 0 || owed.micros === 0) return owed;
  return paid >= owed.micros ? nothingOwed : { ...owed, micros: owed.micros - paid };
}

/** Adds what is missing since `at`. */
export function addOwed(owed: OwedRest, missing: Micros, at: Instant): OwedRest {
  if (missing <= 0) return owed;
  return { micros: owed.micros + missing, since: owed.since === 0 ? at : owed.since };
}

/** What is owed when the last of these duties begins; they follow each other, the first after `lastOffAt` (0 = no duty is known). */
function owedBefore(
  owed: OwedRest,
  lastOffAt: Instant,
  duties: readonly Duty[],
  times: RestTimes,
): OwedRest {
  let [sum, end] = [owed, lastOffAt];
  for (const [index, { from, until }] of duties.entries()) {
    const rest = Math.max(0, from - end);
    // Before the first duty that is known of nothing was owed.
    if (end > 0) sum = afterRest(sum, rest, times);
    if (index === duties.length - 1) return sum;
    if (end > 0) sum = addOwed(sum, times.daily - rest, from);
    sum = addOwed(sum, until - from - times.longest, until);
    end = Math.max(end, until);
  }
  return sum;
}

/** Micros that the rule does not let be owed any more when the duty begins; 0 = it breaks nothing. `others` are all before and after it. */
export function overdueRest(
  owed: OwedRest,
  lastOffAt: Instant,
  duty: Duty,
  others: readonly Duty[],
  times: RestTimes,
): Micros {
  const before = others.filter(({ from }) => from < duty.from).toSorted((a, b) => a.from - b.from);
  const { micros, since } = owedBefore(owed, lastOffAt, [...before, duty], times);
  const { hours, days = 0 } = times.rule;
  const isLate = duty.from - since > days * microsPerDay;
  return isLate && micros > hours * microsPerHour ? micros : 0;
}
