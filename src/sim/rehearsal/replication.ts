/**
 * One night of a plan: a region that begins empty, the plan's roster and calls, and the night's luck, played by a room
 * on a virtual clock (room/). Not here: what is counted (tally.ts), and many nights (play-nights.ts in cli/rehearse).
 */
import { CallRandom } from "../../base/call-random.ts";
import { makeRegionState, type RegionState, type Sink } from "../../core/state/region-state.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import { Room } from "../room/room.ts";
import { Demand, type PlannedCall } from "./demand.ts";
import type { RehearsalPlan } from "./plan.ts";
import { listDuties } from "./roster.ts";
import { Tally, type NightFigures } from "./tally.ts";

export interface ReplicationOptions {
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  readonly replication: number;
  readonly travel: TravelTimes;
  readonly sink?: Sink;
}

export class Replication {
  readonly state: RegionState = makeRegionState({}, false);
  readonly #plan: RehearsalPlan;
  readonly #room: Room<PlannedCall>;
  readonly #tally: Tally;

  constructor(plan: RehearsalPlan, { seed, replication, travel, sink }: ReplicationOptions) {
    const { startAt, travelSigma, heldBack } = plan;
    const random = new CallRandom(seed, "rehearsal");
    const { units, duties } = listDuties(plan, random, replication);
    if (sink !== undefined) this.state.sink = sink;
    this.#plan = plan;
    this.#tally = new Tally(this.state, startAt + plan.warmUpMicros);
    this.#room = new Room({
      state: this.state,
      startAt,
      random,
      replication,
      travel,
      travelSigma,
      heldBack,
      bases: units.map(({ base }) => base),
      calls: new Demand(plan, random, replication),
      duties,
      watch: this.#tally,
    });
    this.#room.ask({ type: "region.configure", config: plan.config });
    for (const { callSign, vehicle, skills, area, base } of units)
      this.#room.ask({ type: "unit.register", callSign, vehicle, skills, area, base });
    this.#room.begin();
  }

  run(): NightFigures {
    const { startAt, warmUpMicros, lengthMicros } = this.#plan;
    const countAt = startAt + warmUpMicros;
    this.#room.playUntil(countAt);
    this.#tally.begin(countAt);
    this.#room.playUntil(countAt + lengthMicros);
    return this.#tally.end(countAt + lengthMicros);
  }
}
