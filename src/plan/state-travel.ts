/**
 * Travel times that keep to one state: before each answer its closures are looked at, so whoever plays a state on a
 * virtual clock asks one source for the whole night and the times change when a street closes. Several may share a
 * map's workspace: each question is answered under the closures of its own state.
 */
import type { Micros } from "../base/instant.ts";
import type { TravelSource } from "../core/recommendation.ts";
import type { RegionState } from "../core/state/region-state.ts";
import type { MapTravel } from "./map-travel.ts";
import { measureMany } from "./measure-many.ts";
import type { ShutEnds, TravelStart, TravelStarts, TravelTimes } from "./travel-times.ts";

export class StateTravel implements TravelTimes {
  readonly #map: MapTravel;
  readonly #state: RegionState;

  constructor(map: MapTravel, state: RegionState) {
    this.#map = map;
    this.#state = state;
  }

  get #now(): TravelTimes {
    return this.#map.travelFor(this.#state);
  }

  get source(): TravelSource {
    return this.#now.source;
  }

  micros(start: TravelStart, toLatE7: number, toLonE7: number): Micros {
    return this.#now.micros(start, toLatE7, toLonE7);
  }

  manyMicros(starts: TravelStarts, toLatE7: number, toLonE7: number, out: Float64Array): void {
    measureMany(this.#now, starts, toLatE7, toLonE7, out);
  }

  listReportedOnWay(start: TravelStart, toLatE7: number, toLonE7: number): readonly number[] {
    return this.#now.listReportedOnWay?.(start, toLatE7, toLonE7) ?? [];
  }

  findShutEnds(start: TravelStart, toLatE7: number, toLonE7: number): ShutEnds {
    return this.#now.findShutEnds?.(start, toLatE7, toLonE7) ?? {};
  }

  listShutOnWay(start: TravelStart, toLatE7: number, toLonE7: number): readonly number[] {
    return this.#now.listShutOnWay?.(start, toLatE7, toLonE7) ?? [];
  }
}
