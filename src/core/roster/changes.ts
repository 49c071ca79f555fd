/**
 * What can happen to a planned shift: it is planned, amended, cancelled; its unit or person books on for it, is late,
 * absent, stays over its end, books off; it ends and is retired. Absence is a state: no event has a place for a motive.
 */

import { assert } from "../../base/assert.ts";
import { noInstant, type Instant } from "../../base/instant.ts";
import type { ShiftAmended } from "./roster-events.ts";
import { advance } from "../state/change.ts";
import { setDue } from "../state/due.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { giveShiftRow, takeShiftRow } from "../state/rows.ts";
import { shiftStates } from "../vocabulary.ts";
import { skillBits, stationRow, teamRow } from "./people-changes.ts";
import { isMissing, scheduleShift, scheduleShiftsOf } from "./schedule.ts";
import { listShift, subjectOf, unlistShift } from "./subject.ts";

const states = shiftStates.code;

export type ShiftFacts = Pick<
  ShiftAmended,
  "fromAt" | "untilAt" | "team" | "station" | "area" | "skills" | "crew"
>;

function writeFacts(state: RegionState, row: number, facts: ShiftFacts): void {
  const { shifts } = state.columns;
  const { areaIndex } = getPolicy(state);
  shifts.fromAt[row] = facts.fromAt;
  shifts.untilAt[row] = facts.untilAt;
  shifts.team[row] = teamRow(state, facts.team);
  shifts.station[row] = stationRow(state, facts.station);
  shifts.area[row] = facts.area === null ? -1 : (areaIndex.get(facts.area) ?? -1);
  shifts.skills[row] = skillBits(state, facts.skills);
  shifts.crew[row] = facts.crew;
}

/** A late entry lies before what is known by now, and must not wind the clock of the shift back. */
function touch(state: RegionState, at: Instant, row: number): void {
  const { changedAt } = state.columns.shifts;
  if (at > changedAt[row]) changedAt[row] = at;
}

/** Answers its row. `unit` or `person` is null. */
export function planShift(
  state: RegionState,
  at: Instant,
  unit: number | null,
  person: number | null,
  facts: ShiftFacts,
): number {
  advance(state, at);
  const row = takeShiftRow(state);
  const { shifts } = state.columns;
  shifts.state[row] = states.planned;
  shifts.plannedAt[row] = at;
  shifts.changedAt[row] = at;
  shifts.unit[row] = unit ?? -1;
  shifts.person[row] = person ?? -1;
  writeFacts(state, row, facts);
  listShift(state, row);
  scheduleShift(state, row);
  const shift = shifts.number[row];
  if (state.sink.open)
    state.sink.put({
      type: "shift.planned",
      at,
      entered: state.enteredAt,
      by: state.by,
      shift,
      unit,
      person,
      ...facts,
    });
  return row;
}

/** A shift that nobody came for and that begins later now is planned anew; one that ran over its end may not any more. */
export function amendShift(state: RegionState, at: Instant, row: number, facts: ShiftFacts): void {
  advance(state, at);
  const { shifts } = state.columns;
  unlistShift(state, row);
  writeFacts(state, row, facts);
  listShift(state, row);
  if (isMissing(state, row) && facts.fromAt > at) shifts.state[row] = states.planned;
  if (shifts.state[row] === states.overtime && facts.untilAt > at)
    shifts.state[row] = states["booked on"];
  touch(state, at, row);
  scheduleShift(state, row);
  const shift = shifts.number[row];
  if (state.sink.open)
    state.sink.put({
      type: "shift.amended",
      at,
      entered: state.enteredAt,
      by: state.by,
      shift,
      ...facts,
    });
}

export function cancelShift(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  closeShift(state, at, row, states.cancelled);
  put(state, "shift.cancelled", at, row);
}

/** Its unit or person is there. Only one shift of a unit or person is booked on at a time. */
export function bookOnShift(state: RegionState, at: Instant, row: number, came: number): void {
  advance(state, at);
  const { shifts } = state.columns;
  const { firstShift, shift, id } = subjectOf(state, row);
  assert(shift[id] < 0, "a unit or person is booked on for one shift at a time");
  shift[id] = row;
  shifts.state[row] = states["booked on"];
  if (shifts.bookedOnAt[row] === 0) shifts.bookedOnAt[row] = at;
  shifts.bookedOffAt[row] = 0;
  shifts.came[row] = came;
  touch(state, at, row);
  scheduleShiftsOf(state, firstShift[id]);
  if (state.sink.open)
    state.sink.put({
      type: "shift.booked-on",
      at,
      entered: state.enteredAt,
      by: state.by,
      shift: shifts.number[row],
      came,
    });
}

export function markLate(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  writeState(state, at, row, states.late);
  put(state, "shift.marked-late", at, row);
}

export function markAbsent(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  writeState(state, at, row, states.absent);
  put(state, "shift.marked-absent", at, row);
}

/** The planned end is past and its unit or person is still there. */
export function overrunShift(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  writeState(state, at, row, states.overtime);
  put(state, "shift.overran", at, row);
}

function writeState(state: RegionState, at: Instant, row: number, code: number): void {
  state.columns.shifts.state[row] = code;
  touch(state, at, row);
  scheduleShift(state, row);
}

/** Before the planned end it may be booked on again; from then on it is over. */
export function bookOffShift(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  const { shifts } = state.columns;
  const { shift, id } = subjectOf(state, row);
  assert(shift[id] === row, "who books off was booked on for that shift");
  shift[id] = -1;
  if (shifts.person[row] >= 0) state.columns.people.plannedEndAt[id] = shifts.untilAt[row];
  shifts.bookedOffAt[row] = at;
  if (at >= shifts.untilAt[row]) closeShift(state, at, row, states.over);
  else writeState(state, at, row, states["booked off"]);
  put(state, "shift.booked-off", at, row);
}

export function endShift(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  closeShift(state, at, row, states.over);
  put(state, "shift.ended", at, row);
}

function closeShift(state: RegionState, at: Instant, row: number, code: number): void {
  state.columns.shifts.endedAt[row] = at;
  unlistShift(state, row);
  writeState(state, at, row, code);
}

/** The shift leaves the operational state; the log keeps it. */
export function retireShift(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  const { shifts, head } = state.columns;
  put(state, "shift.retired", at, row);
  setDue(shifts, head.shiftHeap, row, noInstant);
  giveShiftRow(state, row);
}

function put(
  state: RegionState,
  type:
    | "shift.cancelled"
    | "shift.marked-late"
    | "shift.marked-absent"
    | "shift.overran"
    | "shift.booked-off"
    | "shift.ended"
    | "shift.retired",
  at: Instant,
  row: number,
): void {
  if (!state.sink.open) return;
  const shift = state.columns.shifts.number[row];
  state.sink.put({ type, at, entered: state.enteredAt, by: state.by, shift });
}
