/**
 * The dense operational state of one region: a few tables of typed columns in ONE ArrayBuffer, so that a fork is
 * a copy of the buffer and the console can be given the very bytes. Integers only; instants and positions are
 * whole numbers held in Float64 (instants) or Int32 (degrees times 10^7). Names and free text are not here.
 * Layout: per table 8-byte columns first, then 4-, 2- and 1-byte ones, each table padded to 8 bytes.
 */

import { assert } from "../../base/assert.ts";
import { manualPackShape } from "../manual-pack/manual-pack-columns.ts";
import { gapShape } from "../gap/gap-columns.ts";
import { riseShape } from "../demand/demand-columns.ts";
import { custodyShape, itemShape, personShape, shiftShape } from "./people-shapes.ts";
import {
  checkOnShape,
  hospitalShape,
  placeHazardShape,
  refugeShape,
  requestShape,
  warningShape,
} from "./request-columns.ts";
import { claimShape } from "../claim/claim-columns.ts";
import { handOverShape } from "../hand-over/hand-over-columns.ts";
import { directiveShape } from "../directive/directive-columns.ts";
import { aidShape, peerShape } from "../aid/aid-columns.ts";

const columnTypes = {
  f64: Float64Array,
  i32: Int32Array,
  i16: Int16Array,
  u8: Uint8Array,
} as const;
type ColumnType = keyof typeof columnTypes;
type ColumnOf<T extends ColumnType> = InstanceType<(typeof columnTypes)[T]>;
export type Shape = Readonly<Record<string, ColumnType>>;
export type Table<S extends Shape> = { readonly [K in keyof S]: ColumnOf<S[K]> };

/** Free-list links and due heaps are columns like any other. */
export const contactShape = {
  dueAt: "f64",
  ringingAt: "f64",
  answeredAt: "f64",
  endedAt: "f64",
  owedAt: "f64", // when an answer, a call-back or an end is owed; stays after its alarm
  number: "i32",
  incident: "i32", // row of the incident it is linked to, or -1
  next: "i32", // next contact of the same incident, or next free row
  alarm: "i32",
  latE7: "i32",
  lonE7: "i32",
  radiusM: "i32",
  heap: "i32",
  heapIndex: "i32",
  type: "i16",
  state: "u8",
  stateBefore: "u8", // its state when it was linked, while it is
  channel: "u8",
  callBack: "u8", // 1 = there is a number to call back
  attempts: "u8",
  outcome: "u8",
  locationState: "u8",
  sourceGrade: "u8", // of what the community reports
  contentGrade: "u8",
} as const satisfies Shape;

export const incidentShape = {
  dueAt: "f64",
  openedAt: "f64",
  clockAt: "f64", // the grade clock runs from the answer of the first contact
  targetAt: "f64", // 0 = none owed
  firstAllocatedAt: "f64",
  firstEnRouteAt: "f64",
  firstAtSceneAt: "f64",
  closedAt: "f64",
  noUnitAt: "f64", // 0 = a suitable unit is free or none is owed
  deferredAt: "f64", // 0 = it is not deferred
  callBackAt: "f64", // promised to the caller; 0 = nothing is
  withheldAt: "f64", // 0 = its dispatch is neither withheld nor limited
  number: "i32",
  next: "i32", // next in the waiting list of its served grade, or next free row
  previous: "i32",
  firstContact: "i32",
  firstAllocation: "i32", // newest first, ended ones too
  hazards: "i32", // bit set
  alarm: "i32", // target missed
  noUnitAlarm: "i32",
  promiseAlarm: "i32",
  latE7: "i32",
  lonE7: "i32",
  radiusM: "i32",
  thrive: "i32", // two bits a heading
  heap: "i32",
  heapIndex: "i32",
  contacts: "i32",
  allocations: "i32", // ever made, while it is in the state
  directive: "i32", // number of the one its dispatch is withheld or limited under; 0 = none
  barred: "i32", // bit set of skills whose units are not sent; -1 = nobody is
  type: "i16",
  area: "i16",
  result: "i16",
  notes: "i16",
  activeUnits: "i16", // working on it: assigned to transporting
  sceneUnits: "i16", // of these, at the scene or transporting from it
  heldUnits: "i16", // active and stacked ones
  state: "u8",
  assessed: "u8",
  served: "u8",
  locationState: "u8",
  noUnitCause: "u8",
  noUnitNeed: "u8",
  waiting: "u8", // 1 = in a waiting list
  owed: "u8", // 1 = a response is still owed
  servedByLevel: "u8", // 1 = the service level set the served grade apart from the assessed one
  deferredBy: "u8", // while it is deferred
  kept: "u8", // 1 = a person took it up: the service level defers it no more
  told: "u8", // 1 = the caller knows what is promised
  callBacks: "u8", // attempts, while it is in the state
} as const satisfies Shape;

export const unitShape = {
  dueAt: "f64", // next welfare step
  statusAt: "f64",
  positionAt: "f64",
  emergencyAt: "f64", // 0 = no emergency
  strandedAt: "f64", // since when its vehicle stands without a crew, as its recovery says
  recoveryAt: "f64", // when that was opened
  recoveryEndedAt: "f64", // the last one; 0 = it is open, or never was
  loanUntilAt: "f64", // while it is lent, or a guest
  firstAllocation: "i32", // the stack, active one first
  skills: "i32",
  serves: "i32", // bit set of the policy's needs
  baseLatE7: "i32",
  baseLonE7: "i32",
  latE7: "i32",
  lonE7: "i32",
  welfareAlarm: "i32",
  emergencyAlarm: "i32",
  recovery: "i32", // number of the open one; 0 = none
  recoveryAlarm: "i32",
  strandedLatE7: "i32",
  strandedLonE7: "i32",
  firstShift: "i32", // its planned shifts that are not over, the earliest first
  shift: "i32", // row of the one it is booked on for, or -1
  loanRequest: "i32", // number of the request it is lent for, while it is
  homeUnit: "i32", // of a guest: its id in its home region
  heap: "i32",
  heapIndex: "i32",
  area: "i16", // home area; of a guest the one it helps
  label: "i16",
  known: "u8", // 1 = registered
  status: "u8",
  reason: "u8",
  crew: "u8",
  vehicle: "u8",
  welfare: "u8",
  recoveryEnd: "u8", // how the last one ended
  stacked: "u8", // allocations on the stack, the active one included
  positionSource: "u8",
  home: "u8", // of a guest: its region's place among the neighbours + 1; 0 = it is this region's own
  loan: "u8",
  recalled: "u8", // 1 = its home region wants it back
  guestCrew: "u8", // of a guest: heads, as its home region said
} as const satisfies Shape;

export const allocationShape = {
  allocatedAt: "f64",
  enRouteAt: "f64",
  atSceneAt: "f64",
  endedAt: "f64",
  unit: "i32",
  incident: "i32",
  nextOfUnit: "i32",
  nextOfIncident: "i32", // or next free row
  policy: "i32",
  state: "u8",
  end: "u8",
  rank: "u8", // place in the recommendation it came from; 0 = by hand
} as const satisfies Shape;

/** Its points stand beside the columns, by row: `closureShapes` of the state. */
export const closureTableShape = {
  dueAt: "f64",
  reportedAt: "f64",
  changedAt: "f64",
  sinceAt: "f64",
  reviewAt: "f64",
  expiresAt: "f64",
  confirmedAt: "f64", // 0 = never
  endedAt: "f64", // lifted or expired
  number: "i32",
  next: "i32", // next free row
  alarm: "i32",
  incident: "i32", // number of the incident it belongs to, 0 = none
  heap: "i32",
  heapIndex: "i32",
  bearingDegrees: "i16", // -1 = none
  state: "u8",
  begun: "u8", // 0 = planned, begins at sinceAt
  renewal: "u8",
  direction: "u8",
  classes: "u8", // bit set of the policy's vehicle classes
  source: "u8",
  sourceGrade: "u8",
  contentGrade: "u8",
} as const satisfies Shape;

export const alarmShape = {
  dueAt: "f64", // when a shelved one comes back
  raisedAt: "f64",
  number: "i32",
  subject: "i32", // contact, incident, closure, request or warning number, or unit id
  next: "i32",
  heap: "i32",
  heapIndex: "i32",
  state: "u8",
  kind: "u8",
} as const satisfies Shape;

/** One row per area and grade: the clock of zero-unit time and its total. */
export const coverShape = {
  since: "f64", // 0 = a unit that fits the grade's standard need is free in reach
  total: "f64", // micros of ended no-unit time
  cause: "u8",
} as const satisfies Shape;

/** Free units per home area and need: row = area * limits.needs + need. */
export const freeShape = { count: "i32" } as const satisfies Shape;

/** Which units are free, a bit each: bit `unit & 31` of row `unit >> 5`. Whoever looks for one passes over the others. */
export const freeSetShape = { bits: "i32" } as const satisfies Shape;

/** Free units in reach per reach class of the policy and need: row = class * limits.needs + need. */
export const reachShape = { free: "i32" } as const satisfies Shape;

/** Booked-on units that fit a need, by what keeps them from going: row = need * causes + cause. */
export const causeShape = { units: "i32" } as const satisfies Shape;

/** From numbers to rows, as number-index.ts lays it out; -1 = empty. */
export const indexShape = { row: "i32" } as const satisfies Shape;

/** The suspicion that many heads are missing, and the shifts it is about; row 0 only. */
export const absenceShape = {
  suspectedAt: "f64", // 0 = nothing is suspected
  fromAt: "f64", // the first beginning it is about; 0 = it is about those who left
  toAt: "f64", // and the last
  untilAt: "f64", // the last end
  planned: "i32", // heads, when it began
  arrived: "i32",
  suspicions: "i32", // ever
  alarm: "i32",
  pooled: "u8", // 1 = with other regions
} as const satisfies Shape;

/** The service level and what the evidence says of it; row 0 only. */
export const levelShape = {
  decidedAt: "f64", // 0 = nobody ever decided, and it is normal
  reviewAt: "f64", // 0 = needs no review
  pointsSince: "f64",
  decisions: "i32", // ever made
  proposals: "i32", // ever made
  reviewAlarm: "i32",
  proposalAlarm: "i32",
  level: "u8",
  points: "u8", // the level that the evidence points to
  proposed: "u8", // 1 = a proposal of it stands
  declined: "u8", // 1 = a person decided on less than the evidence points to
} as const satisfies Shape;

/** The forecast that counts as evidence for a service level; row 0 only. */
export const forecastShape = {
  madeAt: "f64", // 0 = there is none, or it is too old
  position: "f64", // of the log, where its state was copied
  seed: "f64",
  futures: "i32",
} as const satisfies Shape;

/** What it says: per cent by grade and lead, row = grade * leads + lead; 255 = it does not say. */
export const chanceShape = { noUnit: "u8" } as const satisfies Shape;

/** Single values; row 0 only. */
export const headShape = {
  position: "f64",
  lastAt: "f64",
  closuresVersion: "f64", // position of the last event that changed what is shut; 0 = none did
  figuresUntil: "f64", // end of the last period whose public figures were committed to
  policy: "i32",
  nextContact: "i32",
  nextIncident: "i32",
  nextAlarm: "i32",
  nextClosure: "i32",
  nextShift: "i32",
  nextRequest: "i32",
  nextWarning: "i32",
  people: "i32",
  items: "i32",
  recoveries: "i32", // ever opened
  recalls: "i32", // ever made
  openRecalls: "i32",
  recallsCame: "i32",
  recallsDeclined: "i32",
  hoursOverrides: "i32", // ever made
  rises: "i32", // of demand, ever
  gaps: "i32", // ever noted
  figuresCommitted: "i32", // number of the last period
  figuresPublished: "i32",
  figuresOpened: "i32",
  units: "i32",
  bookedOn: "i32",
  freeUnits: "i32", // of these, who could be sent now
  noUnits: "i32", // running clocks of areas
  contactRows: "i32", // rows ever used
  incidentRows: "i32",
  allocationRows: "i32",
  alarmRows: "i32",
  closureRows: "i32",
  shiftRows: "i32",
  requestRows: "i32",
  warningRows: "i32",
  heldContacts: "i32", // rows in use now
  heldIncidents: "i32",
  heldAllocations: "i32",
  heldClosures: "i32",
  heldShifts: "i32",
  heldRequests: "i32",
  heldWarnings: "i32",
  freeContact: "i32",
  freeIncident: "i32",
  freeAllocation: "i32",
  freeAlarm: "i32",
  freeClosure: "i32",
  freeShift: "i32",
  freeRequest: "i32",
  freeWarning: "i32",
  openContacts: "i32",
  openIncidents: "i32",
  openAlarms: "i32",
  openRequests: "i32",
  openWarnings: "i32",
  placeHazards: "i32", // that stand
  placeHazardsEver: "i32",
  placeHazardHeap: "i32",
  handOversEver: "i32",
  claims: "i32", // that stand
  claimsEver: "i32",
  directivesEver: "i32",
  directiveHeap: "i32",
  contactHeap: "i32",
  incidentHeap: "i32",
  unitHeap: "i32",
  alarmHeap: "i32",
  closureHeap: "i32",
  shiftHeap: "i32",
  requestHeap: "i32",
  warningHeap: "i32",
  peopleHeap: "i32",
} as const satisfies Shape;

/** Rows 0..gradeCount-1: the waiting incidents of a served grade, oldest clock first. */
export const waitingShape = {
  first: "i32",
  last: "i32",
  count: "i32",
  late: "i32", // those with an alarm that their target was missed
} as const satisfies Shape;

export const shapes = {
  head: headShape,
  waiting: waitingShape,
  level: levelShape,
  absence: absenceShape,
  aid: aidShape,
  peers: peerShape,
  custody: custodyShape,
  forecast: forecastShape,
  chances: chanceShape,
  rises: riseShape,
  gaps: gapShape,
  manualPack: manualPackShape,
  cover: coverShape,
  hospitals: hospitalShape,
  refuges: refugeShape,
  checkOns: checkOnShape,
  placeHazards: placeHazardShape,
  directives: directiveShape,
  claims: claimShape,
  handOvers: handOverShape,
  free: freeShape,
  freeSet: freeSetShape,
  reach: reachShape,
  causes: causeShape,
  units: unitShape,
  contacts: contactShape,
  contactIndex: indexShape,
  incidents: incidentShape,
  incidentIndex: indexShape,
  allocations: allocationShape,
  alarms: alarmShape,
  alarmIndex: indexShape,
  closures: closureTableShape,
  closureIndex: indexShape,
  people: personShape,
  items: itemShape,
  shifts: shiftShape,
  shiftIndex: indexShape,
  requests: requestShape,
  requestIndex: indexShape,
  warnings: warningShape,
  warningIndex: indexShape,
} as const;

export type TableName = keyof typeof shapes;
export type Capacities = { readonly [K in TableName]: number };
export type Columns = { readonly [K in TableName]: Table<(typeof shapes)[K]> };

const order = ["f64", "i32", "i16", "u8"] as const;
const tableNames = Object.keys(shapes) as TableName[];

interface Layout {
  readonly table: TableName;
  /** In the order in which they lie in the buffer. */
  readonly columns: readonly (readonly [name: string, type: ColumnType])[];
  /**
   * An object with a place for each column, as JSON. Given its columns one by one by computed names, an object of more than
   * a dozen becomes a hash table for V8, and every look at a column a search: a rehearsal's calls cost twice as much.
   */
  readonly places: string;
}

const layouts = tableNames.map((table): Layout => {
  const entries: [string, ColumnType][] = Object.entries(shapes[table]);
  const columns = entries.sort((a, b) => order.indexOf(a[1]) - order.indexOf(b[1]));
  return { table, columns, places: placesFor(columns) };
});

/** The tables by name are more than a dozen themselves. */
const tablePlaces = placesFor(tableNames.map((table) => [table, null]));

function placesFor(entries: readonly (readonly [string, unknown])[]): string {
  return JSON.stringify(Object.fromEntries(entries));
}

function alignUp(bytes: number): number {
  return (bytes + 7) & ~7;
}

/** Bytes the buffer needs for these capacities. */
export function bytesOf(capacities: Capacities): number {
  let bytes = 0;
  for (const { table, columns } of layouts) {
    for (const [, type] of columns)
      bytes += columnTypes[type].BYTES_PER_ELEMENT * capacities[table];
    bytes = alignUp(bytes);
  }
  return bytes;
}

/** Lays the columns over a buffer. The buffer's length must be `bytesOf(capacities)`. */
export function layColumns(buffer: ArrayBuffer, capacities: Capacities): Columns {
  assert(
    buffer.byteLength === bytesOf(capacities),
    `columns: got a buffer of ${buffer.byteLength} bytes, expected ${bytesOf(capacities)}`,
  );
  const all = JSON.parse(tablePlaces) as Record<TableName, unknown>;
  let offset = 0;
  for (const { table, columns, places } of layouts) {
    const laid = JSON.parse(places) as Record<string, unknown>;
    for (const [name, type] of columns) {
      const Column = columnTypes[type];
      laid[name] = new Column(buffer, offset, capacities[table]);
      offset += Column.BYTES_PER_ELEMENT * capacities[table];
    }
    offset = alignUp(offset);
    all[table] = laid;
  }
  return all as unknown as Columns;
}

/** Copies every row of `from` into the larger `to`; an index that grew is laid again by the caller. */
export function copyColumns(from: Columns, to: Columns): void {
  for (const table of tableNames) {
    const source = from[table] as Record<string, Int32Array>;
    const target = to[table] as Record<string, Int32Array>;
    for (const name of Object.keys(source)) target[name].set(source[name]);
  }
}

/**
 * Where each column of the head stands among those of its width. To look at ten of them is to look at one array, and not at ten:
 * for what is asked with every step of a rehearsal.
 */
export const headPlaces = placesByWidth();

function placesByWidth(): Readonly<Record<keyof typeof headShape, number>> {
  const next = { f64: 0, i32: 0 };
  const places = Object.entries(headShape).map(([name, type]) => [name, next[type]++]);
  return Object.fromEntries(places) as Record<keyof typeof headShape, number>;
}

/** The instants and positions of the head in one array, and its whole numbers in another; `headPlaces` says where each stands. */
export function layHead({ head }: Columns): {
  readonly headNumbers: Float64Array;
  readonly headWords: Int32Array;
} {
  const numbers = Object.values(head).filter((column) => column instanceof Float64Array);
  const words = Object.values(head).filter((column) => column instanceof Int32Array);
  const { buffer } = head.position;
  return {
    headNumbers: new Float64Array(buffer, numbers[0].byteOffset, numbers.length),
    headWords: new Int32Array(buffer, words[0].byteOffset, words.length),
  };
}

/** The tables whose rows are given back. */
const givenBackTables = [
  "contacts",
  "incidents",
  "allocations",
  "alarms",
  "closures",
  "shifts",
  "requests",
  "warnings",
] as const;

/**
 * A table seen once more as what it is in the buffer: its columns of one width follow each other, so column `n` of row `row`
 * stands at `n * capacity + row`. To clear a row is a loop over one array for each width, and not a look at every column.
 */
export interface WholeTable {
  readonly capacity: number;
  readonly f64: Float64Array;
  readonly i32: Int32Array;
  readonly i16: Int16Array;
  readonly u8: Uint8Array;
  /** Begins the row's place in the due heap's array, which belongs to whoever stands there; -1 = the table has no heap. */
  readonly heapAt: number;
}

export type WholeTables = { readonly [T in (typeof givenBackTables)[number]]: WholeTable };

export function layWholeTables(columns: Columns): WholeTables {
  const all: { [T in (typeof givenBackTables)[number]]?: WholeTable } = {};
  for (const table of givenBackTables) all[table] = layWholeTable(columns[table]);
  return all as WholeTables;
}

function layWholeTable(columns: Readonly<Record<string, ColumnOf<ColumnType>>>): WholeTable {
  const list = Object.values(columns);
  const { buffer, length: capacity } = list[0];
  const span = <T extends ColumnType>(type: T): ColumnOf<T> => {
    const ofType = list.filter((column) => column instanceof columnTypes[type]);
    const from = ofType.length === 0 ? 0 : ofType[0].byteOffset;
    return new columnTypes[type](buffer, from, ofType.length * capacity) as ColumnOf<T>;
  };
  const i32 = span("i32");
  const heap = columns["heap"];
  const heapAt = heap === undefined ? -1 : (heap.byteOffset - i32.byteOffset) / 4;
  return { capacity, f64: span("f64"), i32, i16: span("i16"), u8: span("u8"), heapAt };
}
