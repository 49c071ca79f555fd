/**
 * Places on a region's own ground before those elsewhere: one map may hold many regions, each with a Station Road, and who calls
 * a room is most likely in its areas. Nothing is hidden, since people do report what is elsewhere; it is said to be so.
 */
import type { FoundPlace } from "./gazetteer.ts";
import { holdsPoint } from "./plane.ts";

interface Ground {
  /** Rings of [lonE7, latE7]; an area without corners is nowhere. */
  readonly ring: readonly (readonly [number, number])[];
}

/** So much better must a place elsewhere fit; scores are 0 to 100. */
const elsewhereScore = 20;
const elsewhere = "outside of this region's areas";

/** Best first. A region whose areas have no corners has no ground, and all places count alike. */
export function rankByGround(
  found: readonly FoundPlace[],
  areas: readonly Ground[],
): readonly FoundPlace[] {
  if (areas.every(({ ring }) => ring.length === 0)) return found;
  return found
    .map((place) => {
      if (isOnGround(place, areas)) return place;
      const score = Math.max(0, place.score - elsewhereScore);
      const matched = place.matched === "" ? elsewhere : `${place.matched}; ${elsewhere}`;
      return { ...place, score, matched };
    })
    .sort((a, b) => b.score - a.score);
}

/** Those on the region's ground alone, or all where none is: what a name means when nobody can be asked. */
export function preferOwnGround(
  found: readonly FoundPlace[],
  areas: readonly Ground[],
): readonly FoundPlace[] {
  const own = found.filter((place) => isOnGround(place, areas));
  return own.length > 0 ? own : found;
}

function isOnGround(place: FoundPlace, areas: readonly Ground[]): boolean {
  return areas.some(({ ring }) => ring.length > 2 && holdsPoint(ring, place));
}
