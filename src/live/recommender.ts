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

/** Travel times that hold for a state: closures are part of it. When roads fail, `work` is done by straight line. */
export interface TravelWorld {
  withTravel<Value>(state: RegionState, work: (travel: TravelTimes) => Value): Value;
}

export class Recommender implements DecideWorld {
  readonly positions: PositionOverlay;
  readonly #region: string;
  readonly #world: TravelWorld;
  #count = 0;

  constructor(region: string, world: TravelWorld, positions: PositionOverlay) {
    this.#region = region;
    this.#world = world;
    this.positions = positions;
  }

  /** The incident must be in the operational state. */
  recommend(
    state: RegionState,
    incident: number,
    now: Instant,
    asked: { readonly limit?: number | undefined; readonly takesUp?: boolean } = {},
  ): Recommendation {
    this.#count += 1;
    const id = `${this.#region}-${positionOf(state)}-${this.#count}`;
    const { positions } = this;
    return this.#world.withTravel(state, (travel) =>
      recommend(state, { id, incident, now, travel, positions, ...asked }),
    );
  }
}
