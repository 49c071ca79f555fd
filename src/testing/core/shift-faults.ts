/**
 * What must hold of planned shifts in every state: each stands in the list of the unit or person it is of while it is
 * not over, none overlaps another of the same, who is booked on for one is on duty, and only overtime has no timer.
 */

import { isMissing, isOpenShift } from "../../core/roster/schedule.ts";
import { isOnDuty, subjectOf } from "../../core/roster/subject.ts";
import { findShiftRow, type RegionState } from "../../core/state/region-state.ts";
import { shiftStates } from "../../core/vocabulary.ts";
import { equal, range, usedRows, type Say } from "./fault-tools.ts";

const states = shiftStates.code;

export function checkShifts(state: RegionState, say: Say): void {
  const { shifts, units, people, head } = state.columns;
  const listed = new Map<number, string>();
  const walk = (what: string, first: number, booked: number): void => {
    let before = -1;
    for (let row = first; row >= 0; row = shifts.nextOfSubject[row]) {
      if (listed.has(row)) return say(`shift row ${row} is listed twice`);
      listed.set(row, what);
      if (before >= 0 && shifts.untilAt[before] > shifts.fromAt[row])
        say(`shift ${shifts.number[row]} overlaps the one before it`);
      before = row;
    }
    if (booked >= 0 && listed.get(booked) !== what)
      say(`${what} is booked on for a shift that is not in its list`);
  };
  for (const unit of range(head.units[0]))
    walk(`unit ${unit}`, units.firstShift[unit], units.shift[unit]);
  for (const person of range(head.people[0]))
    walk(`person ${person}`, people.firstShift[person], people.shift[person]);
  for (const row of usedRows(state, "shifts")) checkShift(state, row, listed.get(row), say);
}

function checkShift(state: RegionState, row: number, listed: string | undefined, say: Say): void {
  const { shifts } = state.columns;
  const name = `shift ${shifts.number[row]}`;
  const { shift, id } = subjectOf(state, row);
  const of = shifts.unit[row] >= 0 ? `unit ${id}` : `person ${id}`;
  equal(say, `${name}: its row`, findShiftRow(state, shifts.number[row]), row);
  equal(say, `${name}: of a unit or a person`, shifts.unit[row] < 0, shifts.person[row] >= 0);
  equal(say, `${name}: list`, listed, isOpenShift(state, row) ? of : undefined);
  equal(say, `${name}: ended`, shifts.endedAt[row] > 0, !isOpenShift(state, row));
  const isThere =
    shifts.state[row] === states["booked on"] || shifts.state[row] === states.overtime;
  equal(say, `${name}: booked on`, shift[id] === row, isThere);
  equal(say, `${name}: timer`, shifts.dueAt[row] > 0, shifts.state[row] !== states.overtime);
  if (isThere && !isOnDuty(state, row)) say(`${name} is booked on and its ${of} is off duty`);
  if (isThere && (shifts.came[row] === 0 || shifts.bookedOnAt[row] === 0))
    say(`${name} is booked on by nobody, or at no time`);
  if (isMissing(state, row) && shifts.bookedOnAt[row] > 0)
    say(`${name} is missing and was booked on`);
  if (shifts.untilAt[row] <= shifts.fromAt[row]) say(`${name} ends before it begins`);
  if (isOpenShift(state, row) && !isThere && shifts.dueAt[row] > shifts.untilAt[row])
    if (shifts.dueAt[row] > shifts.changedAt[row]) say(`${name} is due after its end`);
}
