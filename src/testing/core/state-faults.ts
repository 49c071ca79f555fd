/**
 * What must hold in every state, whatever led to it. Each check counts again from the rows what the state keeps as a
 * derived value (lists, counters, heaps, free units) and says every difference as a sentence. Slow on purpose: it
 * trusts nothing that it checks. What must hold of the events is in the tests beside the rules.
 */

import { limits } from "../../core/limits.ts";
import type { Columns } from "../../core/state/columns.ts";
import {
  findContactRow,
  findIncidentRow,
  type RegionState,
} from "../../core/state/region-state.ts";
import { isFree } from "../../core/unit/changes.ts";
import {
  alarmKinds,
  alarmStates,
  allocationStates,
  contactStates,
  gradeCount,
  incidentStates,
  unitStatuses,
  type AlarmKind,
} from "../../core/vocabulary.ts";

type Say = (fault: string) => void;
const unitStatusNames: readonly string[] = unitStatuses.names;

/** Sentences about everything that is wrong; empty = sound. */
export function listStateFaults(state: RegionState): string[] {
  const faults: string[] = [];
  const say: Say = (fault) => faults.push(fault);
  checkRows(state, say);
  checkNumbers(state, say);
  checkWaiting(state, say);
  checkIncidents(state, say);
  checkUnits(state, say);
  checkContacts(state, say);
  checkAlarms(state, say);
  checkFree(state, say);
  for (const table of heapTables) checkHeap(state, table, say);
  checkDueTimes(state, say);
  return faults;
}

function equal(say: Say, what: string, got: unknown, expected: unknown): void {
  if (!Object.is(got, expected)) say(`${what}: got ${String(got)}, expected ${String(expected)}`);
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Rows of a table that hold something. */
function usedRows(state: RegionState, table: "contacts" | "incidents" | "alarms"): number[] {
  const rows = state.columns.head[rowCounts[table]][0];
  return range(rows).filter((row) => state.columns[table].state[row] !== 0);
}

function usedAllocations(state: RegionState): number[] {
  return range(state.columns.head.allocationRows[0]).filter(
    (row) => state.columns.allocations.state[row] !== allocationStates.code.none,
  );
}

const rowCounts = {
  contacts: "contactRows",
  incidents: "incidentRows",
  alarms: "alarmRows",
  allocations: "allocationRows",
} as const;

/** Every row is either used or on the free list, never both and never neither. */
function checkRows(state: RegionState, say: Say): void {
  const { head, contacts, incidents, alarms, allocations } = state.columns;
  const lists = [
    ["contacts", head.freeContact[0], contacts.next, contacts.state],
    ["incidents", head.freeIncident[0], incidents.next, incidents.state],
    ["alarms", head.freeAlarm[0], alarms.next, alarms.state],
    ["allocations", head.freeAllocation[0], allocations.nextOfIncident, allocations.state],
  ] as const;
  for (const [table, first, next, states] of lists) {
    const free = new Set<number>();
    for (let row = first; row >= 0; row = next[row]) {
      if (free.has(row)) return say(`${table}: the free list has a circle at row ${row}`);
      free.add(row);
      if (states[row] !== 0) say(`${table}: row ${row} is free and in use`);
    }
    const rows = head[rowCounts[table]][0];
    const used = range(rows).filter((row) => states[row] !== 0).length;
    equal(say, `${table}: used and free rows`, used + free.size, rows);
  }
}

function checkNumbers(state: RegionState, say: Say): void {
  const { contacts, incidents } = state.columns;
  for (const row of usedRows(state, "contacts"))
    equal(
      say,
      `contact ${contacts.number[row]}: its row`,
      findContactRow(state, contacts.number[row]),
      row,
    );
  for (const row of usedRows(state, "incidents"))
    equal(
      say,
      `incident ${incidents.number[row]}: its row`,
      findIncidentRow(state, incidents.number[row]),
      row,
    );
}

function checkWaiting(state: RegionState, say: Say): void {
  const { incidents, waiting } = state.columns;
  const listed = new Set<number>();
  for (const grade of range(gradeCount)) {
    let [before, count] = [-1, 0];
    for (let row = waiting.first[grade]; row >= 0; row = incidents.next[row]) {
      if (listed.has(row)) return say(`waiting: row ${row} is listed twice`);
      listed.add(row);
      count += 1;
      equal(say, `waiting row ${row}: grade`, incidents.served[row], grade);
      equal(say, `waiting row ${row}: previous`, incidents.previous[row], before);
      if (before >= 0 && incidents.clockAt[before] > incidents.clockAt[row])
        say(`waiting: row ${row} stands behind a younger clock`);
      before = row;
    }
    equal(say, `waiting grade ${grade}: last`, waiting.last[grade], before);
    equal(say, `waiting grade ${grade}: count`, waiting.count[grade], count);
  }
  for (const row of usedRows(state, "incidents")) {
    const waits = incidents.state[row] === incidentStates.code.waiting;
    equal(say, `incident row ${row}: listed as waiting`, listed.has(row), waits);
    equal(say, `incident row ${row}: waiting mark`, incidents.waiting[row], waits ? 1 : 0);
  }
}

function isLive(columns: Columns, allocation: number): boolean {
  const { none, ended } = allocationStates.code;
  const state = columns.allocations.state[allocation];
  return state !== none && state !== ended;
}

function isActive(columns: Columns, allocation: number): boolean {
  return (
    isLive(columns, allocation) &&
    columns.allocations.state[allocation] !== allocationStates.code.stacked
  );
}

function checkIncidents(state: RegionState, say: Say): void {
  const { columns } = state;
  const { incidents, allocations, contacts, head } = columns;
  const states = incidentStates.code;
  const onLists = new Set<number>();
  for (const row of usedRows(state, "incidents")) {
    const mine: number[] = [];
    for (let a = incidents.firstAllocation[row]; a >= 0; a = allocations.nextOfIncident[a]) {
      if (onLists.has(a)) return say(`allocation ${a} is on two lists of incidents`);
      onLists.add(a);
      mine.push(a);
      equal(say, `allocation ${a}: incident`, allocations.incident[a], row);
    }
    const active = mine.filter((a) => isActive(columns, a));
    equal(say, `incident row ${row}: active units`, incidents.activeUnits[row], active.length);
    const there = active.some((a) => allocations.state[a] >= allocationStates.code["at scene"]);
    const open = incidents.owed[row] === 1 ? states.waiting : states["awaiting result"];
    const expected = there ? states.attended : active.length > 0 ? states.allocated : open;
    if (incidents.state[row] !== states.closed)
      equal(
        say,
        `incident row ${row}: state`,
        incidentStates.names[incidents.state[row]],
        incidentStates.names[expected],
      );
    else {
      equal(
        say,
        `closed incident row ${row}: live allocations`,
        mine.filter((a) => isLive(columns, a)).length,
        0,
      );
      equal(say, `closed incident row ${row}: no-unit clock`, incidents.noUnitAt[row], 0);
    }
    if (incidents.state[row] !== states.waiting)
      equal(say, `incident row ${row}: no-unit clock`, incidents.noUnitAt[row], 0);
    let count = 0;
    for (let c = incidents.firstContact[row]; c >= 0; c = contacts.next[c], count += 1)
      equal(say, `contact row ${c}: incident`, contacts.incident[c], row);
    equal(say, `incident row ${row}: contacts`, incidents.contacts[row], count);
  }
  equal(say, "allocations on lists of incidents", onLists.size, usedAllocations(state).length);
  const openCount = usedRows(state, "incidents").filter(
    (row) => incidents.state[row] !== states.closed,
  ).length;
  equal(say, "open incidents", head.openIncidents[0], openCount);
}

function checkUnits(state: RegionState, say: Say): void {
  const { columns } = state;
  const { units, allocations, head } = columns;
  const stacked = new Set<number>();
  for (const unit of range(head.units[0])) {
    let count = 0;
    for (let a = units.firstAllocation[unit]; a >= 0; a = allocations.nextOfUnit[a]) {
      if (stacked.has(a)) return say(`allocation ${a} is on two stacks`);
      stacked.add(a);
      equal(say, `allocation ${a}: unit`, allocations.unit[a], unit);
      if (!isLive(columns, a)) say(`unit ${unit}: an ended allocation is on its stack`);
      if (count > 0 && isActive(columns, a))
        say(`unit ${unit}: an allocation behind the first is active`);
      count += 1;
    }
    equal(say, `unit ${unit}: stacked`, units.stacked[unit], count);
    if (count > limits.stackedPerUnit) say(`unit ${unit}: ${count} on the stack is past the limit`);
    const first = units.firstAllocation[unit];
    if (first >= 0) {
      const progress = allocationStates.names[allocations.state[first]];
      const status = unitStatusOf(state, unit);
      equal(say, `unit ${unit}: status of its active allocation`, status, progress);
    } else if (
      ["assigned", "en route", "at scene", "transporting"].includes(unitStatusOf(state, unit))
    )
      say(`unit ${unit} is ${unitStatusOf(state, unit)} without an allocation`);
  }
  const live = usedAllocations(state).filter((a) => isLive(columns, a)).length;
  equal(say, "allocations on stacks", stacked.size, live);
}

function unitStatusOf(state: RegionState, unit: number): string {
  return unitStatusNames[state.columns.units.status[unit]];
}

function checkContacts(state: RegionState, say: Say): void {
  const { contacts, head } = state.columns;
  const { linked, ended } = contactStates.code;
  let open = 0;
  for (const row of usedRows(state, "contacts")) {
    const contactState = contacts.state[row];
    const isOpen = contactState !== linked && contactState !== ended;
    if (isOpen) open += 1;
    equal(say, `contact row ${row}: linked`, contacts.incident[row] >= 0, contactState === linked);
    equal(say, `contact row ${row}: owes something`, contacts.owedAt[row] !== 0, isOpen);
  }
  equal(say, "open contacts", head.openContacts[0], open);
}

/** The column in which the subject of an alarm keeps the alarm's row. */
function alarmColumnOf(columns: Columns, kind: AlarmKind): Int32Array {
  const { contacts, incidents, units } = columns;
  const byKind: { readonly [K in AlarmKind]: Int32Array } = {
    "contact not answered": contacts.alarm,
    "call-back due": contacts.alarm,
    "target missed": incidents.alarm,
    welfare: units.welfareAlarm,
    emergency: units.emergencyAlarm,
    "no unit": incidents.noUnitAlarm,
  };
  return byKind[kind];
}

function subjectRowOf(state: RegionState, kind: AlarmKind, subject: number): number {
  if (kind === "contact not answered" || kind === "call-back due")
    return findContactRow(state, subject);
  return kind === "welfare" || kind === "emergency" ? subject : findIncidentRow(state, subject);
}

function checkAlarms(state: RegionState, say: Say): void {
  const { columns } = state;
  const { alarms, contacts, incidents, units, head } = columns;
  const used = usedRows(state, "alarms");
  for (const row of used) {
    const kind = alarmKinds.names[alarms.kind[row]];
    const subject = subjectRowOf(state, kind, alarms.subject[row]);
    equal(
      say,
      `alarm ${alarms.number[row]} (${kind}): back pointer`,
      alarmColumnOf(columns, kind)[subject],
      row,
    );
    const shelved = alarms.state[row] === alarmStates.code.shelved;
    equal(say, `alarm ${alarms.number[row]}: comes back`, alarms.heapIndex[row] >= 0, shelved);
  }
  equal(say, "open alarms", head.openAlarms[0], used.length);
  let pointers = 0;
  const count = (column: Int32Array, rows: readonly number[]): void => {
    pointers += rows.filter((row) => column[row] >= 0).length;
  };
  count(contacts.alarm, usedRows(state, "contacts"));
  count(incidents.alarm, usedRows(state, "incidents"));
  count(incidents.noUnitAlarm, usedRows(state, "incidents"));
  count(units.welfareAlarm, range(head.units[0]));
  count(units.emergencyAlarm, range(head.units[0]));
  equal(say, "alarms that subjects point at", pointers, used.length);
  for (const row of usedRows(state, "incidents"))
    if (incidents.noUnitAlarm[row] >= 0 && incidents.noUnitAt[row] === 0)
      say(`incident row ${row}: no-unit alarm without its clock`);
  for (const unit of range(head.units[0]))
    equal(
      say,
      `unit ${unit}: emergency and its alarm`,
      units.emergencyAlarm[unit] >= 0,
      units.emergencyAt[unit] !== 0,
    );
}

function checkFree(state: RegionState, say: Say): void {
  const { units, free, head } = state.columns;
  const expected = new Int32Array(free.count.length);
  for (const unit of range(head.units[0]).filter((id) => isFree(state, id) && units.area[id] >= 0))
    for (let need = 0; need < limits.needs; need += 1)
      if ((units.serves[unit] >> need) & 1) expected[units.area[unit] * limits.needs + need] += 1;
  expected.forEach((count, row) => {
    if (free.count[row] !== count)
      say(`free row ${row}: got ${free.count[row]}, expected ${count}`);
  });
}

const heapTables = ["units", "incidents", "contacts", "alarms"] as const;
const heapCounts = {
  units: "unitHeap",
  incidents: "incidentHeap",
  contacts: "contactHeap",
  alarms: "alarmHeap",
} as const;

function checkHeap(state: RegionState, table: (typeof heapTables)[number], say: Say): void {
  const { dueAt, heap, heapIndex } = state.columns[table];
  const size = state.columns.head[heapCounts[table]][0];
  for (let index = 0; index < size; index += 1) {
    equal(say, `${table}: heapIndex of row ${heap[index]}`, heapIndex[heap[index]], index);
    if (dueAt[heap[index]] <= 0 || !Number.isInteger(dueAt[heap[index]]))
      say(`${table}: row ${heap[index]} is due at ${dueAt[heap[index]]}`);
    const parent = (index - 1) >> 1;
    if (index > 0 && dueAt[heap[parent]] > dueAt[heap[index]])
      say(`${table}: the heap is out of order at ${index}`);
  }
  const rows =
    table === "units" ? state.columns.head.units[0] : state.columns.head[rowCounts[table]][0];
  const due = range(rows).filter((row) => dueAt[row] > 0).length;
  equal(say, `${table}: rows with a due time`, due, size);
}

/** Nothing that is owed may be without a timer, an open alarm, or both spent. */
function checkDueTimes(state: RegionState, say: Say): void {
  const { contacts, incidents, units, head } = state.columns;
  for (const row of usedRows(state, "contacts")) {
    const contactState = contactStates.names[contacts.state[row]];
    const timed = contacts.dueAt[row] > 0;
    if (contactState === "linked") equal(say, `linked contact row ${row}: timer`, timed, false);
    else if (contactState === "ended") equal(say, `ended contact row ${row}: timer`, timed, true);
    else equal(say, `open contact row ${row}: timer or alarm`, timed, contacts.alarm[row] < 0);
  }
  for (const row of usedRows(state, "incidents")) {
    const incidentState = incidentStates.names[incidents.state[row]];
    const timed = incidents.dueAt[row] > 0;
    const owed = incidentState === "waiting" && incidents.targetAt[row] > 0;
    if (incidentState === "closed") equal(say, `closed incident row ${row}: timer`, timed, true);
    else
      equal(
        say,
        `incident row ${row}: target timer or alarm`,
        timed,
        owed && incidents.alarm[row] < 0,
      );
    if (!owed) equal(say, `incident row ${row}: target alarm`, incidents.alarm[row], -1);
  }
  for (const unit of range(head.units[0])) {
    const watched = (state.policy?.welfareWarn[units.status[unit]] ?? 0) > 0;
    const guarded = units.dueAt[unit] > 0 || units.welfareAlarm[unit] >= 0;
    if (watched && !guarded)
      say(`unit ${unit} (${unitStatusOf(state, unit)}) has no welfare timer and no alarm`);
  }
}
