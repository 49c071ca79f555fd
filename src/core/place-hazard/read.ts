/** Hazards of places as values: all that stand, and those near a place, for whoever is sent there. */

import { distanceM } from "../../base/distance.ts";
import type { Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";

/** This far outside its radius a hazard is still said to be near. */
export const nearbyMarginM = 200;

export interface PlaceHazard {
  readonly placeHazard: number;
  readonly latE7: number;
  readonly lonE7: number;
  readonly radiusM: number;
  /** Code of the region's hazards, or null. */
  readonly hazard: string | null;
  readonly warnedAt: Instant;
  readonly expiresAt: Instant;
  /** It asks to be renewed. */
  readonly isDue: boolean;
  readonly words: string;
  readonly by: string;
  /** The last reason it was renewed for; empty = never. */
  readonly reason: string;
}

export function listPlaceHazards(state: RegionState): PlaceHazard[] {
  const { placeHazards, head } = state.columns;
  if (head.placeHazards[0] === 0) return [];
  const list: PlaceHazard[] = [];
  placeHazards.number.forEach((placeHazard, row) => {
    if (placeHazard === 0) return;
    const text = state.text?.placeHazards.get(placeHazard);
    list.push({
      placeHazard,
      latE7: placeHazards.latE7[row],
      lonE7: placeHazards.lonE7[row],
      radiusM: placeHazards.radiusM[row],
      hazard: getPolicy(state).config.hazards[placeHazards.hazard[row]]?.code ?? null,
      warnedAt: placeHazards.warnedAt[row],
      expiresAt: placeHazards.expiresAt[row],
      isDue: placeHazards.asked[row] === 1,
      words: text?.words ?? "",
      by: text?.by ?? "",
      reason: text?.reason ?? "",
    });
  });
  return list.sort((a, b) => a.placeHazard - b.placeHazard);
}

/** Those that a place known to within `radiusM` may lie in, or lies close to. */
export function listHazardsNear(
  state: RegionState,
  place: { readonly latE7: number; readonly lonE7: number },
  radiusM = 0,
): PlaceHazard[] {
  return listPlaceHazards(state).filter(
    ({ latE7, lonE7, radiusM: own }) =>
      distanceM(latE7, lonE7, place.latE7, place.lonE7) <= own + radiusM + nearbyMarginM,
  );
}
