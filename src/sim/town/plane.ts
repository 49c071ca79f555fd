/**
 * The town's plane: metres east (x) and north (y) of a fixed point in the open North Sea, so that no invented
 * street can be taken for a real one, and the way from there to E7 degrees (degrees times 10^7, integers).
 * Small polygon tools for building the town stand here too. Not here: travel times, routing, map projections.
 */

export interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

/** Degrees times 10^7 as integers: about 1.1 cm north to south. */
export interface PointE7 {
  readonly latE7: number;
  readonly lonE7: number;
}

export const originLatDegrees = 54;
export const originLonDegrees = 3;
const metresPerLatDegree = 111_195;
const metresPerLonDegree = metresPerLatDegree * Math.cos((originLatDegrees * Math.PI) / 180);

export function e7FromPlane(point: PlanePoint): PointE7 {
  return {
    latE7: Math.round((originLatDegrees + point.y / metresPerLatDegree) * 1e7),
    lonE7: Math.round((originLonDegrees + point.x / metresPerLonDegree) * 1e7),
  };
}

export function planeFromE7(point: PointE7): PlanePoint {
  return {
    x: (point.lonE7 / 1e7 - originLonDegrees) * metresPerLonDegree,
    y: (point.latE7 / 1e7 - originLatDegrees) * metresPerLatDegree,
  };
}

export function distanceMetres(a: PlanePoint, b: PlanePoint): number {
  return Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);
}

export function mixPoints(a: PlanePoint, b: PlanePoint, share: number): PlanePoint {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

/** The part of a convex ring on the side of the line through `on` where `normal` points. May be empty. */
export function clipByHalfPlane(
  ring: readonly PlanePoint[],
  on: PlanePoint,
  normal: PlanePoint,
): PlanePoint[] {
  const side = (p: PlanePoint): number => (p.x - on.x) * normal.x + (p.y - on.y) * normal.y;
  const kept: PlanePoint[] = [];
  for (let index = 0; index < ring.length; index += 1) {
    const a = ring[index];
    const b = ring[(index + 1) % ring.length];
    const sideA = side(a);
    const sideB = side(b);
    if (sideA >= 0) kept.push(a);
    if ((sideA > 0 && sideB < 0) || (sideA < 0 && sideB > 0)) {
      kept.push(mixPoints(a, b, sideA / (sideA - sideB)));
    }
  }
  return kept;
}

/**
 * Even-odd rule on an open ring of E7 points. Every edge is taken from its lower to its upper end and the
 * products stay below 2^53 for rings smaller than about 5 degrees, so two rings that share an edge never both
 * hold, and never both miss, a point of it: polygons that share their corners partition the plane exactly.
 */
export function isInsideRing(ring: readonly PointE7[], point: PointE7): boolean {
  let inside = false;
  for (let index = 0; index < ring.length; index += 1) {
    const a = ring[index];
    const b = ring[(index + 1) % ring.length];
    if (a.latE7 > point.latE7 === b.latE7 > point.latE7) continue;
    const [low, high] = a.latE7 < b.latE7 ? [a, b] : [b, a];
    const cross =
      (high.lonE7 - low.lonE7) * (point.latE7 - low.latE7) -
      (point.lonE7 - low.lonE7) * (high.latE7 - low.latE7);
    if (cross > 0) inside = !inside;
  }
  return inside;
}
