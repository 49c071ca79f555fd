/**
 * The closed lists of a statement: verdicts, comparators, statistics, steps of time and the fields that a filter may
 * name. A field is always about calls, units, places or times; there is none for groups of people, and a test holds
 * that. Not here: the metrics (catalogue.ts) and what the lists do (measure.ts, compare.ts).
 */

/** What can be said of a statement. Never "true" or "false": a verdict is about the record, with its evidence. */
export const verdicts = [
  "supported",
  "refuted",
  "mixed",
  "not enough evidence",
  "needs definition",
  "needs period",
  "unknown area",
  "not checkable",
] as const;
export type Verdict = (typeof verdicts)[number];

/** How a computed value is held against a said one. `approx-below`: "nearly"; `approx-above`: "just over". */
export const operators = [
  "eq",
  "ne",
  "lt",
  "le",
  "gt",
  "ge",
  "approx",
  "approx-below",
  "approx-above",
  "between",
] as const;
export type Operator = (typeof operators)[number];

/**
 * What the value is held against: the said value; the other side (`gt-other`); first over second (`ratio-eq`); by how
 * many per cent the second is more than the first (`change-ge`).
 */
export const againsts = ["value", "other", "ratio", "change"] as const;
export type Against = (typeof againsts)[number];

/** `most`, `least`: which step of time or which value of a field has the most; `is`: a word such as "normal". */
export const wordComparators = ["most", "least", "is"] as const;

export interface Comparison {
  readonly operator: Operator;
  readonly against: Against;
}

/** Every comparator by name, in the order of the documentation. */
export const comparators: readonly string[] = [
  ...operators,
  ...["eq", "ne", "lt", "le", "gt", "ge", "approx"].map((operator) => `${operator}-other`),
  ...operators.map((operator) => `ratio-${operator}`),
  ...operators.map((operator) => `change-${operator}`),
  ...wordComparators,
];

/** Undefined for a word comparator and for what is no comparator. */
export function findComparison(name: string): Comparison | undefined {
  if (!comparators.includes(name)) return undefined;
  const against: Against = name.endsWith("-other")
    ? "other"
    : name.startsWith("ratio-")
      ? "ratio"
      : name.startsWith("change-")
        ? "change"
        : "value";
  const bare = name.replace(/^(?:ratio|change)-|-other$/, "");
  const operator = operators.find((each) => each === bare);
  return operator === undefined ? undefined : { operator, against };
}

/** `p1` to `p99`: nearest rank floor(p (n - 1)). `share-within`: per cent that took at most `within` seconds. */
export const namedStatistics = [
  "mean",
  "max",
  "min",
  "sum",
  "any",
  "share-within",
  "count-over",
] as const;

/** The number of a percentile, 1 to 99; undefined for other statistics. */
export function percentileOf(statistic: string): number | undefined {
  const match = /^p([1-9]\d?)$/.exec(statistic);
  return match === null ? undefined : Number(match[1]);
}

export function isStatistic(text: string): boolean {
  return (namedStatistics as readonly string[]).includes(text) || percentileOf(text) !== undefined;
}

/** Steps of local time that counts can be made by. */
export const timeSteps = ["hour", "day", "month", "hour-of-day", "weekday"] as const;
export type TimeStep = (typeof timeSteps)[number];

export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

/** What a filter may name. The last four come from the clock of the area and every record has them. */
export const filterFields = [
  "call-type",
  "call-group",
  "priority",
  "priority-original",
  "assessed",
  "served",
  "channel",
  "disposition",
  "clearance-type",
  "clearance-group",
  "clearance-code",
  "officer-initiated",
  "alarms",
  "unit",
  "unit-type",
  "advanced-life-support",
  "area",
  "battalion",
  "zip",
  "station",
  "level",
  "hour-of-day",
  "weekday",
  "day",
  "month",
] as const;
export type FilterField = (typeof filterFields)[number];

/** Fields of one response; the others are of the call. */
export const responseFields: ReadonlySet<string> = new Set([
  "unit",
  "unit-type",
  "advanced-life-support",
]);

/** Fields whose values are names of parts of the area. */
export const placeFields: readonly FilterField[] = ["area", "battalion", "zip", "station"];

/** One way to write a name: small letters, single hyphens for spaces and underscores. */
export function nameOf(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, "-");
}

/** Values compare without case, doubled spaces and leading noughts of numbers ("03" is 3). */
export function valueOf(text: string): string {
  const plain = text.trim().toLowerCase().replaceAll(/\s+/g, " ");
  return /^0+\d+$/.test(plain) ? plain.replace(/^0+(?=\d)/, "") : plain;
}

/** Fields that are yes or no, however a file or a statement spells that. */
const yesNoFields: ReadonlySet<string> = new Set(["officer-initiated", "advanced-life-support"]);
const yesWords: ReadonlySet<string> = new Set(["1", "true", "t", "yes", "y"]);
const noWords: ReadonlySet<string> = new Set(["0", "false", "f", "no", "n"]);

/** A field's value as it is compared: `valueOf`, and one spelling for yes and no. */
export function valueIn(field: string, text: string): string {
  const plain = valueOf(text);
  if (!yesNoFields.has(field)) return plain;
  if (yesWords.has(plain)) return "yes";
  return noWords.has(plain) ? "no" : plain;
}
