/**
 * Where a coordinate is on the road: a segment, how far along it, and how far away it lies; and from that, under a
 * metric, in how many milliseconds one is at the nodes where ways begin, or was at those where they end. Two places
 * on one segment are a case of their own: where the way straight along is open, nobody drives round the block.
 * What stands next to a road (a car's GPS, a house) is on it; what is further away is said to be off the road network
 * by so many metres and pays for them at walking speed in a straight line, which no map can promise. Not here:
 * searching (snap-index.ts), keeping what was found (snap-cache.ts), and ways between nodes.
 */
import { distanceM } from "../../base/distance.ts";
import { type Metric, noWay, type RoadNetwork } from "../network.ts";
import { findArcPart, type PartlyShut } from "./shut-share.ts";
import type { NearestPiece, SnapIndex } from "./snap-index.ts";

/** How a coordinate is brought to a road. */
export interface SnapRule {
  /** Nothing further away than this is found; such a place has no travel time by road. */
  readonly reachMetres: number;
  /** Up to here a place counts as on the road: a wide street, a front garden, the error of a GPS. */
  readonly roadMetres: number;
  /** For the metres beyond `roadMetres`. */
  readonly walkMetresPerSecond: number;
}

/** 1.4 m/s is the walking speed that pedestrian studies agree on for adults on level ground. */
export const defaultSnapRule: SnapRule = {
  reachMetres: 5_000,
  roadMetres: 40,
  walkMetresPerSecond: 1.4,
};

export interface Snap extends NearestPiece {
  /** Along the whole segment by length: 0 at its first point, 1 at its last. */
  readonly share: number;
  readonly isOffRoad: boolean;
  /** From the place to the road; 0 when it is not off the road. */
  readonly walkMillis: number;
}

/** The road as far as `node` takes `millis`, walking to the road included. */
export interface NodeOffset {
  readonly node: number;
  readonly millis: number;
}

/** The arcs of each segment: `arcs[first[segment]]` up to `arcs[first[segment + 1]]`, in ascending order. */
export interface SegmentArcs {
  readonly first: Int32Array;
  readonly arcs: Int32Array;
}

export function listSegmentArcs({ arcCount, segmentCount, arcSegment }: RoadNetwork): SegmentArcs {
  const first = new Int32Array(segmentCount + 1);
  for (let arc = 0; arc < arcCount; arc += 1) first[arcSegment[arc] + 1] += 1;
  for (let segment = 0; segment < segmentCount; segment += 1) first[segment + 1] += first[segment];
  const next = first.slice();
  const arcs = new Int32Array(arcCount);
  for (let arc = 0; arc < arcCount; arc += 1) arcs[next[arcSegment[arc]]++] = arc;
  return { first, arcs };
}

/**
 * 1 for each segment that can be used in some direction under `metric`. Take a vehicle class's metric without
 * closures: a unit behind a barricade is still in its street, and says so by having no way out.
 */
export function markUsable({ arcCount, segmentCount, arcSegment }: RoadNetwork, metric: Metric) {
  const usable = new Uint8Array(segmentCount);
  for (let arc = 0; arc < arcCount; arc += 1) if (metric[arc] < noWay) usable[arcSegment[arc]] = 1;
  return usable;
}

/** Brings a coordinate to the nearest usable segment; undefined when there is none within the rule's reach. */
export function findSnap(
  network: RoadNetwork,
  index: SnapIndex,
  usable: Uint8Array,
  latE7: number,
  lonE7: number,
  rule: SnapRule = defaultSnapRule,
): Snap | undefined {
  const nearest = index.findNearest(latE7, lonE7, rule.reachMetres, usable);
  if (nearest === undefined) return undefined;
  const metresOff = nearest.metres - rule.roadMetres;
  const isOffRoad = metresOff > 0;
  const walkMillis = isOffRoad ? Math.round((metresOff / rule.walkMetresPerSecond) * 1000) : 0;
  return {
    ...nearest,
    share: shareAlong(network, nearest),
    isOffRoad,
    walkMillis: Math.min(walkMillis, noWay - 1),
  };
}

function shareAlong(network: RoadNetwork, at: NearestPiece): number {
  const { firstPoint, pointLatE7: lats, pointLonE7: lons } = network;
  const first = firstPoint[at.segment];
  const last = firstPoint[at.segment + 1] - 1;
  if (last - first === 1) return at.pieceShare;
  let before = 0;
  let all = 0;
  for (let point = first; point < last; point += 1) {
    const metres = distanceM(lats[point], lons[point], lats[point + 1], lons[point + 1]);
    const piece = point - first;
    if (piece < at.piece) before += metres;
    else if (piece === at.piece) before += metres * at.pieceShare;
    all += metres;
  }
  return all === 0 ? 0 : Math.min(1, before / all);
}

/** "off the road network by 230 m", or "" for a place on the road. */
export function describeOffRoad(snap: Snap): string {
  return snap.isOffRoad ? `off the road network by ${Math.round(snap.metres)} m` : "";
}

/**
 * Nodes that can be reached from the place without another road, each once and with the least time. Empty when no
 * arc of its segment can be used. At a segment's very end one stands at the junction itself and may leave by any of
 * its roads, whichever way the segment runs. A street of which a part is shut is left on the place's own side of it.
 */
export function listDepartures(
  network: RoadNetwork,
  segmentArcs: SegmentArcs,
  metric: Metric,
  snap: Snap,
  partly?: PartlyShut,
): NodeOffset[] {
  return listOffsets(network, segmentArcs, metric, snap, partly, true);
}

/** Nodes from which the place can be reached without another road; as `listDepartures`, the other way round. */
export function listArrivals(
  network: RoadNetwork,
  segmentArcs: SegmentArcs,
  metric: Metric,
  snap: Snap,
  partly?: PartlyShut,
): NodeOffset[] {
  return listOffsets(network, segmentArcs, metric, snap, partly, false);
}

function listOffsets(
  network: RoadNetwork,
  { first, arcs }: SegmentArcs,
  metric: Metric,
  { segment, share, walkMillis }: Snap,
  partly: PartlyShut | undefined,
  leaves: boolean,
): NodeOffset[] {
  const offsets: { node: number; millis: number }[] = [];
  const add = (node: number, millis: number): void => {
    const total = Math.min(millis + walkMillis, noWay - 1);
    const known = offsets.find((offset) => offset.node === node);
    if (known === undefined) offsets.push({ node, millis: total });
    else known.millis = Math.min(known.millis, total);
  };
  for (let at = first[segment]; at < first[segment + 1]; at += 1) {
    const arc = arcs[at];
    const part = findArcPart(network, metric, partly, arc);
    if (part === undefined) continue;
    // Share of the arc that lies before the place, in the arc's own direction.
    const before = network.arcForward[arc] === 1 ? share : 1 - share;
    const [tail, head] = [network.tail[arc], network.head[arc]];
    if (leaves && before > part.end) add(head, Math.round(part.millis * (1 - before)));
    else if (!leaves && before < part.begin) add(tail, Math.round(part.millis * before));
    // The node at which the place is, when it is at one.
    if (before === 0 && part.begin > 0) add(tail, 0);
    else if (before === 1 && part.end < 1) add(head, 0);
  }
  return offsets;
}

/**
 * Straight along the segment both places are on, walking included; `noWay` when they are on two segments, the segment
 * may not be driven in that direction, or what is shut of it lies between them. The way by other roads may still be shorter: take the lesser one.
 */
export function alongMillis(
  network: RoadNetwork,
  { first, arcs }: SegmentArcs,
  metric: Metric,
  from: Snap,
  to: Snap,
  partly?: PartlyShut,
): number {
  if (from.segment !== to.segment) return noWay;
  let least: number = noWay;
  for (let at = first[from.segment]; at < first[from.segment + 1]; at += 1) {
    const arc = arcs[at];
    const part = findArcPart(network, metric, partly, arc);
    if (part === undefined) continue;
    const isForward = network.arcForward[arc] === 1;
    const [begin, end] = isForward ? [from.share, to.share] : [1 - from.share, 1 - to.share];
    const share = isForward ? to.share - from.share : from.share - to.share;
    if (share >= 0 && (end < part.begin || begin > part.end))
      least = Math.min(least, Math.round(part.millis * share));
  }
  return least === noWay ? noWay : Math.min(least + from.walkMillis + to.walkMillis, noWay - 1);
}
