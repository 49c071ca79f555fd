/**
 * The state of one region: the dense columns, the compiled policy and, beside them, names and free text. Rows are
 * recycled through free lists; outside the core a contact or an incident goes by its number, which never is.
 * `growState` replaces the buffer; nobody may keep a column across a call that can add rows.
 */

import { BugError } from "../../base/assert.ts";
import { noInstant, type Instant } from "../../base/instant.ts";
import type { ClosureShape, CoreEvent } from "../events.ts";
import { forecastLeadMinutes, noChance } from "../forecast/leads.ts";
import type { AidFacts, AidPost } from "../aid/aid-facts.ts";
import type { HospitalCounts } from "../hospital/surge-model.ts";
import type { DirectiveScope } from "../directive/directive-scope.ts";
import type { Owner, RequestFacts } from "../request/request-facts.ts";
import { limits } from "../limits.ts";
import type { Policy } from "../region/policy.ts";
import { checkResults, gradeCount, shortfallCauses } from "../vocabulary.ts";
import {
  bytesOf,
  copyColumns,
  layColumns,
  layHead,
  layWholeTables,
  type WholeTables,
} from "./columns.ts";
import type { Capacities, Columns } from "./shapes.ts";
import { addNumberRow, findNumberRow, indexSize } from "./number-index.ts";
import { makeRegionText, type RegionText } from "./region-text.ts";

/** Where events go as they happen. A closed sink (rehearsal) costs one test of `open` and builds no object. */
export interface Sink {
  readonly open: boolean;
  put(event: CoreEvent): void;
}

export const closedSink: Sink = { open: false, put: () => undefined };

/**
 * What rows of some tables know in words that are facts: codes, accounts, fingerprints. By row; each list is replaced whole by
 * every change and never written into, so forks share them.
 */
export interface StateFacts {
  readonly requests: readonly (RequestFacts | undefined)[];
  /** Who owns the recovery of a unit's vehicle, by unit. */
  readonly recoveries: readonly (Owner | undefined)[];
  /** Codes of hours rules that were overridden, with how often. */
  readonly overrides: readonly (readonly [string, number])[];
  /** Of the requests that go over the link to a neighbour region; by row of the request. */
  readonly aid: readonly (AidFacts | undefined)[];
  readonly hospitals: readonly (HospitalCounts | undefined)[];
  /** Account whose duty ends with each hand-over. */
  readonly handOvers: readonly (string | undefined)[];
  /** Account that holds each claim, or held it. */
  readonly claims: readonly (string | undefined)[];
  /** Codes of the scope of each directive. */
  readonly directives: readonly (DirectiveScope | undefined)[];
}

export const noFacts: StateFacts = {
  requests: [],
  recoveries: [],
  overrides: [],
  aid: [],
  hospitals: [],
  directives: [],
  claims: [],
  handOvers: [],
};

export interface RegionState {
  capacities: Capacities;
  buffer: ArrayBuffer;
  columns: Columns;
  /** The head once more, in one array for each width: `headPlaces` says where each column stands. */
  headNumbers: Float64Array;
  headWords: Int32Array;
  /** The same columns, for what writes whole rows. */
  wholeTables: WholeTables;
  policy: Policy | undefined;
  /** What each closure shuts, by row. Replaced whole by every change and never written into: forks share it. */
  closureShapes: readonly (ClosureShape | undefined)[];
  facts: StateFacts;
  /** Undefined in rehearsal, where nobody reads words. */
  text: RegionText | undefined;
  sink: Sink;
  /** Who and when of the command or event now being applied. */
  by: string;
  enteredAt: Instant;
  /**
   * Bit set of what the end of the next decision looks at (`toReview`). A bit stays where a review stopped at its limit, and all
   * stand after a fold, until the next command looks.
   */
  toReview: number;
  /**
   * Hints too. `reviewedPolicy`: the policy under which a review looked at everybody who waits; undefined = none did, as
   * after a fold. From then on `clockless` counts those who wait without a "no unit" clock of their own.
   */
  reviewedPolicy: Policy | undefined;
  clockless: number;
  /**
   * When absence is looked at next (`noInstant` = no shift is near), and when it was last; Infinity = nobody looks in this
   * state. Hints: a look that finds nothing leaves no trace in the log.
   */
  absenceLookAt: Instant;
  absenceLookedAt: Instant;
  /** Hint: for which numbers of units the floors of mutual aid were looked at last; -1 = for none. */
  floorsSeen: number;
  /**
   * Where messages to neighbours are laid as they are said, for a rehearsal of several regions; undefined = nobody reads them
   * there. A live link reads the log, where a message is only once it is durable.
   */
  outbox: AidPost[] | undefined;
  /** The same of hand-ins: `noInstant` = nobody handed in lately. */
  surgeLookAt: Instant;
  surgeLookedAt: Instant;
}

/** Rows of the tables that grow; everything else follows from these or is fixed. */
export type TableRows = Pick<
  Capacities,
  | "units"
  | "contacts"
  | "incidents"
  | "allocations"
  | "alarms"
  | "closures"
  | "people"
  | "items"
  | "shifts"
  | "requests"
  | "warnings"
>;

const firstRows: TableRows = {
  units: 64,
  contacts: 256,
  incidents: 256,
  allocations: 512,
  alarms: 64,
  closures: 16,
  people: 16,
  items: 16,
  shifts: 16,
  requests: 16,
  warnings: 16,
};

export const growingTables = Object.keys(firstRows) as readonly (keyof TableRows)[];

function capacitiesFor(rows: TableRows): Capacities {
  return {
    ...rows,
    head: 1,
    level: 1,
    absence: 1,
    aid: 1,
    peers: limits.neighbours,
    custody: 1,
    forecast: 1,
    chances: gradeCount * forecastLeadMinutes.length,
    rises: limits.rises,
    gaps: limits.gaps,
    manualPack: 1,
    record: 1,
    waiting: gradeCount,
    cover: limits.areas * gradeCount,
    hospitals: limits.hospitals,
    refuges: limits.refuges,
    placeHazards: limits.placeHazards,
    directives: limits.directives,
    claims: limits.claims,
    handOvers: limits.handOvers,
    checkOns: limits.areas * checkResults.names.length,
    free: limits.areas * limits.needs,
    freeSet: Math.ceil(rows.units / 32),
    // One class more than areas: the one that every area is in reach of.
    reach: (limits.areas + 1) * limits.needs,
    causes: limits.needs * shortfallCauses.names.length,
    contactIndex: indexSize(rows.contacts),
    incidentIndex: indexSize(rows.incidents),
    alarmIndex: indexSize(rows.alarms),
    closureIndex: indexSize(rows.closures),
    shiftIndex: indexSize(rows.shifts),
    requestIndex: indexSize(rows.requests),
    warningIndex: indexSize(rows.warnings),
  };
}

export function makeRegionState(rows: Partial<TableRows> = {}, withText = true): RegionState {
  const capacities = capacitiesFor({ ...firstRows, ...rows });
  const laid = layState(new ArrayBuffer(bytesOf(capacities)), capacities);
  const { columns } = laid;
  const head = columns.head;
  for (const next of [head.nextContact, head.nextIncident, head.nextAlarm, head.nextClosure])
    next[0] = 1;
  for (const free of [head.freeContact, head.freeIncident, head.freeAllocation, head.freeAlarm])
    free[0] = -1;
  head.freeClosure[0] = -1;
  head.nextShift[0] = 1;
  head.freeShift[0] = -1;
  head.nextRequest[0] = 1;
  head.freeRequest[0] = -1;
  head.nextWarning[0] = 1;
  head.freeWarning[0] = -1;
  columns.waiting.first.fill(-1);
  columns.waiting.last.fill(-1);
  for (const { row } of [columns.contactIndex, columns.incidentIndex, columns.alarmIndex])
    row.fill(-1);
  columns.closureIndex.row.fill(-1);
  columns.shiftIndex.row.fill(-1);
  columns.requestIndex.row.fill(-1);
  columns.warningIndex.row.fill(-1);
  columns.level.reviewAlarm[0] = -1;
  columns.level.proposalAlarm[0] = -1;
  columns.absence.alarm[0] = -1;
  columns.hospitals.alarm.fill(-1);
  columns.placeHazards.alarm.fill(-1);
  columns.placeHazards.heapIndex.fill(-1);
  columns.directives.alarm.fill(-1);
  columns.claims.alarm.fill(-1);
  columns.directives.heapIndex.fill(-1);
  columns.aid.floorAlarm[0] = -1;
  columns.aid.lackAlarm[0] = -1;
  columns.peers.linkAlarm.fill(-1);
  columns.custody.alarm[0] = -1;
  columns.manualPack.alarm[0] = -1;
  columns.record.behindAlarm[0] = -1;
  columns.record.uncosignedAlarm[0] = -1;
  columns.chances.noUnit.fill(noChance);
  return {
    capacities,
    ...laid,
    policy: undefined,
    closureShapes: [],
    facts: noFacts,
    text: withText ? makeRegionText() : undefined,
    sink: closedSink,
    by: "",
    enteredAt: 0,
    toReview: 0,
    reviewedPolicy: undefined,
    clockless: 0,
    absenceLookAt: noInstant,
    absenceLookedAt: noInstant,
    floorsSeen: -1,
    outbox: undefined,
    surgeLookAt: noInstant,
    surgeLookedAt: noInstant,
  };
}

/** Lays the columns over a buffer, both by name and as whole tables. */
export function layState(
  buffer: ArrayBuffer,
  capacities: Capacities,
): Pick<RegionState, "buffer" | "columns" | "headNumbers" | "headWords" | "wholeTables"> {
  const columns = layColumns(buffer, capacities);
  return { buffer, columns, ...layHead(columns), wholeTables: layWholeTables(columns) };
}

/** A fork is a copy of the buffer; policy is shared (it never changes), text is left behind. */
export function forkState(state: RegionState): RegionState {
  return {
    ...state,
    ...layState(state.buffer.slice(0), state.capacities),
    text: undefined,
    sink: closedSink,
    outbox: undefined,
  };
}

/**
 * Makes `fork` once more what `forkState(state)` would answer, in the room it has already: a thousand futures from one
 * state need one buffer.
 */
export function forkAgain(state: RegionState, fork: RegionState): void {
  const { buffer, columns, headNumbers, headWords, wholeTables } = fork;
  const fits = buffer.byteLength === state.buffer.byteLength;
  const laid = fits
    ? { buffer, columns, headNumbers, headWords, wholeTables }
    : layState(state.buffer.slice(0), state.capacities);
  if (fits) new Uint8Array(buffer).set(new Uint8Array(state.buffer));
  Object.assign(fork, state, laid, {
    text: undefined,
    sink: closedSink,
    outbox: undefined,
  });
}

/** Doubles the rows of one table. */
export function growState(state: RegionState, table: keyof TableRows): void {
  const {
    units,
    contacts,
    incidents,
    allocations,
    alarms,
    closures,
    people,
    items,
    shifts,
    requests,
    warnings,
  } = state.capacities;
  const rows = {
    units,
    contacts,
    incidents,
    allocations,
    alarms,
    closures,
    people,
    items,
    shifts,
    requests,
    warnings,
  };
  const capacities = capacitiesFor({ ...rows, [table]: rows[table] * 2 });
  const laid = layState(new ArrayBuffer(bytesOf(capacities)), capacities);
  const { columns } = laid;
  copyColumns(state.columns, columns);
  if (table === "contacts")
    layIndex(columns.contactIndex.row, columns.contacts.number, columns.head.contactRows[0]);
  if (table === "incidents")
    layIndex(columns.incidentIndex.row, columns.incidents.number, columns.head.incidentRows[0]);
  if (table === "alarms")
    layIndex(columns.alarmIndex.row, columns.alarms.number, columns.head.alarmRows[0]);
  if (table === "closures")
    layIndex(columns.closureIndex.row, columns.closures.number, columns.head.closureRows[0]);
  if (table === "shifts")
    layIndex(columns.shiftIndex.row, columns.shifts.number, columns.head.shiftRows[0]);
  if (table === "requests")
    layIndex(columns.requestIndex.row, columns.requests.number, columns.head.requestRows[0]);
  if (table === "warnings")
    layIndex(columns.warningIndex.row, columns.warnings.number, columns.head.warningRows[0]);
  Object.assign(state, laid, { capacities });
}

/** Lays an index again after it grew; the number of a free row is 0. */
function layIndex(index: Int32Array, numbers: Int32Array, rows: number): void {
  index.fill(-1);
  for (let row = 0; row < rows; row += 1) if (numbers[row] > 0) addNumberRow(index, numbers, row);
}

/** Row of a contact number, or -1 when there is none (never was, or has left the operational state). */
export function findContactRow({ columns }: RegionState, number: number): number {
  return findNumberRow(columns.contactIndex.row, columns.contacts.number, number);
}

/** Row of an incident number, or -1 when there is none (never was, or has left the operational state). */
export function findIncidentRow({ columns }: RegionState, number: number): number {
  return findNumberRow(columns.incidentIndex.row, columns.incidents.number, number);
}

/** Row of an open alarm's number, or -1. */
export function findAlarmRow({ columns }: RegionState, number: number): number {
  return findNumberRow(columns.alarmIndex.row, columns.alarms.number, number);
}

/** Row of a closure's number, or -1 when there is none (never was, or has left the operational state). */
export function findClosureRow({ columns }: RegionState, number: number): number {
  return findNumberRow(columns.closureIndex.row, columns.closures.number, number);
}

/** Row of a planned shift's number, or -1 when there is none (never was, or has left the operational state). */
export function findShiftRow({ columns }: RegionState, number: number): number {
  return findNumberRow(columns.shiftIndex.row, columns.shifts.number, number);
}

/** Row of a request's number, or -1 when there is none (never was, or has left the operational state). */
export function findRequestRow({ columns }: RegionState, number: number): number {
  return findNumberRow(columns.requestIndex.row, columns.requests.number, number);
}

/** Row of a warning's number, or -1 when there is none (never was, or has left the operational state). */
export function findWarningRow({ columns }: RegionState, number: number): number {
  return findNumberRow(columns.warningIndex.row, columns.warnings.number, number);
}

export function hasPerson(state: RegionState, person: number): boolean {
  return Number.isInteger(person) && person >= 0 && person < state.columns.head.people[0];
}

export function hasItem(state: RegionState, item: number): boolean {
  return Number.isInteger(item) && item >= 0 && item < state.columns.head.items[0];
}

export function hasUnit(state: RegionState, unit: number): boolean {
  return Number.isInteger(unit) && unit >= 0 && unit < state.columns.head.units[0];
}

/** Throws BugError without a configuration: `decide` refuses every other command before it. */
export function getPolicy(state: RegionState): Policy {
  if (state.policy === undefined) throw new BugError("the region has no configuration yet");
  return state.policy;
}
