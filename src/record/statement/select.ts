/**
 * Which calls and responses of a record a statement is about: those that came in the period and fit area and filter.
 * A blank in a filtered field is neither a fit nor a miss, so such a call is kept apart as unknown, and the bounds of
 * what is measured count it both ways.
 */
import type { Instant } from "../../base/instant.ts";
import { type Period, stepOf } from "./period.ts";
import type { Filter, RecordedContact, RecordedResponse, StatementRecord, Tags } from "./record.ts";
import { placeFields, responseFields, timeSteps, valueIn, valueOf } from "./words.ts";

export interface SelectedCall {
  readonly call: RecordedContact;
  /** Those that fit; the blank ones are in `unknownResponses`. */
  readonly responses: readonly RecordedResponse[];
  readonly unknownResponses: number;
  readonly fits: "yes" | "unknown";
}

export interface Scope {
  readonly record: StatementRecord;
  readonly period: Period;
  /** Of the area and of the filter, values normalised. */
  readonly placeFilter: Filter;
  readonly filter: Filter;
}

/** The whole area: an empty filter; a part of it: one of the place fields; undefined: the name does not resolve. */
export function resolveArea(name: string, record: StatementRecord): Filter | undefined {
  const wanted = valueOf(name);
  if (wanted === "" || wanted.length > 100) return undefined;
  if (record.areas.some((area) => valueOf(area) === wanted)) return {};
  const bare = wanted.replace(/^(?:station(?: area)?|battalion|area|zip|zip code|district) /, "");
  for (const field of placeFields) {
    if (!record.fields.has(field)) continue;
    const has = record.calls.some((call) => isValue(call.tags[field], wanted, bare));
    const has2 = has || record.spans.some((span) => isValue(span.tags[field], wanted, bare));
    if (has2) return { [field]: [wanted, valueOf(bare)] };
  }
  return undefined;
}

function isValue(tag: string | undefined, wanted: string, bare: string): boolean {
  if (tag === undefined || tag === "") return false;
  const value = valueOf(tag);
  return value === wanted || value === valueOf(bare);
}

/** Values of the filter that no call or response of the record has; a claim about them can not be measured. */
export function listStrangeValues(filter: Filter, record: StatementRecord): string[] {
  const strange: string[] = [];
  for (const [field, values] of Object.entries(filter)) {
    if ((timeSteps as readonly string[]).includes(field)) continue;
    const known = new Set<string>();
    for (const call of record.calls) {
      if (responseFields.has(field))
        for (const response of call.responses)
          known.add(valueIn(field, response.tags[field] ?? ""));
      else known.add(valueIn(field, call.tags[field] ?? ""));
    }
    for (const span of record.spans) known.add(valueIn(field, span.tags[field] ?? ""));
    for (const value of values)
      if (!known.has(valueIn(field, value))) strange.push(`${field} "${value.slice(0, 60)}"`);
  }
  return strange;
}

export function fitsTags(
  filter: Filter,
  tags: Tags,
  at: Instant,
  record: StatementRecord,
): "yes" | "no" | "unknown" {
  let isUnknown = false;
  for (const [field, values] of Object.entries(filter)) {
    const isTime = (timeSteps as readonly string[]).includes(field);
    const tag = isTime ? stepOf(field, record.zone.localAt(at)) : tags[field];
    if (tag === undefined || tag === "") isUnknown = true;
    else if (!values.includes(valueIn(field, tag))) return "no";
  }
  return isUnknown ? "unknown" : "yes";
}

/** Normalises values once; the scope compares them many times. */
export function normaliseFilter(filter: Filter): Filter {
  return Object.fromEntries(
    Object.entries(filter).map(([field, values]) => [
      field,
      values.map((value) => valueIn(field, value)),
    ]),
  );
}

/** `isAll`: without the filter, for a denominator. The moment of a period takes the calls of its second. */
export function selectCalls(scope: Scope, isAll = false): SelectedCall[] {
  const { record, period, placeFilter } = scope;
  const [ofCall, ofResponse] = splitFilter(isAll ? {} : scope.filter);
  const wanted: Filter = { ...placeFilter, ...ofCall };
  const found: SelectedCall[] = [];
  for (const call of record.calls) {
    const isIn =
      call.at >= period.from && (period.isMoment ? call.at === period.to : call.at < period.to);
    if (!isIn) continue;
    const fits = fitsTags(wanted, call.tags, call.at, record);
    if (fits === "no") continue;
    if (Object.keys(ofResponse).length === 0) {
      found.push({ call, responses: call.responses, unknownResponses: 0, fits });
      continue;
    }
    const fitting: RecordedResponse[] = [];
    let unknownResponses = 0;
    for (const response of call.responses) {
      const each = fitsTags(ofResponse, response.tags, call.at, record);
      if (each === "yes") fitting.push(response);
      if (each === "unknown") unknownResponses += 1;
    }
    if (fitting.length > 0) found.push({ call, responses: fitting, unknownResponses, fits });
    else if (unknownResponses > 0)
      found.push({ call, responses: [], unknownResponses, fits: "unknown" });
  }
  return found;
}

/** The filter of the call and that of its responses. */
export function splitFilter(filter: Filter): readonly [Filter, Filter] {
  const ofCall: Record<string, readonly string[]> = {};
  const ofResponse: Record<string, readonly string[]> = {};
  for (const [field, values] of Object.entries(filter)) {
    const side = responseFields.has(field) ? ofResponse : ofCall;
    side[field] = values;
  }
  return [ofCall, ofResponse];
}
