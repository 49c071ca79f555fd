/**
 * What can be corrected about an open incident: type, place, assessment, served grade, hazards. Each is one event that
 * says the new value whole. An assessment and a served grade never write each other.
 */

import type { Instant } from "../../base/instant.ts";
import type { Location } from "../events.ts";
import type { IncidentAssessed, IncidentLocated } from "./incident-events.ts";
import { advance, writeLocation } from "../state/change.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { grades, type Grade, type ServiceLevel, type Thrive } from "../vocabulary.ts";
import { hazardBits, thriveBits } from "./answers.ts";
import { writeServed } from "./derive.ts";
import { textOf } from "./words.ts";

export function retypeIncident(
  state: RegionState,
  at: Instant,
  row: number,
  incidentType: string,
): void {
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

/** `level`: it was no person who set it, but the service level that the region is at. */
export function setServedGrade(
  state: RegionState,
  at: Instant,
  row: number,
  served: Grade,
  text: { readonly reason?: string } | undefined,
  level?: ServiceLevel,
): void {
  advance(state, at);
  const { incidents } = state.columns;
  writeServed(state, row, served);
  const isApart = incidents.served[row] !== incidents.assessed[row];
  incidents.servedByLevel[row] = level !== undefined && isApart ? 1 : 0;
  if (state.sink.open)
    state.sink.put({
      type: "incident.served-grade-set",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident: incidents.number[row],
      served,
      ...(level === undefined ? {} : { level }),
      ...(text === undefined ? {} : { text }),
    });
}

export function setHazards(
  state: RegionState,
  at: Instant,
  row: number,
  hazards: readonly string[],
): void {
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
