/**
 * The timer of a planned shift: it begins, is late, is absent, runs over its end, ends, and leaves the state. One due
 * time at a time, derived from the row and from whether its unit or person is on duty, so nothing about it is stored.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import { wakeAbsence } from "../absence/review.ts";
import { setDue } from "../state/due.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { shiftStates } from "../vocabulary.ts";
import { isUntied } from "./subject.ts";

const states = shiftStates.code;

/** Neither over nor cancelled. */
export function isOpenShift(state: RegionState, row: number): boolean {
  const shiftState = state.columns.shifts.state[row];
  return shiftState !== states.over && shiftState !== states.cancelled;
}

/** Nobody is there for it now: planned, late or absent. */
export function isMissing(state: RegionState, row: number): boolean {
  const shiftState = state.columns.shifts.state[row];
  return (
    shiftState === states.planned || shiftState === states.late || shiftState === states.absent
  );
}

function dueAtOf(state: RegionState, row: number): Instant {
  const { shifts } = state.columns;
  const policy = getPolicy(state);
  const [fromAt, untilAt] = [shifts.fromAt[row], shifts.untilAt[row]];
  if (isMissing(state, row) && isUntied(state, row)) return fromAt;
  switch (shifts.state[row]) {
    case states.planned:
      return Math.min(fromAt + policy.shiftLate, untilAt);
    case states.late:
      return Math.min(fromAt + policy.shiftAbsent, untilAt);
    case states.overtime:
      return noInstant;
    case states.over:
    case states.cancelled:
      return shifts.endedAt[row] + policy.retire;
    default:
      return untilAt;
  }
}

/** Sets the timer anew; every change of a shift ends with it. What was due before it changed is due at once. */
export function scheduleShift(state: RegionState, row: number): void {
  const { shifts, head } = state.columns;
  const at = dueAtOf(state, row);
  setDue(
    shifts,
    head.shiftHeap,
    row,
    at === noInstant ? noInstant : Math.max(at, shifts.changedAt[row]),
  );
  wakeAbsence(state, row);
}

/** All shifts of one unit or person, after it came on or went off duty; `first` is the head of its list. */
export function scheduleShiftsOf(state: RegionState, first: number): void {
  const { nextOfSubject } = state.columns.shifts;
  for (let row = first; row >= 0; row = nextOfSubject[row]) scheduleShift(state, row);
}
