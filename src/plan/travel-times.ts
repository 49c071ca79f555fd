/**
 * The port behind which travel times come: straight line now, a road network later, a fixed table in tests. A
 * source names itself, its version and its stated error, because a decision stores all three. Sources are pure:
 * the same question gives the same answer for ever, so a stored recommendation can be recomputed.
 * Not here: any source, and anything that knows units or incidents.
 */

import type { Micros } from "../base/instant.ts";
import type { TravelSource } from "../core/recommendation.ts";

export interface TravelTimes {
  readonly source: TravelSource;
  /** Expected micros under way from one place to another; degrees times 10^7. Infinity = there is no way. */
  micros(fromLatE7: number, fromLonE7: number, toLatE7: number, toLonE7: number): Micros;
  /**
   * Optional: the same for `count` starts and one end at once, into `out`. A source that searches a network from
   * the end outwards answers thousands of starts for the price of one search. `out[i]` must equal `micros` of i.
   */
  manyMicros?(
    count: number,
    fromLatE7: Int32Array,
    fromLonE7: Int32Array,
    toLatE7: number,
    toLonE7: number,
    out: Float64Array,
  ): void;
}
