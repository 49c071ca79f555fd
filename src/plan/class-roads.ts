/**
 * The roads of one vehicle class, ready for questions: its metric with closures, where each unit stands, and the
 * workspaces that ways are found with. A unit is snapped when it has moved, and what it takes to the nodes around it is
 * worked out again when something was shut or opened. Not here: which unit has which class (road-travel.ts).
 */
import type { ClassMetric } from "../roads/closures/class-metric.ts";
import { noWay, type RoadNetwork } from "../roads/network.ts";
import {
  alongMillis,
  findSnap,
  listArrivals,
  listDepartures,
  listSegmentArcs,
  markUsable,
  type NodeOffset,
  type SegmentArcs,
  type Snap,
} from "../roads/snap/snap.ts";
import {
  isShutSegment,
  listShutOffsets,
  walkMillis,
  type ShutOffset,
} from "../roads/snap/shut-part.ts";
import { SnapCache } from "../roads/snap/snap-cache.ts";
import type { SnapIndex } from "../roads/snap/snap-index.ts";
import { wayLimits } from "../roads/ways/place-chains.ts";
import { findWay } from "../roads/ways/unpack.ts";
import { unitPlaceLimits } from "../roads/ways/unit-places.ts";
import { UnitSweep } from "../roads/ways/unit-sweep.ts";
import { WayQuery } from "../roads/ways/way-query.ts";

const { nodesOfUnit } = unitPlaceLimits;

/** On foot along shut segments, between a place and the open road, or the other way round. */
export interface ShutWalk {
  readonly segments: readonly number[];
  readonly millis: number;
  readonly metres: number;
}

/** A way with the arcs that it begins and ends on, which it may use in part. All its arcs are open. */
export interface RoadWay {
  readonly millis: number;
  readonly arcs: readonly number[];
  readonly from: Snap;
  readonly to: Snap;
  /** Where the start, the end is in a street that is shut; the start's alone when the whole way is on foot. */
  readonly walkFrom?: ShutWalk | undefined;
  readonly walkTo?: ShutWalk | undefined;
}

/** An end of a way: nodes in reach, and whether they are reached on foot through what is shut. */
interface WayEnd {
  readonly offsets: readonly (NodeOffset | ShutOffset)[];
  readonly isShut: boolean;
}

export class ClassRoads {
  readonly network: RoadNetwork;
  readonly metric: ClassMetric;
  readonly segmentArcs: SegmentArcs;
  readonly #snapIndex: SnapIndex;
  readonly #usable: Uint8Array;
  readonly #snaps: SnapCache;
  readonly #units: UnitSweep;
  /** Where and under which version each unit was placed; version 0 = never. */
  readonly #placedLatE7: Int32Array;
  readonly #placedLonE7: Int32Array;
  readonly #placedVersion: Int32Array;
  readonly #placedSegment: Int32Array;
  #version = 1;
  readonly #query: WayQuery;
  #end: Snap | undefined;

  constructor(
    network: RoadNetwork,
    snapIndex: SnapIndex,
    metric: ClassMetric,
    unitCount: number,
    segmentArcs = listSegmentArcs(network),
  ) {
    this.network = network;
    this.metric = metric;
    this.segmentArcs = segmentArcs;
    this.#snapIndex = snapIndex;
    // Without closures: a unit behind a barricade is still in its street.
    this.#usable = markUsable(network, metric.openMetric);
    this.#snaps = new SnapCache(network, snapIndex, this.#usable);
    this.#units = new UnitSweep(metric.hierarchy, unitCount);
    this.#placedLatE7 = new Int32Array(unitCount);
    this.#placedLonE7 = new Int32Array(unitCount);
    this.#placedVersion = new Int32Array(unitCount);
    this.#placedSegment = new Int32Array(unitCount).fill(-1);
    this.#query = new WayQuery(metric.hierarchy);
  }

  /** From now on exactly these arcs are shut. */
  shut(arcs: readonly number[]): void {
    if (this.metric.shut(arcs) > 0) this.#version += 1;
  }

  snapPlace(latE7: number, lonE7: number): Snap | undefined {
    return findSnap(this.network, this.#snapIndex, this.#usable, latE7, lonE7);
  }

  snapUnit(unit: number, latE7: number, lonE7: number): Snap | undefined {
    return this.#snaps.snap(unit, latE7, lonE7);
  }

  /** Milliseconds from one place to another; noWay when there is none. */
  millisBetween(from: Snap, to: Snap, withClosures = true): number {
    const { metric, weights } = this.#timesOf(withClosures);
    const along = this.#alongMillis(metric, from, to);
    const starts = this.#startOf(metric, from).offsets;
    const ends = this.#endOf(metric, to).offsets;
    if (starts.length === 0 || ends.length === 0) return along;
    return Math.min(along, this.#query.millis(weights, starts, ends));
  }

  #timesOf(withClosures: boolean) {
    const { metric } = this;
    return withClosures
      ? { metric: metric.metric, weights: metric.weights }
      : { metric: metric.openMetric, weights: metric.openWeights };
  }

  /** Whether the place is in a street that is shut altogether. */
  isShut(place: Snap): boolean {
    return isShutSegment(this.#streetsUnder(this.metric.metric), place.segment);
  }

  #streetsUnder(metric: Int32Array) {
    const { network, segmentArcs } = this;
    return { network, segmentArcs, openMetric: this.metric.openMetric, metric };
  }

  /** At a junction with many split copies the soonest will do: the others are further along the same roads. */
  #startOf(metric: Int32Array, from: Snap): WayEnd {
    const streets = this.#streetsUnder(metric);
    if (isShutSegment(streets, from.segment))
      return { offsets: listShutOffsets(streets, from, true, nodesOfUnit), isShut: true };
    const offsets = listDepartures(this.network, this.segmentArcs, metric, from);
    if (offsets.length > nodesOfUnit)
      offsets.sort((a, b) => a.millis - b.millis).splice(nodesOfUnit);
    return { offsets, isShut: false };
  }

  #endOf(metric: Int32Array, to: Snap): WayEnd {
    const streets = this.#streetsUnder(metric);
    if (isShutSegment(streets, to.segment)) {
      const offsets = listShutOffsets(streets, to, false, wayLimits.offsetsOfPlace);
      return { offsets, isShut: true };
    }
    const offsets = listArrivals(this.network, this.segmentArcs, metric, to);
    return { offsets, isShut: false };
  }

  /** Nodes that can be reached from a place without another road, under what is shut now. */
  departures(from: Snap): readonly NodeOffset[] {
    return this.#startOf(this.metric.metric, from).offsets;
  }

  /** Within one segment: along it, on foot where it is shut. */
  #alongMillis(metric: Int32Array, from: Snap, to: Snap): number {
    const { network } = this;
    if (from.segment === to.segment && isShutSegment(this.#streetsUnder(metric), from.segment)) {
      const walk = walkMillis(network, from.segment, Math.abs(to.share - from.share));
      return Math.min(noWay - 1, walk + from.walkMillis + to.walkMillis);
    }
    return alongMillis(network, this.segmentArcs, metric, from, to);
  }

  /** The way with all its arcs, those in part at both ends included; undefined when there is none. */
  findWayBetween(from: Snap, to: Snap, withClosures = true): RoadWay | undefined {
    const { metric, weights } = this.#timesOf(withClosures);
    const start = this.#startOf(metric, from);
    const end = this.#endOf(metric, to);
    const along = this.#alongMillis(metric, from, to);
    const way =
      start.offsets.length === 0 || end.offsets.length === 0
        ? undefined
        : findWay(this.metric.hierarchy, this.#query, metric, weights, start.offsets, end.offsets);
    if (along < noWay && (way === undefined || along <= way.millis)) {
      const arcs = this.#arcsAlong(from, to, metric);
      const { segment, share } = from;
      const metres = (this.network.lengthDm[segment] / 10) * Math.abs(to.share - share);
      const walk = { segments: [segment], millis: along, metres };
      return { millis: along, arcs, from, to, walkFrom: start.isShut ? walk : undefined };
    }
    if (way === undefined) return undefined;
    const { tail, head } = this.network;
    // A way without arcs goes from street to street at one crossing.
    const [first, last] =
      way.arcs.length === 0
        ? [this.#query.meetingNode, this.#query.meetingNode]
        : [tail[way.arcs[0]], head[way.arcs[way.arcs.length - 1]]];
    const arcs = [
      ...this.#leastArc(from.segment, metric, (arc) => head[arc] === first),
      ...way.arcs,
      ...this.#leastArc(to.segment, metric, (arc) => tail[arc] === last),
    ];
    const [walkFrom, walkTo] = [walkOf(start, first), walkOf(end, last)];
    return { millis: way.millis, arcs, from, to, walkFrom, walkTo };
  }

  /** The arc of the segment on which both places lie, in a direction that leads from the one to the other. */
  #arcsAlong(from: Snap, to: Snap, metric: Int32Array): number[] {
    const { arcForward } = this.network;
    const ahead = to.share - from.share;
    return this.#leastArc(from.segment, metric, (arc) =>
      arcForward[arc] === 1 ? ahead >= 0 : ahead <= 0,
    );
  }

  /**
   * The soonest of a segment's arcs that fits (at a split junction several run alike); none where the way begins or
   * ends at a junction itself.
   */
  #leastArc(segment: number, metric: Int32Array, fits: (arc: number) => boolean): number[] {
    const { first, arcs } = this.segmentArcs;
    let least = -1;
    for (let at = first[segment]; at < first[segment + 1]; at += 1) {
      const arc = arcs[at];
      if (metric[arc] < noWay && fits(arc) && (least < 0 || metric[arc] < metric[least]))
        least = arc;
    }
    return least < 0 ? [] : [least];
  }

  /** From now on `millisOfUnit` answers how long units take to this place. */
  beginTo(end: Snap): void {
    this.#end = end;
    const { metric, weights } = this.metric;
    this.#units.beginTo(weights, this.#endOf(metric, end).offsets);
  }

  /** noWay = no way; -1 = the unit is not on the map. */
  millisOfUnit(unit: number, latE7: number, lonE7: number): number {
    this.placeUnit(unit, latE7, lonE7);
    const segment = this.#placedSegment[unit];
    if (segment < 0) return -1;
    const least = this.#units.millis(unit);
    if (segment !== this.#end?.segment) return least;
    const from = this.#snaps.snap(unit, latE7, lonE7);
    if (from === undefined) return -1;
    const { metric } = this.metric;
    return Math.min(least, this.#alongMillis(metric, from, this.#end));
  }

  /** Brings a unit to its street; nothing where it is there already. Done when a position comes, a question need not. */
  placeUnit(unit: number, latE7: number, lonE7: number): void {
    if (
      this.#placedVersion[unit] !== this.#version ||
      this.#placedLatE7[unit] !== latE7 ||
      this.#placedLonE7[unit] !== lonE7
    )
      this.#place(unit, latE7, lonE7);
  }

  /** After many of them: what can be prepared for the next question is. */
  settleUnits(): void {
    this.#units.refresh();
  }

  #place(unit: number, latE7: number, lonE7: number): void {
    const snap = this.#snaps.snap(unit, latE7, lonE7);
    this.#placedLatE7[unit] = latE7;
    this.#placedLonE7[unit] = lonE7;
    this.#placedVersion[unit] = this.#version;
    this.#placedSegment[unit] = snap === undefined ? -1 : snap.segment;
    this.#units.place(unit, snap === undefined ? [] : this.departures(snap));
  }
}

function walkOf({ offsets, isShut }: WayEnd, node: number): ShutWalk | undefined {
  const offset = offsets.find((each) => each.node === node);
  if (!isShut || offset === undefined || !("segments" in offset)) return undefined;
  return offset;
}
