/**
 * Taking and giving back rows. A table hands out the row given back last, then fresh ones, and doubles when both are
 * used up. The named limits are checked by the deciders before, so passing one here is a bug. A free row is zero in
 * every column but the link to the next free row and what must be -1 in a fresh one.
 */

import { BugError } from "../../base/assert.ts";
import { limits } from "../limits.ts";
import { headPlaces, type WholeTable, type WholeTables } from "./columns.ts";
import { addNumberRow, dropNumberRow } from "./number-index.ts";
import { growState, type RegionState } from "./region-state.ts";

function clearRow({ capacity, f64, i32, i16, u8, heapAt }: WholeTable, row: number): void {
  for (let at = row; at < f64.length; at += capacity) f64[at] = 0;
  const inHeap = heapAt < 0 ? 0 : i32[heapAt + row];
  for (let at = row; at < i32.length; at += capacity) i32[at] = 0;
  if (heapAt >= 0) i32[heapAt + row] = inHeap;
  for (let at = row; at < i16.length; at += capacity) i16[at] = 0;
  for (let at = row; at < u8.length; at += capacity) u8[at] = 0;
}

/** What there is to know of a table to take a row never used before; `used`: where the head counts those that were. */
interface Rows {
  readonly table: keyof WholeTables;
  readonly used: number;
  readonly most: number;
}

const rowsOf = {
  contacts: { table: "contacts", used: headPlaces.contactRows, most: limits.contacts },
  incidents: { table: "incidents", used: headPlaces.incidentRows, most: limits.incidents },
  allocations: { table: "allocations", used: headPlaces.allocationRows, most: limits.allocations },
  alarms: { table: "alarms", used: headPlaces.alarmRows, most: limits.alarms },
  closures: { table: "closures", used: headPlaces.closureRows, most: limits.closures },
  shifts: { table: "shifts", used: headPlaces.shiftRows, most: limits.shifts },
  requests: { table: "requests", used: headPlaces.requestRows, most: limits.requests },
  warnings: { table: "warnings", used: headPlaces.warningRows, most: limits.warnings },
} as const satisfies Readonly<Record<keyof WholeTables, Rows>>;

/** A row never used before; grows the table when it must. No column is looked up by a name that changes: that is a search. */
function freshRow(
  state: RegionState,
  { table, used, most }: Rows,
  { capacity }: WholeTable,
): number {
  const row = state.headWords[used];
  if (row >= most) throw new BugError(`${table}: the table is full`);
  if (row === capacity) growState(state, table);
  state.headWords[used] = row + 1;
  return row;
}

export function takeContactRow(state: RegionState): number {
  let row = state.columns.head.freeContact[0];
  if (row < 0) row = freshRow(state, rowsOf.contacts, state.wholeTables.contacts);
  else state.columns.head.freeContact[0] = state.columns.contacts.next[row];
  const { head, contacts, contactIndex } = state.columns;
  head.heldContacts[0] += 1;
  contacts.heapIndex[row] = -1;
  contacts.number[row] = head.nextContact[0];
  contacts.incident[row] = -1;
  contacts.next[row] = -1;
  contacts.alarm[row] = -1;
  contacts.type[row] = -1;
  head.nextContact[0] += 1;
  addNumberRow(contactIndex.row, contacts.number, row);
  return row;
}

export function giveContactRow(state: RegionState, row: number): void {
  const { head, contacts, contactIndex } = state.columns;
  dropNumberRow(contactIndex.row, contacts.number, row);
  clearRow(state.wholeTables.contacts, row);
  contacts.heapIndex[row] = -1;
  contacts.next[row] = head.freeContact[0];
  head.freeContact[0] = row;
  head.heldContacts[0] -= 1;
}

export function takeIncidentRow(state: RegionState): number {
  let row = state.columns.head.freeIncident[0];
  if (row < 0) row = freshRow(state, rowsOf.incidents, state.wholeTables.incidents);
  else state.columns.head.freeIncident[0] = state.columns.incidents.next[row];
  const { head, incidents, incidentIndex } = state.columns;
  head.heldIncidents[0] += 1;
  incidents.heapIndex[row] = -1;
  incidents.number[row] = head.nextIncident[0];
  incidents.next[row] = -1;
  incidents.previous[row] = -1;
  incidents.firstContact[row] = -1;
  incidents.firstAllocation[row] = -1;
  incidents.alarm[row] = -1;
  incidents.noUnitAlarm[row] = -1;
  incidents.promiseAlarm[row] = -1;
  incidents.result[row] = -1;
  head.nextIncident[0] += 1;
  addNumberRow(incidentIndex.row, incidents.number, row);
  return row;
}

export function giveIncidentRow(state: RegionState, row: number): void {
  const { head, incidents, incidentIndex } = state.columns;
  dropNumberRow(incidentIndex.row, incidents.number, row);
  clearRow(state.wholeTables.incidents, row);
  incidents.heapIndex[row] = -1;
  incidents.next[row] = head.freeIncident[0];
  head.freeIncident[0] = row;
  head.heldIncidents[0] -= 1;
}

export function takeAllocationRow(state: RegionState): number {
  let row = state.columns.head.freeAllocation[0];
  if (row < 0) row = freshRow(state, rowsOf.allocations, state.wholeTables.allocations);
  else state.columns.head.freeAllocation[0] = state.columns.allocations.nextOfIncident[row];
  const { head, allocations } = state.columns;
  head.heldAllocations[0] += 1;
  allocations.nextOfUnit[row] = -1;
  allocations.nextOfIncident[row] = -1;
  return row;
}

export function giveAllocationRow(state: RegionState, row: number): void {
  const { head, allocations } = state.columns;
  clearRow(state.wholeTables.allocations, row);
  allocations.nextOfIncident[row] = head.freeAllocation[0];
  head.freeAllocation[0] = row;
  head.heldAllocations[0] -= 1;
}

export function takeAlarmRow(state: RegionState): number {
  let row = state.columns.head.freeAlarm[0];
  if (row < 0) row = freshRow(state, rowsOf.alarms, state.wholeTables.alarms);
  else state.columns.head.freeAlarm[0] = state.columns.alarms.next[row];
  const { head, alarms, alarmIndex } = state.columns;
  alarms.heapIndex[row] = -1;
  alarms.next[row] = -1;
  alarms.number[row] = head.nextAlarm[0];
  head.nextAlarm[0] += 1;
  addNumberRow(alarmIndex.row, alarms.number, row);
  return row;
}

export function giveAlarmRow(state: RegionState, row: number): void {
  const { head, alarms, alarmIndex } = state.columns;
  dropNumberRow(alarmIndex.row, alarms.number, row);
  clearRow(state.wholeTables.alarms, row);
  alarms.heapIndex[row] = -1;
  alarms.next[row] = head.freeAlarm[0];
  head.freeAlarm[0] = row;
}

export function takeClosureRow(state: RegionState): number {
  let row = state.columns.head.freeClosure[0];
  if (row < 0) row = freshRow(state, rowsOf.closures, state.wholeTables.closures);
  else state.columns.head.freeClosure[0] = state.columns.closures.next[row];
  const { head, closures, closureIndex } = state.columns;
  head.heldClosures[0] += 1;
  closures.heapIndex[row] = -1;
  closures.next[row] = -1;
  closures.alarm[row] = -1;
  closures.number[row] = head.nextClosure[0];
  head.nextClosure[0] += 1;
  addNumberRow(closureIndex.row, closures.number, row);
  return row;
}

export function giveClosureRow(state: RegionState, row: number): void {
  const { head, closures, closureIndex } = state.columns;
  dropNumberRow(closureIndex.row, closures.number, row);
  clearRow(state.wholeTables.closures, row);
  closures.heapIndex[row] = -1;
  closures.next[row] = head.freeClosure[0];
  head.freeClosure[0] = row;
  head.heldClosures[0] -= 1;
}

export function takeShiftRow(state: RegionState): number {
  let row = state.columns.head.freeShift[0];
  if (row < 0) row = freshRow(state, rowsOf.shifts, state.wholeTables.shifts);
  else state.columns.head.freeShift[0] = state.columns.shifts.next[row];
  const { head, shifts, shiftIndex } = state.columns;
  head.heldShifts[0] += 1;
  shifts.heapIndex[row] = -1;
  shifts.next[row] = -1;
  shifts.nextOfSubject[row] = -1;
  shifts.number[row] = head.nextShift[0];
  head.nextShift[0] += 1;
  addNumberRow(shiftIndex.row, shifts.number, row);
  return row;
}

export function giveShiftRow(state: RegionState, row: number): void {
  const { head, shifts, shiftIndex } = state.columns;
  dropNumberRow(shiftIndex.row, shifts.number, row);
  clearRow(state.wholeTables.shifts, row);
  shifts.heapIndex[row] = -1;
  shifts.next[row] = head.freeShift[0];
  head.freeShift[0] = row;
  head.heldShifts[0] -= 1;
}

export function takeRequestRow(state: RegionState): number {
  let row = state.columns.head.freeRequest[0];
  if (row < 0) row = freshRow(state, rowsOf.requests, state.wholeTables.requests);
  else state.columns.head.freeRequest[0] = state.columns.requests.next[row];
  const { head, requests, requestIndex } = state.columns;
  head.heldRequests[0] += 1;
  requests.heapIndex[row] = -1;
  requests.next[row] = -1;
  requests.alarm[row] = -1;
  requests.recallAlarm[row] = -1;
  requests.number[row] = head.nextRequest[0];
  head.nextRequest[0] += 1;
  addNumberRow(requestIndex.row, requests.number, row);
  return row;
}

export function giveRequestRow(state: RegionState, row: number): void {
  const { head, requests, requestIndex } = state.columns;
  dropNumberRow(requestIndex.row, requests.number, row);
  clearRow(state.wholeTables.requests, row);
  requests.heapIndex[row] = -1;
  requests.next[row] = head.freeRequest[0];
  head.freeRequest[0] = row;
  head.heldRequests[0] -= 1;
}

export function takeWarningRow(state: RegionState): number {
  let row = state.columns.head.freeWarning[0];
  if (row < 0) row = freshRow(state, rowsOf.warnings, state.wholeTables.warnings);
  else state.columns.head.freeWarning[0] = state.columns.warnings.next[row];
  const { head, warnings, warningIndex } = state.columns;
  head.heldWarnings[0] += 1;
  warnings.heapIndex[row] = -1;
  warnings.next[row] = -1;
  warnings.alarm[row] = -1;
  warnings.number[row] = head.nextWarning[0];
  head.nextWarning[0] += 1;
  addNumberRow(warningIndex.row, warnings.number, row);
  return row;
}

export function giveWarningRow(state: RegionState, row: number): void {
  const { head, warnings, warningIndex } = state.columns;
  dropNumberRow(warningIndex.row, warnings.number, row);
  clearRow(state.wholeTables.warnings, row);
  warnings.heapIndex[row] = -1;
  warnings.next[row] = head.freeWarning[0];
  head.freeWarning[0] = row;
  head.heldWarnings[0] -= 1;
}
