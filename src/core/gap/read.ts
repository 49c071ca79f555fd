/** Gaps as values, the newest first, and how much of a span of time lay in gaps. */

import type { Instant, Micros } from "../../base/instant.ts";
import type { RegionState } from "../state/region-state.ts";
import { gapKinds, type GapKind } from "../vocabulary.ts";

export interface Gap {
  readonly gap: number;
  readonly kind: GapKind;
  readonly beforeAt: Instant;
  readonly afterAt: Instant;
  readonly isSettled: boolean;
  /** Events of people that occurred in it and were entered later. */
  readonly lateEntries: number;
  /** When the last of them was entered; 0 = none was. */
  readonly lastEntryAt: Instant;
}

export function listGaps({ columns: { gaps } }: RegionState): Gap[] {
  const list: Gap[] = [];
  for (let row = 0; row < gaps.number.length; row += 1) {
    if (gaps.number[row] === 0) continue;
    list.push({
      gap: gaps.number[row],
      kind: gapKinds.names[gaps.kind[row]],
      beforeAt: gaps.beforeAt[row],
      afterAt: gaps.afterAt[row],
      isSettled: gaps.settled[row] === 1,
      lateEntries: gaps.lateEntries[row],
      lastEntryAt: gaps.lastEntryAt[row],
    });
  }
  return list.sort((a, b) => b.gap - a.gap);
}

/** A clock that was set back took everything: that time came twice and lacks nothing. */
export function isTimeLost(kind: GapKind): boolean {
  return kind !== "clock back";
}

/** Time between two instants in which Muster took nothing; gaps that overlap count once. */
export function gapMicrosIn(state: RegionState, from: Instant, until: Instant): Micros {
  if (state.columns.head.gaps[0] === 0) return 0;
  const spans = listGaps(state)
    .filter(({ kind }) => isTimeLost(kind))
    .map(({ beforeAt, afterAt }) => [Math.max(from, beforeAt), Math.min(until, afterAt)] as const)
    .filter(([begin, end]) => end > begin)
    .sort((a, b) => a[0] - b[0]);
  let [lost, reached] = [0, from];
  for (const [begin, end] of spans) {
    lost += Math.max(0, end - Math.max(begin, reached));
    reached = Math.max(reached, end);
  }
  return lost;
}
