/**
 * What can happen between a unit and an incident. A unit has a stack of allocations: the first may be active, the
 * others wait behind it. Only the active one moves the unit's status and counts for the incident.
 */

import { assert } from "../../base/assert.ts";
import { noInstant, type Instant } from "../../base/instant.ts";
import { refreshIncident } from "../incident/derive.ts";
import type { Recommendation } from "../recommendation.ts";
import { advance } from "../state/change.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { takeAllocationRow } from "../state/rows.ts";
import { labelIndexOf, writePosition, writeStatus } from "../unit/changes.ts";
import {
  allocationEnds,
  allocationStates,
  locationStates,
  unitStatuses,
  type AllocationEnd,
} from "../vocabulary.ts";

const states = allocationStates.code;
const statuses = unitStatuses.code;

/** Row of the allocation the unit is working on, or -1. */
export function findActiveAllocation(state: RegionState, unit: number): number {
  const first = state.columns.units.firstAllocation[unit];
  return first >= 0 && state.columns.allocations.state[first] !== states.stacked ? first : -1;
}

/** Row of the unit's live (not ended) allocation to this incident row, or -1. */
export function findAllocation(state: RegionState, unit: number, incidentRow: number): number {
  const { allocations, units } = state.columns;
  for (let a = units.firstAllocation[unit]; a >= 0; a = allocations.nextOfUnit[a])
    if (allocations.incident[a] === incidentRow) return a;
  return -1;
}

export function allocateUnit(
  state: RegionState,
  at: Instant,
  unit: number,
  incidentRow: number,
  mode: "active" | "stacked",
  rank: number,
  recommendation: Recommendation | null,
): number {
  advance(state, at);
  const row = takeAllocationRow(state);
  const { allocations, incidents, units } = state.columns;
  allocations.unit[row] = unit;
  allocations.incident[row] = incidentRow;
  allocations.allocatedAt[row] = at;
  allocations.rank[row] = rank;
  allocations.policy[row] = getPolicy(state).version;
  allocations.nextOfIncident[row] = incidents.firstAllocation[incidentRow];
  incidents.firstAllocation[incidentRow] = row;
  incidents.allocations[incidentRow] += 1;
  incidents.heldUnits[incidentRow] += 1;
  units.stacked[unit] += 1;
  if (mode === "stacked") {
    allocations.state[row] = states.stacked;
    appendToStack(state, unit, row);
  } else {
    assert(findActiveAllocation(state, unit) < 0, "a unit has one active allocation at most");
    allocations.nextOfUnit[row] = units.firstAllocation[unit];
    units.firstAllocation[unit] = row;
    activate(state, at, row);
  }
  if (state.sink.open)
    state.sink.put({
      type: "unit.allocated",
      at,
      entered: state.enteredAt,
      by: state.by,
      unit,
      incident: state.columns.incidents.number[incidentRow],
      mode,
      policy: allocations.policy[row],
      rank,
      recommendation,
    });
  return row;
}

function appendToStack(state: RegionState, unit: number, row: number): void {
  const { allocations, units } = state.columns;
  let last = units.firstAllocation[unit];
  if (last < 0) {
    units.firstAllocation[unit] = row;
    return;
  }
  while (allocations.nextOfUnit[last] >= 0) last = allocations.nextOfUnit[last];
  allocations.nextOfUnit[last] = row;
}

function activate(state: RegionState, at: Instant, row: number): void {
  const { allocations, incidents } = state.columns;
  const incidentRow = allocations.incident[row];
  allocations.state[row] = states.assigned;
  incidents.activeUnits[incidentRow] += 1;
  if (incidents.firstAllocatedAt[incidentRow] === 0) incidents.firstAllocatedAt[incidentRow] = at;
  writeStatus(state, at, allocations.unit[row], statuses.assigned, 0, -1);
  refreshIncident(state, incidentRow);
}

/** The first of the stack becomes the active one. */
export function activateUnit(state: RegionState, at: Instant, unit: number): void {
  advance(state, at);
  const { allocations, incidents, units } = state.columns;
  const row = units.firstAllocation[unit];
  assert(
    row >= 0 && allocations.state[row] === states.stacked,
    "only a stacked allocation can be activated",
  );
  activate(state, at, row);
  if (state.sink.open)
    state.sink.put({
      type: "unit.activated",
      at,
      entered: state.enteredAt,
      by: state.by,
      unit,
      incident: incidents.number[allocations.incident[row]],
    });
}

function isAtScene(allocationState: number): boolean {
  return allocationState === states["at scene"] || allocationState === states.transporting;
}

function arrive(state: RegionState, at: Instant, row: number): void {
  const { allocations, incidents } = state.columns;
  const incidentRow = allocations.incident[row];
  allocations.atSceneAt[row] = at;
  if (incidents.firstAtSceneAt[incidentRow] === 0) incidents.firstAtSceneAt[incidentRow] = at;
  // Whoever was promised to hear from us has somebody there now.
  incidents.callBackAt[incidentRow] = noInstant;
  if (incidents.locationState[incidentRow] === locationStates.code["not asked"]) return;
  const latE7 = incidents.latE7[incidentRow];
  const lonE7 = incidents.lonE7[incidentRow];
  writePosition(state, allocations.unit[row], latE7, lonE7, at, "scene");
}

export function progressUnit(
  state: RegionState,
  at: Instant,
  unit: number,
  status: "en route" | "at scene" | "transporting",
  label: string | null,
): void {
  advance(state, at);
  const row = findActiveAllocation(state, unit);
  assert(row >= 0, "only an active allocation progresses");
  const { allocations, incidents } = state.columns;
  const incidentRow = allocations.incident[row];
  if (status !== "en route" && !isAtScene(allocations.state[row]))
    incidents.sceneUnits[incidentRow] += 1;
  allocations.state[row] = allocationStates.of(status);
  if (status === "en route") {
    allocations.enRouteAt[row] = at;
    if (incidents.firstEnRouteAt[incidentRow] === 0) incidents.firstEnRouteAt[incidentRow] = at;
  }
  // Who takes somebody from the scene was there, whether or not it was said.
  if (status !== "en route" && allocations.atSceneAt[row] === 0) arrive(state, at, row);
  writeStatus(state, at, unit, unitStatuses.of(status), 0, labelIndexOf(state, label));
  refreshIncident(state, incidentRow);
  if (state.sink.open)
    state.sink.put({
      type: "unit.progressed",
      at,
      entered: state.enteredAt,
      by: state.by,
      unit,
      incident: incidents.number[incidentRow],
      status,
      label,
    });
}

/**
 * Ends the unit's allocation to an incident. A unit that clears after having been at the scene settles what was
 * owed; one that is stood down, diverted or booked off does not.
 */
export function endAllocation(
  state: RegionState,
  at: Instant,
  row: number,
  end: AllocationEnd,
  text: { readonly reason?: string } | undefined,
): void {
  advance(state, at);
  const { allocations, incidents, units } = state.columns;
  const unit = allocations.unit[row];
  const incidentRow = allocations.incident[row];
  const wasActive = allocations.state[row] !== states.stacked;
  if (isAtScene(allocations.state[row])) incidents.sceneUnits[incidentRow] -= 1;
  incidents.heldUnits[incidentRow] -= 1;
  unlinkFromStack(state, unit, row);
  allocations.state[row] = states.ended;
  allocations.end[row] = allocationEnds.of(end);
  allocations.endedAt[row] = at;
  units.stacked[unit] -= 1;
  if (wasActive) {
    incidents.activeUnits[incidentRow] -= 1;
    if (end === "cleared" && allocations.atSceneAt[row] > 0) incidents.owed[incidentRow] = 0;
    writeStatus(state, at, unit, statuses.available, 0, -1);
  }
  refreshIncident(state, incidentRow);
  if (state.sink.open)
    state.sink.put({
      type: "allocation.ended",
      at,
      entered: state.enteredAt,
      by: state.by,
      unit,
      incident: incidents.number[incidentRow],
      end,
      ...(text === undefined ? {} : { text }),
    });
}

function unlinkFromStack(state: RegionState, unit: number, row: number): void {
  const { allocations, units } = state.columns;
  if (units.firstAllocation[unit] === row)
    units.firstAllocation[unit] = allocations.nextOfUnit[row];
  else {
    let before = units.firstAllocation[unit];
    while (allocations.nextOfUnit[before] !== row) before = allocations.nextOfUnit[before];
    allocations.nextOfUnit[before] = allocations.nextOfUnit[row];
  }
  allocations.nextOfUnit[row] = -1;
}
