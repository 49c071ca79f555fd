/**
 * Travel times by road: the port's answer from a map's networks, each vehicle class on its own, with what is shut. A
 * unit's place on the network is found when it moves and kept; one sweep from the incident outwards answers all units.
 * What lies beyond the map's reach is measured by the straight line, because "not on this map" is not "no way". The
 * object is a workspace with a state (what is shut, where units stand); under one source it always gives the same
 * answers. Not here: which closures there are, and where their news comes from (live/roads).
 */
import { microsPerSecond, type Micros } from "../base/instant.ts";
import type { ShutEnd, TravelSource } from "../core/recommendation.ts";
import { noWay } from "../roads/network.ts";
import type { Snap } from "../roads/snap/snap.ts";
import { joinShares, type ShutShare } from "../roads/snap/shut-share.ts";
import type { ClassRoads, RoadWay } from "./class-roads.ts";
import type { ShutWalk } from "./way-ends.ts";
import type { ShutEnds, TravelStart, TravelStarts, TravelTimes } from "./travel-times.ts";

/** What a force's recorded journeys say about the map's times. */
export interface RoadFit {
  readonly version: string;
  readonly baseSeconds: number;
  readonly errorSeconds: number;
  readonly errorOf?: "roads" | "straight line";
}

/** A closure on an arc, and the part of the street that it shuts. */
export interface ClosureOnArc extends ShutShare {
  readonly closure: number;
}

export type ClosuresByArc = ReadonlyMap<number, readonly ClosureOnArc[]>;

export interface RoadTravelOptions {
  readonly mapHash: string;
  readonly fit: RoadFit;
  /** By index of the vehicle class in the policy; undefined = this class has no network. */
  readonly classes: readonly (ClassRoads | undefined)[];
  /** For what is not on the map. */
  readonly fallback: TravelTimes;
}

/** Up to here each start is worked out by itself: one pass for all units of a region costs more (bench rehearsal). */
const fewStarts = 24;

export class RoadTravel implements TravelTimes {
  readonly #options: RoadTravelOptions;
  readonly #baseMicros: Micros;
  #epoch = 0;
  /** Closures by arc, for each class: those that shut it, and those that are only reported. */
  #shut: readonly ClosuresByArc[] = [];
  #reported: readonly ClosuresByArc[] = [];

  constructor(options: RoadTravelOptions) {
    this.#options = options;
    this.#baseMicros = Math.round(options.fit.baseSeconds * microsPerSecond);
  }

  get source(): TravelSource {
    const { fit, mapHash } = this.#options;
    return {
      name: "roads",
      version: fit.version,
      errorSeconds: fit.errorSeconds,
      ...(fit.errorOf === undefined ? {} : { errorOf: fit.errorOf }),
      map: { hash: mapHash, epoch: this.#epoch },
    };
  }

  /** What is shut and what is reported from now on, by class and arc; `epoch` names the state of the closures. */
  useClosures(
    epoch: number,
    shut: readonly ClosuresByArc[],
    reported: readonly ClosuresByArc[],
  ): void {
    this.#epoch = epoch;
    this.#shut = shut;
    this.#reported = reported;
    for (const [index, roads] of this.#options.classes.entries())
      roads?.shut(sharesOf(shut[index]));
  }

  micros(start: TravelStart, toLatE7: number, toLonE7: number): Micros {
    const { roads, from, end } = this.#endsOf(start, toLatE7, toLonE7);
    if (roads === undefined || end === undefined || from === undefined)
      return this.#options.fallback.micros(start, toLatE7, toLonE7);
    const millis = roads.millisBetween(from, end);
    return this.#microsOf(millis);
  }

  manyMicros(starts: TravelStarts, toLatE7: number, toLonE7: number, out: Float64Array): void {
    const { classes } = this.#options;
    const { count, unit, vehicleClass, latE7, lonE7 } = starts;
    const areFew = count <= fewStarts;
    for (let index = 0; index <= classes.length; index += 1) {
      const roads = classes[index];
      let end: Snap | undefined;
      let isBegun = false;
      for (let row = 0; row < count; row += 1) {
        const its = Math.min(vehicleClass[row], classes.length);
        if (its !== index) continue;
        if (!isBegun) {
          isBegun = true;
          end = roads?.snapPlace(toLatE7, toLonE7);
          if (roads !== undefined && end !== undefined)
            if (areFew) roads.beginToFew(end);
            else roads.beginTo(end);
        }
        let millis = -1;
        if (roads !== undefined && end !== undefined)
          millis = areFew
            ? roads.millisFrom(unit[row], latE7[row], lonE7[row])
            : roads.millisOfUnit(unit[row], latE7[row], lonE7[row]);
        out[row] =
          millis >= 0 ? this.#microsOf(millis) : this.#byLine(starts, row, toLatE7, toLonE7);
      }
    }
  }

  #byLine(
    { unit, vehicleClass, latE7, lonE7 }: TravelStarts,
    row: number,
    toLatE7: number,
    toLonE7: number,
  ): Micros {
    const start = {
      unit: unit[row],
      vehicleClass: vehicleClass[row],
      latE7: latE7[row],
      lonE7: lonE7[row],
    };
    return this.#options.fallback.micros(start, toLatE7, toLonE7);
  }

  #microsOf(millis: number): Micros {
    return millis >= noWay ? Infinity : this.#baseMicros + millis * 1_000;
  }

  listReportedOnWay(start: TravelStart, toLatE7: number, toLonE7: number): readonly number[] {
    const reported = this.#reported[start.vehicleClass];
    if (reported === undefined || reported.size === 0) return [];
    return this.#closuresOn(start, toLatE7, toLonE7, reported, true);
  }

  listShutOnWay(start: TravelStart, toLatE7: number, toLonE7: number): readonly number[] {
    const shut = this.#shut[start.vehicleClass];
    if (shut === undefined || shut.size === 0) return [];
    return this.#closuresOn(start, toLatE7, toLonE7, shut, false);
  }

  findShutEnds(start: TravelStart, toLatE7: number, toLonE7: number): ShutEnds {
    const shut = this.#shut[start.vehicleClass];
    if (shut === undefined || shut.size === 0) return {};
    const { roads, from, end } = this.#endsOf(start, toLatE7, toLonE7);
    if (roads === undefined || end === undefined || from === undefined) return {};
    if (!roads.isShut(from) && !roads.isShut(end)) return {};
    const way = roads.findWayBetween(from, end);
    const [startShut, endShut] = [way?.walkFrom, way?.walkTo].map((walk) =>
      walk === undefined ? undefined : shutEndOf(roads, shut, walk),
    );
    return {
      ...(startShut === undefined ? {} : { startShut }),
      ...(endShut === undefined ? {} : { endShut }),
    };
  }

  #endsOf(start: TravelStart, toLatE7: number, toLonE7: number) {
    const roads = this.#options.classes[start.vehicleClass];
    const end = roads?.snapPlace(toLatE7, toLonE7);
    const from = roads?.snapUnit(start.unit, start.latE7, start.lonE7);
    return { roads, from, end };
  }

  /** Closures on the arcs of the way with what is shut, or of the way if nothing were. */
  #closuresOn(
    start: TravelStart,
    toLatE7: number,
    toLonE7: number,
    byArc: ClosuresByArc,
    withClosures: boolean,
  ): readonly number[] {
    const { roads, from, end } = this.#endsOf(start, toLatE7, toLonE7);
    if (roads === undefined || end === undefined || from === undefined) return [];
    const way = roads.findWayBetween(from, end, withClosures);
    if (way === undefined) return [];
    const found = new Set<number>();
    for (const [index, arc] of way.arcs.entries()) {
      const closures = byArc.get(arc);
      if (closures === undefined) continue;
      const used = usedShare(roads, way, index);
      for (const { closure, begin, end } of closures)
        if (begin <= used.end && end >= used.begin) found.add(closure);
    }
    return [...found].sort((a, b) => a - b);
  }
}

function sharesOf(byArc: ClosuresByArc | undefined): ReadonlyMap<number, ShutShare> {
  const shares = new Map<number, ShutShare>();
  for (const [arc, closures] of byArc ?? [])
    for (const { begin, end } of closures)
      shares.set(arc, joinShares(shares.get(arc), { begin, end }));
  return shares;
}

/** So much of the segment of one of its arcs a way goes over, in the direction of the segment's points. */
function usedShare(
  { network: { arcSegment, arcForward } }: ClassRoads,
  { arcs, from, to }: RoadWay,
  index: number,
): ShutShare {
  const segment = arcSegment[arcs[index]];
  const [isFirst, isLast] = [index === 0, index === arcs.length - 1];
  const start = isFirst && segment === from.segment ? from.share : undefined;
  const end = isLast && segment === to.segment ? to.share : undefined;
  return arcForward[arcs[index]] === 1
    ? { begin: start ?? 0, end: end ?? 1 }
    : { begin: end ?? 0, end: start ?? 1 };
}

function shutEndOf(
  { segmentArcs: { first, arcs } }: ClassRoads,
  shut: ClosuresByArc,
  { segments, metres }: ShutWalk,
): ShutEnd {
  const closures = new Set<number>();
  for (const segment of segments)
    for (let at = first[segment]; at < first[segment + 1]; at += 1)
      for (const { closure } of shut.get(arcs[at]) ?? []) closures.add(closure);
  return { closures: [...closures].sort((a, b) => a - b), walkM: Math.round(metres) };
}
