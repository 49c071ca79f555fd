/**
 * Closures in a recommendation: which of them keep units from coming at all, what would open a way, and which reported
 * ones a way passes. The source of travel times answers; one that knows no roads is not asked. A search for a way that
 * is shut costs as much as one that is open, so only the nearest units are asked about.
 */

import { distanceM } from "../base/distance.ts";
import type { RegionState } from "../core/state/region-state.ts";
import { freeKind, startOf, type Candidates } from "./candidates.ts";
import { makeNearest, offer, resetNearest, sortNearest } from "./nearest.ts";
import type { TravelTimes } from "./travel-times.ts";

/** Units without a way that are asked about for one need, the nearest by straight line. */
export const shutWaysAsked = 8;

export interface ShutWays {
  /** Closures in the way of those asked about, ascending. */
  readonly closures: readonly number[];
  /** Of these, the ones that would have to be lifted for the nearest unit that lifting would help. */
  readonly wouldOpen: readonly number[];
}

export const noShutWays: ShutWays = { closures: [], wouldOpen: [] };

const nearest = makeNearest(shutWaysAsked);

/** What shuts the way of the free candidates that have none and serve one of `needMask` (bit set of needs). */
export function findShutWays(
  state: RegionState,
  candidates: Candidates,
  travel: TravelTimes,
  place: { readonly latE7: number; readonly lonE7: number },
  needMask: number,
): ShutWays {
  if (travel.listShutOnWay === undefined) return noShutWays;
  const { serves } = state.columns.units;
  const { count, unit, kind, latE7, lonE7, travelMicros } = candidates;
  resetNearest(nearest, shutWaysAsked);
  for (let index = 0; index < count; index += 1) {
    if (travelMicros[index] !== Infinity || kind[index] !== freeKind) continue;
    if ((serves[unit[index]] & needMask) === 0) continue;
    const metres = distanceM(latE7[index], lonE7[index], place.latE7, place.lonE7);
    offer(nearest, metres, unit[index], index);
  }
  sortNearest(nearest);
  const closures = new Set<number>();
  let wouldOpen: readonly number[] = [];
  for (let rank = 0; rank < nearest.count; rank += 1) {
    const start = startOf(candidates, nearest.tag[rank]);
    const shut = travel.listShutOnWay(start, place.latE7, place.lonE7);
    if (wouldOpen.length === 0) wouldOpen = shut;
    for (const closure of shut) closures.add(closure);
  }
  return { closures: ascending(closures), wouldOpen: ascending(wouldOpen) };
}

/** Reported closures that the way of a candidate passes, ascending. */
export function listReportedOn(
  candidates: Candidates,
  index: number,
  travel: TravelTimes,
  place: { readonly latE7: number; readonly lonE7: number },
): readonly number[] {
  if (travel.listReportedOnWay === undefined) return [];
  const start = startOf(candidates, index);
  return ascending(travel.listReportedOnWay(start, place.latE7, place.lonE7));
}

function ascending(numbers: Iterable<number>): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** `closure 4`, `closures 4, 7 and 9`. */
export function describeClosures(numbers: readonly number[]): string {
  if (numbers.length === 1) return `closure ${numbers[0]}`;
  return `closures ${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
}
