/**
 * The timer of a closure: it begins, asks to be looked at again, asks with an alarm, expires, and leaves the state. One
 * due time at a time, derived from the row alone, so nothing about it is stored. A reported closure asks once and then
 * expires; the alarm is for confirmed ones, whose end opens a street again.
 */

import type { Instant } from "../../base/instant.ts";
import { setDue } from "../state/due.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { closureStates, renewalStates } from "../vocabulary.ts";

const states = closureStates.code;
const renewals = renewalStates.code;

/** Neither lifted nor expired. */
export function isOpenClosure(state: RegionState, row: number): boolean {
  const closureState = state.columns.closures.state[row];
  return closureState === states.reported || closureState === states.confirmed;
}

/** Whether travel must keep off it: confirmed, and it has begun. */
export function isShut(state: RegionState, row: number): boolean {
  const { closures } = state.columns;
  return closures.state[row] === states.confirmed && closures.begun[row] === 1;
}

/** When somebody should look again at a closure that was looked at `at`, by the region's rule. */
export function reviewAtOf(
  state: RegionState,
  at: Instant,
  sinceAt: Instant,
  expiresAt: Instant,
): Instant {
  return Math.min(Math.max(at, sinceAt) + getPolicy(state).closureReview, expiresAt);
}

function dueAtOf(state: RegionState, row: number): Instant {
  const { closures } = state.columns;
  const policy = getPolicy(state);
  if (!isOpenClosure(state, row)) return closures.endedAt[row] + policy.retire;
  if (closures.begun[row] === 0) return closures.sinceAt[row];
  const [reviewAt, expiresAt] = [closures.reviewAt[row], closures.expiresAt[row]];
  if (closures.renewal[row] === renewals.current) return reviewAt;
  const alarms =
    closures.renewal[row] === renewals["to renew"] && closures.state[row] === states.confirmed;
  return alarms ? Math.min(reviewAt + policy.closureAlarm, expiresAt) : expiresAt;
}

/** Sets the timer anew; every change of a closure ends with it. */
export function scheduleClosure(state: RegionState, row: number): void {
  const { closures, head } = state.columns;
  setDue(closures, head.closureHeap, row, dueAtOf(state, row));
}
