/**
 * Work that falls due by itself: what the state's heaps hold, done in the order of time. Live, one timer asks for it;
 * in rehearsal, the virtual clock does. Each piece happens at the instant it was due, and is entered when it is done.
 */

import { doAbsencePiece } from "./absence/review.ts";
import { doLinePiece } from "./aid/ask-on.ts";
import { doLinkPiece, linkDueAt } from "./aid/link-silence.ts";
import { endAlarmOf, raiseAlarm, returnAlarm } from "./alarm/changes.ts";
import { microsPerMinute, noInstant, type Instant } from "../base/instant.ts";
import { doClosurePiece } from "./closure/due-work.ts";
import { retireContact } from "./contact/changes.ts";
import { doSurgePiece } from "./custody/surge-review.ts";
import { doCustodyPiece } from "./custody/due-work.ts";
import { accept, type Decision } from "./decision.ts";
import { retireIncident } from "./incident/changes.ts";
import { promiseDueAt } from "./incident/derive.ts";
import { doLevelPiece, levelDueAt } from "./level/review.ts";
import { limits } from "./limits.ts";
import { isReviewDue } from "./no-unit/review.ts";
import { doShiftPiece } from "./roster/due-work.ts";
import { doDirectivePiece } from "./directive/due-work.ts";
import { doPlaceHazardPiece } from "./place-hazard/due-work.ts";
import { headPlaces } from "./state/columns.ts";
import { forgetDue } from "./state/due.ts";
import type { RegionState } from "./state/region-state.ts";
import { warnWelfare } from "./unit/changes.ts";
import { doWarningPiece } from "./warning/due-work.ts";
import { type AlarmKind, contactStates, incidentStates, welfareStates } from "./vocabulary.ts";

const tables = [
  "units",
  "incidents",
  "contacts",
  "alarms",
  "closures",
  "shifts",
  "requests",
  "people",
  "warnings",
  "placeHazards",
  "directives",
] as const;
type DueTable = (typeof tables)[number];
const noTable = -1;

/** Where the counts of the tables' heaps stand in the words of the head. */
const { unitHeap, incidentHeap, contactHeap, alarmHeap, closureHeap, shiftHeap } = headPlaces;
const { requestHeap, peopleHeap, warningHeap, placeHazardHeap, directiveHeap } = headPlaces;
/** The same in the order of `tables`, and the first that `findNextRare` asks. */
const heapPlaces = Int32Array.of(
  unitHeap,
  incidentHeap,
  contactHeap,
  alarmHeap,
  closureHeap,
  shiftHeap,
  requestHeap,
  peopleHeap,
  warningHeap,
  placeHazardHeap,
  directiveHeap,
);
const lastAtPlace = headPlaces.lastAt;
const firstRare = tables.indexOf("requests");

/**
 * The table whose first row is due next (ties: in the order of `tables`), as an index, or `noTable`. Written out table by
 * table: it is asked with every step of a rehearsal, and one name for all would make each look a search.
 */
function findNextTable({ columns, headWords }: RegionState): number {
  let best = noTable;
  let bestAt = Infinity;
  if (headWords[unitHeap] > 0) {
    best = 0;
    bestAt = columns.units.dueAt[columns.units.heap[0]];
  }
  if (headWords[incidentHeap] > 0) {
    const at = columns.incidents.dueAt[columns.incidents.heap[0]];
    if (at < bestAt) {
      best = 1;
      bestAt = at;
    }
  }
  // Counts are never below 0: one of them is above it exactly when a bit of any stands.
  const others =
    headWords[contactHeap] |
    headWords[alarmHeap] |
    headWords[closureHeap] |
    headWords[shiftHeap] |
    headWords[requestHeap] |
    headWords[peopleHeap] |
    headWords[warningHeap] |
    headWords[placeHazardHeap] |
    headWords[directiveHeap];
  return others === 0 ? best : findNextOther(columns, headWords, best, bestAt);
}

/** The same among the other tables; `before` is what units and incidents have, at `beforeAt`. */
function findNextOther(
  columns: RegionState["columns"],
  headWords: Int32Array,
  before: number,
  beforeAt: Instant,
): number {
  let best = before;
  let bestAt = beforeAt;
  if (headWords[contactHeap] > 0) {
    const at = columns.contacts.dueAt[columns.contacts.heap[0]];
    if (at < bestAt) {
      best = 2;
      bestAt = at;
    }
  }
  if (headWords[alarmHeap] > 0) {
    const at = columns.alarms.dueAt[columns.alarms.heap[0]];
    if (at < bestAt) {
      best = 3;
      bestAt = at;
    }
  }
  if (headWords[closureHeap] > 0) {
    const at = columns.closures.dueAt[columns.closures.heap[0]];
    if (at < bestAt) {
      best = 4;
      bestAt = at;
    }
  }
  if (headWords[shiftHeap] > 0) {
    const at = columns.shifts.dueAt[columns.shifts.heap[0]];
    if (at < bestAt) {
      best = 5;
      bestAt = at;
    }
  }
  const rare =
    headWords[requestHeap] |
    headWords[peopleHeap] |
    headWords[warningHeap] |
    headWords[placeHazardHeap] |
    headWords[directiveHeap];
  return rare === 0 ? best : findNextRare(columns, headWords, best, bestAt);
}

/** The same among the tables that are mostly empty; `best` is what the others have, at `bestAt`. */
function findNextRare(
  columns: RegionState["columns"],
  headWords: Int32Array,
  best: number,
  bestAt: Instant,
): number {
  let table = best;
  let tableAt = bestAt;
  for (let index = firstRare; index < tables.length; index += 1) {
    if (headWords[heapPlaces[index]] === 0) continue;
    const { dueAt, heap } = columns[tables[index]];
    if (dueAt[heap[0]] >= tableAt) continue;
    table = index;
    tableAt = dueAt[heap[0]];
  }
  return table;
}

/** When the next piece of work is due; `noInstant` when nothing is. An unfinished review is due since the last event. */
export function nextDueAt(state: RegionState): Instant {
  if (isReviewDue(state)) return state.headNumbers[lastAtPlace];
  const looks = earlier(state.absenceLookAt, state.surgeLookAt);
  const apart = earlier(earlier(levelDueAt(state), looks), linkDueAt(state));
  const next = findNextTable(state);
  return next === noTable ? apart : earlier(apart, firstDueAt(state, next));
}

function earlier(a: Instant, b: Instant): Instant {
  if (a === noInstant) return b;
  return b === noInstant ? a : Math.min(a, b);
}

export function decideDueWork(state: RegionState, now: Instant): Decision {
  for (let piece = 0; piece < limits.piecesPerCommand; piece += 1) {
    const next = findNextTable(state);
    const at = next === noTable ? Infinity : firstDueAt(state, next);
    const levelAt = levelDueAt(state);
    const lookAt = lookDueAt(state.absenceLookAt, now);
    const surgeLookAt = lookDueAt(state.surgeLookAt, now);
    if (levelAt !== noInstant && levelAt <= now && levelAt < at) {
      doLevelPiece(state, levelAt);
      continue;
    }
    const linkAt = linkDueAt(state);
    if (linkAt !== noInstant && linkAt <= now && linkAt < at) {
      doLinkPiece(state, linkAt);
      continue;
    }
    if (lookAt !== noInstant && lookAt <= now && lookAt < at) {
      doAbsencePiece(state, lookAt);
      continue;
    }
    if (surgeLookAt !== noInstant && surgeLookAt <= now && surgeLookAt < at) {
      doSurgePiece(state, surgeLookAt);
      continue;
    }
    if (next === noTable || at > now) break;
    doPiece(state, tables[next], at);
  }
  return accept();
}

/**
 * Nothing that is closed now leaves this state any more: for futures, which have no use for the rows, and would spend a
 * sixth of their work on clearing what was over before they began. Due times stay in their columns.
 */
export function stopRetiring({ columns }: RegionState): void {
  const { head, incidents, contacts } = columns;
  for (let row = 0; row < head.incidentRows[0]; row += 1)
    if (incidents.state[row] === incidentStates.code.closed)
      forgetDue(incidents, head.incidentHeap, row);
  for (let row = 0; row < head.contactRows[0]; row += 1)
    if (contacts.state[row] === contactStates.code.ended && contacts.alarm[row] < 0)
      forgetDue(contacts, head.contactHeap, row);
}

const looksLeftOut = 2 * microsPerMinute;

/**
 * After a pause the looks that nobody made are left out, and one is made now: after what fell due until then, so that it does not
 * see shifts as they were before the pause.
 */
function lookDueAt(at: Instant, now: Instant): Instant {
  return at !== noInstant && now - at > looksLeftOut ? now : at;
}

/** When the first row of the table with this index is due. */
function firstDueAt({ columns }: RegionState, table: number): Instant {
  // Nearly always one of these, and by their names they are found at once.
  if (table === 0) return columns.units.dueAt[columns.units.heap[0]];
  if (table === 1) return columns.incidents.dueAt[columns.incidents.heap[0]];
  if (table === 2) return columns.contacts.dueAt[columns.contacts.heap[0]];
  if (table === 3) return columns.alarms.dueAt[columns.alarms.heap[0]];
  if (table === 5) return columns.shifts.dueAt[columns.shifts.heap[0]];
  const { dueAt, heap } = columns[tables[table]];
  return dueAt[heap[0]];
}

/** What the first row of a table has due. */
function doPiece(state: RegionState, table: DueTable, at: Instant): void {
  if (table === "incidents") doIncidentPiece(state, state.columns.incidents.heap[0], at);
  else if (table === "units") doUnitPiece(state, state.columns.units.heap[0], at);
  else doOtherPiece(state, table, state.columns[table].heap[0], at);
}

function doIncidentPiece(state: RegionState, row: number, at: Instant): void {
  const { incidents } = state.columns;
  if (incidents.state[row] === incidentStates.code.closed) retireIncident(state, at, row);
  else if (promiseDueAt(state, row) === at)
    raiseAlarm(state, at, "promise missed", incidents.number[row]);
  else raiseAlarm(state, at, "target missed", incidents.number[row]);
}

function doUnitPiece(state: RegionState, unit: number, at: Instant): void {
  if (state.columns.units.welfare[unit] === welfareStates.code.well) warnWelfare(state, at, unit);
  else raiseAlarm(state, at, "welfare", unit);
}

function doOtherPiece(
  state: RegionState,
  table: Exclude<DueTable, "incidents" | "units">,
  row: number,
  at: Instant,
): void {
  const { contacts } = state.columns;
  switch (table) {
    case "contacts":
      if (contacts.state[row] === contactStates.code.ended) retireEnded(state, at, row);
      else raiseContactAlarm(state, at, row);
      return;
    case "alarms":
      returnAlarm(state, at, row);
      return;
    case "closures":
      doClosurePiece(state, at, row);
      return;
    case "shifts":
      doShiftPiece(state, at, row);
      return;
    case "requests":
      doLinePiece(state, at, row);
      return;
    case "warnings":
      doWarningPiece(state, at, row);
      return;
    case "placeHazards":
      doPlaceHazardPiece(state, at, row);
      return;
    case "directives":
      doDirectivePiece(state, at, row);
      return;
    case "people":
      doCustodyPiece(state, at, row);
  }
}

function retireEnded(state: RegionState, at: Instant, row: number): void {
  endAlarmOf(state, at, state.columns.contacts.alarm, row);
  retireContact(state, at, row);
}

/** What is owed says who must do what: answer, ring back, or make something of the call that is held. */
function contactAlarmOf(contactState: number): AlarmKind {
  if (contactState === contactStates.code.ringing) return "contact not answered";
  return contactState === contactStates.code.answered ? "contact still open" : "call-back due";
}

function raiseContactAlarm(state: RegionState, at: Instant, row: number): void {
  const contacts = state.columns.contacts;
  raiseAlarm(state, at, contactAlarmOf(contacts.state[row]), contacts.number[row]);
}
