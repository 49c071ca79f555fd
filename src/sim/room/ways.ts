/**
 * How long ways take in a room on a virtual clock: what the travel times say of where a unit is, and the luck of that
 * unit on the way to that call. Not here: where units are (crews.ts).
 */
import type { CallRandom } from "../../base/call-random.ts";
import type { Micros } from "../../base/instant.ts";
import { normalOf } from "../../base/samplers.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import { travelPurpose, type Call } from "./calls.ts";
import type { Crews, Place } from "./crews.ts";

export interface WayOptions {
  readonly random: CallRandom;
  readonly replication: number;
  readonly travel: TravelTimes;
  readonly travelSigma: number;
}

export class Ways {
  readonly #state: RegionState;
  readonly #crews: Crews;
  readonly #options: WayOptions;

  constructor(state: RegionState, crews: Crews, options: WayOptions) {
    this.#state = state;
    this.#crews = crews;
    this.#options = options;
  }

  /** Micros from where the unit is; Infinity where no road leads there. */
  expect(unit: number, { latE7, lonE7 }: Place): Micros {
    const vehicle = this.#state.columns.units.vehicle[unit];
    const vehicleClass = getPolicy(this.#state).classOfVehicle[vehicle];
    const start = { unit, vehicleClass, ...this.#crews.placeOf(unit) };
    return this.#options.travel.micros(start, latE7, lonE7);
  }

  /** Micros from being sent until the unit is there, when `expected` under way were expected. */
  draw(unit: number, call: Call, expected: Micros): Micros {
    const { random, replication, travelSigma } = this.#options;
    // By call and unit, so that another policy that sends the same unit meets the same traffic.
    const draw = random.seek(replication, call.number, travelPurpose + 1_000 + unit);
    const { turnoutMicros = 0, wayFactor = 1 } = call;
    const factor = spreadOf(draw.uniform(), travelSigma) * wayFactor;
    return turnoutMicros + Math.round(expected * factor);
  }
}

/** A lognormal factor of mean 1. */
function spreadOf(u: number, sigma: number): number {
  return sigma === 0 ? 1 : Math.exp(normalOf(u, (-sigma * sigma) / 2, sigma));
}
