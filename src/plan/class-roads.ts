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
  type SegmentArcs,
  type Snap,
} from "../roads/snap/snap.ts";
import { SnapCache } from "../roads/snap/snap-cache.ts";
import type { SnapIndex } from "../roads/snap/snap-index.ts";
import { Sweep } from "../roads/ways/sweep.ts";
import { findWay } from "../roads/ways/unpack.ts";
import { UnitPlaces, unitPlaceLimits } from "../roads/ways/unit-places.ts";
import { WayQuery } from "../roads/ways/way-query.ts";

const { nodesOfUnit } = unitPlaceLimits;

/** A way with the arcs that it begins and ends on, which it may use in part. */
export interface RoadWay {
  readonly millis: number;
  readonly arcs: readonly number[];
  readonly from: Snap;
  readonly to: Snap;
}

export class ClassRoads {
  readonly network: RoadNetwork;
  readonly metric: ClassMetric;
  readonly segmentArcs: SegmentArcs;
  readonly #snapIndex: SnapIndex;
  readonly #usable: Uint8Array;
  readonly #snaps: SnapCache;
  readonly #places: UnitPlaces;
  /** Where and under which version each unit was placed; version 0 = never. */
  readonly #placedLatE7: Int32Array;
  readonly #placedLonE7: Int32Array;
  readonly #placedVersion: Int32Array;
  readonly #placedSegment: Int32Array;
  #version = 1;
  readonly #sweep: Sweep;
  readonly #query: WayQuery;
  #end: Snap | undefined;
  /** Whether any road leads to the end of the sweep. */
  #isReachable = false;

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
    this.#places = new UnitPlaces(metric.hierarchy, unitCount);
    this.#placedLatE7 = new Int32Array(unitCount);
    this.#placedLonE7 = new Int32Array(unitCount);
    this.#placedVersion = new Int32Array(unitCount);
    this.#placedSegment = new Int32Array(unitCount).fill(-1);
    this.#sweep = new Sweep(metric.hierarchy);
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
    const along = alongMillis(this.network, this.segmentArcs, metric, from, to);
    const starts = listDepartures(this.network, this.segmentArcs, metric, from);
    const ends = listArrivals(this.network, this.segmentArcs, metric, to);
    if (starts.length === 0 || ends.length === 0) return along;
    return Math.min(along, this.#query.millis(weights, starts, ends));
  }

  #timesOf(withClosures: boolean) {
    const { metric } = this;
    return withClosures
      ? { metric: metric.metric, weights: metric.weights }
      : { metric: metric.openMetric, weights: metric.openWeights };
  }

  /** The way with all its arcs, those in part at both ends included; undefined when there is none. */
  findWayBetween(from: Snap, to: Snap, withClosures = true): RoadWay | undefined {
    const { metric, weights } = this.#timesOf(withClosures);
    const starts = listDepartures(this.network, this.segmentArcs, metric, from);
    const ends = listArrivals(this.network, this.segmentArcs, metric, to);
    const along = alongMillis(this.network, this.segmentArcs, metric, from, to);
    const way =
      starts.length === 0 || ends.length === 0
        ? undefined
        : findWay(this.metric.hierarchy, this.#query, metric, weights, starts, ends);
    if (along < noWay && (way === undefined || along <= way.millis))
      return { millis: along, arcs: this.#arcsAlong(from, to, metric), from, to };
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
    return { millis: way.millis, arcs, from, to };
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
    const arrivals = listArrivals(this.network, this.segmentArcs, metric, end);
    this.#isReachable = arrivals.length > 0;
    if (this.#isReachable) this.#sweep.beginTo(weights, arrivals);
  }

  /** noWay = no way; -1 = the unit is not on the map. */
  millisOfUnit(unit: number, latE7: number, lonE7: number): number {
    if (
      this.#placedVersion[unit] !== this.#version ||
      this.#placedLatE7[unit] !== latE7 ||
      this.#placedLonE7[unit] !== lonE7
    )
      this.#place(unit, latE7, lonE7);
    const segment = this.#placedSegment[unit];
    if (segment < 0) return -1;
    const { nodeCounts, ranks, millis } = this.#places;
    const sweep = this.#sweep;
    const first = unit * nodesOfUnit;
    const end = this.#isReachable ? first + nodeCounts[unit] : first;
    let least: number = noWay;
    for (let entry = first; entry < end; entry += 1) {
      const total = millis[entry] + sweep.millisAtRank(ranks[entry]);
      if (total < least) least = total;
    }
    if (segment !== this.#end?.segment) return least;
    const from = this.#snaps.snap(unit, latE7, lonE7);
    if (from === undefined) return -1;
    const { metric } = this.metric;
    return Math.min(least, alongMillis(this.network, this.segmentArcs, metric, from, this.#end));
  }

  #place(unit: number, latE7: number, lonE7: number): void {
    const snap = this.#snaps.snap(unit, latE7, lonE7);
    this.#placedLatE7[unit] = latE7;
    this.#placedLonE7[unit] = lonE7;
    this.#placedVersion[unit] = this.#version;
    this.#placedSegment[unit] = snap === undefined ? -1 : snap.segment;
    const { metric } = this.metric;
    const offsets =
      snap === undefined ? [] : listDepartures(this.network, this.segmentArcs, metric, snap);
    // At a junction with many split copies the soonest will do: the others are further along the same roads.
    const soonest =
      offsets.length <= nodesOfUnit
        ? offsets
        : offsets.sort((a, b) => a.millis - b.millis).slice(0, nodesOfUnit);
    this.#places.place(unit, soonest);
  }
}
