/**
 * Hours rules: how long people may be on duty and how long they must rest, as versioned data of a region. A rule is one of
 * a few kinds, and names the clause it comes from; another set is other data of the same kinds. What can be checked of a
 * set before it is used is here too. Not here: what a duty breaks (breaches.ts).
 */

import { defineCodes } from "../../base/codes.ts";

export const hoursRuleKinds = defineCodes(
  "daily rest", // consecutive hours between two duties
  "weekly rest", // a rest of so many hours in each `days`
  "longest duty", // hours from the beginning of a duty to its end
  "average week", // hours a week on duty, over `days` ending with the duty
  "night work", // hours a day on average, of who regularly works at night, over `days` without their weekly rests
  "compensatory rest", // hours of rest that fell short and may stay owed for longer than `days`
);
export type HoursRuleKind = (typeof hoursRuleKinds.names)[number];

/** Whole hours of the day, UTC; night goes over midnight. */
export interface NightTime {
  readonly fromHour: number;
  readonly untilHour: number;
  /** Of a duty in night time, from which on it is a night duty. */
  readonly hours: number;
  /** Of somebody's duties in the period that are night duties, from which on they are a night worker. */
  readonly share: number;
}

export interface HoursRule {
  /** Stable; a breach and its override name it. Each once in a set. */
  readonly code: string;
  readonly kind: HoursRuleKind;
  readonly hours: number;
  /** With all but "daily rest" and "longest duty": whole days, of an average whole weeks, 17 weeks at most. */
  readonly days?: number;
  /** With "night work". */
  readonly night?: NightTime;
  /** Law and clause. */
  readonly clause: string;
}

export interface HoursRules {
  /** Names the set. */
  readonly set: string;
  readonly version: string;
  readonly rules: readonly HoursRule[];
}

export const hoursLimits = {
  rules: 16,
  /** Weeks of duty that the state keeps of each person. */
  weeks: 17,
} as const;

interface HoursFault {
  readonly path: string;
  readonly says: string;
}

/** What the rules could not live with in a set; it may come from a caller without types. */
export function* listHoursFaults(set: HoursRules | undefined): Generator<HoursFault, void> {
  if (set === undefined) return;
  if (!isRecord(set) || !Array.isArray(set.rules) || set.rules.length > hoursLimits.rules) {
    yield {
      path: "hoursRules",
      says: `expected set, version and at most ${hoursLimits.rules} rules`,
    };
    return;
  }
  for (const field of ["set", "version"] as const)
    if (!isShortText(set[field])) yield { path: `hoursRules.${field}`, says: "expected text" };
  const seen = new Set<string>();
  for (const [index, rule] of set.rules.entries()) {
    const path = `hoursRules.rules.${index}`;
    if (!isRecord(rule) || !hoursRuleKinds.has(rule.kind) || !isShortText(rule.code)) {
      yield { path, says: `expected a code, and a kind of ${hoursRuleKinds.names.join(", ")}` };
      continue;
    }
    if (seen.has(rule.code)) yield { path: `${path}.code`, says: `"${rule.code}" stands twice` };
    seen.add(rule.code);
    yield* listRuleFaults(path, rule);
  }
  // The state keeps one beginning of the time without a weekly rest, and one sum of what is owed.
  for (const kind of ["weekly rest", "compensatory rest", "night work"] as const)
    if (set.rules.filter((rule) => rule?.kind === kind).length > 1)
      yield { path: "hoursRules.rules", says: `expected one ${kind} at most` };
}

function* listRuleFaults(path: string, rule: HoursRule): Generator<HoursFault, void> {
  const { kind, hours, days, clause, night } = rule;
  if (kind === "night work" ? !isNight(night) : night !== undefined)
    yield { path: `${path}.night`, says: nightSays };
  if (typeof clause !== "string" || clause === "" || clause.length > 300)
    yield { path: `${path}.clause`, says: "expected the law and clause, at most 300 characters" };
  if (typeof hours !== "number" || !(hours > 0 && hours <= 168))
    yield { path: `${path}.hours`, says: "expected more than 0 and at most 168" };
  const hasDays = kind !== "daily rest" && kind !== "longest duty";
  if (!hasDays) {
    if (days !== undefined) yield { path: `${path}.days`, says: `does not go with ${kind}` };
    return;
  }
  const most = hoursLimits.weeks * 7;
  const isAverage = kind === "average week" || kind === "night work";
  const step = isAverage ? 7 : 1;
  if (days === undefined || !Number.isInteger(days) || days < step || days > most)
    yield { path: `${path}.days`, says: `expected whole days from ${step} to ${most}` };
  else if (days % step !== 0) yield { path: `${path}.days`, says: "expected whole weeks" };
  else if (kind === "weekly rest" && !(hours < days * 24))
    yield { path: `${path}.hours`, says: "expected less than the days have" };
}

const nightSays =
  'with "night work" alone, expected fromHour 18 to 23, untilHour 1 to 12, hours above 0 and at most 12, share above 0 and at most 1';

function isNight(night: NightTime | undefined): boolean {
  if (!isRecord(night) || night === undefined) return false;
  const { fromHour, untilHour, hours, share } = night;
  const isWhole = Number.isInteger(fromHour) && Number.isInteger(untilHour);
  const isOverMidnight = fromHour >= 18 && fromHour <= 23 && untilHour >= 1 && untilHour <= 12;
  return isWhole && isOverMidnight && hours > 0 && hours <= 12 && share > 0 && share <= 1;
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function isShortText(value: unknown): boolean {
  return typeof value === "string" && value !== "" && value.length <= 64;
}
