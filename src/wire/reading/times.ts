/**
 * Times in English text. Absolute ones become a period of a statement ("1 January 2017" -> 2017-01-01). Relative ones
 * ("yesterday", "last week", "3 January" without a year) are resolved against an as-of date and never without one: who
 * guesses a date checks another claim than the one that was made.
 */

import { timeRules, weekdayOf } from "./time-rules.ts";

export interface FoundTime {
  readonly text: string;
  /** In the form of a statement's period; null: not resolved. */
  readonly period: string | null;
  readonly isRelative: boolean;
  readonly start: number;
  readonly end: number;
}

/** Words before a time that leave open which part of it is meant. */
const vague =
  /\b(?:(?:first|last|final|opening|closing) (?:days?|weeks?|months?|hours?|part)|early|late|mid|start|end|beginning|parts?|most|much|some)(?: (?:in|of|on|during|the))*[ -]$/i;

/** `asOf`: the local date that the text speaks from, as 2017-01-04; null: relative times stay unresolved. */
export function listTimes(text: string, asOf: string | null): FoundTime[] {
  const found: FoundTime[] = [];
  for (const [pattern, isRelative, read] of timeRules)
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (!found.every((each) => end <= each.start || each.end <= start)) continue;
      const period = vague.test(text.slice(0, start)) ? null : checkWeekday(match[0], read(match, asOf)); // prettier-ignore
      found.push({ text: match[0], period, isRelative, start, end });
    }
  return joinTimes(
    text,
    found.sort((a, b) => a.start - b.start).map((time) => readSince(text, time, asOf)),
  );
}

/** "On Tuesday 2 January 2017" when that was a Monday: the text says two days, and neither is chosen. */
function checkWeekday(text: string, period: string | null): string | null {
  const said = /^((?:mon|tues|wednes|thurs|fri|satur|sun)day),? /i.exec(text)?.[1].toLowerCase();
  const is = period === null ? undefined : weekdayOf(period);
  return said === undefined || is === undefined || said === is ? period : null;
}

/** "Since 2 January 2017" ends at the day that the text speaks from, and says no end without one. */
function readSince(text: string, time: FoundTime, asOf: string | null): FoundTime {
  const before = /\bsince (?:the )?$/i.exec(text.slice(0, time.start));
  if (before === null) return time;
  const { period } = time;
  const isBefore = asOf !== null && period !== null && !period.includes("..") && period <= asOf;
  return {
    ...time,
    text: text.slice(before.index, time.end),
    period: isBefore ? `${period}..${asOf}` : null,
    start: before.index,
  };
}

/** "From 31 December 2016 to 4 January 2017": two dates with a word between them are one period. */
function joinTimes(text: string, times: readonly FoundTime[]): FoundTime[] {
  const joined: FoundTime[] = [];
  for (const time of times) {
    const last = joined.at(-1);
    const between = last === undefined ? "" : text.slice(last.end, time.start);
    const before = last === undefined ? "" : text.slice(0, last.start);
    const isJoined =
      last !== undefined &&
      (/^ (?:to|until|till|through) (?:the )?$/i.test(between) ||
        /^ ?[-–] ?$/.test(between) ||
        (/^ and (?:the )?$/i.test(between) && /\bbetween (?:the )?$/i.test(before)));
    if (!isJoined) {
      joined.push(time);
      continue;
    }
    const isRange =
      last.period !== null &&
      time.period !== null &&
      !last.period.includes("..") &&
      !time.period.includes("..") &&
      last.period < time.period;
    joined[joined.length - 1] = {
      text: text.slice(last.start, time.end),
      period: isRange ? `${last.period}..${time.period}` : null,
      isRelative: last.isRelative || time.isRelative,
      start: last.start,
      end: time.end,
    };
  }
  return joined;
}
