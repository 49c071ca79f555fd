/**
 * The port behind which travel times come: straight line, a road network, a fixed table in tests. A source names
 * itself, its version and its stated error and, when it rests on roads, the map and the state of its closures, because
 * a decision stores all of them. Sources are pure: the same question under the same source gives the same answer for
 * ever, so a stored recommendation can be recomputed.
 * Not here: any source, and anything that knows incidents or decides.
 */

import type { Micros } from "../base/instant.ts";
import type { ShutEnd, TravelSource } from "../core/recommendation.ts";

/** Where one way begins; degrees times 10^7. */
export interface TravelStart {
  /** Unit id: a source may keep where a unit stands on its network, and look again only when it has moved. */
  readonly unit: number;
  /** Index of the unit's vehicle class in the policy. */
  readonly vehicleClass: number;
  readonly latE7: number;
  readonly lonE7: number;
}

/** The same for many, a row each; the first `count` rows are in use, each unit once. */
export interface TravelStarts {
  readonly count: number;
  readonly unit: Int32Array;
  readonly vehicleClass: Uint8Array;
  readonly latE7: Int32Array;
  readonly lonE7: Int32Array;
}

/** Left out = that end is in an open street. */
export interface ShutEnds {
  readonly startShut?: ShutEnd;
  readonly endShut?: ShutEnd;
}

export interface TravelTimes {
  /** As it stands now: a source of roads names another epoch after a closure. */
  readonly source: TravelSource;
  /** Expected micros under way to a place; degrees times 10^7. Infinity = there is no way. */
  micros(start: TravelStart, toLatE7: number, toLonE7: number): Micros;
  /**
   * Optional: the same for many starts and one end at once, into `out`. A source that searches a network from the end
   * outwards answers thousands of starts for the price of one search. `out[i]` must equal `micros` of row i.
   */
  manyMicros?(starts: TravelStarts, toLatE7: number, toLonE7: number, out: Float64Array): void;
  /** Optional: numbers of the reported closures that the way measured by `micros` passes; empty = none. */
  listReportedOnWay?(start: TravelStart, toLatE7: number, toLonE7: number): readonly number[];
  /** Optional: where the way measured by `micros` begins or ends in a street that is shut. */
  findShutEnds?(start: TravelStart, toLatE7: number, toLonE7: number): ShutEnds;
  /**
   * Optional: numbers of the confirmed closures on the soonest way if nothing were shut. Lifting all of them opens that
   * way; empty = nothing shuts it, or there would be none either.
   */
  listShutOnWay?(start: TravelStart, toLatE7: number, toLonE7: number): readonly number[];
}
