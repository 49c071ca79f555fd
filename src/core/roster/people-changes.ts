/**
 * What can happen to a person of the roster. The facts are a staff number, a post, a team, a station and skills; a name
 * is private text and stands under `text`. Nothing else about anybody is held here.
 */

import { assert } from "../../base/assert.ts";
import type { Instant } from "../../base/instant.ts";
import type { PersonAmended, PersonRegistered } from "./roster-events.ts";
import { scheduleCustody } from "../custody/changes.ts";
import { restDebtMinutes } from "../hours/fatigue.ts";
import { noteDutyBegins, noteDutyEnds } from "../hours/duty-record.ts";
import { limits } from "../limits.ts";
import { advance } from "../state/change.ts";
import { getPolicy, growState, type RegionState } from "../state/region-state.ts";
import { scheduleShiftsOf } from "./schedule.ts";
import { findShiftToBookOn } from "./turn-up.ts";

export type PersonFacts = Pick<PersonAmended, "post" | "team" | "station" | "skills">;
type PersonWords = PersonRegistered["text"];

/** Bit set of skills by code. */
export function skillBits(state: RegionState, codes: readonly string[]): number {
  const { skillIndex } = getPolicy(state);
  return codes.reduce((bits, code) => bits | (1 << (skillIndex.get(code) ?? 0)), 0);
}

export function teamRow(state: RegionState, team: string | null): number {
  return team === null ? -1 : (getPolicy(state).teamIndex.get(team) ?? -1);
}

export function stationRow(state: RegionState, station: string | null): number {
  return station === null ? -1 : (getPolicy(state).stationIndex.get(station) ?? -1);
}

function writeFacts(
  state: RegionState,
  person: number,
  facts: PersonFacts,
  text: PersonWords,
): void {
  const { people } = state.columns;
  people.post[person] = getPolicy(state).postIndex.get(facts.post) ?? -1;
  people.team[person] = teamRow(state, facts.team);
  people.station[person] = stationRow(state, facts.station);
  people.skills[person] = skillBits(state, facts.skills);
  if (text?.name !== undefined) state.text?.people.set(person, { name: text.name });
}

/** Answers the person's id. */
export function registerPerson(
  state: RegionState,
  at: Instant,
  staffNumber: string,
  facts: PersonFacts,
  text: PersonWords,
): number {
  advance(state, at);
  const person = state.columns.head.people[0];
  assert(person < limits.people, "people: the table is full");
  if (person === state.capacities.people) growState(state, "people");
  const { people, head } = state.columns;
  head.people[0] = person + 1;
  people.known[person] = 1;
  people.firstShift[person] = -1;
  people.shift[person] = -1;
  people.firstItem[person] = -1;
  people.custodyAlarm[person] = -1;
  people.dutyAlarm[person] = -1;
  people.recallAlarm[person] = -1;
  people.heapIndex[person] = -1;
  writeFacts(state, person, facts, text);
  if (state.text !== undefined) {
    state.text.staffNumbers[person] = staffNumber;
    state.text.personOfStaffNumber.set(staffNumber, person);
  }
  if (state.sink.open)
    state.sink.put({
      type: "person.registered",
      at,
      entered: state.enteredAt,
      by: state.by,
      person,
      staffNumber,
      ...facts,
      ...(text === undefined ? {} : { text }),
    });
  return person;
}

export function amendPerson(
  state: RegionState,
  at: Instant,
  person: number,
  facts: PersonFacts,
  text: PersonWords,
): void {
  advance(state, at);
  writeFacts(state, person, facts, text);
  if (state.sink.open)
    state.sink.put({
      type: "person.amended",
      at,
      entered: state.enteredAt,
      by: state.by,
      person,
      ...facts,
      ...(text === undefined ? {} : { text }),
    });
}

/** `crewOf`: id of the unit whose crew the person is. */
export function bookOnPerson(
  state: RegionState,
  at: Instant,
  person: number,
  crewOf: number | undefined,
): void {
  advance(state, at);
  const { people } = state.columns;
  people.debtMinutes[person] = restDebtMinutes(state, person, at);
  people.crewOf[person] = crewOf === undefined ? 0 : crewOf + 1;
  const row = findShiftToBookOn(state, people.firstShift[person], at);
  const isBack = row >= 0 && state.columns.shifts.bookedOnAt[row] > 0;
  noteDutyBegins(state, person, at, isBack);
  people.onDutyAt[person] = at;
  scheduleCustody(state, at, person);
  scheduleShiftsOf(state, people.firstShift[person]);
  if (state.sink.open)
    state.sink.put({
      type: "person.booked-on",
      at,
      entered: state.enteredAt,
      by: state.by,
      person,
      ...(crewOf === undefined ? {} : { crewOf }),
    });
}

export function bookOffPerson(state: RegionState, at: Instant, person: number): void {
  advance(state, at);
  const { people } = state.columns;
  noteDutyEnds(state, person, people.onDutyAt[person], at);
  people.onDutyAt[person] = 0;
  people.exceededAt[person] = 0;
  people.lastCrewOf[person] = people.crewOf[person];
  people.crewOf[person] = 0;
  people.debtMinutes[person] = 0;
  scheduleCustody(state, at, person);
  scheduleShiftsOf(state, people.firstShift[person]);
  if (state.sink.open)
    state.sink.put({
      type: "person.booked-off",
      at,
      entered: state.enteredAt,
      by: state.by,
      person,
    });
}

/** On duty for longer than a rule of the longest duty says; the alarm is its decider's. */
export function exceedDuty(state: RegionState, at: Instant, person: number, rule: string): void {
  advance(state, at);
  const { people, head } = state.columns;
  people.exceededAt[person] = at;
  head.dutiesExceeded[0] += 1;
  scheduleCustody(state, at, person);
  if (state.sink.open)
    state.sink.put({
      type: "hours.exceeded",
      at,
      entered: state.enteredAt,
      by: state.by,
      person,
      rule,
      since: people.onDutyAt[person],
    });
}

export function signInPerson(state: RegionState, at: Instant, person: number): void {
  advance(state, at);
  state.columns.people.signedInAt[person] = at;
  if (state.sink.open)
    state.sink.put({
      type: "person.signed-in",
      at,
      entered: state.enteredAt,
      by: state.by,
      person,
    });
}
