/**
 * Patrol areas: the town's ground split into convex pieces of about equal street length (Lloyd's algorithm on
 * the street nodes, then the cells nearest to each centre). Their rings share corners exactly, so a point of
 * the ground lies in one area and one only; outside the ground it lies in none.
 */
import type { RandomStream } from "../../base/random.ts";
import type { NameMaker } from "./names.ts";
import {
  clipByHalfPlane,
  distanceMetres,
  e7FromPlane,
  type PlanePoint,
  type PointE7,
} from "./plane.ts";
import type { Area } from "./town.ts";

const lloydRounds = 12;
/** Corners computed for two neighbours that lie nearer than this are one corner. */
const cornerSnapMetres = 0.5;

export interface AreaPlan {
  readonly areas: readonly Area[];
  readonly centres: readonly PlanePoint[];
}

export function nearestCentre(centres: readonly PlanePoint[], point: PlanePoint): number {
  let best = 0;
  for (let index = 1; index < centres.length; index += 1) {
    if (distanceMetres(centres[index], point) < distanceMetres(centres[best], point)) best = index;
  }
  return best;
}

function spreadCentres(
  stream: RandomStream,
  points: readonly PlanePoint[],
  count: number,
): PlanePoint[] {
  // The first centre is the middle of the town: its area is the old town. The rest start at random streets.
  let centres: PlanePoint[] = [{ x: 0, y: 0 }];
  while (centres.length < count) centres.push(stream.pick(points));
  for (let round = 0; round < lloydRounds; round += 1) {
    const sums = centres.map(() => ({ x: 0, y: 0, count: 0 }));
    for (const point of points) {
      const sum = sums[nearestCentre(centres, point)];
      sum.x += point.x;
      sum.y += point.y;
      sum.count += 1;
    }
    centres = sums.map((sum) =>
      sum.count === 0 ? stream.pick(points) : { x: sum.x / sum.count, y: sum.y / sum.count },
    );
  }
  return centres;
}

/** Canonical corners, so that neighbours round to the same E7 point; T-junctions are put into both sides. */
class CornerBook {
  readonly corners: PlanePoint[] = [];

  indexOf(point: PlanePoint): number {
    const found = this.corners.findIndex(
      (corner) => distanceMetres(corner, point) < cornerSnapMetres,
    );
    return found >= 0 ? found : this.corners.push(point) - 1;
  }

  /** Corners of others that lie on the side from a to b, in order. */
  listBetween(a: number, b: number): number[] {
    const [from, to] = [this.corners[a], this.corners[b]];
    const length = distanceMetres(from, to);
    return this.corners
      .map((corner, index) => {
        const along =
          ((corner.x - from.x) * (to.x - from.x) + (corner.y - from.y) * (to.y - from.y)) / length;
        const off =
          ((corner.x - from.x) * (to.y - from.y) - (corner.y - from.y) * (to.x - from.x)) / length;
        return { index, along, off: Math.abs(off) };
      })
      .filter((c) => c.index !== a && c.index !== b && c.off < cornerSnapMetres)
      .filter((c) => c.along > 0 && c.along < length)
      .sort((p, q) => p.along - q.along)
      .map((c) => c.index);
  }
}

function codeFor(name: string, taken: Set<string>): string {
  const letters = name.toUpperCase().replaceAll(/[^A-Z]/g, "");
  for (const second of `${letters.slice(1)}ABCDEFGHJKLMNPRSTUVWXYZ`) {
    const code = letters[0] + second;
    if (!taken.has(code)) {
      taken.add(code);
      return code;
    }
  }
  // 27 areas with one first letter can't be: there are at most 12.
  return letters.slice(0, 2);
}

export function planAreas(
  stream: RandomStream,
  names: NameMaker,
  points: readonly PlanePoint[],
  count: number,
  ground: readonly PlanePoint[],
): AreaPlan {
  const centres = spreadCentres(stream, points, count);
  const book = new CornerBook();
  const cells = centres.map((centre, index) => {
    let ring = [...ground];
    for (const [otherIndex, other] of centres.entries()) {
      if (otherIndex === index) continue;
      const middle = { x: (centre.x + other.x) / 2, y: (centre.y + other.y) / 2 };
      ring = clipByHalfPlane(ring, middle, { x: centre.x - other.x, y: centre.y - other.y });
    }
    return ring.map((corner) => book.indexOf(corner));
  });
  const taken = new Set<string>();
  const areas = cells.map((cell, index): Area => {
    const name = names.placeWord();
    const corners = cell
      .filter((corner, at) => corner !== cell[(at + 1) % cell.length])
      .flatMap((corner, at, ring) => [
        corner,
        ...book.listBetween(corner, ring[(at + 1) % ring.length]),
      ]);
    const ring: PointE7[] = corners.map((corner) => e7FromPlane(book.corners[corner]));
    return { code: codeFor(name, taken), name, centre: e7FromPlane(centres[index]), ring };
  });
  return { areas, centres };
}
