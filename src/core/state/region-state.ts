/**
 * The state of one region: the dense columns, the compiled policy and, beside them, names and free text. Rows are
 * recycled through free lists; outside the core a contact or an incident goes by its number, which never is.
 * `growState` replaces the buffer; nobody may keep a column across a call that can add rows.
 */

import { assert } from "../../base/assert.ts";
import type { Instant } from "../../base/instant.ts";
import type { CoreEvent } from "../events.ts";
import { limits } from "../limits.ts";
import type { Policy } from "../region/policy.ts";
import { gradeCount } from "../vocabulary.ts";
import { bytesOf, copyColumns, layColumns, type Capacities, type Columns } from "./columns.ts";
import { makeRegionText, type RegionText } from "./region-text.ts";

/** Where events go as they happen. A closed sink (rehearsal) costs one test of `open` and builds no object. */
export interface Sink {
  readonly open: boolean;
  put(event: CoreEvent): void;
}

export const closedSink: Sink = { open: false, put: () => undefined };

export interface RegionState {
  capacities: Capacities;
  buffer: ArrayBuffer;
  columns: Columns;
  policy: Policy | undefined;
  /** Undefined in rehearsal, where nobody reads words. */
  text: RegionText | undefined;
  sink: Sink;
  /** Who and when of the command or event now being applied. */
  by: string;
  enteredAt: Instant;
  /** Set when the free units of some need went to or from zero, or a waiting incident changed. */
  coverDirty: boolean;
}

const firstCapacities: Capacities = {
  head: 1,
  waiting: gradeCount,
  cover: limits.areas * gradeCount,
  free: limits.areas * limits.needs,
  units: 64,
  contacts: 256,
  contactIndex: 256,
  incidents: 256,
  incidentIndex: 256,
  allocations: 512,
  alarms: 64,
};

export function makeRegionState(capacities: Partial<Capacities> = {}, withText = true): RegionState {
  const all = { ...firstCapacities, ...capacities };
  const buffer = new ArrayBuffer(bytesOf(all));
  const columns = layColumns(buffer, all);
  const head = columns.head;
  head.nextContact[0] = 1;
  head.oldestContact[0] = 1;
  head.nextIncident[0] = 1;
  head.oldestIncident[0] = 1;
  head.nextAlarm[0] = 1;
  for (const free of [head.freeContact, head.freeIncident, head.freeAllocation, head.freeAlarm]) free[0] = -1;
  columns.waiting.first.fill(-1);
  columns.waiting.last.fill(-1);
  columns.contactIndex.row.fill(-1);
  columns.incidentIndex.row.fill(-1);
  return {
    capacities: all,
    buffer,
    columns,
    policy: undefined,
    text: withText ? makeRegionText() : undefined,
    sink: closedSink,
    by: "",
    enteredAt: 0,
    coverDirty: false,
  };
}

/** A fork is a copy of the buffer; policy is shared (it never changes), text is left behind. */
export function forkState(state: RegionState): RegionState {
  const buffer = state.buffer.slice(0);
  return {
    ...state,
    buffer,
    columns: layColumns(buffer, state.capacities),
    text: undefined,
    sink: closedSink,
  };
}

/** Doubles the capacity of one table (and of what is sized with it). */
export function growState(state: RegionState, table: keyof Capacities): void {
  const capacities = { ...state.capacities, [table]: state.capacities[table] * 2 };
  const buffer = new ArrayBuffer(bytesOf(capacities));
  const columns = layColumns(buffer, capacities);
  copyColumns(state.columns, columns);
  if (table === "contactIndex" || table === "incidentIndex") relayIndex(state, columns, table);
  state.capacities = capacities;
  state.buffer = buffer;
  state.columns = columns;
}

function relayIndex(state: RegionState, columns: Columns, table: "contactIndex" | "incidentIndex"): void {
  const head = state.columns.head;
  const [oldest, next] =
    table === "contactIndex"
      ? [head.oldestContact[0], head.nextContact[0]]
      : [head.oldestIncident[0], head.nextIncident[0]];
  const from = state.columns[table].row;
  const to = columns[table].row;
  to.fill(-1);
  for (let number = oldest; number < next; number += 1) to[number % to.length] = from[number % from.length];
}

/** Row of a contact number, or -1 when there is none (never was, or has left the operational state). */
export function findContactRow(state: RegionState, number: number): number {
  const head = state.columns.head;
  if (!Number.isInteger(number) || number < head.oldestContact[0] || number >= head.nextContact[0]) return -1;
  const ring = state.columns.contactIndex.row;
  return ring[number % ring.length];
}

/** Row of an incident number, or -1 when there is none (never was, or has left the operational state). */
export function findIncidentRow(state: RegionState, number: number): number {
  const head = state.columns.head;
  if (!Number.isInteger(number) || number < head.oldestIncident[0] || number >= head.nextIncident[0]) return -1;
  const ring = state.columns.incidentIndex.row;
  return ring[number % ring.length];
}

export function hasUnit(state: RegionState, unit: number): boolean {
  return Number.isInteger(unit) && unit >= 0 && unit < state.columns.head.units[0] && state.columns.units.known[unit] === 1;
}

export function getPolicy(state: RegionState): Policy {
  assert(state.policy !== undefined, "the region has no configuration yet");
  return state.policy;
}
