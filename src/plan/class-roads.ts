/**
 * The roads of one vehicle class, ready for questions: its metric with closures, where each unit stands, and the
 * workspaces that ways are found with. A unit is snapped when it has moved, and what it takes to the nodes around it is
 * worked out again when something was shut or opened. Not here: which unit has which class (road-travel.ts).
 */
import type { ClassMetric } from "../roads/closures/class-metric.ts";
import { noWay, type RoadNetwork } from "../roads/network.ts";
import {
  findSnap,
  listSegmentArcs,
  markUsable,
  type NodeOffset,
  type SegmentArcs,
  type Snap,
} from "../roads/snap/snap.ts";
import { isShutSegment } from "../roads/snap/shut-part.ts";
import type { ShutShare } from "../roads/snap/shut-share.ts";
import { SnapCache } from "../roads/snap/snap-cache.ts";
import type { SnapIndex } from "../roads/snap/snap-index.ts";
import { Sweep } from "../roads/ways/sweep.ts";
import { findWay } from "../roads/ways/unpack.ts";
import { unitPlaceLimits } from "../roads/ways/unit-places.ts";
import { UnitSweep } from "../roads/ways/unit-sweep.ts";
import { WayQuery } from "../roads/ways/way-query.ts";
import {
  alongStreetMillis,
  arcsAlong,
  arcsInto,
  arcsOut,
  drivenAlong,
  listEnd,
  listStart,
  type ShutWalk,
  type Streets,
  walkAlong,
  walkOf,
} from "./way-ends.ts";

const { nodesOfUnit } = unitPlaceLimits;

/**
 * A way with the arcs that it begins and ends on, which it may use in part. All its arcs are open, the first and the last
 * at least as far as they are used.
 */
export interface RoadWay {
  readonly millis: number;
  readonly arcs: readonly number[];
  readonly from: Snap;
  readonly to: Snap;
  /** What is walked through a street that is shut at the start, at the end; the start's alone when it is the whole way. */
  readonly walkFrom?: ShutWalk | undefined;
  readonly walkTo?: ShutWalk | undefined;
}

const nothingShut: ReadonlyMap<number, ShutShare> = new Map();

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
  /** By arc. */
  #shut = nothingShut;
  readonly #query: WayQuery;
  #end: Snap | undefined;
  /** For few starts: made with the first such question. */
  #few: Sweep | undefined;

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

  /** From now on exactly these arcs are shut, each as far as it says. */
  shut(shares: ReadonlyMap<number, ShutShare>): void {
    const before = this.#shut;
    this.#shut = shares;
    const isMoved = [...shares].some(([arc, { begin, end }]) => {
      const known = before.get(arc);
      return known?.begin !== begin || known.end !== end;
    });
    if (this.metric.shut([...shares.keys()]) > 0 || isMoved) this.#version += 1;
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
    const streets = this.#streetsUnder(metric);
    const along = alongStreetMillis(streets, from, to);
    const starts = listStart(streets, from, nodesOfUnit);
    const ends = listEnd(streets, to);
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

  #streetsUnder(metric: Int32Array): Streets {
    const { network, segmentArcs } = this;
    const { openMetric } = this.metric;
    const partly = metric === openMetric ? undefined : { openMetric, shares: this.#shut };
    return { network, segmentArcs, openMetric, metric, partly };
  }

  /** Nodes that can be reached from a place without another road, under what is shut now. */
  departures(from: Snap): readonly NodeOffset[] {
    return listStart(this.#streetsUnder(this.metric.metric), from, nodesOfUnit);
  }

  /** Nodes from which a place is reached without another road, under what is shut now. */
  arrivals(to: Snap): readonly NodeOffset[] {
    return listEnd(this.#streetsUnder(this.metric.metric), to);
  }

  /** Within one street, under what is shut now; noWay for places in two. */
  alongMillis(from: Snap, to: Snap): number {
    return alongStreetMillis(this.#streetsUnder(this.metric.metric), from, to);
  }

  /** The way with all its arcs, those in part at both ends included; undefined when there is none. */
  findWayBetween(from: Snap, to: Snap, withClosures = true): RoadWay | undefined {
    const { metric, weights } = this.#timesOf(withClosures);
    const streets = this.#streetsUnder(metric);
    const start = listStart(streets, from, nodesOfUnit);
    const end = listEnd(streets, to);
    const way =
      start.length === 0 || end.length === 0
        ? undefined
        : findWay(this.metric.hierarchy, this.#query, metric, weights, start, end);
    const along = alongStreetMillis(streets, from, to);
    if (along < noWay && (way === undefined || along <= way.millis)) {
      const walk = walkAlong(streets, from, to);
      if (drivenAlong(streets, from, to) > along)
        return { millis: along, arcs: [], from, to, walkFrom: walk };
      return { millis: along, arcs: arcsAlong(streets, from, to), from, to };
    }
    if (way === undefined) return undefined;
    const { tail, head } = this.network;
    // A way without arcs goes from street to street at one crossing.
    const [first, last] =
      way.arcs.length === 0
        ? [this.#query.meetingNode, this.#query.meetingNode]
        : [tail[way.arcs[0]], head[way.arcs[way.arcs.length - 1]]];
    const [walkFrom, walkTo] = [walkOf(start, first), walkOf(end, last)];
    const out = walkFrom === undefined ? arcsOut(streets, from, first) : [];
    const into = walkTo === undefined ? arcsInto(streets, to, last) : [];
    return { millis: way.millis, arcs: [...out, ...way.arcs, ...into], from, to, walkFrom, walkTo };
  }

  /** From now on `millisOfUnit` answers how long units take to this place. */
  beginTo(end: Snap): void {
    this.#end = end;
    const { metric, weights } = this.metric;
    this.#units.beginTo(weights, listEnd(this.#streetsUnder(metric), end));
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
    return Math.min(least, alongStreetMillis(this.#streetsUnder(metric), from, this.#end));
  }

  /** As `beginTo`, for `millisFrom`: the price of each start is its own, and units that nobody asks about cost nothing. */
  beginToFew(end: Snap): void {
    this.#end = end;
    this.#few ??= new Sweep(this.metric.hierarchy);
    this.#few.beginTo(this.metric.weights, this.arrivals(end));
  }

  /** As `millisOfUnit`, after `beginToFew`. */
  millisFrom(unit: number, latE7: number, lonE7: number): number {
    const from = this.#snaps.snap(unit, latE7, lonE7);
    if (from === undefined || this.#few === undefined || this.#end === undefined) return -1;
    let least = this.alongMillis(from, this.#end);
    for (const { node, millis } of this.departures(from))
      least = Math.min(least, millis + this.#few.millis(node));
    return least;
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
