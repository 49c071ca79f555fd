/**
 * Counts by step of time or by field: the busiest hour, the mean day, which type came most. Every step of the period
 * is there, those with no call too. A step's high bound counts the calls of which it is unknown whether they fit.
 */
import { microsPerHour } from "../../base/instant.ts";
import { stepOf } from "./period.ts";
import type { RecordedResponse } from "./record.ts";
import { type Scope, selectCalls } from "./select.ts";
import { responseFields, timeSteps, valueOf } from "./words.ts";

export interface TallyRow {
  readonly key: string;
  readonly count: number;
  readonly high: number;
}

/** `counts`: calls, responses or different units in each row. Rows in the order of their keys. */
export function tally(scope: Scope, by: string, counts: "calls" | "responses"): TallyRow[] {
  const sums = new Map<string, { count: number; high: number }>();
  const isTime = (timeSteps as readonly string[]).includes(by);
  const { record, period } = scope;
  if (isTime) {
    const from = Math.max(period.from, record.from);
    const to = Math.min(period.to, record.to);
    for (let at = from; at < to; at += microsPerHour)
      sums.set(stepOf(by, record.zone.localAt(at)), { count: 0, high: 0 });
  }
  const addTo = (key: string, count: number, high: number): void => {
    const sum = sums.get(key) ?? { count: 0, high: 0 };
    sum.count += count;
    sum.high += high;
    sums.set(key, sum);
  };
  const seen = new Set<RecordedResponse>();
  for (const { call, responses: all, unknownResponses, fits } of selectCalls(scope)) {
    if (counts === "calls" && call.isIncidentAlone === true) continue;
    const responses = all.filter((response) => !seen.has(response));
    for (const response of responses) seen.add(response);
    const size = counts === "calls" ? 1 : responses.length;
    const most = counts === "calls" ? 1 : responses.length + unknownResponses;
    const certain = fits === "yes" ? size : 0;
    if (isTime) addTo(stepOf(by, record.zone.localAt(call.at)), certain, most);
    else if (!responseFields.has(by)) addTo(valueOf(call.tags[by] ?? ""), certain, most);
    else
      for (const response of responses)
        addTo(valueOf(response.tags[by] ?? ""), fits === "yes" ? 1 : 0, 1);
  }
  // A blank is no value that could have the most; it is counted among the missing.
  sums.delete("");
  return [...sums]
    .map(([key, { count, high }]) => ({ key, count, high }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}
