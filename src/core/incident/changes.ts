/**
 * The life of an incident: opened, closed, reopened, retired. What is corrected in between is in edits.ts, its words
 * and notes in words.ts, what follows by itself in derive.ts.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import { dropContact } from "../contact/changes.ts";
import { leaveDirective } from "../directive/changes.ts";
import type { Location } from "../events.ts";
import type { IncidentOpened } from "./incident-events.ts";
import { advance, writeLocation } from "../state/change.ts";
import { setDue } from "../state/due.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { giveAllocationRow, giveIncidentRow, takeIncidentRow } from "../state/rows.ts";
import { grades, incidentStates, type Grade, type Thrive } from "../vocabulary.ts";
import { hazardBits, thriveBits } from "./answers.ts";
import { refreshIncident, writeServed } from "./derive.ts";
import { leaveWaiting } from "./waiting.ts";
import { textOf } from "./words.ts";

const states = incidentStates.code;

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
  incidents.assessed[row] = grades.of(facts.assessed);
  incidents.thrive[row] = thriveBits(facts.thrive);
  incidents.hazards[row] = hazardBits(state, facts.hazards);
  writeLocation(incidents, row, facts.location);
  state.columns.head.openIncidents[0] += 1;
  writeServed(state, row, facts.served);
  const words = textOf(state, incident);
  if (words !== undefined && text !== undefined) {
    words.summary = text.summary ?? "";
    words.place = text.place ?? "";
    words.thrive = text.thrive ?? "";
  }
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
  endPromise(state, row);
  leaveDirective(state, row);
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

/** What the caller was promised ends with the incident; the event of its close says what came of it. */
function endPromise(state: RegionState, row: number): void {
  const { incidents } = state.columns;
  incidents.deferredAt[row] = noInstant;
  incidents.deferredBy[row] = 0;
  incidents.callBackAt[row] = noInstant;
  incidents.kept[row] = 0;
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
  for (let contact = incidents.firstContact[row]; contact >= 0;) {
    const next = contacts.next[contact];
    dropContact(state, contact);
    contact = next;
  }
  for (let allocation = incidents.firstAllocation[row]; allocation >= 0;) {
    const next = allocations.nextOfIncident[allocation];
    giveAllocationRow(state, allocation);
    allocation = next;
  }
  setDue(incidents, head.incidentHeap, row, 0);
  state.text?.incidents.delete(incident);
  state.text?.promises.delete(incident);
  giveIncidentRow(state, row);
  if (state.sink.open)
    state.sink.put({
      type: "incident.retired",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident,
    });
}
