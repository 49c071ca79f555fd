/**
 * What a metric of the catalogue comes to over a scope: value, bounds, numerator, denominator, missing and late. Needs
 * of the record are checked before (evaluate.ts); here every metric has its fold.
 */
import { type Instant, microsPerMinute } from "../../base/instant.ts";
import type { Metric } from "./catalogue.ts";
import type { RecordedResponse } from "./record.ts";
import { type Interval, measureLevel } from "./levels.ts";
import { sampleCalls, type Samples } from "./samples.ts";
import { fitsTags, type Scope, type SelectedCall, selectCalls, splitFilter } from "./select.ts";
import { type Figure, summarise } from "./statistics.ts";
import { tally } from "./tally.ts";

export interface Measurement extends Figure {
  /** Of the calls looked at; null where the record has no late marks. */
  readonly late: number | null;
  /** Positions in the log of what was counted, where the record has them; at most the first thousand. */
  readonly positions: readonly number[];
}

export const measureLimits = { positions: 1_000 } as const;

type CallTest = (selected: SelectedCall) => boolean | "missing";

const callTests: Readonly<Record<string, CallTest>> = {
  calls: () => true,
  share: () => true,
  "abandoned-contacts": ({ call }) => call.isAbandoned === true,
  "unanswered-contacts": ({ call }) => call.answeredAt === undefined,
  "calls-without-dispatch": ({ call }) => !isSent(call.responses),
  "share-not-dispatched": ({ call }) => !isSent(call.responses),
  "calls-without-on-scene": ({ responses }) => !isReached(responses),
  "calls-attended": testAttended,
  "share-attended": testAttended,
  "calls-transported": ({ responses }) => isTransported(responses),
  "share-transported": ({ responses }) => isTransported(responses),
  "multi-unit-calls": ({ responses }) => responses.length > 1,
  "share-multi-unit": ({ responses }) => responses.length > 1,
};

function isCall({ call }: SelectedCall): boolean {
  return call.isIncidentAlone !== true;
}

function isReached(responses: SelectedCall["responses"]): boolean {
  return responses.some(({ onSceneAt }) => onSceneAt !== undefined);
}

function isTransported(responses: SelectedCall["responses"]): boolean {
  return responses.some(({ transportAt }) => transportAt !== undefined);
}

function isSent(responses: SelectedCall["responses"]): boolean {
  return responses.some(({ dispatchedAt }) => dispatchedAt !== undefined);
}

function testAttended({ responses }: SelectedCall): boolean | "missing" {
  if (isReached(responses)) return true;
  // A transport shows that somebody arrived, although the arrival is not written down.
  if (responses.some(({ transportAt }) => transportAt !== undefined)) return true;
  return responses.length === 0 ? false : "missing";
}

/** `by`: a step of time or field whose counts the statistic is made of; null: none. */
export function measure(
  metric: Metric,
  scope: Scope,
  statistic: string,
  by: string | null,
  within: number | null,
): Measurement {
  const calls = selectCalls(scope);
  const figure = measureFigure(metric, scope, calls, statistic, by, within);
  const { record } = scope;
  return {
    ...figure,
    late: record.marksLate ? calls.filter(({ call }) => call.isLate === true).length : null,
    positions: calls
      .slice(0, measureLimits.positions)
      .flatMap(({ call }) => (call.position === undefined ? [] : [call.position])),
  };
}

function measureFigure(
  metric: Metric,
  scope: Scope,
  calls: readonly SelectedCall[],
  statistic: string,
  by: string | null,
  within: number | null,
): Figure {
  if (by !== null) return measureSteps(metric, scope, statistic, by);
  if (metric.name === "waiting-age" || metric.name === "waiting-calls")
    return measureWaiting(metric, scope, statistic, within);
  if (metric.kind === "duration" || metric.kind === "speed") {
    const samples = sampleCalls(metric.name, calls, scope.record.to);
    return summarise(samples ?? { known: [], uncertain: [] }, statistic, within);
  }
  if (metric.kind === "level")
    return measureLevel(listIntervals(metric.name, scope), scope.period, statistic);
  if (metric.kind === "span") return measureSpans(metric.name, scope);
  return measureCount(metric, scope, calls);
}

function measureCount(metric: Metric, scope: Scope, calls: readonly SelectedCall[]): Figure {
  const { name } = metric;
  const isShare = metric.kind === "share";
  const test = callTests[name];
  if (test === undefined) return measureResponses(metric, scope, calls);
  let numerator = 0;
  let doubtful = 0;
  const counted = calls.filter(isCall);
  for (const selected of counted) {
    const passes = test(selected);
    if (passes === false) continue;
    if (passes === "missing" || selected.fits === "unknown") doubtful += 1;
    else numerator += 1;
  }
  const all = name === "share" ? selectCalls(scope, true).filter(isCall) : counted;
  const denominator = all.filter(({ fits }) => fits === "yes").length;
  const unknowns = all.length - denominator;
  if (!isShare)
    return {
      value: numerator,
      low: numerator,
      high: numerator + doubtful,
      numerator,
      denominator: name === "calls" ? null : denominator,
      missing: doubtful,
    };
  return shareFigure(numerator, denominator, doubtful, unknowns);
}

function shareFigure(
  numerator: number,
  denominator: number,
  doubtful: number,
  unknowns: number,
): Figure {
  if (denominator === 0)
    return {
      value: null,
      low: 0,
      high: 100,
      numerator,
      denominator,
      missing: doubtful,
    };
  const percent = (part: number, whole: number): number => (100 * part) / whole;
  return {
    value: percent(numerator, denominator),
    low: percent(numerator, denominator + unknowns),
    high: Math.min(100, percent(numerator + doubtful, denominator)),
    numerator,
    denominator,
    missing: doubtful,
  };
}

function measureResponses(metric: Metric, scope: Scope, calls: readonly SelectedCall[]): Figure {
  let numerator = 0;
  let missing = 0;
  const units = new Set<string>();
  const seen = new Set<RecordedResponse>();
  for (const { responses, unknownResponses, fits } of calls) {
    missing += unknownResponses;
    for (const response of responses) {
      if (seen.has(response)) continue;
      seen.add(response);
      if (fits === "yes") numerator += 1;
      else missing += 1;
      if (fits === "yes") units.add(response.tags["unit"] ?? "");
    }
  }
  units.delete("");
  if (metric.name === "distinct-units") {
    const value = units.size;
    return {
      value,
      low: value,
      high: value + missing,
      numerator: value,
      denominator: null,
      missing,
    };
  }
  if (metric.name === "response-share") {
    const whole = new Set(selectCalls(scope, true).flatMap((each) => each.responses));
    return shareFigure(numerator, whole.size, missing, 0);
  }
  if (metric.name === "units-per-call") {
    const { length } = calls;
    const per = (count: number): number => (length === 0 ? 0 : count / length);
    return {
      value: length === 0 ? null : per(numerator),
      low: per(numerator),
      high: per(numerator + missing),
      numerator,
      denominator: length,
      missing,
    };
  }
  return {
    value: numerator,
    low: numerator,
    high: numerator + missing,
    numerator,
    denominator: null,
    missing,
  };
}

function measureSteps(metric: Metric, scope: Scope, statistic: string, by: string): Figure {
  const counts = metric.name === "unit-responses" ? "responses" : "calls";
  const rows = tally(scope, by, counts);
  const of = (values: number[]): Samples => ({ known: values, uncertain: [] });
  const name = statistic === "count" ? "max" : statistic;
  const low = summarise(of(rows.map(({ count }) => count)), name, null);
  const high = summarise(of(rows.map((row) => row.high)), name, null);
  const missing = rows.reduce((sum, row) => sum + row.high - row.count, 0);
  return {
    value: low.value,
    low: low.low,
    high: high.high,
    numerator: low.value,
    denominator: rows.length,
    missing,
  };
}

/** At the end of the period: calls that had come, were not closed, and had no unit sent. */
function measureWaiting(
  metric: Metric,
  scope: Scope,
  statistic: string,
  within: number | null,
): Figure {
  const { record, period } = scope;
  const end = Math.min(period.to, record.to);
  const before = { ...period, from: record.from, to: end, isMoment: false };
  const samples: Samples = { known: [], uncertain: [] };
  for (const { call, fits } of selectCalls({ ...scope, period: before }).filter(isCall)) {
    const isOver = call.closedAt !== undefined && call.closedAt <= end;
    const isTaken = call.responses.some(
      ({ dispatchedAt }) => dispatchedAt !== undefined && dispatchedAt <= end,
    );
    if (isOver || isTaken) continue;
    const age = (end - call.at) / 1e6;
    if (fits === "yes") samples.known.push(age);
    else samples.uncertain.push({ low: age, high: age, mayBeAbsent: true });
  }
  if (metric.name === "waiting-age") return summarise(samples, statistic, within);
  const value = samples.known.length;
  const missing = samples.uncertain.length;
  return { value, low: value, high: value + missing, numerator: value, denominator: null, missing };
}

/** Calls that came before the period may reach into it, so every call of the record is looked at. */
function listIntervals(name: string, scope: Scope): Interval[] {
  const { record } = scope;
  const intervals: Interval[] = [];
  const whole = { ...scope.period, from: Number.NEGATIVE_INFINITY, to: record.to, isMoment: false };
  const committed = name === "committed-units";
  const kind = name === "available-units" ? "free" : "duty";
  if (name === "units-on-duty" || name === "available-units")
    for (const span of record.spans) {
      const filter = { ...scope.placeFilter, ...scope.filter };
      if (span.kind !== kind || fitsTags(filter, span.tags, span.from, record) !== "yes") continue;
      intervals.push({
        from: span.from,
        until: span.until ?? record.to + 1,
        isCertain: true,
      });
    }
  if (name === "units-on-duty" || name === "available-units") return intervals;
  const seen = new Set<RecordedResponse>();
  const ends = committed ? nextDispatches(scope) : new Map<string, Instant[]>();
  for (const { call, responses, fits } of selectCalls({ ...scope, period: whole })) {
    if (!committed) {
      const known = responses.map(({ availableAt }) => availableAt ?? record.to);
      const until = call.closedAt ?? (known.length === 0 ? call.at : Math.max(...known));
      const isCertain =
        fits === "yes" &&
        (call.closedAt !== undefined ||
          responses.every(({ availableAt }) => availableAt !== undefined));
      intervals.push({ from: call.at, until, isCertain });
      continue;
    }
    for (const response of responses) {
      const { tags, dispatchedAt, availableAt } = response;
      if (dispatchedAt === undefined || seen.has(response)) continue;
      seen.add(response);
      const next = ends.get(tags["unit"] ?? "")?.find((at) => at > dispatchedAt) ?? record.to;
      intervals.push({
        from: dispatchedAt,
        until: availableAt ?? (record.knowsWhatIsOpen ? record.to + 1 : next),
        isCertain: (availableAt !== undefined || record.knowsWhatIsOpen) && fits === "yes",
      });
    }
  }
  return intervals;
}

/** A unit that is sent again has been available before: the latest end of a response without one. */
function nextDispatches({ record }: Scope): Map<string, Instant[]> {
  const times = new Map<string, Instant[]>();
  for (const call of record.calls)
    for (const { tags, dispatchedAt } of call.responses) {
      const unit = tags["unit"] ?? "";
      if (unit === "" || dispatchedAt === undefined) continue;
      const known = times.get(unit);
      if (known === undefined) times.set(unit, [dispatchedAt]);
      else known.push(dispatchedAt);
    }
  for (const known of times.values()) known.sort((a, b) => a - b);
  return times;
}

function measureSpans(name: string, scope: Scope): Figure {
  const { record, period } = scope;
  const kind = name === "level-minutes" ? "level" : "zero-unit";
  const [filter] = splitFilter({ ...scope.placeFilter, ...scope.filter });
  let micros = 0;
  let missing = 0;
  for (const span of record.spans) {
    if (span.kind !== kind) continue;
    const fits = fitsTags(filter, span.tags, span.from, record);
    if (fits === "no") continue;
    const until = Math.min(span.until ?? record.to, period.to);
    const length = Math.max(0, until - Math.max(span.from, period.from));
    if (fits === "yes") micros += length;
    else missing += length;
  }
  const value = micros / microsPerMinute;
  return {
    value,
    low: value,
    high: value + missing / microsPerMinute,
    numerator: value,
    denominator: kind === "level" ? (period.to - period.from) / microsPerMinute : null,
    missing: missing / microsPerMinute,
  };
}
