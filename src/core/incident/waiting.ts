/**
 * The lists of waiting incidents, one per served grade, oldest grade clock first. Insertion walks from the end, so
 * the usual case (a new incident has the newest clock) costs one step; a sort is never needed.
 */

import { assert } from "../../base/assert.ts";
import type { RegionState } from "../state/region-state.ts";
import { toReview } from "../state/to-review.ts";

const waitingBit = toReview.waiting;

/** Younger clock, or the same clock and opened later: who waits again takes the very place it had. */
function isBehind(state: RegionState, row: number, other: number): boolean {
  const { clockAt, number } = state.columns.incidents;
  return (
    clockAt[row] > clockAt[other] ||
    (clockAt[row] === clockAt[other] && number[row] > number[other])
  );
}

export function joinWaiting(state: RegionState, row: number): void {
  const { incidents, waiting } = state.columns;
  assert(incidents.waiting[row] === 0, "an incident waits once");
  const grade = incidents.served[row];
  let before = waiting.last[grade];
  while (before >= 0 && isBehind(state, before, row)) before = incidents.previous[before];
  const after = before < 0 ? waiting.first[grade] : incidents.next[before];
  incidents.previous[row] = before;
  incidents.next[row] = after;
  if (before < 0) waiting.first[grade] = row;
  else incidents.next[before] = row;
  if (after < 0) waiting.last[grade] = row;
  else incidents.previous[after] = row;
  incidents.waiting[row] = 1;
  state.toReview |= waitingBit;
  if (incidents.noUnitAt[row] === 0) state.clockless += 1;
  waiting.count[grade] += 1;
}

export function leaveWaiting(state: RegionState, row: number): void {
  const { incidents, waiting } = state.columns;
  assert(incidents.waiting[row] === 1, "only a waiting incident can leave the list");
  const grade = incidents.served[row];
  const before = incidents.previous[row];
  const after = incidents.next[row];
  if (before < 0) waiting.first[grade] = after;
  else incidents.next[before] = after;
  if (after < 0) waiting.last[grade] = before;
  else incidents.previous[after] = before;
  incidents.next[row] = -1;
  incidents.previous[row] = -1;
  incidents.waiting[row] = 0;
  // Those behind it may have a unit now.
  state.toReview |= waitingBit;
  if (incidents.noUnitAt[row] === 0) state.clockless -= 1;
  waiting.count[grade] -= 1;
}
