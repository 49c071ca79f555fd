/**
 * Streets as people mean them: all segments of one name that hang together, so that the High Streets of two towns
 * are two streets and one that a roundabout interrupts is still one. And where two streets meet. Built once per map
 * from parallel arrays. Not here: their words (name-index.ts), and house numbers (address-book.ts).
 */
import { distanceM } from "../../base/distance.ts";
import type { StreetLines } from "./place-source.ts";
import { makePlane, type Plane, type PointE7 } from "./plane.ts";

export interface Street extends PointE7 {
  readonly name: string;
  /** Segments in ascending order; none for a street that only addresses know. */
  readonly segments: readonly number[];
  /** No point of the street is further than this from its middle, which is a point on it. */
  readonly radiusM: number;
}

export interface Crossing extends PointE7 {
  readonly a: number;
  readonly b: number;
}

export interface StreetSet {
  readonly lines: StreetLines;
  readonly plane: Plane;
  readonly streets: readonly Street[];
  readonly byName: ReadonlyMap<string, readonly number[]>;
  /** Street of each segment, -1 = it has no name. */
  readonly streetOfSegment: Int32Array;
  readonly crossings: readonly Crossing[];
  /** Crossings of each street. */
  readonly crossingsOf: readonly (readonly number[])[];
}

/** Segments of one name with a gap between their boxes no wider than this are one street. */
const gapMetres = 400;
/** Two meetings of the same two streets within this are one crossing (a dual carriageway has four). */
const sameCrossingMetres = 120;

export function makeStreetSet(lines: StreetLines): StreetSet {
  const plane = makePlane(lines.pointLatE7[lines.pointLatE7.length >> 1] ?? 0);
  const streetOfSegment = new Int32Array(lines.segmentCount).fill(-1);
  const streets: Street[] = [];
  const byName = new Map<string, number[]>();
  for (const [name, segments] of groupByName(lines)) {
    const list: number[] = [];
    for (const group of splitGroups(lines, plane, segments)) {
      for (const segment of group) streetOfSegment[segment] = streets.length;
      list.push(streets.length);
      streets.push({ name, segments: group, ...middleOf(lines, plane, group) });
    }
    byName.set(name, list);
  }
  const crossings = listCrossings(lines, streetOfSegment);
  const crossingsOf: number[][] = streets.map(() => []);
  for (const [index, { a, b }] of crossings.entries()) {
    crossingsOf[a].push(index);
    crossingsOf[b].push(index);
  }
  return { lines, plane, streets, byName, streetOfSegment, crossings, crossingsOf };
}

function groupByName({ segmentCount, segmentName, names }: StreetLines): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (let segment = 0; segment < segmentCount; segment += 1) {
    const name = segmentName[segment] < 0 ? "" : names[segmentName[segment]];
    if (name === "") continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [segment]);
    else group.push(segment);
  }
  return groups;
}

interface Box {
  readonly segment: number;
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

function boxOf({ firstPoint, ...lines }: StreetLines, plane: Plane, segment: number): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let point = firstPoint[segment]; point < firstPoint[segment + 1]; point += 1) {
    const x = plane.east(lines.pointLonE7[point]);
    const y = plane.north(lines.pointLatE7[point]);
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return { segment, west, south, east, north };
}

/** Joins boxes that are near each other, sweeping from south to north. */
function splitGroups(lines: StreetLines, plane: Plane, segments: readonly number[]): number[][] {
  if (segments.length === 1) return [[...segments]];
  const boxes = segments.map((segment) => boxOf(lines, plane, segment));
  boxes.sort((a, b) => a.south - b.south || a.segment - b.segment);
  const parent = boxes.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  };
  let open: number[] = [];
  for (const [index, box] of boxes.entries()) {
    open = open.filter((other) => boxes[other].north + gapMetres >= box.south);
    for (const other of open) {
      const { west, east } = boxes[other];
      if (west - gapMetres <= box.east && box.west - gapMetres <= east)
        parent[rootOf(index)] = rootOf(other);
    }
    open.push(index);
  }
  const groups = new Map<number, number[]>();
  for (const [index, { segment }] of boxes.entries()) {
    const group = groups.get(rootOf(index));
    if (group === undefined) groups.set(rootOf(index), [segment]);
    else group.push(segment);
  }
  return [...groups.values()].map((group) => group.sort((a, b) => a - b));
}

/** The point of the street nearest to the middle of its box, and how far the street reaches from there. */
function middleOf(
  lines: StreetLines,
  plane: Plane,
  segments: readonly number[],
): PointE7 & { readonly radiusM: number } {
  const boxes = segments.map((segment) => boxOf(lines, plane, segment));
  const x = (Math.min(...boxes.map((b) => b.west)) + Math.max(...boxes.map((b) => b.east))) / 2;
  const y = (Math.min(...boxes.map((b) => b.south)) + Math.max(...boxes.map((b) => b.north))) / 2;
  let least = Infinity;
  let at: PointE7 = { latE7: 0, lonE7: 0 };
  forEachPoint(lines, segments, (latE7, lonE7) => {
    const metres = Math.hypot(plane.east(lonE7) - x, plane.north(latE7) - y);
    if (metres < least) [least, at] = [metres, { latE7, lonE7 }];
  });
  let radiusM = 0;
  forEachPoint(lines, segments, (latE7, lonE7) => {
    radiusM = Math.max(radiusM, distanceM(at.latE7, at.lonE7, latE7, lonE7));
  });
  return { ...at, radiusM: Math.ceil(radiusM) };
}

/** The points of the segments; the middles of their pieces too, because a straight street has two points only. */
function forEachPoint(
  { firstPoint, pointLatE7: lats, pointLonE7: lons }: StreetLines,
  segments: readonly number[],
  visit: (latE7: number, lonE7: number) => void,
): void {
  for (const segment of segments) {
    const last = firstPoint[segment + 1] - 1;
    for (let point = firstPoint[segment]; point <= last; point += 1) {
      visit(lats[point], lons[point]);
      if (point === last) continue;
      visit(
        Math.round((lats[point] + lats[point + 1]) / 2),
        Math.round((lons[point] + lons[point + 1]) / 2),
      );
    }
  }
}

/** Where segments of two named streets share a point; a hash of points by open addressing. */
function listCrossings(lines: StreetLines, streetOfSegment: Int32Array): Crossing[] {
  const { firstPoint, pointLatE7: lats, pointLonE7: lons } = lines;
  let size = 16;
  while (size < 2 * lats.length) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  const streetOfPoint = new Int32Array(lats.length).fill(-1);
  const others = new Map<number, number[]>();
  const byPair = new Map<string, Crossing[]>();
  for (let segment = 0; segment < lines.segmentCount; segment += 1) {
    const street = streetOfSegment[segment];
    if (street < 0) continue;
    for (let point = firstPoint[segment]; point < firstPoint[segment + 1]; point += 1) {
      const slot = slotOf(slots, lats, lons, point);
      const known = slots[slot];
      if (known < 0) {
        slots[slot] = point;
        streetOfPoint[point] = street;
        continue;
      }
      const here = [streetOfPoint[known], ...(others.get(known) ?? [])];
      if (here.includes(street)) continue;
      for (const other of here)
        addCrossing(byPair, { a: other, b: street, latE7: lats[point], lonE7: lons[point] });
      others.set(known, [...here.slice(1), street]);
    }
  }
  return [...byPair.values()].flat();
}

function slotOf(slots: Int32Array, lats: Int32Array, lons: Int32Array, point: number): number {
  const mask = slots.length - 1;
  let slot = (Math.imul(lats[point], 0x9e37_79b1) ^ Math.imul(lons[point], 0x85eb_ca6b)) >>> 0;
  slot = (slot ^ (slot >>> 15)) & mask;
  for (;;) {
    const known = slots[slot];
    if (known < 0 || (lats[known] === lats[point] && lons[known] === lons[point])) return slot;
    slot = (slot + 1) & mask;
  }
}

function addCrossing(byPair: Map<string, Crossing[]>, crossing: Crossing): void {
  const { a, b, latE7, lonE7 } = crossing;
  const key = a < b ? `${a} ${b}` : `${b} ${a}`;
  const known = byPair.get(key);
  if (known === undefined) byPair.set(key, [crossing]);
  else if (known.every((at) => distanceM(at.latE7, at.lonE7, latE7, lonE7) > sameCrossingMetres))
    known.push(crossing);
}
