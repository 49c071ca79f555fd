/**
 * The numbers of `muster queueing`: what a planner types, read with the limits that the formulas have. Whatever can not
 * be used is said with what was got and what was expected, under one code.
 */
import { poolLimits } from "../../plan/queueing/erlang.ts";
import { CliFault } from "../fault.ts";

/** Most rows of one table, and most grades of one pool. */
export const queueingLimits = {
  rows: 500,
  grades: 12,
  callsPerHour: 100_000,
  minutes: 10_080,
} as const;

function wrong(option: string, text: string, expected: string): CliFault {
  return new CliFault("queueing.wrong-value", `${option}: got ${text}, expected ${expected}`);
}

/** Digits, and a power of ten as programs write small numbers ("1e-06"). */
function numberOf(text: string): number {
  return /^\d+(\.\d+)?(e[+-]?\d{1,3})?$/i.test(text) ? Number(text) : Number.NaN;
}

/** Minutes, above 0 and at most a week. */
export function readMinutes(option: string, text: string): number {
  const minutes = numberOf(text);
  if (minutes > 0 && minutes <= queueingLimits.minutes) return minutes;
  throw wrong(option, text, `minutes above 0, to ${queueingLimits.minutes}`);
}

/** Calls per hour, above 0. */
export function readCalls(option: string, text: string): number {
  const calls = numberOf(text);
  if (calls > 0 && calls <= queueingLimits.callsPerHour) return calls;
  throw wrong(option, text, `calls an hour above 0, to ${queueingLimits.callsPerHour}`);
}

/** Calls per hour of each grade, with commas between; a grade may have none, not all of them. */
export function readGradeCalls(option: string, text: string): number[] {
  const calls = text.split(",").map((part) => numberOf(part.trim()));
  const sum = calls.reduce((all, each) => all + each, 0);
  if (calls.length <= queueingLimits.grades && sum > 0 && sum <= queueingLimits.callsPerHour)
    return calls;
  const most = `at most ${queueingLimits.grades}, together above 0 and to ${queueingLimits.callsPerHour}`;
  throw wrong(option, text, `calls an hour of each grade, most urgent first, with commas; ${most}`);
}

/** Whole numbers with commas between; what each may be is for the formula. */
export function readWholeNumbers(option: string, text: string): number[] {
  const numbers = text.split(",").map((part) => numberOf(part.trim()));
  if (numbers.every((number) => Number.isInteger(number))) return numbers;
  throw wrong(option, text, "a whole number for each grade, with commas between");
}

/** A percentage above 0 and below 100, as a share. */
export function readPercent(option: string, text: string): number {
  const percent = numberOf(text);
  if (percent > 0 && percent < 100) return percent / 100;
  throw wrong(option, text, "a percentage above 0 and below 100");
}

/** `25`, or `20-30` for a row for each number of units. */
export function readUnits(option: string, text: string): number[] {
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const first = Number(from);
  const count = Number(to) - first + 1;
  if (first >= 1 && Number(to) <= poolLimits.units && count >= 1 && count <= queueingLimits.rows)
    return Array.from({ length: count }, (_, index) => first + index);
  const most = `to ${poolLimits.units}, at most ${queueingLimits.rows} of them`;
  throw wrong(option, text, `a number of units or a range such as 20-30, ${most}`);
}
