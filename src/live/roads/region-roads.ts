/**
 * The roads of a live region: the map's networks under the region's own closures. Before each question it looks whether
 * the ledger has changed since the last one and, if so, brings the metrics up to date in place (bench roads-closure: 5 ms
 * for a city, at most); so an answer never rests on older closures than the state it is asked with. If anything in here
 * fails, also while somebody works with the times, that work is done again by straight line, which says so, and the
 * failure is in the log: roads are never on the command path. They are tried again after a pause, from a fresh start.
 * Not here: the networks (roads), the port (plan/road-travel.ts), questions from outside (road-answers.ts).
 */
import {
  closuresVersionOf,
  listReportedClosures,
  listShutClosures,
  type Closure,
} from "../../core/closure/read.ts";
import { limits } from "../../core/limits.ts";
import type { VehicleClassConfig } from "../../core/region/config.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { profileOfClass } from "../../plan/class-profile.ts";
import { ClassRoads } from "../../plan/class-roads.ts";
import type { PositionOverlay } from "../../plan/positions.ts";
import { type ClosureOnArc, type ClosuresByArc, RoadTravel } from "../../plan/road-travel.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import { ClassMetric } from "../../roads/closures/class-metric.ts";
import { ClosureResolver, type ShutArc, type ShutShape } from "../../roads/closures/shut-arcs.ts";
import { openHierarchy, type Hierarchy } from "../../roads/hierarchy/hierarchy.ts";
import type { MapNetwork, RoadMap } from "../../roads/map/road-map.ts";
import { listSegmentArcs, type SegmentArcs } from "../../roads/snap/snap.ts";
import { metricOf, type RoadCalibration, type VehicleProfile } from "../../roads/vehicle-class.ts";
import type { Log } from "../log.ts";

export interface RegionRoadsOptions {
  readonly region: string;
  readonly map: RoadMap;
  readonly calibration: RoadCalibration;
  /** Whether blue lights may go against one-way streets here. */
  readonly againstOneWays: boolean;
  /** Answers for what is not on the map, and when roads fail. */
  readonly straightLine: TravelTimes;
  readonly log: Log;
  /** Milliseconds of a clock that never goes back. */
  readonly monotonic?: () => number;
}

export const regionRoadLimits = {
  /** After a failure: a fresh start takes up to a second for a city, which must not be tried with every command. */
  pauseMillis: 10_000,
} as const;

/** A network that is opened once for all classes that move on it. */
interface OpenNetwork {
  readonly map: MapNetwork;
  readonly hierarchy: Hierarchy;
  readonly segmentArcs: SegmentArcs;
  readonly resolver: ClosureResolver;
}

export class RegionRoads {
  /** How often closures were brought into the metrics, how long the last time took, and how often roads failed. */
  updates = 0;
  lastUpdateMillis = 0;
  failures = 0;
  readonly #options: RegionRoadsOptions;
  readonly #networks = new Map<"road" | "path", OpenNetwork>();
  #classCodes = "";
  #classes: (ClassRoads | undefined)[] = [];
  #profiles: VehicleProfile[] = [];
  #travel: RoadTravel | undefined;
  /** What the metrics contain. */
  #key = "";
  #lookedAt: { readonly state: RegionState; readonly position: number } | undefined;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(options: RegionRoadsOptions) {
    this.#options = options;
  }

  get hash(): string {
    return this.#options.map.hash;
  }

  /** Seconds of every journey, beside its roads. */
  get baseSeconds(): number {
    return this.#options.calibration.baseSeconds;
  }

  /** None while roads have failed. */
  get classes(): readonly (ClassRoads | undefined)[] {
    return this.#classes;
  }

  /**
   * Travel times as of this state; the straight line without a configuration, or when something fails. Whoever answers
   * people with them works `withTravel`: the times can fail later, too.
   */
  travelFor(state: RegionState): TravelTimes {
    const { straightLine } = this.#options;
    if (this.#now() < this.#pausedUntil) return straightLine;
    try {
      this.#follow(state);
      return this.#travel ?? straightLine;
    } catch (error) {
      this.noteFailure(error);
      return straightLine;
    }
  }

  /** Works with travel times as of this state and, if roads fail in the middle, again by straight line. */
  withTravel<Value>(state: RegionState, work: (travel: TravelTimes) => Value): Value {
    const travel = this.travelFor(state);
    const { straightLine } = this.#options;
    if (travel === straightLine) return work(travel);
    try {
      return work(travel);
    } catch (error) {
      // What fails by straight line as well is no failure of the roads.
      const value = work(straightLine);
      this.noteFailure(error);
      return value;
    }
  }

  /**
   * These units have new positions: they are brought to their streets now, so that a question need not. Nothing depends
   * on it: a question looks where everybody is all the same.
   */
  noteMoved(state: RegionState, units: readonly number[], positions: PositionOverlay): void {
    const { policy } = state;
    if (policy === undefined || this.#now() < this.#pausedUntil) return;
    const { vehicle } = state.columns.units;
    try {
      for (const unit of units)
        this.#classes[policy.classOfVehicle[vehicle[unit]]]?.placeUnit(
          unit,
          positions.latE7[unit],
          positions.lonE7[unit],
        );
      for (const roads of this.#classes) roads?.settleUnits();
    } catch (error) {
      this.noteFailure(error);
    }
  }

  /** Roads failed in somebody's hands: the straight line answers, and in a while they begin anew. */
  noteFailure(error: unknown): void {
    this.failures += 1;
    this.#forget();
    this.#pausedUntil = this.#now() + regionRoadLimits.pauseMillis;
    const { log, region } = this.#options;
    log.error({ region, error }, "travel times by road failed; the straight line answers");
  }

  #now(): number {
    return this.#options.monotonic?.() ?? performance.now();
  }

  #forget(): void {
    this.#classes = [];
    this.#classCodes = "";
    this.#travel = undefined;
    this.#key = "";
    this.#lookedAt = undefined;
  }

  #follow(state: RegionState): void {
    const position = state.columns.head.position[0];
    if (this.#lookedAt?.state === state && this.#lookedAt.position === position) return;
    const vehicleClasses = state.policy?.vehicleClasses;
    if (vehicleClasses === undefined) return;
    this.#openClasses(vehicleClasses);
    const shut = listShutClosures(state);
    const reported = listReportedClosures(state);
    // A fork may be at the position of another history: what is shut decides, not the number alone.
    const key = JSON.stringify([closuresVersionOf(state), shut.map(keyOf), reported.map(keyOf)]);
    if (key !== this.#key) this.#use(closuresVersionOf(state), shut, reported, key);
    this.#lookedAt = { state, position };
  }

  #use(epoch: number, shut: readonly Closure[], reported: readonly Closure[], key: string): void {
    const startedAt = performance.now();
    const shutArcs = this.#classes.map((_, index) => this.#arcsByClass(shut, index));
    const reportedArcs = this.#classes.map((_, index) => this.#arcsByClass(reported, index));
    this.#travel?.useClosures(epoch, shutArcs, reportedArcs);
    this.#key = key;
    this.updates += 1;
    this.lastUpdateMillis = performance.now() - startedAt;
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

  /** The arcs that a drawing shuts for a class; empty for a class without roads. */
  listArcs(shape: ShutShape, index: number): ShutArc[] {
    const profile = this.#profiles[index];
    return profile === undefined ? [] : this.#openNetwork(profile.network).resolver.listArcs(shape);
  }

  #openClasses(vehicleClasses: readonly VehicleClassConfig[]): void {
    const codes = JSON.stringify(vehicleClasses);
    if (codes === this.#classCodes && this.#travel !== undefined) return;
    const { map, calibration, straightLine } = this.#options;
    this.#profiles = vehicleClasses.map((each) =>
      profileOfClass(each, this.#options.againstOneWays),
    );
    this.#classes = vehicleClasses.map((each, index) =>
      // People on foot and bicycles are opened when somebody asks about them: few regions send them.
      each.motor || each.vehicles.length > 0 ? this.#openClass(this.#profiles[index]) : undefined,
    );
    this.#travel = new RoadTravel({
      mapHash: map.hash,
      fit: calibration,
      classes: this.#classes,
      fallback: straightLine,
    });
    this.#classCodes = codes;
    this.#key = "";
  }

  #openClass(profile: VehicleProfile): ClassRoads {
    const { map, hierarchy, segmentArcs } = this.#openNetwork(profile.network);
    const metric = metricOf(map.network, profile, this.#options.calibration.factor);
    const classMetric = new ClassMetric(hierarchy, metric);
    return new ClassRoads(map.network, map.snapIndex, classMetric, limits.units, segmentArcs);
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

function keyOf({ closure, shape, direction, bearingDegrees, classMask }: Closure): unknown[] {
  return [closure, shape.kind, shape.points, direction, bearingDegrees, classMask];
}
