/**
 * What must hold in every state, whatever led to it. Each check counts again from the rows what the state keeps as a
 * derived value (lists, counters, heaps, free units) and says every difference as a sentence. Slow on purpose: it
 * trusts nothing that it checks. What must hold of the events is in the tests beside the rules.
 */

import {
  findContactRow,
  findIncidentRow,
  findAlarmRow,
  type RegionState,
} from "../../core/state/region-state.ts";
import { contactStates, gradeCount, incidentStates } from "../../core/vocabulary.ts";
import { checkAid } from "./aid-faults.ts";
import { checkCover } from "./cover-faults.ts";
import { checkClosures } from "./closure-faults.ts";
import { checkCustody } from "./custody-faults.ts";
import { checkClaims } from "./claim-faults.ts";
import { checkDirectives } from "./directive-faults.ts";
import { checkPlaceHazards } from "./place-hazard-faults.ts";
import { checkWarnings } from "./warning-faults.ts";
import { checkRequests } from "./request-faults.ts";
import { checkShifts } from "./shift-faults.ts";
import { checkLevel } from "./level-faults.ts";
import { equal, range, rowCounts, usedRows, type Say } from "./fault-tools.ts";
import { checkAlarms, checkIncidents, checkUnits, unitStatusOf } from "./subject-faults.ts";

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
  checkCover(state, say);
  checkClosures(state, say);
  checkShifts(state, say);
  checkRequests(state, say);
  checkWarnings(state, say);
  checkPlaceHazards(state, say);
  checkDirectives(state, say);
  checkClaims(state, say);
  checkCustody(state, say);
  checkAid(state, say);
  checkLevel(state, say);
  for (const table of heapTables) checkHeap(state, table, say);
  checkDueTimes(state, say);
  return faults;
}

/** Every row is either used or on the free list, never both and never neither. */
function checkRows(state: RegionState, say: Say): void {
  const { head, contacts, incidents, alarms, allocations, closures, shifts, requests, warnings } =
    state.columns;
  const lists = [
    ["closures", head.freeClosure[0], closures.next, closures.state, head.heldClosures[0]],
    ["warnings", head.freeWarning[0], warnings.next, warnings.state, head.heldWarnings[0]],
    ["requests", head.freeRequest[0], requests.next, requests.state, head.heldRequests[0]],
    ["shifts", head.freeShift[0], shifts.next, shifts.state, head.heldShifts[0]],
    ["contacts", head.freeContact[0], contacts.next, contacts.state, head.heldContacts[0]],
    ["incidents", head.freeIncident[0], incidents.next, incidents.state, head.heldIncidents[0]],
    ["alarms", head.freeAlarm[0], alarms.next, alarms.state, head.openAlarms[0]],
    [
      "allocations",
      head.freeAllocation[0],
      allocations.nextOfIncident,
      allocations.state,
      head.heldAllocations[0],
    ],
  ] as const;
  for (const [table, first, next, states, held] of lists) {
    const free = new Set<number>();
    for (let row = first; row >= 0; row = next[row]) {
      if (free.has(row)) return say(`${table}: the free list has a circle at row ${row}`);
      free.add(row);
      if (states[row] !== 0) say(`${table}: row ${row} is free and in use`);
    }
    const rows = head[rowCounts[table]][0];
    const used = range(rows).filter((row) => states[row] !== 0).length;
    equal(say, `${table}: used and free rows`, used + free.size, rows);
    equal(say, `${table}: rows held`, held, used);
  }
}

function checkNumbers(state: RegionState, say: Say): void {
  const { contacts, incidents, alarms } = state.columns;
  for (const row of usedRows(state, "alarms"))
    equal(
      say,
      `alarm ${alarms.number[row]}: its row`,
      findAlarmRow(state, alarms.number[row]),
      row,
    );
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
      if (
        before >= 0 &&
        incidents.clockAt[before] === incidents.clockAt[row] &&
        incidents.number[before] > incidents.number[row]
      )
        say(`waiting: row ${row} stands behind a later number of the same clock`);
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

const heapTables = [
  "units",
  "incidents",
  "contacts",
  "alarms",
  "closures",
  "shifts",
  "requests",
  "people",
] as const;
const heapCounts = {
  units: "unitHeap",
  incidents: "incidentHeap",
  contacts: "contactHeap",
  alarms: "alarmHeap",
  closures: "closureHeap",
  shifts: "shiftHeap",
  requests: "requestHeap",
  warnings: "warningHeap",
  people: "peopleHeap",
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
  const { head } = state.columns;
  const rows = table === "units" || table === "people" ? head[table][0] : head[rowCounts[table]][0];
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
    const promised = incidents.callBackAt[row] > 0;
    if (incidentState === "closed") equal(say, `closed incident row ${row}: timer`, timed, true);
    else
      equal(
        say,
        `incident row ${row}: timer of target or promise, or alarm`,
        timed,
        (owed && incidents.alarm[row] < 0) || (promised && incidents.promiseAlarm[row] < 0),
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
