/**
 * From what was found in a sentence to a suggested statement: the metric that it speaks of (metric-rules.ts), how it
 * holds it against a figure or another side (compare.ts), and of which period, place and kind of calls. What the rules
 * do not know stays open for a person. A suggestion is never a verdict: somebody confirms or changes it first.
 */
import { listHedges } from "../../record/statement/hedges.ts";
import { findMetricName } from "../../record/statement/metric-name.ts";
import type { Filter, StatementRecord } from "../../record/statement/record.ts";
import { findDayPart, findSides, findValueFilter } from "../../record/statement/sides.ts";
import { emptyStatement, type Statement } from "../../record/statement/statement.ts";
import type { Attribution } from "./attributions.ts";
import { compare, type Compared } from "./compare.ts";
import { type Label, listPlaceLabels } from "./labels.ts";
import { nameCounted, type Named, nameMetric } from "./metric-rules.ts";
import type { Quantity } from "./numbers.ts";
import { choosePeriods, readMost } from "./periods.ts";
import type { FoundPlace } from "./places.ts";
import { findNoClaim, speaksOfNight } from "./plain-claim.ts";
import type { FoundTime } from "./times.ts";

export interface Found {
  readonly sentence: string;
  readonly quantities: readonly Quantity[];
  readonly times: readonly FoundTime[];
  readonly labels: readonly Label[];
  readonly places: readonly FoundPlace[];
  readonly attributions: readonly Attribution[];
}

export interface Suggestion {
  readonly statement: Statement;
  /** Parts that the sentence does not say and that were taken from the record. */
  readonly assumed: readonly string[];
  /** Figures of the sentence that the statement does not have: a second claim, which a person writes. */
  readonly left: readonly string[];
}

/** `record`: for its area, its period and the words of its fields; undefined: these stay open. */
export function suggest(found: Found, record: StatementRecord | undefined): Suggestion {
  const { sentence, quantities } = found;
  const open = { statement: emptyStatement, assumed: [], left: quantities.map(({ text }) => text) };
  if (findNoClaim(sentence, open.left) !== undefined) return open;
  const words = record === undefined ? undefined : findValueFilter(aboutOf(found), record);
  const named = nameMetric(sentence, quantities) ?? nameByWhatIsCounted(found, words);
  if (named === undefined) return open;
  const compared = compare({ sentence, quantities, hedges: listHedges(sentence), named });
  if (compared === undefined) return open;
  const assumed: string[] = [];
  // "244 a day" counts by day; the day is no second figure.
  const isStep = ({ text }: Quantity): boolean => compared.by !== null && /^an? \w+$/i.test(text);
  const left = quantities.filter((each) => !compared.used.includes(each) && !isStep(each));
  const clause = left.length === 0 ? undefined : clauseOf(sentence, compared.used);
  const own =
    clause === undefined || record === undefined
      ? words
      : findValueFilter(aboutOf({ ...found, sentence: clause }), record);
  const statement = fill(found, compared, own ?? {}, record, assumed);
  const isBareShare =
    /^(?:response-)?share$/.test(statement.metric ?? "") && Object.keys(statement.filter).length === 0; // prettier-ignore
  // A share of what, the words do not say: of all calls it would be a hundred per cent.
  if (isBareShare) return open;
  if (statement.value === null && /^(?:most|least)$/.test(compared.comparator)) return open;
  return { statement, assumed, left: left.map(({ text }) => text) };
}

/** Of two claims in a sentence the words that go with the figure: "half were medical and 300 were fires". */
function clauseOf(sentence: string, used: readonly Quantity[]): string | undefined {
  if (used.length === 0) return undefined;
  const start = Math.min(...used.map((each) => each.start));
  const end = Math.max(...used.map((each) => each.end));
  const joint = /(?:[,;]| and| while| but| whereas) /gi;
  const before = [...sentence.slice(0, start).matchAll(joint)].at(-1);
  const after = [...sentence.slice(end).matchAll(joint)].at(0);
  const from = before === undefined ? 0 : before.index + before[0].length;
  return sentence.slice(from, after === undefined ? undefined : end + after.index);
}

/** No rule knows the metric: what is counted is a kind of calls that the record has, or keeps its own name. */
function nameByWhatIsCounted(
  { sentence, quantities }: Found,
  words: Filter | undefined,
): Named | undefined {
  const span = { statistic: null, by: null, start: 0, end: 0 };
  const none = /\b(?:no|not a single|not one|zero) ([a-z-]+)/i.exec(sentence)?.[1].toLowerCase();
  const counted = nameCounted(quantities) ?? (none === undefined ? undefined : `${none.replace(/s$/, "")}s`); // prettier-ignore
  if (words !== undefined)
    return { ...span, metric: "unit-type" in words ? "unit-responses" : "calls" };
  if (counted === undefined) return undefined;
  return { ...span, metric: findMetricName(counted)?.metric ?? counted };
}

function fill(
  found: Found,
  compared: Compared,
  words: Filter,
  record: StatementRecord | undefined,
  assumed: string[],
): Statement {
  const { sentence, times, labels } = found;
  const { comparator, isTurned } = compared;
  const placeLabels = listPlaceLabels(labels);
  const isPair = /-other$|^ratio-|^change-/.test(comparator);
  const area = placeLabels[0]?.text ?? chooseArea(found, record, assumed);
  const isMost = comparator === "most" || comparator === "least";
  const most = isMost ? readMost(sentence, times, compared.by, record, assumed) : undefined;
  const periods = speaksOfNight(sentence)
    ? []
    : (most?.periods ?? choosePeriods(times, compared, record, assumed));
  const isByPlace = isPair && placeLabels.length === 2 && periods.length < 2;
  const sides =
    isPair && !isByPlace && periods.length < 2 && record !== undefined
      ? findSides(sentence, record)
      : undefined;
  const turned = sides !== undefined && isTurned ? { first: sides.second, second: sides.first } : sides; // prettier-ignore
  const takesWords = turned === undefined && compared.metric !== "normal" && !isMost;
  const filter = {
    ...(takesWords ? words : {}),
    ...(turned === undefined ? filterOfMore(found) : turned.first),
  };
  const other = isByPlace
    ? { area: placeLabels[1].text }
    : turned === undefined
      ? null
      : { filter: turned.second };
  const value = most === undefined ? compared.value : (most.value ?? valueOfWords(words));
  return {
    ...emptyStatement,
    metric: compared.metric,
    statistic: compared.statistic,
    by: most?.by ?? (isMost ? null : compared.by),
    withinSeconds: compared.withinSeconds,
    area,
    periods,
    filter,
    other,
    comparator,
    value,
    unit: compared.unit,
  };
}

/** "Medical incident was the most common type": the only value that the words name. */
function valueOfWords(words: Filter): string | null {
  const values = Object.values(words).flat();
  return values.length === 1 ? values[0] : null;
}

/** Priorities, who began it, and the part of the day where that stands beside the time. */
function filterOfMore({ sentence, labels, times }: Found): Filter {
  const filter: Record<string, readonly string[]> = {};
  for (const { field, value } of labels) if (field === "priority") filter[field] = [value];
  if (
    /\bofficer[- ]initiated\b|\bon-?view\b|\b(?:began|started|initiated) by (?:an )?officers?\b|\bofficers? (?:themselves )?(?:began|started|initiated)\b/i.test(
      sentence,
    )
  )
    // prettier-ignore
    filter["officer-initiated"] = ["yes"];
  const part = /\b(?:at|(?:in|during) the) ((?:(?:early|late)[ -]|mid-?)?(?:morning|afternoon|evening|night))s?\b/i.exec(sentence)?.[1]; // prettier-ignore
  const always = part === undefined ? undefined : findDayPart(part);
  if (always !== undefined) filter["hour-of-day"] = always;
  for (const { start, end, period } of times) {
    if (period === null || !/^\d{4}-\d{2}-\d{2}(?:\.\.|$)/.test(period)) continue;
    const before = /\b((?:(?:early|late)[ -]|mid-?)?(?:morning|afternoon|evening))s? of (?:the )?$/i.exec(sentence.slice(0, start)); // prettier-ignore
    const after = /^,?(?: in the| during the)? ((?:(?:early|late)[ -]|mid-?)?(?:morning|afternoon|evening))\b/i.exec(sentence.slice(end)); // prettier-ignore
    const beside = before?.[1] ?? after?.[1];
    const hours = beside === undefined ? undefined : findDayPart(beside);
    if (hours !== undefined) filter["hour-of-day"] = hours;
  }
  return filter;
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
