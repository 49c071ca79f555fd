/**
 * Recommendations of a live region: the planner with this region's travel times and tracked positions, each under a
 * name of its own (`<region>-<position>-<count>`), so that a stored decision can say which one it rests on.
 */

import type { Instant } from "../base/instant.ts";
import type { Recommendation } from "../core/recommendation.ts";
import type { RegionState } from "../core/state/region-state.ts";
import type { PositionOverlay } from "../plan/positions.ts";
import { recommend } from "../plan/recommend.ts";
import type { TravelTimes } from "../plan/travel-times.ts";
import type { DecideWorld } from "./decide-commands.ts";
import { positionOf } from "./load-region.ts";

export class Recommender implements DecideWorld {
  readonly positions: PositionOverlay;
  readonly #region: string;
  readonly #travelFor: (state: RegionState) => TravelTimes;
  #count = 0;

  /** `travelFor` gives the travel times that hold for a state: closures are part of it. */
  constructor(
    region: string,
    travelFor: (state: RegionState) => TravelTimes,
    positions: PositionOverlay,
  ) {
    this.#region = region;
    this.#travelFor = travelFor;
    this.positions = positions;
  }

  /** The incident must be in the operational state. */
  recommend(state: RegionState, incident: number, now: Instant, limit?: number): Recommendation {
    this.#count += 1;
    const id = `${this.#region}-${positionOf(state)}-${this.#count}`;
    const { positions } = this;
    const travel = this.#travelFor(state);
    return recommend(state, { id, incident, now, travel, positions, limit });
  }
}
