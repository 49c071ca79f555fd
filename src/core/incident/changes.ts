/**
 * What can happen to an incident. Its state between open and closed is derived from what is owed and who is
 * allocated (`refreshIncident`), so no event can put the two apart.
 */

import type { Instant } from "../../base/instant.ts";
import { dropContact } from "../contact/changes.ts";
import type { IncidentAssessed, IncidentLocated, IncidentOpened, Location } from "../events.ts";
import { advance, writeLocation } from "../state/change.ts";
import { setDue } from "../state/due.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import type { IncidentText } from "../state/region-text.ts";
import { giveAllocationRow, giveIncidentRow, takeIncidentRow } from "../state/rows.ts";
import {
  allocationStates,
  grades,
  incidentStates,
  thriveAnswers,
  thriveHeadings,
  type Grade,
  type Thrive,
} from "../vocabulary.ts";
import { joinWaiting, leaveWaiting } from "./waiting.ts";

const states = incidentStates.code;

export function thriveBits(thrive: Thrive): number {
  return thriveHeadings.reduce(
    (bits, heading, index) => bits | (thriveAnswers.code[thrive[heading] ?? "not asked"] << (2 * index)),
    0,
  );
}

export function thriveFromBits(bits: number): Thrive {
  const answers: { [heading: string]: string } = {};
  thriveHeadings.forEach((heading, index) => {
    const answer = (bits >> (2 * index)) & 3;
    if (answer !== 0) answers[heading] = thriveAnswers.names[answer];
  });
  return answers as Thrive;
}

function hazardBits(state: RegionState, hazards: readonly string[]): number {
  const index = getPolicy(state).hazardIndex;
  return hazards.reduce((bits, code) => bits | (1 << (index.get(code) ?? 0)), 0);
}

function emptyText(): IncidentText {
  return { summary: "", place: "", thrive: "", result: "", notes: [] };
}

function textOf(state: RegionState, incident: number): IncidentText | undefined {
  if (state.text === undefined) return undefined;
  const known = state.text.incidents.get(incident);
  if (known !== undefined) return known;
  const made = emptyText();
  state.text.incidents.set(incident, made);
  return made;
}

/** Derives state, waiting list and due time from what is owed and who is allocated. */
export function refreshIncident(state: RegionState, row: number): void {
  const { incidents, allocations, head } = state.columns;
  if (incidents.state[row] === states.closed) return;
  let next = incidents.owed[row] === 1 ? states.waiting : states["awaiting result"];
  for (let a = incidents.firstAllocation[row]; a >= 0; a = allocations.nextOfIncident[a]) {
    const progress = allocations.state[a];
    if (progress === allocationStates.code["at scene"] || progress === allocationStates.code.transporting) {
      next = states.attended;
      break;
    }
    if (progress === allocationStates.code.assigned || progress === allocationStates.code["en route"])
      next = states.allocated;
  }
  incidents.state[row] = next;
  if (incidents.waiting[row] === 1 && next !== states.waiting) leaveWaiting(state, row);
  if (incidents.waiting[row] === 0 && next === states.waiting) joinWaiting(state, row);
  const alarmOwed = next === states.waiting && incidents.targetAt[row] > 0 && incidents.alarm[row] < 0;
  setDue(incidents, head.incidentHeap, row, alarmOwed ? incidents.targetAt[row] : 0);
}

/** Puts the served grade, its clock target and the waiting list in step. */
function writeServed(state: RegionState, row: number, served: Grade): void {
  const incidents = state.columns.incidents;
  if (incidents.waiting[row] === 1) leaveWaiting(state, row);
  const code = grades.code[served];
  incidents.served[row] = code;
  const target = getPolicy(state).target[code];
  incidents.targetAt[row] = target === 0 ? 0 : incidents.clockAt[row] + target;
  if (served === "resolution") incidents.owed[row] = 0;
  else if (incidents.firstAtSceneAt[row] === 0) incidents.owed[row] = 1;
  refreshIncident(state, row);
}

export interface OpenedFacts {
  readonly incidentType: string;
  readonly location: Location;
  readonly area: string;
  readonly assessed: Grade;
  readonly served: Grade;
  readonly thrive: Thrive;
  readonly hazards: readonly string[];
  readonly clockAt: Instant;
}

export function openIncident(
  state: RegionState,
  at: Instant,
  facts: OpenedFacts,
  text: NonNullable<IncidentOpened["text"]> | undefined,
): number {
  advance(state, at);
  const row = takeIncidentRow(state);
  const policy = getPolicy(state);
  const incidents = state.columns.incidents;
  const incident = incidents.number[row];
  incidents.state[row] = states["awaiting result"];
  incidents.type[row] = policy.typeIndex.get(facts.incidentType) ?? -1;
  incidents.area[row] = policy.areaIndex.get(facts.area) ?? -1;
  incidents.openedAt[row] = at;
  incidents.clockAt[row] = facts.clockAt;
  incidents.assessed[row] = grades.code[facts.assessed];
  incidents.thrive[row] = thriveBits(facts.thrive);
  incidents.hazards[row] = hazardBits(state, facts.hazards);
  writeLocation(incidents, row, facts.location);
  state.columns.head.openIncidents[0] += 1;
  writeServed(state, row, facts.served);
  const words = textOf(state, incident);
  if (words !== undefined) Object.assign(words, text);
  if (state.sink.open)
    state.sink.put({
      type: "incident.opened",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident,
      incidentType: facts.incidentType,
      location: facts.location,
      area: facts.area,
      assessed: facts.assessed,
      served: facts.served,
      thrive: facts.thrive,
      hazards: facts.hazards,
      clockAt: facts.clockAt,
      ...(text === undefined ? {} : { text }),
    });
  return row;
}

export function retypeIncident(state: RegionState, at: Instant, row: number, incidentType: string): void {
  advance(state, at);
  const incidents = state.columns.incidents;
  incidents.type[row] = getPolicy(state).typeIndex.get(incidentType) ?? -1;
  if (state.sink.open)
    state.sink.put({
      type: "incident.retyped",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident: incidents.number[row],
      incidentType,
    });
}

export function locateIncident(
  state: RegionState,
  at: Instant,
  row: number,
  location: Location,
  area: string,
  text: IncidentLocated["text"],
): void {
  advance(state, at);
  const incidents = state.columns.incidents;
  writeLocation(incidents, row, location);
  incidents.area[row] = getPolicy(state).areaIndex.get(area) ?? -1;
  const words = textOf(state, incidents.number[row]);
  if (words !== undefined && text?.place !== undefined) words.place = text.place;
  if (state.sink.open)
    state.sink.put({
      type: "incident.located",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident: incidents.number[row],
      location,
      area,
      ...(text === undefined ? {} : { text }),
    });
}

/** A new assessment never touches the served grade: that is an event of its own. */
export function assessIncident(
  state: RegionState,
  at: Instant,
  row: number,
  assessed: Grade,
  thrive: Thrive,
  text: IncidentAssessed["text"],
): void {
  advance(state, at);
  const incidents = state.columns.incidents;
  incidents.assessed[row] = grades.code[assessed];
  incidents.thrive[row] = thriveBits(thrive);
  const words = textOf(state, incidents.number[row]);
  if (words !== undefined && text?.thrive !== undefined) words.thrive = text.thrive;
  if (state.sink.open)
    state.sink.put({
      type: "incident.assessed",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident: incidents.number[row],
      assessed,
      thrive,
      ...(text === undefined ? {} : { text }),
    });
}

export function setServedGrade(
  state: RegionState,
  at: Instant,
  row: number,
  served: Grade,
  text: { readonly reason?: string } | undefined,
): void {
  advance(state, at);
  writeServed(state, row, served);
  if (state.sink.open)
    state.sink.put({
      type: "incident.served-grade-set",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident: state.columns.incidents.number[row],
      served,
      ...(text === undefined ? {} : { text }),
    });
}

export function setHazards(state: RegionState, at: Instant, row: number, hazards: readonly string[]): void {
  advance(state, at);
  const incidents = state.columns.incidents;
  incidents.hazards[row] = hazardBits(state, hazards);
  if (state.sink.open)
    state.sink.put({
      type: "incident.hazards-set",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident: incidents.number[row],
      hazards,
    });
}

/** Notes count from 1 within an incident. */
export function noteIncident(state: RegionState, at: Instant, row: number, text: string): number {
  advance(state, at);
  const incidents = state.columns.incidents;
  incidents.notes[row] += 1;
  const note = incidents.notes[row];
  const incident = incidents.number[row];
  textOf(state, incident)?.notes.push({ note, at, enteredAt: state.enteredAt, by: state.by, text, struck: undefined });
  if (state.sink.open)
    state.sink.put({
      type: "incident.noted",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident,
      note,
      text: { note: text },
    });
  return note;
}

/** A note is struck through with a reason; its words stay. */
export function strikeNote(state: RegionState, at: Instant, row: number, note: number, reason: string): void {
  advance(state, at);
  const incident = state.columns.incidents.number[row];
  const found = textOf(state, incident)?.notes[note - 1];
  if (found !== undefined) found.struck = { at, by: state.by, reason };
  if (state.sink.open)
    state.sink.put({
      type: "incident.note-struck",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident,
      note,
      text: { reason },
    });
}

export function closeIncident(
  state: RegionState,
  at: Instant,
  row: number,
  result: string,
  text: { readonly result?: string } | undefined,
): void {
  advance(state, at);
  const { incidents, head } = state.columns;
  const policy = getPolicy(state);
  if (incidents.waiting[row] === 1) leaveWaiting(state, row);
  incidents.state[row] = states.closed;
  incidents.owed[row] = 0;
  incidents.closedAt[row] = at;
  incidents.result[row] = policy.resultIndex.get(result) ?? -1;
  head.openIncidents[0] -= 1;
  setDue(incidents, head.incidentHeap, row, at + policy.retire);
  const words = textOf(state, incidents.number[row]);
  if (words !== undefined && text?.result !== undefined) words.result = text.result;
  if (state.sink.open)
    state.sink.put({
      type: "incident.closed",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident: incidents.number[row],
      result,
      ...(text === undefined ? {} : { text }),
    });
}

/** The grade clock goes on from where it started: a closed-and-reopened incident can not look young. */
export function reopenIncident(state: RegionState, at: Instant, row: number, reason: string): void {
  advance(state, at);
  const { incidents, head } = state.columns;
  incidents.state[row] = states["awaiting result"];
  incidents.closedAt[row] = 0;
  incidents.result[row] = -1;
  incidents.owed[row] = grades.names[incidents.served[row]] === "resolution" ? 0 : 1;
  head.openIncidents[0] += 1;
  refreshIncident(state, row);
  if (state.sink.open)
    state.sink.put({
      type: "incident.reopened",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident: incidents.number[row],
      text: { reason },
    });
}

/** A closed incident leaves the operational state with its contacts and allocations; the log keeps them all. */
export function retireIncident(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  const { incidents, contacts, allocations, head } = state.columns;
  const incident = incidents.number[row];
  for (let contact = incidents.firstContact[row]; contact >= 0; ) {
    const next = contacts.next[contact];
    dropContact(state, contact);
    contact = next;
  }
  for (let allocation = incidents.firstAllocation[row]; allocation >= 0; ) {
    const next = allocations.nextOfIncident[allocation];
    giveAllocationRow(state, allocation);
    allocation = next;
  }
  setDue(incidents, head.incidentHeap, row, 0);
  state.text?.incidents.delete(incident);
  giveIncidentRow(state, row);
  if (state.sink.open)
    state.sink.put({ type: "incident.retired", at, entered: state.enteredAt, by: state.by, incident });
}
