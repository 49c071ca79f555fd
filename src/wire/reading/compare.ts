/**
 * How a sentence holds its metric against a figure, another side or the rest: hedges, factors, trends, negations,
 * "nobody", "all", shares within a time. What the comparators can not say ("83 more than", "from 20 to 25") is left to
 * a person: half of a claim would be another claim.
 */
import type { FoundHedge } from "../../record/statement/hedges.ts";
import type { Statement } from "../../record/statement/statement.ts";
import { percentileOf } from "../../record/statement/words.ts";
import type { Named } from "./metric-rules.ts";
import { isTimeUnit, type Quantity } from "./numbers.ts";

export interface Compared {
  readonly metric: string;
  readonly comparator: string;
  readonly value: Statement["value"];
  readonly unit: string;
  readonly statistic: string | null;
  readonly by: string | null;
  readonly withinSeconds: number | null;
  /** "Calls doubled from A to B": what is said first is the second side. */
  readonly isTurned: boolean;
  /** Quantities that the comparison has used. */
  readonly used: readonly Quantity[];
}

export interface Words {
  readonly sentence: string;
  readonly quantities: readonly Quantity[];
  readonly hedges: readonly FoundHedge[];
  readonly named: Named;
}

const more =
  /\b(?:busier|faster|more|longer|higher|greater|worse) (?:[\w',-]+ ){0,12}than\b|\b(?:exceed(?:ed|s)?|outnumber(?:ed|s)?)\b/i;
const less = /\b(?:quieter|slower|fewer|shorter|lower|less) (?:[\w',-]+ ){0,12}than\b/i;
const trendWords =
  /\b(?:rose|risen|increased|grew|grown|jumped|climbed|(?:is|was|are|were) up|fell|fallen|dropped|decreased|declined|(?:is|was|are|were) down)\b(?: by)?/i;
const fallWords = /fell|fallen|drop|decrease|decline|down/i;
/** Verbs of change: the later side over the earlier one. */
const changedBy =
  /\b(?:doubled|tripled|trebled|quadrupled|halved)\b.{0,60}\b(?:from|between|since)\b/i;

function base({ named }: Words): Compared {
  const { metric, statistic, by } = named;
  return { metric, statistic, by, comparator: "eq", value: null, unit: "", withinSeconds: null, isTurned: false, used: [] }; // prettier-ignore
}

/** Undefined: the sentence holds nothing against anything, or in a way that no comparator says. */
export function compare(words: Words): Compared | undefined {
  const { sentence, quantities, named } = words;
  const plain = base(words);
  if (named.metric === "normal") return { ...plain, comparator: "is" };
  const percents = quantities.filter(({ unit }) => unit === "percent");
  // "Every call had at least one crew" says that none was without.
  const isOfAll =
    named.metric === "calls-without-on-scene" &&
    percents.length === 0 &&
    /\b(?:every|each|all)\b/i.test(sentence);
  if (isOfAll) return { ...plain, comparator: "eq", value: 0, used: quantities };
  if (isDifference(sentence, quantities) || isFromTo(sentence, quantities)) return undefined;
  return (
    compareFactor(words) ??
    compareTrend(words, percents[0]) ??
    compareMost(words) ??
    (quantities.length === 0 ? compareWithout(words) : compareNumber(words))
  );
}

/** "83 more calls than": a difference of counts, for which there is no comparator. */
function isDifference(sentence: string, quantities: readonly Quantity[]): boolean {
  return quantities.some(
    ({ unit, end }) =>
      unit === "" && /^ (?:more|fewer|additional|extra) (?:[\w',-]+ ){0,12}than\b/i.test(sentence.slice(end)), // prettier-ignore
  );
}

/** "Rose from 20 to 25": two figures at once. "Fell every month": many comparisons. */
function isFromTo(sentence: string, quantities: readonly Quantity[]): boolean {
  if (!trendWords.test(sentence)) return false;
  const bare = quantities.filter(({ unit, upper }) => unit === "" || upper !== null);
  const isMany = bare.length > 1 || bare.some(({ upper }) => upper !== null);
  return isMany || (quantities.length === 0 && /\b(?:every|each)\b/i.test(sentence));
}

function compareFactor(words: Words): Compared | undefined {
  const { sentence, quantities, hedges } = words;
  const factor = quantities.find(({ unit }) => unit === "times");
  if (factor === undefined) return undefined;
  return {
    ...base(words),
    comparator: `ratio-${hedgeOf(factor, hedges) ?? "eq"}`,
    value: factor.value,
    unit: "ratio",
    isTurned: changedBy.test(sentence),
    used: [factor],
  };
}

function compareTrend(words: Words, percent: Quantity | undefined): Compared | undefined {
  const { sentence, quantities, hedges } = words;
  const trend = trendWords.exec(sentence);
  const isLess = percent !== undefined && /^ (?:fewer|less|lower|shorter|quieter)\b/i.test(sentence.slice(percent.end)); // prettier-ignore
  const isMore = percent !== undefined && /^ (?:more|higher|longer|busier|greater)\b/i.test(sentence.slice(percent.end)); // prettier-ignore
  const change = (value: number, isTurned: boolean, used: Quantity): Compared => ({
    ...base(words),
    comparator: `change-${hedgeOf(used, hedges) ?? "eq"}`,
    value,
    unit: "percent",
    isTurned,
    used: [used],
  });
  // "A fifth more on A than on B": A is the later side, whatever the calendar says.
  if (percent !== undefined && percent.upper === null && (isLess || isMore))
    return change(isLess ? -percent.value : percent.value, true, percent);
  if (trend === null) return undefined;
  const isFall = fallWords.test(trend[0]);
  if (percent !== undefined && percent.upper === null && percent.start > trend.index)
    return change(isFall ? -percent.value : percent.value, false, percent);
  // "Rose from A to B" says which is more.
  if (quantities.length > 0) return undefined;
  return { ...base(words), comparator: isFall ? "lt-other" : "gt-other", isTurned: true };
}

function compareMost(words: Words): Compared | undefined {
  const { sentence, quantities, named } = words;
  if (named.by !== null) return undefined;
  const step = /\b(?:busiest|quietest|least busy) (?:single )?(day|hour|month|weekday)\b/i.exec(sentence); // prettier-ignore
  const isMost = /\b(?:busiest|most (?:common|frequent))\b/i.test(sentence);
  const isLeast = /\b(?:quietest|least (?:busy|common|frequent))\b/i.test(sentence);
  const isPlain = quantities.length === 0 || step?.[1].toLowerCase() === "hour";
  if (!isPlain || !(isMost || isLeast)) return undefined;
  const by = step?.[1].toLowerCase() ?? null;
  return { ...base(words), comparator: isLeast ? "least" : "most", by };
}

const noneOf =
  /\b(?:no|not a single|not one|zero) (?:[\w'-]+ ){0,3}(?:units?|cars?|crews?|ambulances?|engines?|officers?|calls?|events?|incidents?|responses?|fires?|journeys?|alarms?|contacts?|reports?)\b|\bnone\b|\bnobody\b|\bno one\b/i;
const majority = /\b(?:most|(?:the|a) majority)(?: of(?: all)?(?: the)?)? (?:[\w-]+ )?(?:calls|events|incidents|responses|journeys)\b/i; // prettier-ignore

function compareWithout(words: Words): Compared | undefined {
  const { sentence } = words;
  const plain = base(words);
  if (more.test(sentence)) return { ...plain, comparator: "gt-other" };
  if (less.test(sentence)) return { ...plain, comparator: "lt-other" };
  if (majority.test(sentence))
    return shareOf({ ...plain, comparator: "gt", value: 50, unit: "percent" });
  if (noneOf.test(sentence)) return { ...plain, comparator: "eq", value: 0 };
  const isSaidOfNone =
    /\b(?:there (?:was|were|has been|have been) (?:no|not any)|not a single|not one)\b/i.test(
      sentence,
    );
  return isSaidOfNone ? { ...plain, comparator: "eq", value: 0 } : undefined;
}

const durations = new Set([
  "first-on-scene",
  "travel",
  "turnout",
  "answer-time",
  "first-dispatch",
  "handover-time",
  "transport-time",
  "time-at-scene",
  "committed-time",
  "call-duration",
  "waiting-age",
]);

function compareNumber(words: Words): Compared | undefined {
  const { sentence, quantities, hedges, named } = words;
  const times = quantities.filter(({ unit }) => isTimeUnit(unit));
  const percent = quantities.find(({ unit }) => unit === "percent");
  const isDuration = durations.has(named.metric);
  const isPercent = !isDuration && percent !== undefined && named.metric !== "speed";
  const others = quantities.filter(({ unit }) => !isTimeUnit(unit));
  const main = isDuration ? times[0] : isPercent ? percent : nearest(others, named);
  if (main === undefined) return undefined;
  const hedge = hedgeOf(main, hedges);
  const value: Statement["value"] = main.upper === null ? main.value : [main.value, main.upper];
  const comparator = main.upper === null ? (hedge ?? "eq") : "between";
  const plain = { ...base(words), comparator, value, unit: main.unit, used: [main] };
  if (isDuration && percent !== undefined) return withinTime(plain, main, percent, hedges);
  const said = turnNegated(plain, sentence, main, hedges);
  return said === undefined || !isPercent ? said : shareOf(said);
}

/** Of several numbers the one that stands nearest to the words of the metric. */
function nearest(quantities: readonly Quantity[], { start, end }: Named): Quantity | undefined {
  const gap = (each: Quantity): number => Math.max(0, each.start - end, start - each.end);
  return [...quantities].sort((a, b) => gap(a) - gap(b) || a.start - b.start)[0];
}

const secondsOf: Readonly<Record<string, number>> = { seconds: 1, secs: 1, minutes: 60, mins: 60, hours: 3_600, hrs: 3_600, days: 86_400 }; // prettier-ignore

/** "Nine in ten within eight minutes" is a percentile; "over 80 per cent within ten minutes" is a share. */
function withinTime(
  plain: Compared,
  time: Quantity,
  percent: Quantity,
  hedges: readonly FoundHedge[],
): Compared | undefined {
  const hedge = hedgeOf(percent, hedges);
  const rank = `p${percent.value}`;
  const isBelow = plain.comparator === "eq" || plain.comparator === "le" || plain.comparator === "lt"; // prettier-ignore
  const used = [time, percent];
  if (!isBelow || time.upper !== null) return undefined;
  if (hedge === undefined && percentileOf(rank) !== undefined)
    return {
      ...plain,
      statistic: rank,
      comparator: plain.comparator === "eq" ? "le" : plain.comparator,
      used,
    };
  const value: Statement["value"] =
    percent.upper === null ? percent.value : [percent.value, percent.upper];
  return {
    ...plain,
    statistic: "share-within",
    withinSeconds: time.value * secondsOf[time.unit],
    comparator: percent.upper === null ? (hedge ?? "eq") : "between",
    value,
    unit: "percent",
    used,
  };
}

/** Shares of calls; "one in ten went unattended" is said of those that were attended. */
function shareOf(compared: Compared): Compared {
  const shares: Readonly<Record<string, string>> = {
    calls: "share",
    "unit-responses": "response-share",
    "calls-without-dispatch": "share-not-dispatched",
    "calls-transported": "share-transported",
    "multi-unit-calls": "share-multi-unit",
    "calls-attended": "share-attended",
  };
  const { metric, value } = compared;
  if (metric !== "calls-without-on-scene") return { ...compared, metric: shares[metric] ?? metric };
  const rest = (one: number): number => 100 - one;
  const turned = typeof value === "number" ? rest(value) : null;
  const range = Array.isArray(value) ? ([rest(value[1]), rest(value[0])] as const) : null;
  return {
    ...compared,
    metric: "share-attended",
    comparator: mirrored[compared.comparator] ?? compared.comparator,
    value: turned ?? (range === null ? null : [...range]),
  };
}

/** Of 100 less the figure. */
const mirrored: Readonly<Record<string, string>> = {
  lt: "gt",
  gt: "lt",
  le: "ge",
  ge: "le",
  "approx-below": "approx-above",
  "approx-above": "approx-below",
};
/** Of what is denied. */
const denied: Readonly<Record<string, string>> = { gt: "le", ge: "lt", lt: "ge", le: "gt" };

const negator =
  /\b(?:at no (?:time|point|stage|moment)|on no day|in no hour|never|did not|didn['’]t|does not|do not|was not|were not|wasn['’]t|weren['’]t|not once|none of|none|nobody|no one|(?:no|not a single|not one) (?:[\w'-]+ ){0,2}(?:calls?|callers?|units?|crews?|engines?|ambulances?|journeys?|responses?|incidents?|events?|days?|hours?|months?|patients?))\b/i;
const ofEach = /\b(?:all|every|each|any|no|not a single|not one|none of(?: the)?|on no|in no) (?:single )?(?:(day|hour|month)s?|calls?|callers?|journeys?|responses?|crews?|units?|incidents?|events?|patients?)\b/i; // prettier-ignore

/**
 * "No call waited more than an hour" says that the longest waited an hour at most; "every day saw at least 400" that the
 * least of the days did. Undefined where a denial leaves nothing that could be held ("was not about 500").
 */
function turnNegated(
  plain: Compared,
  sentence: string,
  main: Quantity,
  hedges: readonly FoundHedge[],
): Compared | undefined {
  const hedge = hedgeBefore(main, hedges);
  const ahead = sentence.slice(0, hedge?.start ?? main.start);
  const isOwn = hedge !== undefined && /\b(?:no|not|never)\b/.test(hedge.text);
  const not = isOwn ? null : negator.exec(ahead);
  const each = ofEach.exec(ahead);
  const by = plain.by ?? each?.[1]?.toLowerCase() ?? null;
  // "Each unit made three responses" counts by unit, which is left to a person.
  const isOfUnits = /\b(?:each|every) (?:single )?(?:unit|crew|engine|ambulance)\b/i.test(ahead);
  if (isOfUnits && !durations.has(plain.metric)) return undefined;
  const isOfEach = each !== null && (durations.has(plain.metric) || each[1] !== undefined);
  const comparator = not === null ? plain.comparator : deny(plain.comparator, not[0]);
  if (comparator === undefined) return undefined;
  if (!isOfEach || plain.statistic !== null) return { ...plain, comparator };
  const isTop = comparator === "le" || comparator === "lt" || comparator === "approx-below";
  const isBottom = comparator === "ge" || comparator === "gt";
  if (!isTop && !isBottom) return { ...plain, comparator };
  return { ...plain, comparator, by, statistic: isTop ? "max" : "min" };
}

/** "Nobody was sent to 12 calls" denies no number; "it was not 500" does. */
function deny(comparator: string, words: string): string | undefined {
  if (Object.hasOwn(denied, comparator)) return denied[comparator];
  const isOfNumber = /\b(?:did|does|do|was|were)\b|n['’]t\b/i.test(words);
  if (!isOfNumber) return comparator;
  return comparator === "eq" ? "ne" : undefined;
}

function hedgeBefore(quantity: Quantity, hedges: readonly FoundHedge[]): FoundHedge | undefined {
  const near = hedges.filter(({ text, start }) => {
    const isBefore =
      start < quantity.end &&
      quantity.start - (start + text.length) <= 14 &&
      start <= quantity.start + 4;
    const isAfter = text.startsWith("or ") && start >= quantity.end && start - quantity.end <= 12;
    return isBefore || isAfter;
  });
  return near.at(-1);
}

/** The hedge just before a quantity, or "or more" just after it. */
function hedgeOf(quantity: Quantity, hedges: readonly FoundHedge[]): string | undefined {
  return hedgeBefore(quantity, hedges)?.comparator;
}
