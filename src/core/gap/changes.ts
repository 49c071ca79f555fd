/**
 * What can happen to a gap: it is noted, what occurred in it is entered late, and a person says that all of it was. The last
 * 64 gaps have a row; the oldest one goes first, settled ones before those that still ask for somebody.
 */

import { assert } from "../../base/assert.ts";
import type { Instant } from "../../base/instant.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";
import { gapKinds, type GapKind } from "../vocabulary.ts";

/** Row of a gap by its number, or -1. */
export function findGapRow({ columns }: RegionState, gap: number): number {
  return gap > 0 ? columns.gaps.number.indexOf(gap) : -1;
}

/** The row that the next gap gets: a free one, else the oldest settled one, else the oldest. */
export function nextGapRow({ columns: { gaps } }: RegionState): number {
  let [oldest, oldestSettled] = [0, -1];
  for (let row = 0; row < gaps.number.length; row += 1) {
    if (gaps.number[row] === 0) return row;
    if (gaps.number[row] < gaps.number[oldest]) oldest = row;
    const isOlder = oldestSettled < 0 || gaps.number[row] < gaps.number[oldestSettled];
    if (gaps.settled[row] === 1 && isOlder) oldestSettled = row;
  }
  return oldestSettled >= 0 ? oldestSettled : oldest;
}

export interface NotedGap {
  readonly kind: GapKind;
  readonly beforeAt: Instant;
  readonly afterAt: Instant;
}

/** The caller has ended the alarm of the gap whose row this one gets. */
export function noteGap(
  state: RegionState,
  at: Instant,
  { kind, beforeAt, afterAt }: NotedGap,
): number {
  advance(state, at);
  const { gaps, head } = state.columns;
  const row = nextGapRow(state);
  assert(gaps.number[row] === 0 || gaps.alarm[row] < 0, "a gap with an alarm keeps its row");
  head.gaps[0] += 1;
  gaps.number[row] = head.gaps[0];
  gaps.kind[row] = gapKinds.code[kind];
  gaps.beforeAt[row] = beforeAt;
  gaps.afterAt[row] = afterAt;
  gaps.lastEntryAt[row] = 0;
  gaps.lateEntries[row] = 0;
  gaps.alarm[row] = -1;
  gaps.settled[row] = 0;
  if (state.sink.open)
    state.sink.put({
      type: "gap.noted",
      at,
      entered: state.enteredAt,
      by: state.by,
      gap: gaps.number[row],
      kind,
      beforeAt,
      afterAt,
    });
  return row;
}

export function settleGap(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  const { gaps } = state.columns;
  gaps.settled[row] = 1;
  if (state.sink.open)
    state.sink.put({
      type: "gap.settled",
      at,
      entered: state.enteredAt,
      by: state.by,
      gap: gaps.number[row],
    });
}
