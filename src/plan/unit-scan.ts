/**
 * One pass over the units of a region: who could go to an incident, and, where that is to be explained, for everybody
 * else the cause, counted once. It writes into typed arrays that are kept between calls, so a pass over 5,000 units makes no object per unit; a result
 * is good until the next scan into the same arrays. Not here: where they are (candidates.ts), ranking and words.
 */

import { mayTakeOff } from "../core/allocation/divert-rule.ts";
import { limits } from "../core/limits.ts";
import { exclusionCauses, type ExclusionCause } from "../core/recommendation.ts";
import type { PlanLine } from "../core/region/policy.ts";
import { getPolicy, type RegionState } from "../core/state/region-state.ts";
import { isFreeStatus } from "../core/unit/free.ts";
import {
  allocationStates,
  shortfallCauses,
  unavailabilityReasons,
  unitStatuses,
  type ShortfallCause,
  type UnavailabilityReason,
} from "../core/vocabulary.ts";
import {
  addCandidate,
  divertKind,
  freeKind,
  makeCandidates,
  resetCandidates,
  type Candidates,
} from "./candidates.ts";

const { off, unavailable } = unitStatuses.code;
const stacked = allocationStates.code.stacked;
const exclusions = exclusionCauses.code;
const causes = shortfallCauses.code;
export const causeCount = shortfallCauses.names.length;

const notBookedOn = exclusions["not booked on"];
const notQualified = exclusions["not qualified"];
const onLowerGrade = exclusions["on a lower grade"];
const inEmergency = exclusions["in emergency"];
const committed = exclusions.committed;
const atThisIncident = exclusions["at this incident"];
const withheld = exclusions["withheld by directive"];
const outsideReach = exclusions["outside reach"];

const exclusionByReason: { readonly [K in UnavailabilityReason]: ExclusionCause } = {
  "not given": "unavailable",
  "meal break": "unavailable",
  "at rest": "at rest",
  "no vehicle": "no vehicle or key",
  "no key": "no vehicle or key",
  "kit fault": "no vehicle or key",
  paperwork: "unavailable",
  withheld: "withheld by directive",
  lent: "lent",
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
  lent: "all committed",
  "outside reach": "all beyond range",
  "beyond range": "all beyond range",
  "position stale": "positions stale",
  "no road path": "no road path",
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
  /** Free units, and units on a lower grade. */
  readonly candidates: Candidates;
}

export function makeUnitScan(): UnitScan {
  return {
    considered: 0,
    bookedOn: 0,
    excluded: new Int32Array(exclusionCauses.names.length),
    fitting: new Int32Array(limits.needs),
    blocked: new Int32Array(limits.needs * causeCount),
    candidates: makeCandidates(),
  };
}

/**
 * Fills the scan with the candidates for an incident (by its row); where they are and how long they take comes after,
 * by `measureCandidates`. `lines` hold each need once. Without `explained` the candidates are the free units alone, and
 * nobody else is counted: to choose, no more is needed. `diverts`: those who could be diverted are candidates all the same.
 */
export function scanUnits(
  scan: UnitScan,
  state: RegionState,
  row: number,
  lines: readonly PlanLine[],
  explained: boolean,
  diverts = false,
): void {
  const unitCount = state.columns.head.units[0];
  resetCandidates(scan.candidates, unitCount);
  const needMask = maskOfLines(lines);
  if (explained) resetCounts(scan, unitCount);
  if (explained || diverts) scanAll(scan, state, row, lines, needMask, explained);
  else addFree(scan.candidates, state, row, needMask);
}

/** Those who are free, as the core notes them: most units of a region are off or busy, and are not looked at. */
function addFree(candidates: Candidates, state: RegionState, row: number, needMask: number): void {
  const { bits } = state.columns.freeSet;
  const { serves, skills, area: homes } = state.columns.units;
  const { reach, areaCount } = getPolicy(state);
  const area = state.columns.incidents.area[row];
  const barred = state.columns.incidents.barred[row];
  const words = (state.columns.head.units[0] + 31) >> 5;
  for (let word = 0; word < words; word += 1)
    for (let left = bits[word]; left !== 0; left &= left - 1) {
      const unit = (word << 5) + 31 - Math.clz32(left & -left);
      if ((serves[unit] & needMask) === 0 || (skills[unit] & barred) !== 0) continue;
      const home = homes[unit];
      if (area < 0 || home < 0 || reach[area * areaCount + home] === 1)
        addCandidate(candidates, unit, freeKind);
    }
}

function scanAll(
  scan: UnitScan,
  state: RegionState,
  row: number,
  lines: readonly PlanLine[],
  needMask: number,
  explained: boolean,
): void {
  const { status, serves, skills, emergencyAt, area: homes } = state.columns.units;
  const unitCount = state.columns.head.units[0];
  const { candidates } = scan;
  const { reach, areaCount } = getPolicy(state);
  const area = state.columns.incidents.area[row];
  const barred = state.columns.incidents.barred[row];
  for (let unit = 0; unit < unitCount; unit += 1) {
    const isFree = isFreeStatus[status[unit]] === 1 && emergencyAt[unit] === 0;
    const fit = serves[unit] & needMask;
    const home = homes[unit];
    const reached = area < 0 || home < 0 || reach[area * areaCount + home] === 1;
    const mayGo = barred === 0 || (skills[unit] & barred) === 0;
    const goes = isFree && reached && fit !== 0 && mayGo;
    if (goes) addCandidate(candidates, unit, freeKind);
    if (!explained) {
      if (fit !== 0 && reached && mayGo && !isFree && mayDivertUnit(state, unit, row))
        addCandidate(candidates, unit, divertKind);
      continue;
    }
    const exclusion = countUnit(scan, state, unit, row, lines, fit, isFree, goes);
    if (exclusion === onLowerGrade && reached) addCandidate(candidates, unit, divertKind);
  }
}

function maskOfLines(lines: readonly PlanLine[]): number {
  let mask = 0;
  for (let line = 0; line < lines.length; line += 1) mask |= 1 << lines[line].need;
  return mask;
}

function resetCounts(scan: UnitScan, considered: number): void {
  scan.excluded.fill(0);
  scan.fitting.fill(0);
  scan.blocked.fill(0);
  scan.considered = considered;
  scan.bookedOn = considered;
}

/** Counts a unit among those that fit, and unless it can go, by what keeps it; answers that, or -1. */
function countUnit(
  scan: UnitScan,
  state: RegionState,
  unit: number,
  row: number,
  lines: readonly PlanLine[],
  fit: number,
  isFree: boolean,
  goes: boolean,
): number {
  const isOff = state.columns.units.status[unit] === off;
  if (isOff) scan.bookedOn -= 1;
  if (isOff || fit === 0) {
    const exclusion = isOff ? notBookedOn : notQualified;
    scan.excluded[exclusion] += 1;
    return exclusion;
  }
  for (let line = 0; line < lines.length; line += 1)
    scan.fitting[lines[line].need] += (fit >>> lines[line].need) & 1;
  if (goes) return -1;
  const exclusion = exclusionOfFitting(state, unit, row, isFree);
  countExcluded(scan, lines, fit, exclusion);
  return exclusion;
}

/** Of a unit that fits, is on duty and does not go. */
function exclusionOfFitting(
  state: RegionState,
  unit: number,
  row: number,
  isFree: boolean,
): number {
  const { incidents, units } = state.columns;
  if (incidents.barred[row] !== 0 && (units.skills[unit] & incidents.barred[row]) !== 0)
    return withheld;
  return isFree ? outsideReach : exclusionOf(state, unit, row);
}

function countExcluded(
  scan: UnitScan,
  lines: readonly PlanLine[],
  fit: number,
  exclusion: number,
): void {
  scan.excluded[exclusion] += 1;
  const cause = causeOfExclusion[exclusion];
  for (let line = 0; line < lines.length; line += 1)
    scan.blocked[lines[line].need * causeCount + cause] += (fit >>> lines[line].need) & 1;
}

/** Why a booked-on unit that is not free is not. */
function exclusionOf(state: RegionState, unit: number, row: number): number {
  const { status, reason, emergencyAt } = state.columns.units;
  if (status[unit] === unavailable) return exclusionOfReason[reason[unit]];
  if (emergencyAt[unit] !== 0) return inEmergency;
  return exclusionOfCommitted(state, unit, row);
}

/** Of a unit that is not free; what `countUnit` would answer as well. */
function mayDivertUnit(state: RegionState, unit: number, row: number): boolean {
  const { status, emergencyAt } = state.columns.units;
  if (status[unit] === off || status[unit] === unavailable || emergencyAt[unit] !== 0) return false;
  return exclusionOfCommitted(state, unit, row) === onLowerGrade;
}

function exclusionOfCommitted(state: RegionState, unit: number, row: number): number {
  const { units, allocations, incidents } = state.columns;
  const active = units.firstAllocation[unit];
  if (active < 0 || allocations.state[active] === stacked) return committed;
  const other = allocations.incident[active];
  if (other === row) return atThisIncident;
  const { diverts } = getPolicy(state);
  const progress = allocations.state[active];
  const mayLeave = mayTakeOff(diverts, incidents.served[row], incidents.served[other], progress);
  return mayLeave ? onLowerGrade : committed;
}

const noRoadPath = exclusions["no road path"];
const beyondRange = exclusions["beyond range"];
const positionStale = exclusions["position stale"];

/**
 * Counts a free candidate that is not known to be within range, with its cause. A stale unit is within range only
 * when it would be even if it had driven away since it was last seen (driftMostMicros at most).
 */
export function countOutOfRange(
  scan: UnitScan,
  index: number,
  rangeMicros: number,
  lines: readonly PlanLine[],
  serves: number,
): void {
  const travel = scan.candidates.travelMicros[index];
  const known = travel > rangeMicros ? beyondRange : positionStale;
  countExcluded(scan, lines, serves, travel === Infinity ? noRoadPath : known);
}
