/**
 * Which area a point lies in: ray casting over the areas' rings (even-odd rule), first match wins. -1 = none.
 */

import type { Policy } from "./policy.ts";

export function findAreaIndex(policy: Policy, latE7: number, lonE7: number): number {
  return policy.config.areas.findIndex((area) => isInside(area.ring, latE7, lonE7));
}

function isInside(
  ring: readonly (readonly [number, number])[],
  latE7: number,
  lonE7: number,
): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > latE7 !== yj > latE7 && lonE7 < ((xj - xi) * (latE7 - yi)) / (yj - yi) + xi)
      inside = !inside;
  }
  return inside;
}
