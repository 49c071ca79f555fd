/**
 * Planned against turned up: which planned shift a unit or person books on for. Called by the deciders of booking on
 * and off, after the event of the unit or person itself; what it finds is said by events of the shift.
 */

import type { Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { bookOffShift, bookOnShift } from "./changes.ts";

/**
 * Row of the open shift that booking on `at` is for, or -1: one that runs then or begins soon enough; of two, the one
 * whose beginning is nearer. `first` is the head of the list of the unit or person.
 */
export function findShiftToBookOn(state: RegionState, first: number, at: Instant): number {
  const { shifts } = state.columns;
  const early = getPolicy(state).shiftEarly;
  let found = -1;
  for (let row = first; row >= 0; row = shifts.nextOfSubject[row]) {
    if (shifts.fromAt[row] - early > at) break;
    if (shifts.untilAt[row] <= at) continue;
    if (found < 0 || Math.abs(at - shifts.fromAt[row]) < Math.abs(at - shifts.fromAt[found]))
      found = row;
  }
  return found;
}

export function turnUp(state: RegionState, at: Instant, first: number, came: number): void {
  const row = findShiftToBookOn(state, first, at);
  if (row >= 0) bookOnShift(state, at, row, came);
}

/** `row` is the shift the unit or person was booked on for, or -1. */
export function leaveShift(state: RegionState, at: Instant, row: number): void {
  if (row >= 0) bookOffShift(state, at, row);
}
