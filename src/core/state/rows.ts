/**
 * Taking and giving back rows. A table hands out the rows given back last, then fresh ones, and doubles when both
 * are used up; the named limit is checked by the deciders before, so here passing it is a bug.
 */

import { assert } from "../../base/assert.ts";
import { limits } from "../limits.ts";
import { growState, type RegionState } from "./region-state.ts";

export function takeContactRow(state: RegionState): number {
  const head = state.columns.head;
  const number = head.nextContact[0];
  while (number - head.oldestContact[0] >= state.capacities.contactIndex) {
    growState(state, "contactIndex");
    return takeContactRow(state);
  }
  let row = head.freeContact[0];
  if (row >= 0) head.freeContact[0] = state.columns.contacts.next[row];
  else {
    row = head.contactRows[0];
    assert(row < limits.contacts, "contacts: the table is full");
    if (row === state.capacities.contacts) growState(state, "contacts");
    state.columns.head.contactRows[0] = row + 1;
  }
  const contacts = state.columns.contacts;
  contacts.heapIndex[row] = -1;
  contacts.number[row] = number;
  contacts.incident[row] = -1;
  contacts.next[row] = -1;
  contacts.alarm[row] = -1;
  contacts.type[row] = -1;
  state.columns.head.nextContact[0] = number + 1;
  const ring = state.columns.contactIndex.row;
  ring[number % ring.length] = row;
  return row;
}

export function giveContactRow(state: RegionState, row: number): void {
  const { head, contacts, contactIndex } = state.columns;
  contactIndex.row[contacts.number[row] % contactIndex.row.length] = -1;
  clearRow(contacts, row);
  contacts.next[row] = head.freeContact[0];
  head.freeContact[0] = row;
  while (
    head.oldestContact[0] < head.nextContact[0] &&
    contactIndex.row[head.oldestContact[0] % contactIndex.row.length] < 0
  )
    head.oldestContact[0] += 1;
}

export function takeIncidentRow(state: RegionState): number {
  const head = state.columns.head;
  const number = head.nextIncident[0];
  if (number - head.oldestIncident[0] >= state.capacities.incidentIndex) {
    growState(state, "incidentIndex");
    return takeIncidentRow(state);
  }
  let row = head.freeIncident[0];
  if (row >= 0) head.freeIncident[0] = state.columns.incidents.next[row];
  else {
    row = head.incidentRows[0];
    assert(row < limits.incidents, "incidents: the table is full");
    if (row === state.capacities.incidents) growState(state, "incidents");
    state.columns.head.incidentRows[0] = row + 1;
  }
  const incidents = state.columns.incidents;
  incidents.heapIndex[row] = -1;
  incidents.number[row] = number;
  incidents.next[row] = -1;
  incidents.previous[row] = -1;
  incidents.firstContact[row] = -1;
  incidents.firstAllocation[row] = -1;
  incidents.alarm[row] = -1;
  incidents.noUnitAlarm[row] = -1;
  incidents.result[row] = -1;
  state.columns.head.nextIncident[0] = number + 1;
  const ring = state.columns.incidentIndex.row;
  ring[number % ring.length] = row;
  return row;
}

export function giveIncidentRow(state: RegionState, row: number): void {
  const { head, incidents, incidentIndex } = state.columns;
  incidentIndex.row[incidents.number[row] % incidentIndex.row.length] = -1;
  clearRow(incidents, row);
  incidents.next[row] = head.freeIncident[0];
  head.freeIncident[0] = row;
  while (
    head.oldestIncident[0] < head.nextIncident[0] &&
    incidentIndex.row[head.oldestIncident[0] % incidentIndex.row.length] < 0
  )
    head.oldestIncident[0] += 1;
}

export function takeAllocationRow(state: RegionState): number {
  const head = state.columns.head;
  let row = head.freeAllocation[0];
  if (row >= 0) head.freeAllocation[0] = state.columns.allocations.nextOfIncident[row];
  else {
    row = head.allocationRows[0];
    assert(row < limits.allocations, "allocations: the table is full");
    if (row === state.capacities.allocations) growState(state, "allocations");
    state.columns.head.allocationRows[0] = row + 1;
  }
  const allocations = state.columns.allocations;
  allocations.nextOfUnit[row] = -1;
  allocations.nextOfIncident[row] = -1;
  return row;
}

export function giveAllocationRow(state: RegionState, row: number): void {
  const { head, allocations } = state.columns;
  clearRow(allocations, row);
  allocations.nextOfIncident[row] = head.freeAllocation[0];
  head.freeAllocation[0] = row;
}

export function takeAlarmRow(state: RegionState): number {
  const head = state.columns.head;
  let row = head.freeAlarm[0];
  if (row >= 0) head.freeAlarm[0] = state.columns.alarms.next[row];
  else {
    row = head.alarmRows[0];
    assert(row < limits.alarms, "alarms: the table is full");
    if (row === state.capacities.alarms) growState(state, "alarms");
    state.columns.head.alarmRows[0] = row + 1;
  }
  const alarms = state.columns.alarms;
  alarms.heapIndex[row] = -1;
  alarms.next[row] = -1;
  alarms.number[row] = state.columns.head.nextAlarm[0];
  state.columns.head.nextAlarm[0] += 1;
  return row;
}

export function giveAlarmRow(state: RegionState, row: number): void {
  const { head, alarms } = state.columns;
  clearRow(alarms, row);
  alarms.next[row] = head.freeAlarm[0];
  head.freeAlarm[0] = row;
}

/** Zeroes a row but not its place in the due heap's array, which belongs to whoever stands there. */
function clearRow(table: Readonly<Record<string, { [index: number]: number }>>, row: number): void {
  for (const name of Object.keys(table)) if (name !== "heap") table[name][row] = 0;
  if ("heapIndex" in table) table["heapIndex"][row] = -1;
}
