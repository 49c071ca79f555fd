/**
 * A duty that breaks an hours rule needs an override that names the rule, with a reason; it is an event of its own, and it
 * is counted. Without one the command is refused. Nobody is kept from being asked: the rule is said, and a person decides.
 */

import type { Instant } from "../../base/instant.ts";
import { checkReason } from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { advance } from "../state/change.ts";
import { findShiftRow, getPolicy, type RegionState } from "../state/region-state.ts";
import { listBreaches, type Duty, type HoursBreach } from "./breaches.ts";
import { hoursLimits } from "./hours-rules.ts";
import { noteRecallOverride, recallBits } from "./recall.ts";

export interface HoursOverride {
  /** Codes of the rules that it overrides. */
  readonly rules: readonly string[];
  readonly reason: string;
}

export interface HoursOverrideText {
  readonly reason: string;
}

export interface HoursQuestion {
  readonly person: number;
  /** Who it is, in words. */
  readonly name: string;
  readonly duty: Duty;
  /** Of the planned shift that the duty is, or -1. */
  readonly row: number;
  /** The duty begins now: what comes after it was looked at when that was planned. */
  readonly isNow: boolean;
  readonly override: HoursOverride | undefined;
}

/** A refusal, or what the override lets pass now; empty = nothing is broken that was not overridden before. */
export function checkHours(
  state: RegionState,
  { person, name, duty, row, isNow, override }: HoursQuestion,
): { readonly refusal: Refusal } | { readonly breaches: readonly HoursBreach[] } {
  const fault = checkOverride(override);
  if (fault !== undefined) return { refusal: fault };
  // What was overridden was the shift as it stood: one that is amended is looked at anew.
  const planned = row < 0 || !isNow ? 0 : state.columns.shifts.overridden[row];
  const before = isNow ? planned | recallBits(state, person) : planned;
  const breaches = listBreaches(state, person, duty, row, isNow).filter(
    ({ rule }) => (before & bitOf(state, rule)) === 0,
  );
  const missing = breaches.filter(({ rule }) => override?.rules.includes(rule) !== true);
  if (missing.length === 0) return { breaches };
  const said = missing.map((breach) => describeBreach(state, breach)).join("; ");
  const codes = missing.map(({ rule }) => rule).join(", ");
  const message = `${name}: ${said}; plan otherwise, or override ${codes} with a reason`;
  return { refusal: refuse("hours.breach", message) };
}

/** Of all rules that are broken. */
export function ruleBits(state: RegionState, breaches: readonly HoursBreach[]): number {
  return breaches.reduce((bits, { rule }) => bits | bitOf(state, rule), 0);
}

/** 0 = the set has no such rule any more. */
function bitOf(state: RegionState, rule: string): number {
  const rules = getPolicy(state).config.hoursRules?.rules ?? [];
  const index = rules.findIndex(({ code }) => code === rule);
  return index < 0 ? 0 : 1 << index;
}

export function reasonOf(override: HoursOverride | undefined): HoursOverrideText | undefined {
  return override === undefined ? undefined : { reason: override.reason };
}

function checkOverride(override: HoursOverride | undefined): Refusal | undefined {
  if (override === undefined) return undefined;
  const { rules } = override;
  const isList =
    Array.isArray(rules) &&
    rules.length > 0 &&
    rules.length <= hoursLimits.rules &&
    rules.every((rule) => typeof rule === "string" && rule.length <= limits.nameLength);
  if (!isList)
    return refuse("value.invalid", "override.rules: expected the codes of the rules to override");
  return checkReason(override.reason);
}

export function describeBreach(state: RegionState, { rule, hours, limit }: HoursBreach): string {
  const found = getPolicy(state).config.hoursRules?.rules.find(({ code }) => code === rule);
  if (found?.kind === "compensatory rest")
    return `${hours} h of compensatory rest are owed, and the rule lets ${limit} h be owed for longer than ${found.days ?? 0} days (${found.clause})`;
  if (found?.kind === "night work")
    return `night work of ${hours} h a day on average, and the rule says ${limit} h (${found.clause})`;
  return `${found?.kind ?? rule} of ${hours} h, and the rule says ${limit} h (${found?.clause ?? "no longer in force"})`;
}

/** Each rule that an override names, and how often; rules that are no longer in force stay. */
function countByRule(state: RegionState, breaches: readonly HoursBreach[]): void {
  const counts = new Map(state.facts.overrides);
  for (const { rule } of breaches) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  state.facts = { ...state.facts, overrides: [...counts] };
}

/** Counts it for the person. `shift`: number of the planned shift that it is for; null = somebody comes on duty. */
export function overrideHours(
  state: RegionState,
  at: Instant,
  person: number,
  shift: number | null,
  breaches: readonly HoursBreach[],
  text: HoursOverrideText | undefined,
): void {
  advance(state, at);
  const { people, shifts, head } = state.columns;
  const row = shift === null ? people.shift[person] : findShiftRow(state, shift);
  if (row >= 0) for (const { rule } of breaches) shifts.overridden[row] |= bitOf(state, rule);
  people.overrides[person] += 1;
  people.overriddenAt[person] = at;
  head.hoursOverrides[0] += 1;
  countByRule(state, breaches);
  if (shift === null) noteRecallOverride(state, person, breaches);
  if (state.sink.open)
    state.sink.put({
      type: "hours.overridden",
      at,
      entered: state.enteredAt,
      by: state.by,
      person,
      shift,
      breaches,
      ...(text === undefined ? {} : { text }),
    });
}
