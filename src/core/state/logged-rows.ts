/** The rows that an event names. A log that names what the state does not hold is a bug, or a damaged store. */

import { BugError } from "../../base/assert.ts";
import {
  findAlarmRow,
  findClosureRow,
  findContactRow,
  findIncidentRow,
  findRequestRow,
  findWarningRow,
  findShiftRow,
  hasItem,
  hasPerson,
  hasUnit,
  type RegionState,
} from "./region-state.ts";

/** A row that the log says exists; a log that lies is a bug or a damaged store. */
export function getRow(row: number, what: string, number: number): number {
  if (row < 0) throw new BugError(`the log names ${what} ${number}, which the state does not hold`);
  return row;
}

/** What a change made must be what the log says it made. */
export function checkMade(made: number, what: string, number: number): void {
  if (made !== number) throw new BugError(`${what} ${number} is out of order: expected ${made}`);
}

export function contactRow(state: RegionState, contact: number): number {
  return getRow(findContactRow(state, contact), "contact", contact);
}

export function incidentRow(state: RegionState, incident: number): number {
  return getRow(findIncidentRow(state, incident), "incident", incident);
}

export function alarmRow(state: RegionState, alarm: number): number {
  return getRow(findAlarmRow(state, alarm), "alarm", alarm);
}

export function closureRow(state: RegionState, closure: number): number {
  return getRow(findClosureRow(state, closure), "closure", closure);
}

export function shiftRow(state: RegionState, shift: number): number {
  return getRow(findShiftRow(state, shift), "planned shift", shift);
}

export function requestRow(state: RegionState, request: number): number {
  return getRow(findRequestRow(state, request), "request", request);
}

export function warningRow(state: RegionState, warning: number): number {
  return getRow(findWarningRow(state, warning), "warning", warning);
}

export function knownPerson(state: RegionState, person: number): number {
  return getRow(hasPerson(state, person) ? person : -1, "person", person);
}

export function knownItem(state: RegionState, item: number): number {
  return getRow(hasItem(state, item) ? item : -1, "item", item);
}

export function knownUnit(state: RegionState, unit: number): number {
  return getRow(hasUnit(state, unit) ? unit : -1, "unit", unit);
}
