/**
 * Which arcs of a network a drawn closure shuts. A barricade cuts every road that its line crosses or touches; a stretch
 * shuts the roads that it was drawn along; an area shuts what lies in it or reaches into it. One direction alone is shut
 * where the closure says so. The answer depends on nothing but the drawing and the network, so it can be worked out again
 * for ever. Not here: which closures count, and what a shut arc does to travel times.
 */
import { distanceM } from "../../base/distance.ts";
import type { RoadNetwork } from "../network.ts";
import type { SegmentArcs } from "../snap/snap.ts";
import type { SnapIndex } from "../snap/snap-index.ts";

export interface ShutShape {
  readonly kind: "barricade" | "stretch" | "area";
  /** [lonE7, latE7] along a line, or round a ring whose last point is not the first. */
  readonly points: readonly (readonly [number, number])[];
  readonly direction: "both" | "along" | "bearing";
  /** Traffic towards this bearing is stopped; null unless the direction is a bearing. */
  readonly bearingDegrees: number | null;
}

/** A stretch is looked at every so many metres, and takes the road that is at most so far away. */
const sampleMetres = 10;
const roadsideMetres = 25;
/** A road counts as drawn along from so many samples on; a crossing one gets one or two. */
const leastSamples = 3;

type Point = readonly [number, number];

export class ClosureResolver {
  readonly #network: RoadNetwork;
  readonly #segmentArcs: SegmentArcs;
  readonly #snapIndex: SnapIndex;
  /** West, south, east, north of each segment. */
  readonly #boxes: Int32Array;
  readonly #all: Uint8Array;

  constructor(network: RoadNetwork, segmentArcs: SegmentArcs, snapIndex: SnapIndex) {
    this.#network = network;
    this.#segmentArcs = segmentArcs;
    this.#snapIndex = snapIndex;
    this.#boxes = boxesOf(network);
    this.#all = new Uint8Array(network.segmentCount).fill(1);
  }

  /** Ascending. */
  listArcs(shape: ShutShape): number[] {
    const segments = shape.kind === "stretch" ? this.#listAlong(shape) : this.#listTouched(shape);
    const arcs: number[] = [];
    for (const [segment, bearing] of segments)
      for (const arc of this.#arcsOf(segment))
        if (this.#isStopped(arc, shape, bearing)) arcs.push(arc);
    return arcs.sort((a, b) => a - b);
  }

  #arcsOf(segment: number): Int32Array {
    const { first, arcs } = this.#segmentArcs;
    return arcs.subarray(first[segment], first[segment + 1]);
  }

  /** `along` is the drawing's bearing where it meets the segment. */
  #isStopped(arc: number, { kind, direction, bearingDegrees }: ShutShape, along: number): boolean {
    if (direction === "both" || kind === "area") return true;
    const wanted = direction === "bearing" ? (bearingDegrees ?? 0) : along;
    const { arcSegment, arcForward } = this.#network;
    const bearing = this.#bearingOf(arcSegment[arc]) + (arcForward[arc] === 1 ? 0 : 180);
    return Math.cos(((bearing - wanted) * Math.PI) / 180) > 0;
  }

  #bearingOf(segment: number): number {
    const { firstPoint } = this.#network;
    return bearingBetween(
      this.#point(firstPoint[segment]),
      this.#point(firstPoint[segment + 1] - 1),
    );
  }

  #point(at: number): Point {
    return [this.#network.pointLonE7[at], this.#network.pointLatE7[at]];
  }

  /** Segments that the line crosses or touches, or that reach into the ring; with the bearing 0. */
  #listTouched({ kind, points }: ShutShape): [number, number][] {
    const { segmentCount, firstPoint } = this.#network;
    const boxes = this.#boxes;
    const [west, south, east, north] = boxOf(points);
    const lines = linesOf(points, kind === "area");
    const found: [number, number][] = [];
    for (let segment = 0; segment < segmentCount; segment += 1) {
      const box = 4 * segment;
      if (boxes[box] > east || boxes[box + 2] < west) continue;
      if (boxes[box + 1] > north || boxes[box + 3] < south) continue;
      const isInside = kind === "area" && holds(points, this.#point(firstPoint[segment]));
      if (isInside || this.#crosses(segment, lines)) found.push([segment, 0]);
    }
    return found;
  }

  #crosses(segment: number, lines: readonly (readonly [Point, Point])[]): boolean {
    const { firstPoint } = this.#network;
    for (let at = firstPoint[segment]; at + 1 < firstPoint[segment + 1]; at += 1) {
      const [a, b] = [this.#point(at), this.#point(at + 1)];
      if (lines.some(([c, d]) => doCross(a, b, c, d))) return true;
    }
    return false;
  }

  /** Segments that enough samples of the drawing lie on, with the drawing's bearing there. */
  #listAlong({ points }: ShutShape): [number, number][] {
    const samples = new Map<number, { count: number; bearing: number }>();
    for (const [a, b] of linesOf(points, false)) {
      const metres = distanceM(a[1], a[0], b[1], b[0]);
      const steps = Math.max(1, Math.ceil(metres / sampleMetres));
      const bearing = bearingBetween(a, b);
      for (let step = 0; step <= steps; step += 1) {
        const share = step / steps;
        const lonE7 = Math.round(a[0] + (b[0] - a[0]) * share);
        const latE7 = Math.round(a[1] + (b[1] - a[1]) * share);
        const nearest = this.#snapIndex.findNearest(latE7, lonE7, roadsideMetres, this.#all);
        if (nearest === undefined) continue;
        const known = samples.get(nearest.segment) ?? { count: 0, bearing };
        known.count += 1;
        samples.set(nearest.segment, known);
      }
    }
    const { lengthDm } = this.#network;
    return [...samples]
      .filter(([segment, { count }]) => {
        // A short piece of road has room for few samples: half its length will do.
        const most = Math.ceil(lengthDm[segment] / 10 / sampleMetres / 2);
        return count >= Math.min(leastSamples, Math.max(1, most));
      })
      .map(([segment, { bearing }]) => [segment, bearing]);
  }
}

function boxesOf({ segmentCount, firstPoint, pointLatE7, pointLonE7 }: RoadNetwork): Int32Array {
  const boxes = new Int32Array(4 * segmentCount);
  for (let segment = 0; segment < segmentCount; segment += 1) {
    let [west, south, east, north] = [2 ** 31 - 1, 2 ** 31 - 1, -(2 ** 31), -(2 ** 31)];
    for (let at = firstPoint[segment]; at < firstPoint[segment + 1]; at += 1) {
      west = Math.min(west, pointLonE7[at]);
      east = Math.max(east, pointLonE7[at]);
      south = Math.min(south, pointLatE7[at]);
      north = Math.max(north, pointLatE7[at]);
    }
    boxes.set([west, south, east, north], 4 * segment);
  }
  return boxes;
}

function boxOf(points: readonly Point[]): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of points) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}

function linesOf(points: readonly Point[], isRing: boolean): (readonly [Point, Point])[] {
  const lines = points.slice(1).map((point, at): readonly [Point, Point] => [points[at], point]);
  if (isRing && points.length > 2) lines.push([points[points.length - 1], points[0]]);
  return lines;
}

/** Degrees from north, clockwise; flat, which is right for the length of a road. */
function bearingBetween([aLon, aLat]: Point, [bLon, bLat]: Point): number {
  const shrink = Math.cos((((aLat + bLat) / 2e7) * Math.PI) / 180);
  return (Math.atan2((bLon - aLon) * shrink, bLat - aLat) * 180) / Math.PI;
}

/** Twice the area of a triangle, from its first corner so that the products stay exact within a few degrees. */
function turnOf([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

/** Whether two pieces cross or touch. */
function doCross(a: Point, b: Point, c: Point, d: Point): boolean {
  const [abc, abd] = [turnOf(a, b, c), turnOf(a, b, d)];
  const [cda, cdb] = [turnOf(c, d, a), turnOf(c, d, b)];
  if (abc === 0 && abd === 0 && cda === 0 && cdb === 0) return doOverlap(a, b, c, d);
  return abc > 0 !== abd > 0 || abc === 0 || abd === 0
    ? cda > 0 !== cdb > 0 || cda === 0 || cdb === 0
    : false;
}

/** The boxes of two pieces on one line. */
function doOverlap(a: Point, b: Point, c: Point, d: Point): boolean {
  return [0, 1].every(
    (axis) =>
      Math.max(a[axis], b[axis]) >= Math.min(c[axis], d[axis]) &&
      Math.max(c[axis], d[axis]) >= Math.min(a[axis], b[axis]),
  );
}

/** Even-odd rule. */
function holds(ring: readonly Point[], [lon, lat]: Point): boolean {
  let inside = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
    const [ax, ay] = ring[at];
    const [bx, by] = ring[before];
    if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
