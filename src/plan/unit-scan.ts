/**
 * One pass over the units of a region: who could go to an incident, where each is, how old that knowledge is, how
 * long it takes from there, and for everybody else the cause, counted once. It writes into typed arrays that are
 * kept between calls, so a pass over 5,000 units makes no object per unit; a result is good until the next scan
 * into the same arrays. Not here: ranking and words.
 */

import { assert } from "../base/assert.ts";
import { microsPerMinute, type Instant } from "../base/instant.ts";
import { limits } from "../core/limits.ts";
import { exclusionCauses, type ExclusionCause } from "../core/recommendation.ts";
import { getPolicy, type RegionState } from "../core/state/region-state.ts";
import {
  allocationStates,
  shortfallCauses,
  unavailabilityReasons,
  unitStatuses,
  type ShortfallCause,
  type UnavailabilityReason,
} from "../core/vocabulary.ts";
import type { PositionOverlay } from "./positions.ts";
import type { TravelTimes } from "./travel-times.ts";

const statuses = unitStatuses.code;
const exclusions = exclusionCauses.code;
const causes = shortfallCauses.code;
export const causeCount = shortfallCauses.names.length;

/**
 * The most that an old position is held against a unit: 15 minutes, about the time to cross 10 km at the calibrated
 * speed. A unit stays in its patch, so after that more silence says no more about where it is.
 */
export const driftMostMicros = 15 * microsPerMinute;

/** Kinds of candidates. */
export const freeKind = 0;
export const divertKind = 1;

const exclusionByReason: { readonly [K in UnavailabilityReason]: ExclusionCause } = {
  "not given": "unavailable",
  "meal break": "unavailable",
  "at rest": "at rest",
  "no vehicle": "no vehicle or key",
  "no key": "no vehicle or key",
  "kit fault": "no vehicle or key",
  paperwork: "unavailable",
  withheld: "withheld by directive",
};
/** Exclusion code of an unavailable unit by the code of its reason. */
const exclusionOfReason = Uint8Array.from(
  unavailabilityReasons.names,
  (reason) => exclusions[exclusionByReason[reason]],
);

/** Which shortfall cause a fitting unit stands for; the core's clock of "no unit" counts the same way. */
export const causeByExclusion: { readonly [K in ExclusionCause]: ShortfallCause } = {
  "not booked on": "nobody booked on",
  "not qualified": "none qualified",
  "at this incident": "all committed",
  "in emergency": "all committed",
  committed: "all committed",
  "on a lower grade": "all committed",
  "at rest": "at rest",
  "no vehicle or key": "no vehicle or key",
  "withheld by directive": "withheld by directive",
  unavailable: "all committed",
  "outside reach": "all beyond range",
  "beyond range": "all beyond range",
  "position stale": "positions stale",
};
const causeOfExclusion = Uint8Array.from(
  exclusionCauses.names,
  (exclusion) => causes[causeByExclusion[exclusion]],
);

export interface UnitScan {
  considered: number;
  bookedOn: number;
  /** Units by exclusion code. */
  readonly excluded: Int32Array;
  /** Booked-on units that fit, by need. */
  readonly fitting: Int32Array;
  /** Those of them that can not go, by need * causeCount + cause. */
  readonly blocked: Int32Array;
  /** Candidates: free units, and units on a lower grade. */
  count: number;
  unit: Int32Array;
  kind: Uint8Array;
  latE7: Int32Array;
  lonE7: Int32Array;
  ageMicros: Float64Array;
  travelMicros: Float64Array;
  /** What the ranking goes by: travel, and for a stale position the time it may have driven away since. */
  keyMicros: Float64Array;
}

export function makeUnitScan(): UnitScan {
  return {
    considered: 0,
    bookedOn: 0,
    excluded: new Int32Array(exclusionCauses.names.length),
    fitting: new Int32Array(limits.needs),
    blocked: new Int32Array(limits.needs * causeCount),
    count: 0,
    ...makeCandidates(64),
  };
}

function makeCandidates(capacity: number) {
  return {
    unit: new Int32Array(capacity),
    kind: new Uint8Array(capacity),
    latE7: new Int32Array(capacity),
    lonE7: new Int32Array(capacity),
    ageMicros: new Float64Array(capacity),
    travelMicros: new Float64Array(capacity),
    keyMicros: new Float64Array(capacity),
  };
}

function resetScan(scan: UnitScan, units: number): void {
  assert(units <= limits.units, `units: got ${units}, expected at most ${limits.units}`);
  if (scan.unit.length < units)
    Object.assign(scan, makeCandidates(2 ** Math.ceil(Math.log2(units))));
  scan.considered = 0;
  scan.bookedOn = 0;
  scan.count = 0;
  scan.excluded.fill(0);
  scan.fitting.fill(0);
  scan.blocked.fill(0);
}

export interface ScanQuestion {
  /** Row of the incident. */
  readonly row: number;
  /** Needs asked for (indices of the policy), each once. */
  readonly needs: readonly number[];
  readonly now: Instant;
  readonly positions: PositionOverlay;
}

/** Fills the scan with candidates and counts; travel comes after, by `addTravel`. */
export function scanUnits(scan: UnitScan, state: RegionState, question: ScanQuestion): void {
  const { units, incidents, head } = state.columns;
  const unitCount = head.units[0];
  resetScan(scan, unitCount);
  const { reach, areaCount } = getPolicy(state);
  const area = incidents.area[question.row];
  let needMask = 0;
  for (const need of question.needs) needMask |= 1 << need;
  for (let unit = 0; unit < unitCount; unit += 1) {
    if (units.known[unit] === 0) continue;
    scan.considered += 1;
    if (units.status[unit] === statuses.off) {
      scan.excluded[exclusions["not booked on"]] += 1;
      continue;
    }
    scan.bookedOn += 1;
    const fit = units.serves[unit] & needMask;
    if (fit === 0) {
      scan.excluded[exclusions["not qualified"]] += 1;
      continue;
    }
    countFitting(scan, question.needs, fit);
    let exclusion = exclusionOf(state, unit, question.row);
    const home = units.area[unit];
    const inReach = area < 0 || home < 0 || reach[area * areaCount + home] === 1;
    if (exclusion < 0 && !inReach) exclusion = exclusions["outside reach"];
    if (exclusion >= 0) countExcluded(scan, question.needs, fit, exclusion);
    if (exclusion < 0) addCandidate(scan, state, question, unit, freeKind);
    else if (exclusion === exclusions["on a lower grade"] && inReach)
      addCandidate(scan, state, question, unit, divertKind);
  }
}

function countFitting(scan: UnitScan, needs: readonly number[], fit: number): void {
  for (const need of needs) if ((fit & (1 << need)) !== 0) scan.fitting[need] += 1;
}

function countExcluded(
  scan: UnitScan,
  needs: readonly number[],
  fit: number,
  exclusion: number,
): void {
  scan.excluded[exclusion] += 1;
  const cause = causeOfExclusion[exclusion];
  for (const need of needs)
    if ((fit & (1 << need)) !== 0) scan.blocked[need * causeCount + cause] += 1;
}

/** Why a booked-on unit is not free for this incident, or -1 when it is. */
function exclusionOf(state: RegionState, unit: number, row: number): number {
  const units = state.columns.units;
  if (units.emergencyAt[unit] !== 0) return exclusions["in emergency"];
  const status = units.status[unit];
  if (status === statuses.available || status === statuses["committed deployable"]) return -1;
  if (status === statuses.unavailable) return exclusionOfReason[units.reason[unit]];
  return exclusionOfCommitted(state, unit, row);
}

function exclusionOfCommitted(state: RegionState, unit: number, row: number): number {
  const { units, allocations, incidents } = state.columns;
  const active = units.firstAllocation[unit];
  if (active < 0 || allocations.state[active] === allocationStates.code.stacked)
    return exclusions.committed;
  const other = allocations.incident[active];
  if (other === row) return exclusions["at this incident"];
  const isLower = incidents.served[other] > incidents.served[row];
  // A unit that carries somebody is not taken off them.
  const isTransporting = units.status[unit] === statuses.transporting;
  return isLower && !isTransporting ? exclusions["on a lower grade"] : exclusions.committed;
}

function addCandidate(
  scan: UnitScan,
  state: RegionState,
  question: ScanQuestion,
  unit: number,
  kind: number,
): void {
  const { positions, now } = question;
  const units = state.columns.units;
  const tracked = unit < positions.at.length && positions.at[unit] > units.positionAt[unit];
  const index = scan.count;
  scan.count = index + 1;
  scan.unit[index] = unit;
  scan.kind[index] = kind;
  scan.latE7[index] = tracked ? positions.latE7[unit] : units.latE7[unit];
  scan.lonE7[index] = tracked ? positions.lonE7[unit] : units.lonE7[unit];
  const positionAt = tracked ? positions.at[unit] : units.positionAt[unit];
  scan.ageMicros[index] = positionAt < now ? now - positionAt : 0;
}

/** Adds travel times and ranking keys of all candidates. */
export function addTravel(
  scan: UnitScan,
  travel: TravelTimes,
  latE7: number,
  lonE7: number,
  staleMicros: number,
): void {
  const { count, travelMicros, ageMicros, keyMicros } = scan;
  if (travel.manyMicros !== undefined)
    travel.manyMicros(count, scan.latE7, scan.lonE7, latE7, lonE7, travelMicros);
  else
    for (let index = 0; index < count; index += 1)
      travelMicros[index] = travel.micros(scan.latE7[index], scan.lonE7[index], latE7, lonE7);
  for (let index = 0; index < count; index += 1) {
    const age = ageMicros[index];
    keyMicros[index] =
      travelMicros[index] + (age > staleMicros ? Math.min(age, driftMostMicros) : 0);
  }
}

/**
 * Whether a free candidate is known to be within range; one that is not is counted with its cause. A stale unit is
 * within range only when it would be even if it had driven away since it was last seen (driftMostMicros at most).
 */
export function isWithinRange(
  scan: UnitScan,
  index: number,
  rangeMicros: number,
  needs: readonly number[],
  serves: number,
): boolean {
  const travel = scan.travelMicros[index];
  if (scan.keyMicros[index] <= rangeMicros && travel !== Infinity) return true;
  const name = travel > rangeMicros || travel === Infinity ? "beyond range" : "position stale";
  countExcluded(scan, needs, serves, exclusions[name]);
  return false;
}
