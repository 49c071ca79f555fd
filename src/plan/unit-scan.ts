/**
 * One pass over the units of a region: who could go to an incident, and for everybody else the cause, counted once. It
 * writes into typed arrays that are kept between calls, so a pass over 5,000 units makes no object per unit; a result
 * is good until the next scan into the same arrays. Not here: where they are (candidates.ts), ranking and words.
 */

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
import {
  addCandidate,
  divertKind,
  freeKind,
  makeCandidates,
  resetCandidates,
  type Candidates,
} from "./candidates.ts";

const { off, unavailable, transporting } = unitStatuses.code;
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
const outsideReach = exclusions["outside reach"];
/** 1 for the statuses from which a unit may be sent, by status code. */
export const isFreeStatus = Uint8Array.from(unitStatuses.names, (status) =>
  status === "available" || status === "committed deployable" ? 1 : 0,
);

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
 * Fills the scan with the candidates for an incident (by its row) and counts everybody else; where they are and how
 * long they take comes after, by `measureCandidates`. `needs` are indices of the policy, each once.
 */
export function scanUnits(
  scan: UnitScan,
  state: RegionState,
  row: number,
  needs: readonly number[],
): void {
  const { status, serves, emergencyAt, area: homes } = state.columns.units;
  const unitCount = state.columns.head.units[0];
  const { excluded, candidates, fitting } = scan;
  resetCandidates(candidates, unitCount);
  excluded.fill(0);
  fitting.fill(0);
  scan.blocked.fill(0);
  const { reach, areaCount } = getPolicy(state);
  const area = state.columns.incidents.area[row];
  let needMask = 0;
  for (const need of needs) needMask |= 1 << need;
  for (let unit = 0; unit < unitCount; unit += 1) {
    const unitStatus = status[unit];
    const fit = serves[unit] & needMask;
    if (unitStatus === off || fit === 0) {
      excluded[unitStatus === off ? notBookedOn : notQualified] += 1;
      continue;
    }
    for (let line = 0; line < needs.length; line += 1)
      fitting[needs[line]] += (fit >>> needs[line]) & 1;
    const home = homes[unit];
    const reached = area < 0 || home < 0 || reach[area * areaCount + home] === 1;
    const isFree = isFreeStatus[unitStatus] === 1 && emergencyAt[unit] === 0;
    if (isFree && reached) {
      addCandidate(candidates, unit, freeKind);
      continue;
    }
    const exclusion = isFree ? outsideReach : exclusionOf(state, unit, row);
    countExcluded(scan, needs, fit, exclusion);
    if (exclusion === onLowerGrade && reached) addCandidate(candidates, unit, divertKind);
  }
  scan.considered = unitCount;
  scan.bookedOn = unitCount - excluded[notBookedOn];
}

function countExcluded(
  scan: UnitScan,
  needs: readonly number[],
  fit: number,
  exclusion: number,
): void {
  scan.excluded[exclusion] += 1;
  const cause = causeOfExclusion[exclusion];
  for (let line = 0; line < needs.length; line += 1)
    scan.blocked[needs[line] * causeCount + cause] += (fit >>> needs[line]) & 1;
}

/** Why a booked-on unit that is not free is not. */
function exclusionOf(state: RegionState, unit: number, row: number): number {
  const { status, reason, emergencyAt } = state.columns.units;
  if (status[unit] === unavailable) return exclusionOfReason[reason[unit]];
  if (emergencyAt[unit] !== 0) return inEmergency;
  return exclusionOfCommitted(state, unit, row);
}

function exclusionOfCommitted(state: RegionState, unit: number, row: number): number {
  const { units, allocations, incidents } = state.columns;
  const active = units.firstAllocation[unit];
  if (active < 0 || allocations.state[active] === stacked) return committed;
  const other = allocations.incident[active];
  if (other === row) return atThisIncident;
  const isLower = incidents.served[other] > incidents.served[row];
  // A unit that carries somebody is not taken off them.
  const isTransporting = units.status[unit] === transporting;
  return isLower && !isTransporting ? onLowerGrade : committed;
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
  needs: readonly number[],
  serves: number,
): void {
  const travel = scan.candidates.travelMicros[index];
  const known = travel > rangeMicros ? beyondRange : positionStale;
  countExcluded(scan, needs, serves, travel === Infinity ? noRoadPath : known);
}
