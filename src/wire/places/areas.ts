/**
 * In which part of the map something is, so that two streets of one name can be told apart: the area whose ring
 * holds it, and the settlement it belongs to, which is the place of that kind nearest by its usual size. Not here:
 * the areas of a region's units, which are the region's configuration.
 */
import type { SourceArea, SourcePlace } from "./place-source.ts";
import { holdsPoint, type Plane, type PointE7 } from "./plane.ts";

/** How far, in metres, a settlement of this kind reaches at most. */
const settlementMetres: Readonly<Record<string, number>> = {
  city: 8_000,
  borough: 5_000,
  town: 4_000,
  suburb: 2_500,
  village: 2_500,
  quarter: 1_500,
  neighbourhood: 1_200,
  hamlet: 1_200,
  locality: 700,
};

export function isSettlement(kind: string): boolean {
  return Object.hasOwn(settlementMetres, kind);
}

export interface AreaFinder {
  /** "Kensington", "Old Town", "Kensington, Old Town", or "". */
  findArea(at: PointE7): string;
}

export function makeAreaFinder(
  areas: readonly SourceArea[],
  places: readonly SourcePlace[],
  plane: Plane,
): AreaFinder {
  const boxes = areas.map(({ name, ring }) => ({
    name,
    ring,
    west: Math.min(...ring.map(([lon]) => lon)),
    east: Math.max(...ring.map(([lon]) => lon)),
    south: Math.min(...ring.map(([, lat]) => lat)),
    north: Math.max(...ring.map(([, lat]) => lat)),
  }));
  const settlements = places
    .filter(({ kind }) => isSettlement(kind))
    .map(({ name, kind, latE7, lonE7 }) => {
      const reach = settlementMetres[kind];
      return { name, reach, x: plane.east(lonE7), y: plane.north(latE7) };
    });
  return {
    findArea: (at) => {
      const [x, y] = [plane.east(at.lonE7), plane.north(at.latE7)];
      let best = 1;
      let settlement = "";
      for (const { name, reach, x: east, y: north } of settlements) {
        if (Math.abs(north - y) > reach) continue;
        const share = Math.hypot(east - x, north - y) / reach;
        if (share < best) [best, settlement] = [share, name];
      }
      const area = boxes.find(
        ({ ring, west, east, south, north }) =>
          at.lonE7 >= west &&
          at.lonE7 <= east &&
          at.latE7 >= south &&
          at.latE7 <= north &&
          holdsPoint(ring, at),
      );
      const parts = [settlement, area?.name ?? ""].filter((part) => part !== "");
      return [...new Set(parts)].join(", ");
    },
  };
}
