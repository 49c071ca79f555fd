/**
 * Which arcs of a network a drawn closure shuts, and which part of each. A barricade cuts every road that its line
 * crosses or touches, where it does; a stretch shuts the roads that it was drawn along, whole; an area shuts what lies in
 * it, and of a road that reaches into it so far as that goes. One direction alone is shut where the closure says so. The answer depends on nothing but the drawing and the network, so it can be worked out again
 * for ever. Not here: which closures count, and what a shut arc does to travel times.
 */
import { distanceM } from "../../base/distance.ts";
import type { RoadNetwork } from "../network.ts";
import type { SegmentArcs } from "../snap/snap.ts";
import type { SnapIndex } from "../snap/snap-index.ts";
import { joinShares, type ShutShare, wholeStreet } from "../snap/shut-share.ts";
import {
  bearingBetween,
  boxOf,
  holds,
  type Line,
  linesOf,
  meetingOf,
  type Point,
} from "./touching.ts";

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
/**
 * A barricade takes up this much of its street to each side, with who stands there; and no position tells better which
 * side of it somebody is on.
 */
const besideMetres = 10;

/** An arc that is shut, and which part of its segment. */
export interface ShutArc extends ShutShare {
  readonly arc: number;
}

interface ShutSegment {
  readonly segment: number;
  /** The drawing's bearing where it meets the segment. */
  readonly bearing: number;
  readonly share: ShutShare;
}

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

  /** Ascending by arc. */
  listArcs(shape: ShutShape): ShutArc[] {
    const segments = shape.kind === "stretch" ? this.#listAlong(shape) : this.#listTouched(shape);
    const shut: ShutArc[] = [];
    for (const { segment, bearing, share } of segments)
      for (const arc of this.#arcsOf(segment))
        if (this.#isStopped(arc, shape, bearing)) shut.push({ arc, ...share });
    return shut.sort((a, b) => a.arc - b.arc);
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
  #listTouched({ kind, points }: ShutShape): ShutSegment[] {
    const { segmentCount } = this.#network;
    const boxes = this.#boxes;
    const [west, south, east, north] = boxOf(points);
    const lines = linesOf(points, kind === "area");
    const ring = kind === "area" ? points : undefined;
    const found: ShutSegment[] = [];
    for (let segment = 0; segment < segmentCount; segment += 1) {
      const box = 4 * segment;
      if (boxes[box] > east || boxes[box + 2] < west) continue;
      if (boxes[box + 1] > north || boxes[box + 3] < south) continue;
      const share = this.#touchedShare(segment, lines, ring);
      if (share !== undefined) found.push({ segment, bearing: 0, share });
    }
    return found;
  }

  /** From the first to the last point of a segment that the lines touch or the ring holds, and a little beside. */
  #touchedShare(
    segment: number,
    lines: readonly Line[],
    ring: readonly Point[] | undefined,
  ): ShutShare | undefined {
    const { firstPoint } = this.#network;
    let touched: ShutShare | undefined;
    let metres = 0;
    for (let at = firstPoint[segment]; at + 1 < firstPoint[segment + 1]; at += 1) {
      const [a, b] = [this.#point(at), this.#point(at + 1)];
      const length = distanceM(a[1], a[0], b[1], b[0]);
      const add = (begin: number, end: number): void => {
        const share = { begin: metres + begin * length, end: metres + end * length };
        touched = joinShares(touched, share);
      };
      for (const line of lines) {
        const meeting = meetingOf(a, b, line);
        if (meeting !== undefined) add(...meeting);
      }
      if (ring !== undefined && holds(ring, a)) add(0, 0);
      if (ring !== undefined && holds(ring, b)) add(1, 1);
      metres += length;
    }
    if (touched === undefined || metres === 0) return touched && wholeStreet;
    return {
      begin: (touched.begin - besideMetres) / metres,
      end: (touched.end + besideMetres) / metres,
    };
  }

  /** Segments that enough samples of the drawing lie on, with the drawing's bearing there. */
  #listAlong({ points }: ShutShape): ShutSegment[] {
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
      .map(([segment, { bearing }]) => ({ segment, bearing, share: wholeStreet }));
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
