/**
 * What can happen to a unit by itself. Status changes keep two derived things in step: the counts of who could be sent
 * (free.ts), and the welfare timer of the status. An emergency is an overlay: it hides no status.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import { assert } from "../../base/assert.ts";
import { limits } from "../limits.ts";
import { servesMask } from "../region/policy.ts";
import { scheduleShiftsOf } from "../roster/schedule.ts";
import { advance } from "../state/change.ts";
import { setDue } from "../state/due.ts";
import { getPolicy, growState, type RegionState } from "../state/region-state.ts";
import { moveStanding, standingOf } from "./free.ts";
import {
  positionSources,
  unavailabilityReasons,
  unitStatuses,
  welfareStates,
  type PositionSource,
  type UnavailabilityReason,
  type UnitStatus,
} from "../vocabulary.ts";

const statuses = unitStatuses.code;
const { well } = welfareStates.code;

/** Writes a status with its welfare timer; used by every change that moves a unit. Puts no event. */
export function writeStatus(
  state: RegionState,
  at: Instant,
  unit: number,
  status: number,
  reason: number,
  label: number,
): void {
  const units = state.columns.units;
  const before = standingOf(state, unit);
  units.status[unit] = status;
  units.reason[unit] = reason;
  units.label[unit] = label;
  units.statusAt[unit] = at;
  startWelfare(state, at, unit);
  moveStanding(state, unit, before);
}

/** The timer of the unit's status begins (again) at `at`. */
export function startWelfare(state: RegionState, at: Instant, unit: number): void {
  const { units, head } = state.columns;
  units.welfare[unit] = well;
  const warn = getPolicy(state).welfareWarn[units.status[unit]];
  // Mostly the status has no timer, and the one before had none.
  if (warn !== 0 || units.dueAt[unit] !== noInstant)
    setDue(units, head.unitHeap, unit, warn === 0 ? noInstant : at + warn);
}

export function labelIndexOf(state: RegionState, label: string | null): number {
  return label === null ? -1 : (getPolicy(state).labelIndex.get(label) ?? -1);
}

export function registerUnit(
  state: RegionState,
  at: Instant,
  facts: {
    readonly callSign: string;
    readonly vehicle: string;
    readonly skills: readonly string[];
    readonly area: string;
    readonly base: { readonly latE7: number; readonly lonE7: number };
  },
): number {
  advance(state, at);
  const unit = state.columns.head.units[0];
  assert(unit < limits.units, "units: the table is full");
  if (unit === state.capacities.units) growState(state, "units");
  const { units, head } = state.columns;
  head.units[0] = unit + 1;
  const policy = getPolicy(state);
  units.known[unit] = 1;
  units.status[unit] = statuses.off;
  units.label[unit] = -1;
  units.heapIndex[unit] = -1;
  units.firstAllocation[unit] = -1;
  units.welfareAlarm[unit] = -1;
  units.emergencyAlarm[unit] = -1;
  units.recoveryAlarm[unit] = -1;
  units.firstShift[unit] = -1;
  units.shift[unit] = -1;
  units.statusAt[unit] = at;
  units.vehicle[unit] = policy.vehicleIndex.get(facts.vehicle) ?? 0;
  units.area[unit] = policy.areaIndex.get(facts.area) ?? -1;
  units.baseLatE7[unit] = facts.base.latE7;
  units.baseLonE7[unit] = facts.base.lonE7;
  writeSkills(state, unit, facts.skills);
  if (state.text !== undefined) {
    state.text.callSigns[unit] = facts.callSign;
    state.text.unitOfCallSign.set(facts.callSign, unit);
  }
  if (state.sink.open)
    state.sink.put({
      type: "unit.registered",
      at,
      entered: state.enteredAt,
      by: state.by,
      unit,
      ...facts,
    });
  return unit;
}

export function writeSkills(state: RegionState, unit: number, skills: readonly string[]): void {
  const policy = getPolicy(state);
  const units = state.columns.units;
  units.skills[unit] = skills.reduce(
    (mask, code) => mask | (1 << (policy.skillIndex.get(code) ?? 0)),
    0,
  );
  units.serves[unit] = servesMask(policy, units.skills[unit], units.vehicle[unit]);
}

export function bookOnUnit(
  state: RegionState,
  at: Instant,
  unit: number,
  crew: number,
  skills: readonly string[],
): void {
  advance(state, at);
  const units = state.columns.units;
  units.crew[unit] = crew;
  writeSkills(state, unit, skills);
  writePosition(state, unit, units.baseLatE7[unit], units.baseLonE7[unit], at, "base");
  writeStatus(state, at, unit, statuses.available, 0, -1);
  scheduleShiftsOf(state, units.firstShift[unit]);
  if (state.sink.open)
    state.sink.put({
      type: "unit.booked-on",
      at,
      entered: state.enteredAt,
      by: state.by,
      unit,
      crew,
      skills,
    });
}

/** The deciders end its allocations first, each by an event. */
export function bookOffUnit(state: RegionState, at: Instant, unit: number): void {
  advance(state, at);
  const units = state.columns.units;
  assert(units.firstAllocation[unit] < 0, "a unit that books off holds no allocation");
  units.crew[unit] = 0;
  writeStatus(state, at, unit, statuses.off, 0, -1);
  scheduleShiftsOf(state, units.firstShift[unit]);
  if (state.sink.open)
    state.sink.put({ type: "unit.booked-off", at, entered: state.enteredAt, by: state.by, unit });
}

export function setUnitStatus(
  state: RegionState,
  at: Instant,
  unit: number,
  status: UnitStatus,
  reason: UnavailabilityReason,
  label: string | null,
): void {
  advance(state, at);
  const reasonCode = unavailabilityReasons.code[reason];
  writeStatus(state, at, unit, statuses[status], reasonCode, labelIndexOf(state, label));
  if (state.sink.open)
    state.sink.put({
      type: "unit.status-set",
      at,
      entered: state.enteredAt,
      by: state.by,
      unit,
      status,
      reason,
      label,
    });
}

export function writePosition(
  state: RegionState,
  unit: number,
  latE7: number,
  lonE7: number,
  positionAt: Instant,
  source: PositionSource,
): void {
  const units = state.columns.units;
  units.latE7[unit] = latE7;
  units.lonE7[unit] = lonE7;
  units.positionAt[unit] = positionAt;
  units.positionSource[unit] = positionSources.of(source);
}

export function placeUnit(
  state: RegionState,
  at: Instant,
  unit: number,
  latE7: number,
  lonE7: number,
  positionAt: Instant,
  source: PositionSource,
): void {
  advance(state, at);
  writePosition(state, unit, latE7, lonE7, positionAt, source);
  if (state.sink.open)
    state.sink.put({
      type: "unit.placed",
      at,
      entered: state.enteredAt,
      by: state.by,
      unit,
      latE7,
      lonE7,
      positionAt,
      source,
    });
}

type PlainUnitEvent = "unit.welfare-confirmed" | "unit.welfare-warned" | "unit.emergency-raised";

function put(state: RegionState, type: PlainUnitEvent, at: Instant, unit: number): void {
  if (state.sink.open) state.sink.put({ type, at, entered: state.enteredAt, by: state.by, unit });
}

export function confirmWelfare(state: RegionState, at: Instant, unit: number): void {
  advance(state, at);
  startWelfare(state, at, unit);
  put(state, "unit.welfare-confirmed", at, unit);
}

/** The second step is the alarm, due `alarmSeconds - warnSeconds` after the warning was. */
export function warnWelfare(state: RegionState, at: Instant, unit: number): void {
  advance(state, at);
  const { units, head } = state.columns;
  const policy = getPolicy(state);
  const status = units.status[unit];
  units.welfare[unit] = welfareStates.code.warned;
  setDue(units, head.unitHeap, unit, at + policy.welfareAlarm[status] - policy.welfareWarn[status]);
  put(state, "unit.welfare-warned", at, unit);
}

export function raiseEmergency(state: RegionState, at: Instant, unit: number): void {
  advance(state, at);
  const before = standingOf(state, unit);
  state.columns.units.emergencyAt[unit] = at;
  moveStanding(state, unit, before);
  put(state, "unit.emergency-raised", at, unit);
}

export function endEmergency(state: RegionState, at: Instant, unit: number, reason: string): void {
  advance(state, at);
  const before = standingOf(state, unit);
  state.columns.units.emergencyAt[unit] = 0;
  moveStanding(state, unit, before);
  if (state.sink.open)
    state.sink.put({
      type: "unit.emergency-ended",
      at,
      entered: state.enteredAt,
      by: state.by,
      unit,
      text: { reason },
    });
}
