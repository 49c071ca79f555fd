/**
 * The ground about one map as a flat plane in metres, east and north of its middle: good to 1 % over the 300 km that
 * a control room's area is wide, and only used to tell what is near. Not here: distances that are shown (base).
 */
import { cosine, earthRadiusM } from "../../base/distance.ts";

const radiansPerE7 = Math.PI / 180 / 1e7;
const metresPerE7 = radiansPerE7 * earthRadiusM;

export interface Plane {
  readonly east: (lonE7: number) => number;
  readonly north: (latE7: number) => number;
}

export function makePlane(midLatE7: number): Plane {
  const lonMetres = metresPerE7 * cosine(midLatE7 * radiansPerE7);
  return { east: (lonE7) => lonE7 * lonMetres, north: (latE7) => latE7 * metresPerE7 };
}

export interface PointE7 {
  readonly latE7: number;
  readonly lonE7: number;
}

/** Whether a ring of [lonE7, latE7] holds the point; closed or not. */
export function holdsPoint(
  ring: readonly (readonly [number, number])[],
  { latE7, lonE7 }: PointE7,
): boolean {
  let inside = false;
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index, index += 1) {
    const [a, b] = [ring[index], ring[before]];
    if (a[1] > latE7 === b[1] > latE7) continue;
    if (lonE7 < ((b[0] - a[0]) * (latE7 - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

const compass = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"] as const;

/** The direction of `to` seen from `from`, in eighths. */
export function compassOf(plane: Plane, from: PointE7, to: PointE7): string {
  const east = plane.east(to.lonE7) - plane.east(from.lonE7);
  const north = plane.north(to.latE7) - plane.north(from.latE7);
  const eighths = Math.round((Math.atan2(east, north) / (2 * Math.PI)) * 8);
  return compass[(eighths + 8) % 8];
}
