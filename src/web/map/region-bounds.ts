/**
 * What a region's map shows first: its own ground as far as the map has it. One map may hold many regions, and the areas of a
 * configuration may reach far over what the map has.
 */

import type { DegreeBounds } from "../../wire/map-layers.ts";
import type { AreaConfig } from "../../core/region/config.ts";

/** [west, south, east, north] in degrees; null = neither says where it lies. */
export function firstBounds(
  map: DegreeBounds | null,
  areas: readonly Pick<AreaConfig, "ring">[],
): DegreeBounds | null {
  const points = areas.flatMap(({ ring }) => ring);
  if (points.length === 0 || map === null) return map;
  const lons = points.map(([lonE7]) => lonE7 / 1e7);
  const lats = points.map(([, latE7]) => latE7 / 1e7);
  const [west, south, east, north] = map;
  const shared: DegreeBounds = [
    Math.max(west, Math.min(...lons)),
    Math.max(south, Math.min(...lats)),
    Math.min(east, Math.max(...lons)),
    Math.min(north, Math.max(...lats)),
  ];
  return shared[0] < shared[2] && shared[1] < shared[3] ? shared : map;
}
