/**
 * Whom a planned shift is of: a unit or a person. Both keep the list of their shifts that are not over, the earliest
 * first, and the one they are booked on for; so the rules of shifts need not know which of the two it is.
 */

import type { RegionState } from "../state/region-state.ts";
import { unitStatuses } from "../vocabulary.ts";

/** Where a unit or a person keeps its shifts: columns and its row in them. */
interface Subject {
  readonly firstShift: Int32Array;
  readonly shift: Int32Array;
  readonly id: number;
}

export function subjectOf(state: RegionState, row: number): Subject {
  const { shifts, units, people } = state.columns;
  const unit = shifts.unit[row];
  const { firstShift, shift } = unit >= 0 ? units : people;
  return { firstShift, shift, id: unit >= 0 ? unit : shifts.person[row] };
}

/** Whether the unit or person of a shift is on duty now. */
export function isOnDuty(state: RegionState, row: number): boolean {
  const { shifts, units, people } = state.columns;
  const unit = shifts.unit[row];
  if (unit >= 0) return units.status[unit] !== unitStatuses.code.off;
  return people.onDutyAt[shifts.person[row]] > 0;
}

/** On duty, and not for any planned shift: whoever it is counts for the next one that begins. */
export function isUntied(state: RegionState, row: number): boolean {
  const { shift, id } = subjectOf(state, row);
  return shift[id] < 0 && isOnDuty(state, row);
}

/** Heads on duty with the unit; a person is one. */
export function headsOf(state: RegionState, row: number): number {
  const { shifts, units } = state.columns;
  const unit = shifts.unit[row];
  return unit >= 0 ? units.crew[unit] : 1;
}

/** Puts a shift into the list of its unit or person by its beginning; ties stand in the order of their numbers. */
export function listShift(state: RegionState, row: number): void {
  const { fromAt, number, nextOfSubject } = state.columns.shifts;
  const { firstShift, id } = subjectOf(state, row);
  let before = -1;
  let next = firstShift[id];
  while (
    next >= 0 &&
    (fromAt[next] < fromAt[row] || (fromAt[next] === fromAt[row] && number[next] < number[row]))
  ) {
    before = next;
    next = nextOfSubject[next];
  }
  nextOfSubject[row] = next;
  if (before < 0) firstShift[id] = row;
  else nextOfSubject[before] = row;
}

export function unlistShift(state: RegionState, row: number): void {
  const { nextOfSubject } = state.columns.shifts;
  const { firstShift, id } = subjectOf(state, row);
  if (firstShift[id] === row) firstShift[id] = nextOfSubject[row];
  else {
    let before = firstShift[id];
    while (before >= 0 && nextOfSubject[before] !== row) before = nextOfSubject[before];
    if (before >= 0) nextOfSubject[before] = nextOfSubject[row];
  }
  nextOfSubject[row] = -1;
}
