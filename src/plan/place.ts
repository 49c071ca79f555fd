/**
 * Where to measure travel to. An incident nobody could place yet still needs a unit: then the middle of its area
 * (or of the region) stands in, and the recommendation says so instead of guessing in silence.
 */

import { getPolicy, type RegionState } from "../core/state/region-state.ts";
import { locationStates } from "../core/vocabulary.ts";

export interface MeasuredPlace {
  readonly latE7: number;
  readonly lonE7: number;
  /** Metres the place may be off, as given; 0 = a point. */
  readonly radiusM: number;
  /** Name of the area whose middle stands in, or "" when the place is known. */
  readonly standIn: string;
}

export function placeOfIncident(state: RegionState, row: number): MeasuredPlace {
  const incidents = state.columns.incidents;
  if (incidents.locationState[row] !== locationStates.code["not asked"])
    return {
      latE7: incidents.latE7[row],
      lonE7: incidents.lonE7[row],
      radiusM: incidents.radiusM[row],
      standIn: "",
    };
  const { config } = getPolicy(state);
  const area = config.areas[incidents.area[row]];
  if (area === undefined || area.ring.length === 0)
    return { ...config.centre, radiusM: 0, standIn: config.name };
  // The mean of the corners: good enough for "roughly there", and it needs no more than the ring.
  let latE7 = 0;
  let lonE7 = 0;
  for (const [lon, lat] of area.ring) {
    latE7 += lat / area.ring.length;
    lonE7 += lon / area.ring.length;
  }
  return { latE7: Math.round(latE7), lonE7: Math.round(lonE7), radiusM: 0, standIn: area.name };
}
