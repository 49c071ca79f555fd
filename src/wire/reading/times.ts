/**
 * Times in English text. Absolute ones become a period of a statement ("1 January 2017" -> 2017-01-01). Relative ones
 * ("yesterday", "last week", "3 January" without a year) are resolved against an as-of date and never without one: who
 * guesses a date checks another claim than the one that was made.
 */

export interface FoundTime {
  readonly text: string;
  /** In the form of a statement's period; null: not resolved. */
  readonly period: string | null;
  readonly isRelative: boolean;
  readonly start: number;
  readonly end: number;
}

const months =
  "january february march april may june july august september october november december".split(
    " ",
  );
const weekdays = "monday tuesday wednesday thursday friday saturday sunday".split(" ");
const monthWord = `(?:${months.map((name) => `${name}|${name.slice(0, 3)}\\.?`).join("|")}|sept\\.?)`;
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

type Reader = (match: RegExpMatchArray, asOf: string | null) => string | null;
type Rule = readonly [pattern: RegExp, isRelative: boolean, read: Reader];

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

const rules: readonly Rule[] = [
  [
    new RegExp(String.raw`\b(${year}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2})?)?\b`, "g"),
    false,
    ([, date, clock]) => (clock === undefined ? date : `${date}T${clock}`),
  ],
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
    new RegExp(String.raw`\b(${day}) (?:of )?(${monthWord}),? (${year})\b`, "gi"),
    false,
    ([, date, month, of]) => dayText(number(of), monthOf(month), number(date)),
  ],
  [
    new RegExp(String.raw`\b(${monthWord}) (${day}),? (${year})\b`, "gi"),
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
    new RegExp(String.raw`\b(${day}) (${monthWord})\b`, "gi"),
    true,
    ([, date, month], asOf) => lastDay(monthOf(month), number(date), asOf),
  ],
  [
    new RegExp(String.raw`\b(${monthWord}) (${day})\b`, "gi"),
    true,
    ([, month, date], asOf) => lastDay(monthOf(month), number(date), asOf),
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
  const words = ["zero", "one", "two", "three", "four", "five", "six", "seven"];
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

/** `asOf`: the local date that the text speaks from, as 2017-01-04; null: relative times stay unresolved. */
export function listTimes(text: string, asOf: string | null): FoundTime[] {
  const found: FoundTime[] = [];
  for (const [pattern, isRelative, read] of rules)
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (!found.every((each) => end <= each.start || each.end <= start)) continue;
      found.push({ text: match[0], period: read(match, asOf), isRelative, start, end });
    }
  return found.sort((a, b) => a.start - b.start);
}
