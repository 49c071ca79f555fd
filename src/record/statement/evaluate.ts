/**
 * The verdict on a statement by a record. The steps are in a fixed order: is there something that can be measured, is
 * the place known, is there a period, does the record hold what the metric needs, and only then the figure, its bounds
 * and the comparison. Each step that stops says why. Nothing that stopped is ever "supported". Pure and total.
 */
import { findMetric, type Metric } from "./catalogue.ts";
import { type Bounded, fitsSaid, hold, type Outcome, type Said } from "./compare.ts";
import { judgeNormal } from "./definition.ts";
import { judgeMost } from "./most.ts";
import type { Publication } from "./publication.ts";
import { findPeriod, type Period } from "./period.ts";
import { type Measurement, measure } from "./measure.ts";
import type { Filter, StatementRecord } from "./record.ts";
import {
  listStrangeValues,
  normaliseFilter,
  resolveArea,
  type Scope,
  selectCalls,
} from "./select.ts";
import { sampleCalls } from "./samples.ts";
import type { Statement } from "./statement.ts";
import { findUnit, type SaidUnit } from "./units.ts";
import { filterFields, findComparison, isStatistic, type Verdict } from "./words.ts";

/** Why a verdict is what it is: a stable code and a sentence. */
export interface Reason {
  readonly code: string;
  readonly text: string;
}

/** One side as measured, in the said unit. */
export interface Side {
  readonly area: string;
  readonly period: string;
  readonly filter: Filter;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly missing: number;
  readonly late: number | null;
  readonly positions: readonly number[];
}

export interface Evaluation {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly metric: string | null;
  readonly statistic: string | null;
  readonly unit: string;
  readonly sides: readonly Side[];
  /** What was compared: one figure, the two sides, or the step with the most. Null where nothing was measured. */
  readonly computed: number | string | readonly (number | null)[] | null;
  readonly caveats: readonly string[];
  /** Of the definition of normal that it goes by, with its proof. */
  readonly definition?: Publication;
}

/** What evaluation works with once the words are resolved. */
export interface Question {
  readonly statement: Statement;
  readonly record: StatementRecord;
  readonly metric: Metric;
  readonly statistic: string;
  readonly unit: SaidUnit;
  readonly scopes: readonly Scope[];
  readonly names: readonly { readonly area: string; readonly period: string }[];
}

export function stop(
  verdict: Verdict,
  code: string,
  text: string,
  more: Partial<Evaluation> = {},
): Evaluation {
  return {
    verdict,
    reasons: [{ code, text }],
    metric: null,
    statistic: null,
    unit: "",
    sides: [],
    computed: null,
    caveats: [],
    ...more,
  };
}

export function evaluate(statement: Statement, record: StatementRecord): Evaluation {
  const { metric: name, comparator } = statement;
  if (name === null || comparator === null)
    return stop("not checkable", "no-metric", "it names nothing that a record could measure");
  const found = resolvePlaces(statement, record);
  if ("verdict" in found) return { ...found, metric: name };
  if (statement.periods.length === 0)
    return stop("needs period", "no-period", "no absolute period is said", { metric: name });
  const periods = resolvePeriods(statement, record);
  if ("verdict" in periods) return { ...periods, metric: name };
  if (name === "normal") return judgeNormal(statement, record, found.first, periods.all);
  const question = ask(statement, record, found, periods.all);
  if ("verdict" in question) return { ...question, metric: name };
  const { metric, statistic, unit } = question;
  const done = decide(question);
  return {
    ...done,
    metric: metric.name,
    statistic,
    unit: done.unit === "" ? unit.name : done.unit,
    caveats: record.caveats,
  };
}

interface Places {
  readonly first: Filter;
  readonly second: Filter;
}

function resolvePlaces(statement: Statement, record: StatementRecord): Places | Evaluation {
  const { area, other } = statement;
  if (area === null) return stop("unknown area", "no-area", "no area is said");
  const first = resolveArea(area, record);
  const unknown = (name: string): Evaluation =>
    stop(
      "unknown area",
      "unknown-area",
      `"${name.slice(0, 100)}" is neither ${record.areas.join(" nor ").slice(0, 200)} nor a part of it by this record`,
    );
  if (first === undefined) return unknown(area);
  const second = other?.area === undefined ? first : resolveArea(other.area, record);
  return second === undefined ? unknown(other?.area ?? "") : { first, second };
}

function resolvePeriods(
  statement: Statement,
  record: StatementRecord,
): { readonly all: readonly Period[] } | Evaluation {
  const texts = [...statement.periods];
  if (statement.other?.period !== undefined) texts[1] = statement.other.period;
  const all: Period[] = [];
  for (const text of texts) {
    const period = findPeriod(text, record.zone);
    if (period === undefined)
      return stop(
        "needs period",
        "no-period",
        `"${text.slice(0, 80)}" is no absolute period such as 2017-01-01, 2017-01 or 2017-01-01..2017-01-03`,
      );
    all.push(period);
  }
  return { all };
}

/** Checks what the record holds and lays out the sides. */
function ask(
  statement: Statement,
  record: StatementRecord,
  places: Places,
  periods: readonly Period[],
): Question | Evaluation {
  const lacking = (code: string, text: string): Evaluation =>
    stop("not enough evidence", code, text, { caveats: record.caveats });
  const metric = findMetric(statement.metric ?? "");
  if (metric === undefined)
    return lacking(
      "unknown-metric",
      `"${(statement.metric ?? "").slice(0, 60)}" is not in the catalogue: no record holds it`,
    );
  const absent = metric.needs.filter((fact) => !record.holds.has(fact));
  if (absent.length > 0)
    return lacking(
      "not-recorded",
      `the record does not hold what "${metric.name}" needs: ${absent.join(", ")}`,
    );
  const statistic = statement.statistic ?? metric.statistic;
  const isKnown = statistic === metric.statistic || isStatistic(statistic);
  if (!isKnown) return lacking("unknown-statistic", `"${statistic.slice(0, 40)}" is no statistic`);
  const filters = [statement.filter, { ...statement.filter, ...statement.other?.filter }];
  const fault = findFilterFault(filters, statement.by, record);
  if (fault !== undefined) return lacking("not-recorded", fault);
  const comparison = findComparison(statement.comparator ?? "");
  const compares = comparison !== undefined && comparison.against !== "value";
  const unitText =
    comparison?.against === "ratio" || comparison?.against === "change" ? "" : statement.unit;
  const unit = findUnit(unitText, metric, statistic);
  if (unit === undefined)
    return lacking(
      "wrong-unit",
      `"${metric.name}" can not be said in "${statement.unit.slice(0, 40)}"`,
    );
  const isPair = statement.other !== null || periods.length > 1;
  if (compares && !isPair)
    return stop(
      "needs period",
      "no-baseline",
      "a comparison needs two sides: two periods, places or kinds of calls",
    );
  const scopeOf = (period: Period, placeFilter: Filter, filter: Filter): Scope => ({
    record,
    period,
    placeFilter,
    filter: normaliseFilter(filter),
  });
  const scopes = compares
    ? [
        scopeOf(periods[0], places.first, filters[0]),
        scopeOf(periods[1] ?? periods[0], places.second, filters[1]),
      ]
    : periods.map((period) => scopeOf(period, places.first, filters[0]));
  const names = scopes.map(({ period }, index) => ({
    area: (index === 1 && compares ? statement.other?.area : undefined) ?? statement.area ?? "",
    period: period.text,
  }));
  return { statement, record, metric, statistic, unit, scopes, names };
}

function findFilterFault(
  filters: readonly Filter[],
  by: string | null,
  record: StatementRecord,
): string | undefined {
  const always = ["hour-of-day", "weekday", "day", "month"];
  for (const filter of filters) {
    for (const field of Object.keys(filter)) {
      if (!(filterFields as readonly string[]).includes(field))
        return `"${field.slice(0, 40)}" is not a field that statements can filter by`;
      if (!always.includes(field) && !record.fields.has(field))
        return `the record does not hold the field "${field}"`;
    }
    const [strange] = listStrangeValues(filter, record);
    if (strange !== undefined) return `the record has no ${strange}`;
  }
  if (by === null || [...always, "hour"].includes(by) || record.fields.has(by)) return undefined;
  return `the record does not hold "${by.slice(0, 40)}" to count by`;
}

function decide(question: Question): Evaluation {
  const { statement } = question;
  if (statement.comparator === "most" || statement.comparator === "least")
    return judgeMost(question);
  const comparison = findComparison(statement.comparator ?? "");
  if (comparison === undefined)
    return stop(
      "not checkable",
      "no-comparison",
      `"${String(statement.comparator).slice(0, 40)}" is no comparator`,
    );
  const outside = findOutside(question);
  if (outside !== undefined && question.metric.kind !== "count")
    return stop("not enough evidence", "not-covered", outside);
  if (question.statistic === "any") return judgeAny(question);
  const found = question.scopes.map((scope) => {
    const one = measure(
      question.metric,
      scope,
      question.statistic,
      statement.by,
      statement.withinSeconds,
    );
    // What lies outside of the record can only add to a count.
    return outside === undefined ? one : { ...one, high: Number.POSITIVE_INFINITY };
  });
  const sides = found.map((one, index) => sideOf(question, one, index));
  const judged =
    comparison.against === "value" ? judgeEach(question, sides) : judgePair(question, sides);
  const reasons = outside === undefined ? [] : [{ code: "not-covered", text: outside }];
  return { ...judged, sides, reasons: [...judged.reasons, ...reasons] };
}

/** A sentence when part of a period is not covered by the record. */
export function findOutside({ scopes, record }: Question): string | undefined {
  const outside = scopes.find(({ period }) => {
    const last = period.isMoment ? period.to + 1 : period.to;
    return period.from < record.from || last > record.to;
  });
  return outside === undefined
    ? undefined
    : `the record does not cover all of ${outside.period.text}`;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

export function sideOf(question: Question, one: Measurement, index: number): Side {
  const { unit, scopes, names } = question;
  const shown = (value: number | null): number | null =>
    value === null || !Number.isFinite(value) ? null : round(value / unit.factor, unit.digits + 4);
  return {
    area: names[index].area,
    period: names[index].period,
    filter: scopes[index].filter,
    value: shown(one.value),
    low: shown(one.low),
    high: shown(one.high),
    numerator: one.numerator,
    denominator: one.denominator,
    missing: one.missing,
    late: one.late,
    positions: one.positions,
  };
}

function boundsOf(side: Side, value: number): Bounded {
  return {
    value,
    low: side.low ?? Number.NEGATIVE_INFINITY,
    high: side.high ?? Number.POSITIVE_INFINITY,
  };
}

function saidOf(question: Question, isComputedCount: boolean): Said | undefined {
  const { statement, metric, statistic } = question;
  const comparison = findComparison(statement.comparator ?? "");
  const { value } = statement;
  const [first, upper] = typeof value === "object" && value !== null ? value : [value, null];
  if (comparison === undefined || typeof first !== "number") return undefined;
  const isRatio = comparison.against === "ratio" || comparison.against === "change";
  return {
    operator: comparison.operator,
    value: first,
    upper,
    tolerance:
      statement.tolerance ??
      // "Double" is said loosely: a ratio or change is held at a tenth, unless the statement says otherwise.
      (isRatio && comparison.operator === "eq" ? { kind: "relative", amount: 0.1 } : null),
    isPercent: metric.kind === "share" || statistic === "share-within",
    isCount: isComputedCount && !isRatio,
  };
}

function isCount({ metric, statistic, unit }: Question): boolean {
  const isWhole = metric.kind === "count" || metric.kind === "level" || statistic === "count-over";
  return isWhole && unit.digits === 0;
}

/** Every period must fit; "mixed" when some do and some do not. */
function judgeEach(question: Question, sides: readonly Side[]): Evaluation {
  const said = saidOf(question, isCount(question));
  if (said === undefined)
    return stop(
      "not checkable",
      "no-value",
      "the comparison has no number to hold a figure against",
    );
  const outcomes = sides.map((side) =>
    side.value === null ? "empty" : hold(said, boundsOf(side, side.value)),
  );
  const values = sides.map(({ value }) =>
    value === null ? null : round(value, question.unit.digits),
  );
  const computed = values.length === 1 ? values[0] : values;
  return finish(outcomes, { computed });
}

function finish(outcomes: readonly (Outcome | "empty")[], more: Partial<Evaluation>): Evaluation {
  const all = (outcome: Outcome): boolean => outcomes.every((each) => each === outcome);
  if (outcomes.includes("empty"))
    return stop(
      "not enough evidence",
      "nothing-measured",
      "the record has no such figure for this area and period",
      more,
    );
  if (outcomes.includes("open"))
    return stop(
      "not enough evidence",
      "missing-could-turn",
      "what is missing could turn the result: within its bounds the statement may hold or not",
      more,
    );
  if (all("supported"))
    return stop("supported", "fits", "the computed figure fits what was said", more);
  if (all("refuted"))
    return stop("refuted", "does-not-fit", "the computed figure does not fit what was said", more);
  return stop(
    "mixed",
    "fits-in-part",
    "it fits in a part of the periods and not in the others",
    more,
  );
}

function judgePair(question: Question, sides: readonly Side[]): Evaluation {
  const { statement, unit } = question;
  const [a, b] = sides;
  const computed = sides.map(({ value }) => (value === null ? null : round(value, unit.digits)));
  const comparison = findComparison(statement.comparator ?? "");
  if (a.value === null || b.value === null || comparison === undefined)
    return finish(["empty"], { computed });
  const [lowA, highA, lowB, highB] = [
    a.low ?? Number.NEGATIVE_INFINITY,
    a.high ?? Number.POSITIVE_INFINITY,
    b.low ?? Number.NEGATIVE_INFINITY,
    b.high ?? Number.POSITIVE_INFINITY,
  ];
  if (comparison.against === "other") {
    const isLoose = comparison.operator === "approx";
    const amount = isLoose ? Math.abs(b.value) * 0.1 : 0;
    const said: Said = {
      operator: comparison.operator,
      value: 0,
      upper: null,
      tolerance: statement.tolerance ?? (isLoose ? { kind: "absolute", amount } : null),
      isPercent: false,
      isCount: true,
    };
    return finish(
      [hold(said, { value: a.value - b.value, low: lowA - highB, high: highA - lowB })],
      { computed },
    );
  }
  const said = saidOf(question, false);
  if (said === undefined)
    return stop(
      "not checkable",
      "no-value",
      "the comparison has no number to hold a figure against",
      { computed },
    );
  const isRatio = comparison.against === "ratio";
  const [top, bottom] = isRatio ? [a, b] : [b, a];
  if (bottom.value === null || top.value === null || bottom.value <= 0)
    return finish(["empty"], { computed });
  const ratio = (over: number | null, under: number | null, otherwise: number): number =>
    over === null || under === null || under <= 0 ? otherwise : over / under;
  const of = (value: number): number => (isRatio ? value : (value - 1) * 100);
  const bounds: Bounded = {
    value: of(top.value / bottom.value),
    low: of(ratio(top.low, bottom.high, 0)),
    high: of(ratio(top.high, bottom.low, Number.POSITIVE_INFINITY)),
  };
  return finish([hold(said, bounds)], { computed, unit: isRatio ? "ratio" : "percent" });
}

/** "A call waited an hour": one that fits is enough, and none that is missing may fit for a refusal. */
function judgeAny(question: Question): Evaluation {
  const { metric, scopes, unit, record } = question;
  const said = saidOf(question, false);
  const samples = sampleCalls(metric.name, selectCalls(scopes[0]), record.to);
  if (said === undefined || samples === undefined)
    return stop(
      "not checkable",
      "no-value",
      "one of many can only be asked of lengths of time, with a number",
    );
  const fits = (value: number): boolean => fitsSaid(said, value / unit.factor);
  const count = samples.known.filter(fits).length;
  const couldFit = samples.uncertain.some(
    ({ low, high }) =>
      hold(said, { value: low, low: low / unit.factor, high: high / unit.factor }) !== "refuted",
  );
  const outcome: Outcome = count > 0 ? "supported" : couldFit ? "open" : "refuted";
  const one = measure(metric, scopes[0], "max", null, null);
  const side = { ...sideOf(question, one, 0), numerator: count };
  return {
    ...finish([samples.known.length === 0 && !couldFit ? "empty" : outcome], { computed: count }),
    sides: [side],
    unit: "calls",
  };
}
