/**
 * The forms in which English texts write times, each with how it is read: absolute ones by what they say, relative ones
 * against an as-of date. The order matters: the longer form stands before the one that it holds.
 */

const months =
  "january february march april may june july august september october november december".split(
    " ",
  );
const weekdays = "monday tuesday wednesday thursday friday saturday sunday".split(" ");
const monthWord = `(?:${months.map((name) => `${name}|${name.slice(0, 3)}\\.?`).join("|")}|sept\\.?)`;
/** A weekday before a date is part of it. */
const dayBefore = String.raw`(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?)?`;
const day = String.raw`(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?`;
const year = String.raw`(?:19|20)\d{2}`;
const dayMillis = 86_400_000;

function monthOf(text: string): number {
  const short = text.toLowerCase().slice(0, 3);
  return months.findIndex((name) => name.startsWith(short)) + 1;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function dayText(fullYear: number, month: number, date: number): string | null {
  const millis = Date.UTC(fullYear, month - 1, date);
  const isReal = new Date(millis).getUTCDate() === date;
  return isReal ? `${fullYear}-${two(month)}-${two(date)}` : null;
}

function isoOf(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10);
}

/** Days that have a name and a date, with the curly apostrophe made straight. */
const namedDays: Readonly<Record<string, readonly [month: number, date: number]>> = {
  "new year['’]s eve": [12, 31],
  "new year['’]s day": [1, 1],
  "christmas eve": [12, 24],
  "christmas day": [12, 25],
  "boxing day": [12, 26],
  "bonfire night": [11, 5],
};
const quarters: Readonly<Record<string, number>> = { first: 0, second: 1, third: 2, fourth: 3, last: 3 }; // prettier-ignore

function plainName(name: string): string {
  return name.toLowerCase().replace(/['’]/, "['’]");
}

function namedDay(name: string, of: string): string | null {
  const [month, date] = namedDays[plainName(name)];
  return dayText(number(of), month, date);
}

function dateOf(date: string, month: string, of: string): string | null {
  return dayText(number(of), monthOf(month), number(date));
}

/** `index`: of the piece of the year, from 0. */
function monthsOf(of: string, index: number, length: number): string {
  return `${of}-${two(index * length + 1)}..${of}-${two((index + 1) * length)}`;
}

function daysOfMonth(which: string, count: number, month: number, of: number): string | null {
  const length = new Date(Date.UTC(of, month, 0)).getUTCDate();
  if (count < 2 || count > length) return null;
  const first = which.toLowerCase() === "first" ? 1 : length - count + 1;
  return rangeText(dayText(of, month, first), dayText(of, month, first + count - 1));
}

/** Minutes after midnight; a bare "6" is no clock time. */
export function clockMinutes(text: string, other: string): number | undefined {
  const plain = text.toLowerCase();
  if (plain === "midnight") return 0;
  if (plain === "noon" || plain === "midday") return 720;
  const match = /^(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?$/.exec(plain);
  if (match === null) return undefined;
  // "From 6 to 9pm": the half of the day is said once.
  const half = match[3] ?? (match[2] === undefined ? /(am|pm)$/i.exec(other)?.[1].toLowerCase() : undefined); // prettier-ignore
  const hour = number(match[1]);
  const minute = number(match[2] ?? "0");
  if (half === undefined && match[2] === undefined) return undefined;
  if (minute > 59 || hour > (half === undefined ? 23 : 12) || (half !== undefined && hour < 1))
    return undefined;
  const full = half === undefined ? hour : (hour % 12) + (half === "pm" ? 12 : 0);
  return full * 60 + minute;
}

/** From one clock time to another of the same day; midnight at the end is the day's end. */
function clockRange(date: string | null, from: string, to: string): string | null {
  const first = clockMinutes(from, to);
  const last = to.toLowerCase() === "midnight" ? 1440 : clockMinutes(to, from);
  if (date === null || first === undefined || last === undefined || last <= first) return null;
  if (first % 60 === 0 && last % 60 === 0) {
    const [a, b] = [first / 60, last / 60 - 1];
    return a === b ? `${date}T${two(a)}` : `${date}T${two(a)}..${date}T${two(b)}`;
  }
  if (last === 1440) return null;
  const text = (at: number): string => `${date}T${two(Math.floor(at / 60))}:${two(at % 60)}`;
  return `${text(first)}..${text(last)}`;
}

/** The period that a match says; null: it says none that could be resolved. */
type Reader = (match: RegExpMatchArray, asOf: string | null) => string | null;
export type TimeRule = readonly [pattern: RegExp, isRelative: boolean, read: Reader];

const number = (text: string): number => Number.parseInt(text, 10);

/** The last such day that is not after the as-of date. */
function lastDay(month: number, date: number, asOf: string | null): string | null {
  if (asOf === null) return null;
  const thisYear = number(asOf);
  const same = dayText(thisYear, month, date);
  return same !== null && same <= asOf ? same : dayText(thisYear - 1, month, date);
}

/** Monday of the week of a day. */
function mondayOf(millis: number): number {
  return millis - ((new Date(millis).getUTCDay() + 6) % 7) * dayMillis;
}

const clock = String.raw`(?:midnight|noon|midday|\d{1,2}(?:[:.]\d{2})? ?(?:am|pm)?)`;
const clocks = String.raw`(?:between|from) (${clock}) (?:and|to|until|till) (${clock})`;
const fullDate = String.raw`(${day}) (?:of )?(${monthWord}),? (${year})`;
const countWord = "two|three|four|five|six|seven|ten";

export const timeRules: readonly TimeRule[] = [
  [
    new RegExp(String.raw`\b${clocks} on ${dayBefore}${fullDate}\b`, "gi"),
    false,
    ([, from, to, date, month, of]) => clockRange(dateOf(date, month, of), from, to),
  ],
  [
    new RegExp(String.raw`\b${dayBefore}${fullDate},? ${clocks}\b`, "gi"),
    false,
    ([, date, month, of, from, to]) => clockRange(dateOf(date, month, of), from, to),
  ],
  [
    new RegExp(
      String.raw`\b(?:the )?(first|last) (${countWord}|\d{1,2}) days of (${monthWord}),? (${year})\b`,
      "gi",
    ),
    false,
    ([, which, count, month, of]) => daysOfMonth(which, countOf(count), monthOf(month), number(of)),
  ],
  [
    new RegExp(
      String.raw`\b(?:the )?(first|second|third|fourth|last) quarter of (${year})\b`,
      "gi",
    ),
    false,
    ([, which, of]) => monthsOf(of, quarters[which.toLowerCase()], 3),
  ],
  [
    new RegExp(String.raw`\bQ([1-4]) (?:of )?(${year})\b`, "g"),
    false,
    ([, which, of]) => monthsOf(of, number(which) - 1, 3),
  ],
  [
    new RegExp(String.raw`\b(?:the )?(first|second) half of (${year})\b`, "gi"),
    false,
    ([, which, of]) => monthsOf(of, which.toLowerCase() === "first" ? 0 : 1, 6),
  ],
  [
    new RegExp(String.raw`\b(${Object.keys(namedDays).join("|")}),? (?:of |in )?(${year})\b`, "gi"),
    false,
    ([, name, of]) => namedDay(name, of),
  ],
  [
    new RegExp(String.raw`\b(${Object.keys(namedDays).join("|")})\b`, "gi"),
    true,
    ([, name], asOf) => {
      const [month, date] = namedDays[plainName(name)];
      return lastDay(month, date, asOf);
    },
  ],
  [
    new RegExp(String.raw`\b(${year}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2})?)?\b`, "g"),
    false,
    ([, date, clock]) => (clock === undefined ? date : `${date}T${clock}`),
  ],
  [new RegExp(String.raw`\b(${year}-(?:0[1-9]|1[0-2]))\b(?!-)`, "g"), false, ([, month]) => month],
  [
    new RegExp(
      String.raw`\b(?:between |from )?(${day}) ?(?:and|to|-|–) ?(${day}) (${monthWord}),? (${year})\b`,
      "gi",
    ),
    false,
    ([, first, last, month, of]) =>
      rangeText(
        dayText(number(of), monthOf(month), number(first)),
        dayText(number(of), monthOf(month), number(last)),
      ),
  ],
  [
    new RegExp(
      String.raw`\b(?:between |from )?(${day}) (${monthWord}) (?:and|to|until|-|–) (${day}) (${monthWord}),? (${year})\b`,
      "gi",
    ),
    false,
    ([, a, monthA, b, monthB, of]) =>
      rangeText(
        dayText(number(of), monthOf(monthA), number(a)),
        dayText(number(of), monthOf(monthB), number(b)),
      ),
  ],
  [
    new RegExp(
      String.raw`\b(\d{1,2})[:.](\d{2}) ?(am|pm)? on (${day}) (${monthWord}),? (${year})\b`,
      "gi",
    ),
    false,
    ([, hour, minute, half, date, month, of]) =>
      clockText(dayText(number(of), monthOf(month), number(date)), number(hour), minute, half),
  ],
  [
    new RegExp(String.raw`\b${dayBefore}(${day}) (?:of )?(${monthWord}),? (${year})\b`, "gi"),
    false,
    ([, date, month, of]) => dayText(number(of), monthOf(month), number(date)),
  ],
  [
    new RegExp(String.raw`\b${dayBefore}(${monthWord}) (${day}),? (${year})\b`, "gi"),
    false,
    ([, month, date, of]) => dayText(number(of), monthOf(month), number(date)),
  ],
  [
    new RegExp(
      String.raw`\b(?:between |from )?(${monthWord}) (?:and|to|until|-|–) (${monthWord}) (${year})\b`,
      "gi",
    ),
    false,
    ([, a, b, of]) => `${of}-${two(monthOf(a))}..${of}-${two(monthOf(b))}`,
  ],
  [
    new RegExp(String.raw`\b(${monthWord}),? (${year})\b`, "gi"),
    false,
    ([, month, of]) => `${of}-${two(monthOf(month))}`,
  ],
  [
    new RegExp(String.raw`\b(?:between |from )?(${year}) ?(?:and|to|until|-|–) ?(${year})\b`, "gi"),
    false,
    ([, a, b]) => (a < b ? `${a}..${b}` : null),
  ],
  [
    new RegExp(String.raw`\b${dayBefore}(${day}) (${monthWord})\b`, "gi"),
    true,
    ([, date, month], asOf) => lastDay(monthOf(month), number(date), asOf),
  ],
  [
    new RegExp(String.raw`\b${dayBefore}(${monthWord}) (${day})\b(?! ?(?:calls|%))`, "gi"),
    true,
    ([, month, date], asOf) => lastDay(monthOf(month), number(date), asOf),
  ],
  [
    new RegExp(String.raw`\b(?:early|mid|late|parts of|much of|most of)[ -]${year}\b`, "gi"),
    false,
    () => null,
  ],
  [
    new RegExp(String.raw`\b(?:in|of|for|during|throughout) (${year})\b`, "gi"),
    false,
    ([, of]) => of,
  ],
  [/\b(yesterday|last night|overnight)\b/gi, true, (_, asOf) => shift(asOf, -1)],
  [/\b(today|tonight|this (?:morning|afternoon|evening))\b/gi, true, (_, asOf) => asOf],
  [
    /\b(\d{1,3}|two|three|four|five|six|seven) days ago\b/gi,
    true,
    ([, count], asOf) => shift(asOf, -countOf(count)),
  ],
  [
    /\b(last|this|past|previous) (week|month|year)\b/gi,
    true,
    ([, which, unit], asOf) => stepBefore(which, unit, asOf),
  ],
  [
    new RegExp(
      String.raw`\b(?:on |last )(${weekdays.join("|")})(?: (?:morning|afternoon|evening|night))?\b`,
      "gi",
    ),
    true,
    ([, name], asOf) => lastWeekday(name, asOf),
  ],
  [
    new RegExp(
      String.raw`\b(${months.filter((name) => name !== "may" && name !== "march").join("|")})\b`,
      "gi",
    ),
    true,
    ([, month], asOf) => lastMonth(monthOf(month), asOf),
  ],
  [
    /\b(?:recently|in recent (?:days|weeks|months)|these days|one (?:morning|afternoon|evening|night)|the other (?:day|night))\b/gi,
    true,
    () => null,
  ],
];

function countOf(text: string): number {
  const words = "zero one two three four five six seven eight nine ten".split(" ");
  const index = words.indexOf(text.toLowerCase());
  return index < 0 ? number(text) : index;
}

function rangeText(first: string | null, last: string | null): string | null {
  return first === null || last === null || first >= last ? null : `${first}..${last}`;
}

function clockText(
  date: string | null,
  hour: number,
  minute: string,
  half?: string,
): string | null {
  const isAfternoon = half?.toLowerCase() === "pm";
  const full = half === undefined ? hour : (hour % 12) + (isAfternoon ? 12 : 0);
  return date === null || full > 23 || Number(minute) > 59
    ? null
    : `${date}T${two(full)}:${minute}`;
}

/** Monday to Sunday; undefined for what is no whole day. */
export function weekdayOf(period: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(period)) return undefined;
  return weekdays[(new Date(Date.parse(period)).getUTCDay() + 6) % 7];
}

function shift(asOf: string | null, days: number): string | null {
  return asOf === null ? null : isoOf(Date.parse(asOf) + days * dayMillis);
}

function stepBefore(which: string, unit: string, asOf: string | null): string | null {
  if (asOf === null) return null;
  const back = which.toLowerCase() === "this" ? 0 : 1;
  const [thisYear, month] = asOf.split("-").map(Number);
  if (unit.toLowerCase() === "year") return String(thisYear - back);
  if (unit.toLowerCase() === "month")
    return new Date(Date.UTC(thisYear, month - 1 - back, 1)).toISOString().slice(0, 7);
  const monday = mondayOf(Date.parse(asOf)) - back * 7 * dayMillis;
  return `${isoOf(monday)}..${isoOf(monday + 6 * dayMillis)}`;
}

function lastWeekday(name: string, asOf: string | null): string | null {
  if (asOf === null) return null;
  const at = Date.parse(asOf);
  const back = (new Date(at).getUTCDay() + 6 - weekdays.indexOf(name.toLowerCase()) + 7) % 7;
  return isoOf(at - (back === 0 ? 7 : back) * dayMillis);
}

function lastMonth(month: number, asOf: string | null): string | null {
  if (asOf === null) return null;
  const [thisYear, now] = asOf.split("-").map(Number);
  return `${month <= now ? thisYear : thisYear - 1}-${two(month)}`;
}
