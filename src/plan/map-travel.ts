/**
 * The roads of a map under what one region has shut: each vehicle class of its configuration on its own network, and
 * before each question a look whether the state's closures have changed since the last one. If so the metrics are
 * brought up to date in place (bench roads-closure: 5 ms for a city, at most), so an answer never rests on other closures
 * than those of the state it is asked with. The live room and rehearsals ask the same object. Not here: what is done
 * when roads fail (live/roads), and the times themselves (road-travel.ts).
 */
import { microsPerSecond, type Micros } from "../base/instant.ts";
import {
  closuresVersionOf,
  listReportedClosures,
  listShutClosures,
  type Closure,
} from "../core/closure/read.ts";
import type { VehicleClassConfig } from "../core/region/config.ts";
import type { RegionState } from "../core/state/region-state.ts";
import { ClassMetric } from "../roads/closures/class-metric.ts";
import { ClosureResolver, type ShutArc, type ShutShape } from "../roads/closures/shut-arcs.ts";
import { openHierarchy, type Hierarchy } from "../roads/hierarchy/hierarchy.ts";
import { noWay } from "../roads/network.ts";
import type { MapNetwork, RoadMap } from "../roads/map/road-map.ts";
import { listSegmentArcs, type SegmentArcs } from "../roads/snap/snap.ts";
import { metricOf, type RoadCalibration, type VehicleProfile } from "../roads/vehicle-class.ts";
import { profileOfClass } from "./class-profile.ts";
import { ClassRoads } from "./class-roads.ts";
import { RoadTravel, type ClosureOnArc, type ClosuresByArc } from "./road-travel.ts";
import type { TravelTimes } from "./travel-times.ts";

export interface MapTravelOptions {
  readonly map: RoadMap;
  readonly calibration: RoadCalibration;
  /** Whether blue lights may go against one-way streets here. */
  readonly againstOneWays: boolean;
  /** Answers for what is not on the map, and without a configuration. */
  readonly fallback: TravelTimes;
  /** Units are numbered below this. */
  readonly units: number;
  /** Whether a class is opened: it takes memory and a customisation, so those that nobody asks about are not. */
  readonly isWanted: (vehicleClass: VehicleClassConfig) => boolean;
}

/** A network that is opened once for all classes that move on it. */
interface OpenNetwork {
  readonly map: MapNetwork;
  readonly hierarchy: Hierarchy;
  readonly segmentArcs: SegmentArcs;
  readonly resolver: ClosureResolver;
}

export class MapTravel {
  /** How often closures were brought into the metrics. */
  updates = 0;
  readonly #options: MapTravelOptions;
  readonly #networks: Map<"road" | "path", OpenNetwork>;
  /** The very list that was looked at last: most questions come with it again. */
  #openedFor: readonly VehicleClassConfig[] | undefined;
  #classCodes = "";
  #classes: (ClassRoads | undefined)[] = [];
  #profiles: VehicleProfile[] = [];
  #travel: RoadTravel | undefined;
  /** What the metrics contain. */
  #key = "";
  readonly #baseMicros: Micros;
  #shutLast:
    | {
        readonly state: RegionState;
        readonly version: number;
        position: number;
        readonly key: string;
      }
    | undefined;
  #lookedAt:
    | { readonly state: RegionState; readonly position: number; readonly version: number }
    | undefined;

  constructor(options: MapTravelOptions, networks = new Map<"road" | "path", OpenNetwork>()) {
    this.#options = options;
    this.#networks = networks;
    this.#baseMicros = Math.round(options.calibration.baseSeconds * microsPerSecond);
  }

  /** Another one of the same map: it shares the networks, and has metrics and places of units of its own. */
  makeSibling(): MapTravel {
    return new MapTravel(this.#options, this.#networks);
  }

  get hash(): string {
    return this.#options.map.hash;
  }

  /** By index of the vehicle class; none before the first question, and after `forget`. */
  get classes(): readonly (ClassRoads | undefined)[] {
    return this.#classes;
  }

  /** Times as of this state, until the next call; the fallback's without a configuration. */
  travelFor(state: RegionState): TravelTimes {
    return this.roadsFor(state) ?? this.#options.fallback;
  }

  /** The same; undefined without a configuration. */
  roadsFor(state: RegionState): RoadTravel | undefined {
    this.#follow(state);
    return this.#travel;
  }

  /**
   * What a state has shut, in words that are the same whenever the same is shut, whatever was shut between. No metric is
   * touched. A state is played forwards; where it begins anew at an earlier position, it is looked at again.
   */
  shutKeyOf(state: RegionState): string {
    const position = state.columns.head.position[0];
    const version = closuresVersionOf(state);
    const last = this.#shutLast;
    const isKnown = last?.state === state && last.version === version && position >= last.position;
    if (isKnown) last.position = position;
    else {
      const key = listShutClosures(state).map(shapeKeyOf).sort().join(" ");
      this.#shutLast = { state, version, position, key };
    }
    return this.#shutLast?.key ?? "";
  }

  /** Of a journey whose roads take so many milliseconds; Infinity for `noWay`. */
  microsOf(millis: number): Micros {
    return millis >= noWay ? Infinity : this.#baseMicros + millis * 1_000;
  }

  /** Begins anew with the next question: what was worked out may be half done. */
  forget(): void {
    this.#classes = [];
    this.#classCodes = "";
    this.#travel = undefined;
    this.#key = "";
    this.#lookedAt = undefined;
  }

  /** The arcs that a drawing shuts for a class; empty for a class without roads. */
  listArcs(shape: ShutShape, index: number): ShutArc[] {
    const profile = this.#profiles[index];
    return profile === undefined ? [] : this.#openNetwork(profile.network).resolver.listArcs(shape);
  }

  #follow(state: RegionState): void {
    const position = state.columns.head.position[0];
    const version = closuresVersionOf(state);
    const last = this.#lookedAt;
    // The version, too: a state that is played again from before can be at a position where it was with other closures.
    if (last?.state === state && last.position === position && last.version === version) return;
    const vehicleClasses = state.policy?.vehicleClasses;
    if (vehicleClasses === undefined) return;
    this.#openClasses(vehicleClasses);
    const shut = listShutClosures(state);
    const reported = listReportedClosures(state);
    // A fork may be at the position of another history: what is shut decides, not the number alone.
    const key = JSON.stringify([version, shut.map(keyOf), reported.map(keyOf)]);
    if (key !== this.#key) this.#use(version, shut, reported, key);
    this.#lookedAt = { state, position, version };
  }

  #use(epoch: number, shut: readonly Closure[], reported: readonly Closure[], key: string): void {
    const shutArcs = this.#classes.map((_, index) => this.#arcsByClass(shut, index));
    const reportedArcs = this.#classes.map((_, index) => this.#arcsByClass(reported, index));
    this.#travel?.useClosures(epoch, shutArcs, reportedArcs);
    this.#key = key;
    this.updates += 1;
  }

  #arcsByClass(closures: readonly Closure[], index: number): ClosuresByArc {
    const byArc = new Map<number, ClosureOnArc[]>();
    if (this.#classes[index] === undefined) return byArc;
    for (const closure of closures) {
      if ((closure.classMask & (1 << index)) === 0) continue;
      for (const { arc, begin, end } of this.listArcs(shapeOf(closure), index)) {
        const on = { closure: closure.closure, begin, end };
        const known = byArc.get(arc);
        if (known === undefined) byArc.set(arc, [on]);
        else known.push(on);
      }
    }
    return byArc;
  }

  #openClasses(vehicleClasses: readonly VehicleClassConfig[]): void {
    if (vehicleClasses === this.#openedFor && this.#travel !== undefined) return;
    this.#openedFor = vehicleClasses;
    const codes = JSON.stringify(vehicleClasses);
    if (codes === this.#classCodes && this.#travel !== undefined) return;
    const { map, calibration, fallback, againstOneWays, isWanted } = this.#options;
    this.#profiles = vehicleClasses.map((each) => profileOfClass(each, againstOneWays));
    this.#classes = vehicleClasses.map((each, index) =>
      isWanted(each) ? this.#openClass(this.#profiles[index]) : undefined,
    );
    this.#travel = new RoadTravel({
      mapHash: map.hash,
      fit: calibration,
      classes: this.#classes,
      fallback,
    });
    this.#classCodes = codes;
    this.#key = "";
  }

  #openClass(profile: VehicleProfile): ClassRoads {
    const { map, hierarchy, segmentArcs } = this.#openNetwork(profile.network);
    const { calibration, units } = this.#options;
    const metric = metricOf(map.network, profile, calibration.factor);
    const classMetric = new ClassMetric(hierarchy, metric);
    return new ClassRoads(map.network, map.snapIndex, classMetric, units, segmentArcs);
  }

  #openNetwork(name: "road" | "path"): OpenNetwork {
    let open = this.#networks.get(name);
    if (open === undefined) {
      const map = this.#options.map[name];
      const segmentArcs = listSegmentArcs(map.network);
      open = {
        map,
        hierarchy: openHierarchy(map.network, map.hierarchy),
        segmentArcs,
        resolver: new ClosureResolver(map.network, segmentArcs, map.snapIndex),
      };
      this.#networks.set(name, open);
    }
    return open;
  }
}

export function shapeOf({ shape, direction, bearingDegrees }: Closure): ShutShape {
  return { kind: shape.kind, points: shape.points, direction, bearingDegrees };
}

/** Of two closures with the same drawing it does not matter which is which. */
function shapeKeyOf(closure: Closure): string {
  return JSON.stringify(keyOf({ ...closure, closure: 0 }));
}

function keyOf({ closure, shape, direction, bearingDegrees, classMask }: Closure): unknown[] {
  return [closure, shape.kind, shape.points, direction, bearingDegrees, classMask];
}
