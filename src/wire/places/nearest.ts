/**
 * What is nearest to a point: a piece of named street, or one of many points. A packed R-tree gives boxes by
 * distance; a piece can be further away than its box, so more boxes are taken until none left can hold a nearer piece.
 * Not here: snapping for travel times, which asks who may drive (roads).
 */
import Flatbush from "flatbush";
import type { StreetLines } from "./place-source.ts";
import type { Plane, PointE7 } from "./plane.ts";

export interface NearestStreet extends PointE7 {
  readonly segment: number;
  /** First point of the piece. */
  readonly point: number;
  readonly metres: number;
}

const firstBoxes = 12;

/** The nearest place of one piece to (x, y), in the plane. */
function measurePiece(
  { pointLatE7: lats, pointLonE7: lons }: StreetLines,
  plane: Plane,
  point: number,
  x: number,
  y: number,
): { metres: number; share: number } {
  const [ax, ay] = [plane.east(lons[point]) - x, plane.north(lats[point]) - y];
  const dx = plane.east(lons[point + 1]) - x - ax;
  const dy = plane.north(lats[point + 1]) - y - ay;
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : -(ax * dx + ay * dy) / square;
  const share = Math.min(1, Math.max(0, along));
  return { metres: Math.hypot(ax + dx * share, ay + dy * share), share };
}

function placeOn(
  { pointLatE7: lats, pointLonE7: lons }: StreetLines,
  point: number,
  share: number,
): PointE7 {
  return {
    latE7: Math.round(lats[point] + (lats[point + 1] - lats[point]) * share),
    lonE7: Math.round(lons[point] + (lons[point + 1] - lons[point]) * share),
  };
}

/** The point of the given segments nearest to `at`; undefined for none. */
export function nearestOnSegments(
  lines: StreetLines,
  plane: Plane,
  segments: readonly number[],
  at: PointE7,
): NearestStreet | undefined {
  const [x, y] = [plane.east(at.lonE7), plane.north(at.latE7)];
  let best: NearestStreet | undefined;
  for (const segment of segments) {
    for (
      let point = lines.firstPoint[segment];
      point + 1 < lines.firstPoint[segment + 1];
      point += 1
    ) {
      const { metres, share } = measurePiece(lines, plane, point, x, y);
      if (best === undefined || metres < best.metres)
        best = { segment, point, metres, ...placeOn(lines, point, share) };
    }
  }
  return best;
}

/** Points of a street that are tried against another one; more are thinned out evenly. */
const approachPoints = 200;

/** Where two streets come nearest to each other; undefined when one of them has no geometry. */
export function nearestApproach(
  lines: StreetLines,
  plane: Plane,
  segments: readonly number[],
  others: readonly number[],
): NearestStreet | undefined {
  const there = approachFrom(lines, plane, segments, others);
  const back = approachFrom(lines, plane, others, segments);
  if (there === undefined || back === undefined) return undefined;
  return back.metres < there.metres ? back : there;
}

/** From the points of the first street to the pieces of the second. */
function approachFrom(
  lines: StreetLines,
  plane: Plane,
  segments: readonly number[],
  others: readonly number[],
): NearestStreet | undefined {
  const points = segments.flatMap((segment) => {
    const [from, to] = [lines.firstPoint[segment], lines.firstPoint[segment + 1]];
    return Array.from({ length: to - from }, (_, at) => from + at);
  });
  const step = Math.ceil(points.length / approachPoints);
  let best: NearestStreet | undefined;
  for (let at = 0; at < points.length; at += step) {
    const point = points[at];
    const spot = { latE7: lines.pointLatE7[point], lonE7: lines.pointLonE7[point] };
    const found = nearestOnSegments(lines, plane, others, spot);
    if (found !== undefined && (best === undefined || found.metres < best.metres))
      best = { ...found, ...spot };
  }
  return best;
}

export class StreetPieces {
  readonly #lines: StreetLines;
  readonly #plane: Plane;
  readonly #tree: Flatbush | undefined;
  readonly #segments: Int32Array;
  readonly #points: Int32Array;

  /** `counts`: which segments are looked at. */
  constructor(lines: StreetLines, plane: Plane, counts: (segment: number) => boolean) {
    this.#lines = lines;
    this.#plane = plane;
    const segments: number[] = [];
    const points: number[] = [];
    for (let segment = 0; segment < lines.segmentCount; segment += 1) {
      if (!counts(segment)) continue;
      for (let at = lines.firstPoint[segment]; at + 1 < lines.firstPoint[segment + 1]; at += 1) {
        segments.push(segment);
        points.push(at);
      }
    }
    this.#segments = Int32Array.from(segments);
    this.#points = Int32Array.from(points);
    if (points.length === 0) return;
    const tree = new Flatbush(points.length, 16, Float64Array);
    for (const at of points) {
      const [ax, bx] = [lines.pointLonE7[at], lines.pointLonE7[at + 1]].map(plane.east);
      const [ay, by] = [lines.pointLatE7[at], lines.pointLatE7[at + 1]].map(plane.north);
      tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
    }
    tree.finish();
    this.#tree = tree;
  }

  findNearest(at: PointE7, reachMetres: number): NearestStreet | undefined {
    if (this.#tree === undefined) return undefined;
    const [x, y] = [this.#plane.east(at.lonE7), this.#plane.north(at.latE7)];
    for (let boxes = firstBoxes; ; boxes *= 4) {
      const found = this.#tree.neighbors(x, y, boxes, reachMetres);
      let best: { metres: number; share: number; piece: number } | undefined;
      for (const piece of found) {
        const measured = measurePiece(this.#lines, this.#plane, this.#points[piece], x, y);
        if (best === undefined || measured.metres < best.metres) best = { ...measured, piece };
      }
      const last = found[found.length - 1];
      const isAll = found.length < boxes;
      if (best === undefined) return undefined;
      if (!isAll && this.#boxMetres(last, x, y) < best.metres) continue;
      if (best.metres > reachMetres) return undefined;
      const point = this.#points[best.piece];
      const spot = placeOn(this.#lines, point, best.share);
      return { segment: this.#segments[best.piece], point, metres: best.metres, ...spot };
    }
  }

  #boxMetres(piece: number, x: number, y: number): number {
    const point = this.#points[piece];
    const { pointLatE7: lats, pointLonE7: lons } = this.#lines;
    const [ax, bx] = [lons[point], lons[point + 1]].map(this.#plane.east);
    const [ay, by] = [lats[point], lats[point + 1]].map(this.#plane.north);
    const dx = Math.max(Math.min(ax, bx) - x, x - Math.max(ax, bx), 0);
    const dy = Math.max(Math.min(ay, by) - y, y - Math.max(ay, by), 0);
    return Math.hypot(dx, dy);
  }
}

export class NearestPoints<Item extends PointE7> {
  readonly #items: readonly Item[];
  readonly #plane: Plane;
  readonly #tree: Flatbush | undefined;

  constructor(items: readonly Item[], plane: Plane) {
    this.#items = items;
    this.#plane = plane;
    if (items.length === 0) return;
    const tree = new Flatbush(items.length, 16, Float64Array);
    for (const { latE7, lonE7 } of items) tree.add(plane.east(lonE7), plane.north(latE7));
    tree.finish();
    this.#tree = tree;
  }

  /** By distance, the nearest first. */
  list(at: PointE7, most: number, reachMetres: number): Item[] {
    if (this.#tree === undefined) return [];
    const [x, y] = [this.#plane.east(at.lonE7), this.#plane.north(at.latE7)];
    return this.#tree.neighbors(x, y, most, reachMetres).map((index) => this.#items[index]);
  }
}
