/**
 * Taking and giving back rows. A table hands out the row given back last, then fresh ones, and doubles when both are
 * used up. The named limits are checked by the deciders before, so passing one here is a bug. A free row is zero in
 * every column but the link to the next free row and what must be -1 in a fresh one.
 */

import { BugError } from "../../base/assert.ts";
import { limits } from "../limits.ts";
import { headPlaces, type NumberedTable, type WholeTable, type WholeTables } from "./columns.ts";
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

type Numbered = "contact" | "incident" | "closure" | "shift" | "request" | "warning";

/** Of a table whose rows are found by a number that is never used again: where else the head keeps what belongs to it. */
interface NumberedRows extends Rows {
  readonly table: `${Numbered}s`;
  readonly nextNumber: number;
  /** Begins the list of rows given back. */
  readonly free: number;
  /** Counts the rows in use now. */
  readonly held: number;
}

function rowsOf(thing: Numbered, capital: Capitalize<Numbered>): NumberedRows {
  const table = `${thing}s` as const;
  return {
    table,
    most: limits[table],
    used: headPlaces[`${thing}Rows`],
    nextNumber: headPlaces[`next${capital}`],
    free: headPlaces[`free${capital}`],
    held: headPlaces[`held${capital}s`],
  };
}

const contactRows = rowsOf("contact", "Contact");
const incidentRows = rowsOf("incident", "Incident");
const closureRows = rowsOf("closure", "Closure");
const shiftRows = rowsOf("shift", "Shift");
const requestRows = rowsOf("request", "Request");
const warningRows = rowsOf("warning", "Warning");

const allocationRows: Rows = {
  table: "allocations",
  used: headPlaces.allocationRows,
  most: limits.allocations,
};

const alarmRows: Rows = { table: "alarms", used: headPlaces.alarmRows, most: limits.alarms };

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

/** A row with its number, found by it from now on. The columns are not those of before: the table may have grown. */
function takeNumberedRow(state: RegionState, rows: NumberedRows, before: NumberedTable): number {
  let row = state.headWords[rows.free];
  let table = before;
  if (row >= 0) state.headWords[rows.free] = table.next[row];
  else {
    row = freshRow(state, rows, before);
    if (row === before.capacity) table = state.wholeTables[rows.table];
  }
  const { headWords } = state;
  const { heapIndex, number, next, index } = table;
  headWords[rows.held] += 1;
  heapIndex[row] = -1;
  next[row] = -1;
  number[row] = headWords[rows.nextNumber];
  headWords[rows.nextNumber] += 1;
  addNumberRow(index, number, row);
  return row;
}

function giveNumberedRow(
  { headWords }: RegionState,
  { free, held }: NumberedRows,
  table: NumberedTable,
  row: number,
): void {
  dropNumberRow(table.index, table.number, row);
  clearRow(table, row);
  table.heapIndex[row] = -1;
  table.next[row] = headWords[free];
  headWords[free] = row;
  headWords[held] -= 1;
}

export function takeContactRow(state: RegionState): number {
  const row = takeNumberedRow(state, contactRows, state.wholeTables.contacts);
  const { contacts } = state.columns;
  contacts.incident[row] = -1;
  contacts.alarm[row] = -1;
  contacts.type[row] = -1;
  return row;
}

export function giveContactRow(state: RegionState, row: number): void {
  giveNumberedRow(state, contactRows, state.wholeTables.contacts, row);
}

export function takeIncidentRow(state: RegionState): number {
  const row = takeNumberedRow(state, incidentRows, state.wholeTables.incidents);
  const { incidents } = state.columns;
  incidents.previous[row] = -1;
  incidents.firstContact[row] = -1;
  incidents.firstAllocation[row] = -1;
  incidents.alarm[row] = -1;
  incidents.noUnitAlarm[row] = -1;
  incidents.promiseAlarm[row] = -1;
  incidents.result[row] = -1;
  return row;
}

export function giveIncidentRow(state: RegionState, row: number): void {
  giveNumberedRow(state, incidentRows, state.wholeTables.incidents, row);
}

export function takeAllocationRow(state: RegionState): number {
  let row = state.columns.head.freeAllocation[0];
  if (row < 0) row = freshRow(state, allocationRows, state.wholeTables.allocations);
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
  if (row < 0) row = freshRow(state, alarmRows, state.wholeTables.alarms);
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
  const row = takeNumberedRow(state, closureRows, state.wholeTables.closures);
  const { closures } = state.columns;
  closures.alarm[row] = -1;
  return row;
}

export function giveClosureRow(state: RegionState, row: number): void {
  giveNumberedRow(state, closureRows, state.wholeTables.closures, row);
}

export function takeShiftRow(state: RegionState): number {
  const row = takeNumberedRow(state, shiftRows, state.wholeTables.shifts);
  const { shifts } = state.columns;
  shifts.nextOfSubject[row] = -1;
  return row;
}

export function giveShiftRow(state: RegionState, row: number): void {
  giveNumberedRow(state, shiftRows, state.wholeTables.shifts, row);
}

export function takeRequestRow(state: RegionState): number {
  const row = takeNumberedRow(state, requestRows, state.wholeTables.requests);
  const { requests } = state.columns;
  requests.alarm[row] = -1;
  requests.recallAlarm[row] = -1;
  return row;
}

export function giveRequestRow(state: RegionState, row: number): void {
  giveNumberedRow(state, requestRows, state.wholeTables.requests, row);
}

export function takeWarningRow(state: RegionState): number {
  const row = takeNumberedRow(state, warningRows, state.wholeTables.warnings);
  const { warnings } = state.columns;
  warnings.alarm[row] = -1;
  return row;
}

export function giveWarningRow(state: RegionState, row: number): void {
  giveNumberedRow(state, warningRows, state.wholeTables.warnings, row);
}
