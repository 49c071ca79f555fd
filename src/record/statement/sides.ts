/**
 * The two sides of a comparison in words: "robbery calls exceeded burglary calls", "late-evening journeys were faster
 * than mid-afternoon journeys". A side is parts of the day, or values of one field of the record by their words. Both
 * sides must be of the same kind, else nothing is found: a guess is left to a person.
 */
import type { Filter, StatementRecord } from "./record.ts";
import { filterFields, responseFields, valueOf, weekdays } from "./words.ts";

/** Parts of the day by local hours, first and last. docs/reference/statements.md has the table. */
export const dayParts: Readonly<Record<string, readonly [number, number]>> = {
  "early morning": [4, 6],
  "mid-morning": [9, 10],
  "late morning": [10, 11],
  "early afternoon": [12, 13],
  "mid-afternoon": [15, 16],
  "late afternoon": [16, 17],
  "early evening": [18, 20],
  "late evening": [21, 23],
  morning: [6, 11],
  afternoon: [12, 17],
  evening: [18, 23],
  night: [0, 5],
  daytime: [6, 17],
};

const marker =
  /\b(?:exceeded|exceeds|exceed|outnumbered|outnumber|compared (?:with|to)|versus|vs\.?|than|as [a-z]+ as|as many as)\b/;

export interface FoundSides {
  readonly first: Filter;
  readonly second: Filter;
}

/** `text`: one sentence. */
export function findSides(text: string, record: StatementRecord): FoundSides | undefined {
  const lower = text.slice(0, 600).toLowerCase();
  // "As many thefts as burglaries": the second "as" parts them.
  const split = /(?<=\bas (?:many|much) (?:[a-z-]+ ){1,4})as\b/.exec(lower) ?? marker.exec(lower);
  if (split === null) return undefined;
  const left = lower.slice(0, split.index);
  const right = lower.slice(split.index + split[0].length);
  const found =
    findDayParts(left, right) ?? findWeekdays(left, right) ?? findValues(left, right, record);
  // "A was twice as slow as B" speaks of B's speed over A's.
  const isTurned = /\bslow(?:er)?\b/.test(lower);
  return found === undefined || !isTurned ? found : { first: found.second, second: found.first };
}

function findDayParts(left: string, right: string): FoundSides | undefined {
  const first = findDayPart(left);
  const second = findDayPart(right);
  if (first === undefined || second === undefined) return undefined;
  return { first: { "hour-of-day": first }, second: { "hour-of-day": second } };
}

/** "Fridays were busier than Mondays": of every week of the period. A weekday beside a date is no side. */
function findWeekdays(left: string, right: string): FoundSides | undefined {
  const [first, second] = [left, right].map((side) => {
    if (/\bweekends?\b/.test(side)) return ["saturday", "sunday"];
    if (/\b(?:weekdays|working days)\b/.test(side)) return weekdays.slice(0, 5);
    return weekdays.filter((name) => new RegExp(`\\b${name}s\\b`).test(side));
  });
  if (first.length === 0 || second.length === 0) return undefined;
  return { first: { weekday: first }, second: { weekday: second } };
}

/** Hours of the first part of the day that a text names; longer names are looked for first. */
export function findDayPart(text: string): string[] | undefined {
  const plain = text.toLowerCase().replaceAll("-", " ");
  for (const [name, [from, last]] of Object.entries(dayParts)) {
    const words = name === "daytime" ? "(?:daytime|(?:by|during the) day)" : `${name.replaceAll("-", " ")}s?`; // prettier-ignore
    if (!new RegExp(`\\b${words}\\b`).test(plain)) continue;
    return Array.from({ length: last - from + 1 }, (_, index) => String(from + index));
  }
  return undefined;
}

const fillers = new Set(
  "a an the of in on to and or with for at by from call event incident journey response unit crew report were was is are be been there all more most many least other number during than less fewer plus".split(
    " ",
  ),
);

function stemsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[a-z]{3,}/g) ?? [];
  const stems = words.map((word) => word.replace(/ies$/, "y").replace(/(?<!s)s$/, ""));
  return new Set(stems.filter((stem) => !fillers.has(stem)));
}

interface FoundValues {
  readonly values: string[];
  readonly isWhole: boolean;
}

/** Values whose every word stands in the text; else those that have a word of the text. */
function valuesIn(text: string, values: readonly string[]): FoundValues | undefined {
  const stems = stemsOf(text);
  const whole: string[] = [];
  const part: string[] = [];
  for (const value of values) {
    const own = [...stemsOf(value)];
    const shared = own.filter((stem) => stems.has(stem)).length;
    if (own.length > 0 && shared === own.length) whole.push(value);
    else if (shared > 0) part.push(value);
  }
  if (whole.length > 0) return { values: whole, isWhole: true };
  return part.length > 0 ? { values: part, isWhole: false } : undefined;
}

function findValues(left: string, right: string, record: StatementRecord): FoundSides | undefined {
  const found = listFieldValues(record).flatMap(({ field, values }) => {
    const first = valuesIn(left, values);
    const second = valuesIn(right, values);
    if (first === undefined || second === undefined) return [];
    const isSame = first.values.join("|") === second.values.join("|");
    if (isSame) return [];
    const score = Number(first.isWhole) + Number(second.isWhole) - values.length / 10_000;
    return [
      { score, sides: { first: { [field]: first.values }, second: { [field]: second.values } } },
    ];
  });
  found.sort((a, b) => b.score - a.score);
  return found[0]?.sides;
}

/** A filter for the words of a sentence that are values of the record, such as "medical" or "structure fire". */
export function findValueFilter(text: string, record: StatementRecord): Filter | undefined {
  const found = listFieldValues(record).flatMap(({ field, values }) => {
    const one = valuesIn(text, values);
    const fitting = one?.isWhole === false ? valuesByHead(text, one.values) : one?.values;
    const isWhole = one?.isWhole === true;
    return fitting === undefined || fitting.length === 0
      ? []
      : [{ field, values: fitting, isWhole, size: values.length }];
  });
  const wholes = found.filter(({ isWhole }) => isWhole);
  if (wholes.length > 0) found.splice(0, found.length, ...wholes);
  // The value with the most words is the most exact; of equal ones the field with fewer values.
  const words = ({ values, isWhole }: (typeof found)[number]): number =>
    isWhole ? Math.max(...values.map((value) => stemsOf(value).size)) : 0;
  found.sort((a, b) => words(b) - words(a) || a.size - b.size);
  const [best] = found;
  return best === undefined ? undefined : { [best.field]: best.values };
}

/** "Burglaries" of commercial and residential burglaries: what the kind is called by its last word, if it is a few kinds. */
function valuesByHead(text: string, values: readonly string[]): string[] {
  const stems = stemsOf(text);
  const fitting = values.filter((value) => {
    const head = [...stemsOf(value)].at(-1);
    return head !== undefined && stems.has(head) && !services.has(head);
  });
  return fitting.length <= 5 ? fitting : [];
}

/** Who comes is no kind of call, whatever some kind ends with. */
const services = new Set(["police", "ambulance", "rescue", "officer", "service"]);

const wordFields = new Set(["call-type", "call-group", "unit-type", "disposition", "channel"]);
const known = new WeakMap<StatementRecord, readonly FieldValues[]>();

interface FieldValues {
  readonly field: string;
  readonly values: readonly string[];
}

/** Values of the fields that are words, of those with at most 400 of them; made once for each record. */
function listFieldValues(record: StatementRecord): readonly FieldValues[] {
  const before = known.get(record);
  if (before !== undefined) return before;
  const made = filterFields
    .filter((field) => wordFields.has(field) && record.fields.has(field))
    .map((field) => {
      const values = new Set<string>();
      for (const { tags, responses } of record.calls) {
        if (responseFields.has(field))
          for (const response of responses) values.add(valueOf(response.tags[field] ?? ""));
        else values.add(valueOf(tags[field] ?? ""));
      }
      values.delete("");
      return { field, values: [...values].sort() };
    })
    .filter(({ values }) => values.length <= 400);
  known.set(record, made);
  return made;
}
