/**
 * The roads of a live region: the map's networks under the region's own closures (plan/map-travel.ts), kept off the
 * command path. If anything in there fails, also while somebody works with the times, that work is done again by
 * straight line, which says so, and the failure is in the log. Roads are tried again after a pause, from a fresh start.
 * Not here: the networks (roads), the port (plan/road-travel.ts), questions from outside (road-answers.ts).
 */
import { limits } from "../../core/limits.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import type { ClassRoads } from "../../plan/class-roads.ts";
import { MapTravel } from "../../plan/map-travel.ts";
import type { PositionOverlay } from "../../plan/positions.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import type { ShutArc, ShutShape } from "../../roads/closures/shut-arcs.ts";
import type { RoadMap } from "../../roads/map/road-map.ts";
import type { RoadCalibration } from "../../roads/vehicle-class.ts";
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

export class RegionRoads {
  /** How long closures took to be brought into the metrics the last time, and how often roads failed. */
  lastUpdateMillis = 0;
  failures = 0;
  readonly #options: RegionRoadsOptions;
  readonly #mapTravel: MapTravel;
  /** For what is only thought of; opened with the first such question. */
  #imagined: MapTravel | undefined;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(options: RegionRoadsOptions) {
    const { map, calibration, againstOneWays, straightLine } = options;
    this.#options = options;
    this.#mapTravel = new MapTravel({
      map,
      calibration,
      againstOneWays,
      fallback: straightLine,
      units: limits.units,
      // People on foot and bicycles are opened when a region sends them: few do.
      isWanted: ({ motor, vehicles }) => motor || vehicles.length > 0,
    });
  }

  get hash(): string {
    return this.#mapTravel.hash;
  }

  /** Seconds of every journey, beside its roads. */
  get baseSeconds(): number {
    return this.#options.calibration.baseSeconds;
  }

  /** How often closures were brought into the metrics. */
  get updates(): number {
    return this.#mapTravel.updates;
  }

  /** None while roads have failed. */
  get classes(): readonly (ClassRoads | undefined)[] {
    return this.#mapTravel.classes;
  }

  /**
   * Travel times as of this state; the straight line without a configuration, or when something fails. Whoever answers
   * people with them works `withTravel`: the times can fail later, too.
   */
  travelFor(state: RegionState): TravelTimes {
    const { straightLine } = this.#options;
    if (this.#now() < this.#pausedUntil) return straightLine;
    try {
      const before = this.#mapTravel.updates;
      const startedAt = performance.now();
      const travel = this.#mapTravel.travelFor(state);
      if (this.#mapTravel.updates > before) this.lastUpdateMillis = performance.now() - startedAt;
      return travel;
    } catch (error) {
      this.noteFailure(error);
      return straightLine;
    }
  }

  /**
   * Travel times as of a state that is only thought of, on metrics of their own: what people ask about commands is measured
   * on others meanwhile, and nothing changes back and forth. What fails here is the caller's to note.
   */
  imagine(state: RegionState): TravelTimes {
    this.#imagined ??= this.#mapTravel.makeSibling();
    return this.#imagined.travelFor(state);
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
        this.classes[policy.classOfVehicle[vehicle[unit]]]?.placeUnit(
          unit,
          positions.latE7[unit],
          positions.lonE7[unit],
        );
      for (const roads of this.classes) roads?.settleUnits();
    } catch (error) {
      this.noteFailure(error);
    }
  }

  /** Roads failed in somebody's hands: the straight line answers, and in a while they begin anew. */
  noteFailure(error: unknown): void {
    this.failures += 1;
    this.#mapTravel.forget();
    this.#imagined = undefined;
    this.#pausedUntil = this.#now() + regionRoadLimits.pauseMillis;
    const { log, region } = this.#options;
    log.error({ region, error }, "travel times by road failed; the straight line answers");
  }

  /** The arcs that a drawing shuts for a class; empty for a class without roads. */
  listArcs(shape: ShutShape, index: number): ShutArc[] {
    return this.#mapTravel.listArcs(shape, index);
  }

  #now(): number {
    return this.#options.monotonic?.() ?? performance.now();
  }
}
