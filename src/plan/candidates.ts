/**
 * Units that may go somewhere, as typed columns that are kept between calls: who, where last seen and how long ago, how
 * long the way takes, and the key that the ranking goes by. Nothing is made per unit. Not here: who becomes a
 * candidate (unit-scan.ts), and any ranking.
 */

import { assert } from "../base/assert.ts";
import { microsPerMinute, type Instant } from "../base/instant.ts";
import { limits } from "../core/limits.ts";
import { getPolicy, type RegionState } from "../core/state/region-state.ts";
import { measureMany } from "./measure-many.ts";
import type { PositionOverlay } from "./positions.ts";
import type { TravelStart, TravelTimes } from "./travel-times.ts";

/** Kinds of candidates. */
export const freeKind = 0;
export const divertKind = 1;

/**
 * The most that an old position is held against a unit: 15 minutes, about the time to cross 10 km at the calibrated
 * speed. A unit stays in its patch, so after that more silence says no more about where it is.
 */
export const driftMostMicros = 15 * microsPerMinute;

/** Columns of units that may go somewhere; `count` rows are in use. */
export interface Candidates {
  count: number;
  unit: Int32Array;
  kind: Uint8Array;
  /** Index of the vehicle class in the policy. */
  vehicleClass: Uint8Array;
  latE7: Int32Array;
  lonE7: Int32Array;
  ageMicros: Float64Array;
  travelMicros: Float64Array;
  /** What the ranking goes by: travel, and for a stale position the time it may have driven away since. */
  keyMicros: Float64Array;
}

export function makeCandidates(capacity = 64): Candidates {
  return {
    count: 0,
    unit: new Int32Array(capacity),
    kind: new Uint8Array(capacity),
    vehicleClass: new Uint8Array(capacity),
    latE7: new Int32Array(capacity),
    lonE7: new Int32Array(capacity),
    ageMicros: new Float64Array(capacity),
    travelMicros: new Float64Array(capacity),
    keyMicros: new Float64Array(capacity),
  };
}

/** Empties the columns and makes them long enough for every unit of the region. */
export function resetCandidates(candidates: Candidates, units: number): void {
  assert(units <= limits.units, `units: got ${units}, expected at most ${limits.units}`);
  if (candidates.unit.length < units)
    Object.assign(candidates, makeCandidates(2 ** Math.ceil(Math.log2(units))));
  candidates.count = 0;
}

export function addCandidate(candidates: Candidates, unit: number, kind: number): void {
  candidates.unit[candidates.count] = unit;
  candidates.kind[candidates.count] = kind;
  candidates.count += 1;
}

/** One candidate as the beginning of a way. */
export function startOf(candidates: Candidates, index: number): TravelStart {
  return {
    unit: candidates.unit[index],
    vehicleClass: candidates.vehicleClass[index],
    latE7: candidates.latE7[index],
    lonE7: candidates.lonE7[index],
  };
}

/** What travel is measured with. */
export interface TravelQuestion {
  readonly now: Instant;
  readonly positions: PositionOverlay;
  readonly travel: TravelTimes;
  readonly staleMicros: number;
}

/** Adds vehicle classes, positions, ages, travel times to one place, and ranking keys of all candidates. */
export function measureCandidates(
  candidates: Candidates,
  state: RegionState,
  { now, positions, travel, staleMicros }: TravelQuestion,
  place: { readonly latE7: number; readonly lonE7: number },
): void {
  placeCandidates(candidates, state, now, positions);
  const { count, travelMicros, ageMicros, keyMicros } = candidates;
  measureMany(travel, candidates, place.latE7, place.lonE7, travelMicros);
  for (let index = 0; index < count; index += 1) {
    const age = ageMicros[index];
    const drift = age > staleMicros ? Math.min(age, driftMostMicros) : 0;
    keyMicros[index] = travelMicros[index] + drift;
  }
}

/** Puts every candidate where it was last seen: by tracking or in the log, whichever is newer. */
function placeCandidates(
  candidates: Candidates,
  state: RegionState,
  now: Instant,
  positions: PositionOverlay,
): void {
  const { count, unit: units, vehicleClass, latE7, lonE7, ageMicros } = candidates;
  const { latE7: loggedLat, lonE7: loggedLon, positionAt: loggedAt } = state.columns.units;
  const { vehicle } = state.columns.units;
  const { classOfVehicle } = getPolicy(state);
  const { latE7: trackedLat, lonE7: trackedLon, at: trackedAt } = positions;
  const tracked = trackedAt.length;
  for (let index = 0; index < count; index += 1) {
    const unit = units[index];
    vehicleClass[index] = classOfVehicle[vehicle[unit]];
    let at = loggedAt[unit];
    if (unit < tracked && trackedAt[unit] > at) {
      at = trackedAt[unit];
      latE7[index] = trackedLat[unit];
      lonE7[index] = trackedLon[unit];
    } else {
      latE7[index] = loggedLat[unit];
      lonE7[index] = loggedLon[unit];
    }
    ageMicros[index] = at < now ? now - at : 0;
  }
}
