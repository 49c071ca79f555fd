/** What a room on a virtual clock is made from, and its limits. Not here: what it then does (room.ts). */
import type { CallRandom } from "../../base/call-random.ts";
import type { Instant } from "../../base/instant.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import type { Call, CallSource, Duty, Watch } from "./calls.ts";
import type { PlannedClosure } from "./closure-steps.ts";
import type { Place } from "./crews.ts";
import type { HeldBack } from "./dispatcher.ts";

export const roomLimits = {
  /** Calls that wait with a time to give up, or until a unit may be sent. */
  waiting: 1 << 14,
} as const;

/**
 * Of what is due at one instant the lower turn comes first, of one turn what was put first: shifts (ends before
 * beginnings), what the core itself has due, streets, units (they arrive, clear, are available again), what is due for a
 * caller (handled before giving up), calls. So whoever ends makes room for whoever begins, and nobody gives up at the instant of a clear.
 */
export const turns = { duty: 0, closure: 1, unit: 2, caller: 3, call: 4 } as const;

export interface RoomOptions<C extends Call> {
  readonly state: RegionState;
  readonly startAt: Instant;
  readonly random: CallRandom;
  readonly replication: number;
  readonly travel: TravelTimes;
  /** Spread of travel times about the expected one: sigma of a lognormal factor whose mean is 1; 0 = none. */
  readonly travelSigma: number;
  readonly heldBack: HeldBack;
  /** By unit, of every unit that takes part. */
  readonly bases: readonly Place[];
  readonly calls: CallSource<C>;
  /** By time; of one instant the ends come first. */
  readonly duties: readonly Duty[];
  /** Streets that will be shut; left out = none. */
  readonly closures?: readonly PlannedClosure[];
  readonly watch: Watch<C>;
  /** Calls that may wait with a time to give up at once; left out = `roomLimits.waiting`. */
  readonly waiting?: number;
}
