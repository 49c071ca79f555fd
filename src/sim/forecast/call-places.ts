/**
 * Zones of a forecast by road: round each incident that was seen a few places that calls like it will come from, so that
 * times between all places are known from a matrix. Without roads a call comes from anywhere round it. No draw is made: all
 * futures have the same zones.
 */
import { halton } from "../../base/halton.ts";
import type { Place } from "../room/crews.ts";

export const callPlaceLimits = {
  /** Zones of a forecast, and round one incident; each incident has one at least. */
  zones: 1_024,
  ofIncident: 4,
} as const;

/** E7 degrees of latitude in a metre. */
const latE7PerMetre = 89.932;

/** By incident seen; within `scatterM` metres to each side. */
export function makeCallPlaces(seen: readonly Place[], scatterM: number): Place[][] {
  const { zones, ofIncident } = callPlaceLimits;
  const count = Math.max(1, Math.min(ofIncident, Math.floor(zones / Math.max(1, seen.length))));
  return seen.map((like, at) =>
    Array.from({ length: count }, (_, place) => {
      const number = at * count + place + 1;
      const [u, v] = [halton(number, 2), halton(number, 3)];
      return besides(like, (2 * u - 1) * scatterM, (2 * v - 1) * scatterM);
    }),
  );
}

/** So many metres to the east and to the north of a place. */
export function besides({ latE7, lonE7 }: Place, east: number, north: number): Place {
  const perEast = latE7PerMetre / Math.cos((latE7 / 1e7) * (Math.PI / 180));
  return {
    latE7: Math.round(latE7 + north * latE7PerMetre),
    lonE7: Math.round(lonE7 + east * perEast),
  };
}
