/**
 * Repeating events of iCalendar (RFC 5545 sections 3.3.10 and 3.8.5): the simple ones that rosters have. FREQ DAILY or WEEKLY with
 * INTERVAL, BYDAY and WKST, ended by COUNT or UNTIL, less EXDATE. Days are counted by the calendar and not in hours, so that a shift at
 * 22:00 stays at 22:00 when clocks change. Everything else is refused and said: a rule that is half understood plans wrong shifts.
 */

import { limits } from "../../core/limits.ts";

/** A civil day and the time on it, as text: `2026-11-28` and `22:00:00`, with `Z` where it is UTC. */
export interface CivilTime {
  readonly day: string;
  readonly time: string;
}

const dayMillis = 86_400_000;
const dayNames = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const intervalMost = 52;
const known = ["FREQ", "INTERVAL", "BYDAY", "WKST", "COUNT", "UNTIL"];

/** Days since 1970 of a civil day; Gregorian, whatever the zone. */
function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / dayMillis);
}

function dayText(number: number): string {
  return new Date(number * dayMillis).toISOString().slice(0, 10);
}

/** 0 = Sunday; 1970-01-01 was a Thursday. */
function weekday(number: number): number {
  return (((number + 4) % 7) + 7) % 7;
}

interface Rule {
  readonly weekly: boolean;
  readonly interval: number;
  /** Empty = the day of the start. */
  readonly byDay: readonly number[];
  readonly weekStart: number;
  readonly count: number;
  /** Last civil day and time, as text that sorts; empty = by count. */
  readonly until: string;
}

/**
 * The days of a rule from its start on, at most `limits.shiftsOfOne`; or what of it is not read. `untilOf` turns an UNTIL with a
 * time into civil time of the start's zone.
 */
export function expandRule(
  text: string,
  start: CivilTime,
  untilOf: (value: string) => CivilTime | string,
): readonly string[] | string {
  const rule = readRule(text, untilOf);
  if (typeof rule === "string") return rule;
  const first = dayNumber(start.day);
  if (rule.byDay.length > 0 && !rule.byDay.includes(weekday(first)))
    return "DTSTART is not on a day of BYDAY; expected its first shift to be one of them";
  const days: string[] = [];
  const weekOfStart = first - ((weekday(first) - rule.weekStart + 7) % 7);
  for (let day = first; days.length < rule.count; day += 1) {
    const steps = rule.weekly ? Math.floor((day - weekOfStart) / 7) : day - first;
    if (steps % rule.interval !== 0 || !isDayOf(rule, first, day)) continue;
    const shift = dayText(day);
    if (rule.until !== "" && `${shift}T${start.time}` > rule.until) break;
    if (days.length === limits.shiftsOfOne)
      return `it repeats more than ${limits.shiftsOfOne} times, which is the limit of one unit or person; end it sooner`;
    days.push(shift);
  }
  return days;
}

function isDayOf({ weekly, byDay }: Rule, first: number, day: number): boolean {
  if (byDay.length > 0) return byDay.includes(weekday(day));
  return !weekly || weekday(day) === weekday(first);
}

function readRule(text: string, untilOf: (value: string) => CivilTime | string): Rule | string {
  const parts = new Map<string, string>();
  for (const part of text.trim().toUpperCase().split(";")) {
    const [name, value = ""] = part.split("=", 2);
    if (!known.includes(name)) return `RRULE: got ${name.slice(0, 20)}, expected ${known.join(", ")} only`; // prettier-ignore
    if (parts.has(name)) return `RRULE: it has ${name} twice`;
    parts.set(name, value);
  }
  const frequency = parts.get("FREQ") ?? "";
  if (frequency !== "DAILY" && frequency !== "WEEKLY")
    return `RRULE: got FREQ=${frequency.slice(0, 20)}, expected DAILY or WEEKLY`;
  const interval = wholeOf(parts.get("INTERVAL") ?? "1");
  if (interval === undefined || interval > intervalMost)
    return `RRULE: INTERVAL: expected a whole number from 1 to ${intervalMost}`;
  const byDay = (parts.get("BYDAY") ?? "").split(",").filter((each) => each !== "");
  const unknown = byDay.find((each) => !dayNames.includes(each));
  if (unknown !== undefined)
    return `RRULE: BYDAY: got ${unknown.slice(0, 10)}, expected days such as MO,TU without a number`;
  const weekStart = dayNames.indexOf(parts.get("WKST") ?? "MO");
  if (weekStart < 0) return "RRULE: WKST: expected a day such as MO";
  const [count, until] = [parts.get("COUNT"), parts.get("UNTIL")];
  if ((count === undefined) === (until === undefined))
    return "RRULE: it has no end, or two; expected COUNT or UNTIL";
  const rule = { weekly: frequency === "WEEKLY", interval, byDay: byDay.map((each) => dayNames.indexOf(each)), weekStart }; // prettier-ignore
  if (count !== undefined) {
    const times = wholeOf(count);
    if (times === undefined) return "RRULE: COUNT: expected a whole number from 1 to 999";
    return { ...rule, count: Math.min(times, limits.shiftsOfOne + 1), until: "" };
  }
  const last = untilOf(until ?? "");
  if (typeof last === "string") return `RRULE: UNTIL: ${last}`;
  return { ...rule, count: Infinity, until: `${last.day}T${last.time}` };
}

function wholeOf(text: string): number | undefined {
  return /^[1-9]\d{0,2}$/.test(text) ? Number(text) : undefined;
}
