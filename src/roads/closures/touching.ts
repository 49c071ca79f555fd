/**
 * Where drawn lines and rings meet the pieces of a road: on a flat map, with degrees times 10^7, which is right for the
 * length of a street. Touching counts as meeting. Not here: which roads, and what comes of it.
 */

/** [lonE7, latE7]. */
export type Point = readonly [number, number];
export type Line = readonly [Point, Point];

/** West, south, east, north. */
export function boxOf(points: readonly Point[]): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of points) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}

export function linesOf(points: readonly Point[], isRing: boolean): Line[] {
  const lines = points.slice(1).map((point, at): Line => [points[at], point]);
  if (isRing && points.length > 2) lines.push([points[points.length - 1], points[0]]);
  return lines;
}

/** Degrees from north, clockwise. */
export function bearingBetween([aLon, aLat]: Point, [bLon, bLat]: Point): number {
  const shrink = Math.cos((((aLat + bLat) / 2e7) * Math.PI) / 180);
  return (Math.atan2((bLon - aLon) * shrink, bLat - aLat) * 180) / Math.PI;
}

/** Twice the area of a triangle, from its first corner so that the products stay exact within a few degrees. */
function turnOf([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

/**
 * How far along the piece from `a` to `b` the line meets it, 0 to 1, first and last where it meets more than a point;
 * undefined where they do not touch.
 */
export function meetingOf(a: Point, b: Point, [c, d]: Line): readonly [number, number] | undefined {
  const [abc, abd] = [turnOf(a, b, c), turnOf(a, b, d)];
  const [cda, cdb] = [turnOf(c, d, a), turnOf(c, d, b)];
  if (abc === 0 && abd === 0 && cda === 0 && cdb === 0)
    return doOverlap(a, b, c, d) ? overlapOf(a, b, [c, d]) : undefined;
  const isBeside = abc > 0 === abd > 0 && abc !== 0 && abd !== 0;
  if (isBeside || (cda > 0 === cdb > 0 && cda !== 0 && cdb !== 0)) return undefined;
  const share = cda === cdb ? 0 : Math.min(1, Math.max(0, cda / (cda - cdb)));
  return [share, share];
}

/** The boxes of two pieces on one line. */
function doOverlap(a: Point, b: Point, c: Point, d: Point): boolean {
  return [0, 1].every(
    (axis) =>
      Math.max(a[axis], b[axis]) >= Math.min(c[axis], d[axis]) &&
      Math.max(c[axis], d[axis]) >= Math.min(a[axis], b[axis]),
  );
}

/** What two overlapping pieces of one line share, as parts of the first. */
function overlapOf(a: Point, b: Point, line: Line): readonly [number, number] {
  const axis = Math.abs(b[0] - a[0]) >= Math.abs(b[1] - a[1]) ? 0 : 1;
  const length = b[axis] - a[axis];
  if (length === 0) return [0, 1];
  const shares = line.map((point) => Math.min(1, Math.max(0, (point[axis] - a[axis]) / length)));
  return [Math.min(...shares), Math.max(...shares)];
}

/** Whether a ring holds a point, by the even-odd rule. */
export function holds(ring: readonly (readonly number[])[], [lon, lat]: Point): boolean {
  let inside = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
    const [ax, ay] = ring[at];
    const [bx, by] = ring[before];
    if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
