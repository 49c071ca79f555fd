/**
 * The two ends of a way, which lie somewhere in a street: the nodes in reach of a place, driven to, or walked to where
 * the street is shut on the place's side; the arcs that a way uses in part; and ways that stay in one street. Not here:
 * the way between nodes, and how a class comes to its metric (class-roads.ts).
 */
import { noWay } from "../roads/network.ts";
import {
  alongMillis,
  listArrivals,
  listDepartures,
  type NodeOffset,
  type Snap,
} from "../roads/snap/snap.ts";
import {
  isShutSegment,
  listShutOffsets,
  type ShutOffset,
  type ShutStreets,
  walkMillis,
} from "../roads/snap/shut-part.ts";
import { type ArcPart, findArcPart, type PartlyShut } from "../roads/snap/shut-share.ts";
import { wayLimits } from "../roads/ways/place-chains.ts";

/** On foot along shut segments, between a place and the open road, or the other way round. */
export interface ShutWalk {
  readonly segments: readonly number[];
  readonly millis: number;
  readonly metres: number;
}

/** An end of a way: nodes in reach, some of them perhaps on foot through what is shut. */
export type WayEnd = readonly (NodeOffset | ShutOffset)[];

export interface Streets extends ShutStreets {
  /** Undefined where closures do not count. */
  readonly partly: PartlyShut | undefined;
}

/** At most `most` nodes: at a junction with many split copies the soonest will do, the others are along the same roads. */
export function listStart(streets: Streets, from: Snap, most: number): WayEnd {
  const { network, segmentArcs, metric, partly } = streets;
  const driven = listDepartures(network, segmentArcs, metric, from, partly);
  if (isShutSegment(streets, from.segment))
    return joinOffsets(driven, listShutOffsets(streets, from, true, most), most);
  if (driven.length > most) driven.sort((a, b) => a.millis - b.millis).splice(most);
  return driven;
}

export function listEnd(streets: Streets, to: Snap): WayEnd {
  const { network, segmentArcs, metric, partly } = streets;
  const driven = listArrivals(network, segmentArcs, metric, to, partly);
  if (!isShutSegment(streets, to.segment)) return driven;
  const most = wayLimits.offsetsOfPlace;
  return joinOffsets(driven, listShutOffsets(streets, to, false, most), most);
}

/** A node that is driven to is not walked to, unless that is sooner; those driven to come first. */
function joinOffsets(
  driven: readonly NodeOffset[],
  walked: readonly ShutOffset[],
  most: number,
): WayEnd {
  const onWheels = driven.filter((one) =>
    walked.every(({ node, millis }) => node !== one.node || one.millis <= millis),
  );
  const onFoot = walked.filter((one) => onWheels.every(({ node }) => node !== one.node));
  return [...onWheels, ...onFoot].slice(0, most);
}

/** Undefined where the node is driven to. */
export function walkOf(end: WayEnd, node: number): ShutWalk | undefined {
  const offset = end.find((each) => each.node === node);
  return offset !== undefined && "segments" in offset ? offset : undefined;
}

/** Within one segment: along it, on foot where it is shut between the two; noWay for two segments. */
export function alongStreetMillis(streets: Streets, from: Snap, to: Snap): number {
  if (from.segment !== to.segment) return noWay;
  return Math.min(drivenAlong(streets, from, to), walkAlong(streets, from, to).millis);
}

export function drivenAlong(streets: Streets, from: Snap, to: Snap): number {
  const { network, segmentArcs, metric, partly } = streets;
  return alongMillis(network, segmentArcs, metric, from, to, partly);
}

/** Through a shut street from one place in it to another; noWay where it is open. */
export function walkAlong(streets: Streets, from: Snap, to: Snap): ShutWalk {
  const { segment } = from;
  const share = Math.abs(to.share - from.share);
  const metres = (streets.network.lengthDm[segment] / 10) * share;
  const walk = walkMillis(streets.network, segment, share) + from.walkMillis + to.walkMillis;
  const millis = isShutSegment(streets, segment) ? Math.min(noWay - 1, walk) : noWay;
  return { segments: [segment], metres, millis };
}

/** The arc on which one leaves a place for a node; none when one stands at it. */
export function arcsOut(streets: Streets, { segment, share }: Snap, node: number): number[] {
  return leastArc(
    streets,
    segment,
    (arc, { end }) => streets.network.head[arc] === node && shareOn(streets, arc, share) > end,
  );
}

/** The arc on which one comes to a place from a node; none when the place is at it. */
export function arcsInto(streets: Streets, { segment, share }: Snap, node: number): number[] {
  return leastArc(
    streets,
    segment,
    (arc, { begin }) => streets.network.tail[arc] === node && shareOn(streets, arc, share) < begin,
  );
}

/** The arc of the segment on which both places lie, in a direction that leads from the one to the other. */
export function arcsAlong(streets: Streets, from: Snap, to: Snap): number[] {
  return leastArc(streets, from.segment, (arc, { begin, end }) => {
    const [a, b] = [shareOn(streets, arc, from.share), shareOn(streets, arc, to.share)];
    return a <= b && (b < begin || a > end);
  });
}

/** How far along an arc, in its own direction, a share of its segment is. */
function shareOn({ network }: Streets, arc: number, share: number): number {
  return network.arcForward[arc] === 1 ? share : 1 - share;
}

/** The soonest of a segment's arcs that fits, with what of it is shut; at a split junction several run alike. */
function leastArc(
  { network, segmentArcs: { first, arcs }, metric, partly }: Streets,
  segment: number,
  fits: (arc: number, part: ArcPart) => boolean,
): number[] {
  let least: { readonly arc: number; readonly millis: number } | undefined;
  for (let at = first[segment]; at < first[segment + 1]; at += 1) {
    const part = findArcPart(network, metric, partly, arcs[at]);
    if (part === undefined || !fits(arcs[at], part)) continue;
    if (least === undefined || part.millis < least.millis)
      least = { arc: arcs[at], millis: part.millis };
  }
  return least === undefined ? [] : [least.arc];
}
