/**
 * From what was found in a sentence to a suggested statement. The rules are a table of phrases of the field, in order;
 * what they do not know stays open for a person. A suggestion is never a verdict: somebody confirms or changes it first.
 */
import { type FoundHedge, listHedges } from "../../record/statement/hedges.ts";
import { findMetricName } from "../../record/statement/metric-name.ts";
import type { StatementRecord } from "../../record/statement/record.ts";
import { findSides, findValueFilter } from "../../record/statement/sides.ts";
import { emptyStatement, type Statement } from "../../record/statement/statement.ts";
import { percentileOf } from "../../record/statement/words.ts";
import type { Attribution } from "./attributions.ts";
import type { FoundPlace } from "./places.ts";
import type { Quantity } from "./numbers.ts";
import type { FoundTime } from "./times.ts";

export interface Found {
  readonly sentence: string;
  readonly quantities: readonly Quantity[];
  readonly times: readonly FoundTime[];
  readonly places: readonly FoundPlace[];
  readonly attributions: readonly Attribution[];
}

export interface Suggestion {
  readonly statement: Statement;
  /** Parts that the sentence does not say and that were taken from the record. */
  readonly assumed: readonly string[];
}

type MetricRule = readonly [pattern: RegExp, metric: string, statistic?: string, by?: string];

const callWord = String.raw`(?:calls?|events?|incidents?|emergenc(?:y|ies)|contacts?|callers?|reports?|999|911|111)`;

/** The first that fits. Later ones are the more general. */
const metricRules: readonly MetricRule[] = [
  [
    /\b(?:operations?|services?|everything|business|levels?)\b.{0,40}\b(?:normal|as usual)\b|\bbusiness as usual\b/i,
    "normal",
  ],
  [
    /\b(?:units?|cars?|crews?|ambulances?|engines?|officers?|vehicles?)\b.{0,30}\b(?:available|free)\b|\bno (?:units?|cars?|crews?|ambulances?|engines?) (?:left|to send)\b/i,
    "available-units",
  ],
  [/\b(?:units?|crews?|officers?)\b.{0,30}\b(?:on duty|booked on)\b/i, "units-on-duty"],
  [/\b(?:abandoned|hung up|rang off)\b/i, "abandoned-contacts"],
  [/\b(?:unanswered|not answered|never answered|went unanswered)\b/i, "unanswered-contacts"],
  [
    /\b(?:nobody|no one|no unit|no crew|no officer) was (?:ever )?sent\b|\b(?:not|never) dispatched\b|\bwithout a dispatch\b/i,
    "calls-without-dispatch",
  ],
  [
    /\b(?:committed|tied up|busy|deployed|in use|engaged)\b.{0,40}\b(?:at once|at the same time|simultaneously|at (?:its|the) peak|at any one time)\b|\bat the peak\b.{0,60}\b(?:units?|crews?|committed)\b/i,
    "committed-units",
    "max",
  ],
  [
    /\b(?:different|separate|individual) (?:units?|crews?|vehicles?|appliances?)\b/i,
    "distinct-units",
  ],
  [
    new RegExp(
      String.raw`\b(?:every|each|all|any) ${callWord}\b.{0,60}\b(?:on scene|at the scene|attended|arriv)|\b(?:no|without a) (?:crew|unit|officer|engine)s?\b.{0,30}\b(?:on scene|arriv|attended)|\bnot attended\b`,
      "i",
    ),
    "calls-without-on-scene",
  ],
  [/\bbusiest (?:single )?(day|hour|month)\b.{0,30}\b(?:saw|had|brought)\b/i, "calls", "max"],
  [/\b(?:speed|faster|slower|as slow|as fast|km\/h|mph)\b/i, "speed", "p50"],
  [
    /\b(?:travel|journey|driving|drive) times?\b|\bjourneys? took\b|\btook\b.{0,30}\bjourney/i,
    "travel",
  ],
  [/\b(?:turnout|turn-out|chute)\b/i, "turnout"],
  [
    /\b(?:to answer|answered (?:in|within)|answering times?|answer times?|pick(?:ed)? up)\b/i,
    "answer-time",
  ],
  [
    /\b(?:to dispatch|dispatched (?:in|within)|dispatch times?|to send (?:a|the first))\b/i,
    "first-dispatch",
  ],
  [/\b(?:at (?:the )?hospital|handover|hand-over)\b/i, "handover-time"],
  [
    /\b(?:on scene|arriv\w+|response times?|reached|attended within|waited|wait(?:ing)? (?:of|time)|to respond)\b/i,
    "first-on-scene",
  ],
  [/\b(?:responses|dispatches|deployments|mobilisations)\b/i, "unit-responses"],
  [/\b(?:journeys?|trips?)\b/i, "calls"],
  [new RegExp(String.raw`\b${callWord}\b`, "i"), "calls"],
  [/\b(?:busier|busiest|quieter|quietest)\b/i, "calls"],
];

/** `record`: for its area, its period and the words of its fields; undefined: these stay open. */
export function suggest(found: Found, record: StatementRecord | undefined): Suggestion {
  const { sentence, quantities, times } = found;
  const hedgesFound = listHedges(sentence);
  const named = nameMetric(sentence, quantities);
  const compared = compare(found, hedgesFound, named);
  if (named === undefined || compared === undefined)
    return { statement: emptyStatement, assumed: [] };
  const assumed: string[] = [];
  const area = chooseArea(found, record, assumed);
  const isMost = compared.comparator === "most" || compared.comparator === "least";
  const periods = isMost
    ? wholePeriod(record, assumed)
    : choosePeriods(times, compared, record, assumed);
  const isPair = compared.comparator.includes("-") && !compared.comparator.startsWith("approx");
  const sides =
    isPair && periods.length < 2 && record !== undefined ? findSides(sentence, record) : undefined;
  const takesFilter = record !== undefined && sides === undefined && named.metric !== "normal";
  const filter = takesFilter
    ? (findValueFilter(aboutOf(found), record) ?? {})
    : (sides?.first ?? {});
  const isShare = compared.unit === "percent" && named.metric === "calls" && !isPair;
  const statement: Statement = {
    ...emptyStatement,
    metric: isShare ? "share" : named.metric,
    statistic: compared.statistic ?? named.statistic,
    by: named.by,
    withinSeconds: compared.withinSeconds,
    area,
    periods,
    filter,
    other: sides === undefined ? null : { filter: sides.second },
    comparator: compared.comparator,
    value: isMost ? mostValue(times, record) : compared.value,
    unit: compared.unit,
  };
  return { statement, assumed };
}

/** The sentence without who says it and without the names of services, which are no kinds of calls. */
function aboutOf({ sentence, attributions }: Found): string {
  let text = sentence;
  for (const { who } of attributions) text = text.replace(who, " ");
  return text.replaceAll(
    /\b(?:fire|police|ambulance|rescue) (?:crews?|services?|departments?|brigades?|officers?|fighters?|chiefs?)\b/gi,
    " ",
  );
}

interface Named {
  readonly metric: string;
  readonly statistic: string | null;
  readonly by: string | null;
}

function nameMetric(sentence: string, quantities: readonly Quantity[]): Named | undefined {
  for (const [pattern, metric, statistic] of metricRules) {
    const match = pattern.exec(sentence);
    if (match === null) continue;
    const by = statistic === "max" && metric === "calls" ? (match[1] ?? "day").toLowerCase() : null;
    return { metric, statistic: statisticIn(sentence) ?? statistic ?? null, by };
  }
  // Something is counted that no rule knows: it keeps its own name, and the catalogue will say that it has none.
  const counted = quantities.find(({ noun, unit }) => noun !== "" && unit === "");
  if (counted === undefined) return undefined;
  const known = findMetricName(`${counted.noun}s`);
  return { metric: known?.metric ?? `${counted.noun}s`, statistic: null, by: null };
}

function statisticIn(sentence: string): string | null {
  if (/\b(?:median|typical|typically)\b/i.test(sentence)) return "p50";
  if (/\b(?:average|mean|on average)\b/i.test(sentence)) return "mean";
  if (/\b(?:longest|slowest|maximum)\b/i.test(sentence)) return "max";
  if (/\b(?:shortest|fastest|minimum)\b/i.test(sentence)) return "min";
  if (
    /\b(?:an?|one|some) (?:caller|call|patient|person|resident|victim)\b.{0,20}\bwait/i.test(
      sentence,
    )
  )
    return "any";
  return null;
}

interface Compared {
  readonly comparator: string;
  readonly value: Statement["value"];
  readonly unit: string;
  readonly statistic: string | null;
  readonly withinSeconds: number | null;
}

const more =
  /\b(?:busier|faster|more|longer|higher|greater|worse) (?:\w+ ){0,3}than\b|\b(?:exceed(?:ed|s)?|outnumber(?:ed|s)?)\b/i;
const less = /\b(?:quieter|slower|fewer|shorter|lower|less) (?:\w+ ){0,3}than\b/i;

function compare(
  found: Found,
  hedgesFound: readonly FoundHedge[],
  named: Named | undefined,
): Compared | undefined {
  const { sentence, quantities } = found;
  const base = { value: null, unit: "", statistic: null, withinSeconds: null };
  if (named === undefined) return undefined;
  if (named.metric === "normal") return { ...base, comparator: "is" };
  // "Every call had at least one crew" says that none was without.
  const isOfAll =
    named.metric === "calls-without-on-scene" && /\b(?:every|each|all)\b/i.test(sentence);
  if (isOfAll) return { ...base, comparator: "eq", value: 0 };
  const factor = quantities.find(({ unit }) => unit === "times");
  if (factor !== undefined)
    return {
      ...base,
      comparator: `ratio-${hedgeOf(factor, hedgesFound) ?? "eq"}`,
      value: factor.value,
      unit: "ratio",
    };
  const trend =
    /\b(?:rose|risen|increased|grew|grown|jumped|climbed|(?:is|was|are|were) up|fell|fallen|dropped|decreased|declined|(?:is|was|are|were) down)\b(?: by)?/i.exec(
      sentence,
    );
  const percent = quantities.find(({ unit }) => unit === "percent");
  if (trend !== null && percent !== undefined && percent.start > trend.index) {
    const sign = /fell|fallen|drop|decrease|decline|down/i.test(trend[0]) ? -1 : 1;
    return {
      ...base,
      comparator: `change-${hedgeOf(percent, hedgesFound) ?? "eq"}`,
      value: sign * percent.value,
      unit: "percent",
    };
  }
  const isCounted = named.by !== null;
  const most = /\b(?:busiest|most|peak)\b/i.test(sentence);
  const least = /\b(?:quietest|fewest|least busy)\b/i.test(sentence);
  if (
    quantities.length === 0 &&
    !isCounted &&
    /\bbusiest\b|\bquietest\b/i.test(sentence) &&
    (most || least)
  )
    return { ...base, comparator: least ? "least" : "most" };
  if (quantities.length === 0) {
    if (more.test(sentence)) return { ...base, comparator: "gt-other" };
    if (less.test(sentence)) return { ...base, comparator: "lt-other" };
    const isNone =
      /\bno (?:units?|cars?|crews?|ambulances?|engines?|officers?|calls?)\b|\bnone\b|\b(?:every|all|each)\b/i.test(
        sentence,
      );
    return isNone ? { ...base, comparator: "eq", value: 0 } : undefined;
  }
  return compareNumber(quantities, hedgesFound, named);
}

const durations = new Set([
  "first-on-scene",
  "travel",
  "turnout",
  "answer-time",
  "first-dispatch",
  "handover-time",
]);

function compareNumber(
  quantities: readonly Quantity[],
  hedgesFound: readonly FoundHedge[],
  named: Named,
): Compared {
  const time = quantities.find(({ unit }) =>
    /^(?:seconds|minutes|hours|days|secs|mins|hrs)$/.test(unit),
  );
  const percent = quantities.find(({ unit }) => unit === "percent");
  const isDuration = durations.has(named.metric);
  const main = (isDuration ? time : (percent ?? quantities[0])) ?? quantities[0];
  const hedge = hedgeOf(main, hedgesFound);
  const value: Statement["value"] = main.upper === null ? main.value : [main.value, main.upper];
  const plain = main.upper === null ? (hedge ?? "eq") : "between";
  // "Nine in ten within eight minutes" is a percentile.
  const rank =
    isDuration && percent !== undefined && time !== undefined ? `p${percent.value}` : null;
  const statistic = rank !== null && percentileOf(rank) !== undefined ? rank : null;
  return {
    comparator: statistic !== null && plain === "eq" ? "le" : plain,
    value,
    unit: main.unit === "" ? "" : main.unit,
    statistic,
    withinSeconds: null,
  };
}

/** The hedge just before a quantity, or "or more" just after it. */
function hedgeOf(quantity: Quantity, hedgesFound: readonly FoundHedge[]): string | undefined {
  const near = hedgesFound.filter(({ text, start }) => {
    const isBefore =
      start < quantity.end &&
      quantity.start - (start + text.length) <= 14 &&
      start <= quantity.start + 4;
    const isAfter = text.startsWith("or ") && start >= quantity.end && start - quantity.end <= 12;
    return isBefore || isAfter;
  });
  return near.at(-1)?.comparator;
}

function chooseArea(
  { places }: Found,
  record: StatementRecord | undefined,
  assumed: string[],
): string | null {
  const known = places.find(({ what }) => what === "the record") ?? places[0];
  if (known !== undefined) return known.text;
  if (record === undefined) return null;
  assumed.push("area");
  return record.areas[0] ?? null;
}

function wholePeriod(record: StatementRecord | undefined, assumed: string[]): string[] {
  if (record === undefined) return [];
  assumed.push("period");
  const day = (at: number): string =>
    new Date(record.zone.localAt(at) / 1000).toISOString().slice(0, 10);
  return [`${day(record.from)}..${day(record.to - 1)}`];
}

/** A time that stays unresolved leaves the period open: what the text means then is not the record's to say. */
function choosePeriods(
  times: readonly FoundTime[],
  compared: Compared,
  record: StatementRecord | undefined,
  assumed: string[],
): string[] {
  if (times.some(({ period }) => period === null)) return [];
  const periods = times.flatMap(({ period }) => (period === null ? [] : [period]));
  if (periods.length === 0) return wholePeriod(record, assumed);
  const isPair = /-other$|^ratio-|^change-/.test(compared.comparator);
  if (!isPair) return periods.slice(0, 1);
  // "Up by a fifth from 2016 to 2017": a joined period of two years is two sides.
  const [first] = periods;
  return periods.length === 1 && compared.comparator.startsWith("change-")
    ? first.split("..")
    : periods.slice(0, 2);
}

/** The time that is said to have the most; a month alone is looked for in the record's period. */
function mostValue(
  times: readonly FoundTime[],
  record: StatementRecord | undefined,
): string | null {
  const [time] = times;
  if (time === undefined) return null;
  if (time.period !== null || record === undefined) return time.period;
  const months =
    "january february march april may june july august september october november december".split(
      " ",
    );
  const month = months.indexOf(time.text.toLowerCase()) + 1;
  if (month === 0) return null;
  const localFrom = new Date(record.zone.localAt(record.from) / 1000);
  const localTo = new Date(record.zone.localAt(record.to - 1) / 1000);
  const found: string[] = [];
  for (let year = localFrom.getUTCFullYear(); year <= localTo.getUTCFullYear(); year += 1) {
    const text = `${year}-${String(month).padStart(2, "0")}`;
    if (text >= localFrom.toISOString().slice(0, 7) && text <= localTo.toISOString().slice(0, 7))
      found.push(text);
  }
  return found.length === 1 ? found[0] : null;
}
