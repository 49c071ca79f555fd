/** What each event of roster-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { checkMade, knownPerson, knownUnit, shiftRow } from "../state/logged-rows.ts";
import { overrideHours } from "../hours/override.ts";
import {
  amendShift,
  bookOffShift,
  bookOnShift,
  cancelShift,
  endShift,
  markAbsent,
  markLate,
  overrunShift,
  planShift,
  retireShift,
} from "./changes.ts";
import {
  amendPerson,
  bookOffPerson,
  bookOnPerson,
  exceedDuty,
  registerPerson,
  signInPerson,
} from "./people-changes.ts";
import type { RosterEvent } from "./roster-events.ts";

export const rosterFolds: FoldsOf<RosterEvent> = {
  "person.registered": (state, event) => {
    const person = registerPerson(state, event.at, event.staffNumber, event, event.text);
    checkMade(person, "person", event.person);
  },
  "person.amended": (state, event) => {
    amendPerson(state, event.at, knownPerson(state, event.person), event, event.text);
  },
  "person.booked-on": (state, event) => {
    if (event.crewOf !== undefined) knownUnit(state, event.crewOf);
    bookOnPerson(state, event.at, knownPerson(state, event.person), event.crewOf);
  },
  "person.signed-in": (state, event) => {
    signInPerson(state, event.at, knownPerson(state, event.person));
  },
  "person.booked-off": (state, event) => {
    bookOffPerson(state, event.at, knownPerson(state, event.person));
  },
  "hours.overridden": (state, event) => {
    const person = knownPerson(state, event.person);
    if (event.shift !== null) shiftRow(state, event.shift);
    overrideHours(state, event.at, person, event.shift, event.breaches, event.text);
  },
  "hours.exceeded": (state, event) => {
    exceedDuty(state, event.at, knownPerson(state, event.person), event.rule);
  },
  "shift.planned": (state, event) => {
    const { unit, person } = event;
    if (unit === null) knownPerson(state, person ?? -1);
    else knownUnit(state, unit);
    const row = planShift(state, event.at, unit, person, event);
    checkMade(state.columns.shifts.number[row], "planned shift", event.shift);
  },
  "shift.amended": (state, event) => {
    amendShift(state, event.at, shiftRow(state, event.shift), event);
  },
  "shift.cancelled": (state, event) => {
    cancelShift(state, event.at, shiftRow(state, event.shift));
  },
  "shift.booked-on": (state, event) => {
    bookOnShift(state, event.at, shiftRow(state, event.shift), event.came);
  },
  "shift.marked-late": (state, event) => {
    markLate(state, event.at, shiftRow(state, event.shift));
  },
  "shift.marked-absent": (state, event) => {
    markAbsent(state, event.at, shiftRow(state, event.shift));
  },
  "shift.overran": (state, event) => {
    overrunShift(state, event.at, shiftRow(state, event.shift));
  },
  "shift.booked-off": (state, event) => {
    bookOffShift(state, event.at, shiftRow(state, event.shift));
  },
  "shift.ended": (state, event) => {
    endShift(state, event.at, shiftRow(state, event.shift));
  },
  "shift.retired": (state, event) => {
    retireShift(state, event.at, shiftRow(state, event.shift));
  },
};
