/**
 * One night of a plan: a region that begins empty, the plan's roster and calls, and the night's luck, played by a room
 * on a virtual clock (room/). Not here: what is counted (tally.ts), and many nights (play-nights.ts in cli/rehearse).
 */
import { CallRandom } from "../../base/call-random.ts";
import type { Instant } from "../../base/instant.ts";
import { stopLooking } from "../../core/absence/review.ts";
import { makeRegionState, type RegionState, type Sink } from "../../core/state/region-state.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import type { Watch } from "../room/calls.ts";
import { unitCrew } from "../room/unit-work.ts";
import { Room } from "../room/room.ts";
import { Demand, type PlannedCall } from "./demand.ts";
import type { RehearsalPlan } from "./plan.ts";
import { listDuties, type Roster } from "./roster.ts";
import { queueStepMicros, Tally, type NightFigures } from "./tally.ts";

export interface ReplicationOptions {
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  readonly replication: number;
  /** Ways as of a state: a street that its closures shut is shut. */
  readonly travel: (state: RegionState) => TravelTimes;
  readonly sink?: Sink;
}

/** A room with the roster's units in it, before its first call. `state`: empty. */
export function openRoom(
  plan: RehearsalPlan,
  { units, shifts, duties }: Roster,
  state: RegionState,
  random: CallRandom,
  { replication, travel }: ReplicationOptions,
  watch: Watch<PlannedCall>,
): Room<PlannedCall> {
  // Who is missing is the plan's own assumption; a look a minute would cost more than the night.
  stopLooking(state);
  const room = new Room({
    state,
    startAt: plan.startAt,
    random,
    replication,
    travel: travel(state),
    travelSigma: plan.travelSigma,
    heldBack: plan.heldBack,
    bases: units.map(({ base }) => base),
    calls: new Demand(plan, random, replication),
    duties,
    closures: plan.closures,
    watch,
  });
  room.ask({ type: "region.configure", config: plan.config });
  for (const { callSign, vehicle, skills, area, base } of units)
    room.ask({ type: "unit.register", callSign, vehicle, skills, area, base });
  if (plan.hasRoster)
    for (const { unit, fromAt, untilAt } of shifts)
      room.ask({ type: "shift.plan", of: { unit }, fromAt, untilAt, crew: unitCrew });
  room.begin();
  return room;
}

export class Replication {
  readonly state: RegionState = makeRegionState({}, false);
  readonly #plan: RehearsalPlan;
  readonly #room: Room<PlannedCall>;
  readonly #tally: Tally;
  /** Of the plan's decisions on the service level. */
  #decided = 0;

  constructor(plan: RehearsalPlan, options: ReplicationOptions) {
    const random = new CallRandom(options.seed, "rehearsal");
    const roster = listDuties(plan, random, options.replication);
    if (options.sink !== undefined) this.state.sink = options.sink;
    this.#plan = plan;
    this.#tally = new Tally(this.state, plan.startAt + plan.warmUpMicros);
    this.#room = openRoom(plan, roster, this.state, random, options, this.#tally);
  }

  run(): NightFigures {
    const { startAt, warmUpMicros, lengthMicros } = this.#plan;
    const countAt = startAt + warmUpMicros;
    this.#playUntil(countAt);
    this.#tally.begin(countAt);
    const endAt = countAt + lengthMicros;
    for (let at = countAt + queueStepMicros; at <= endAt; at += queueStepMicros) {
      this.#playUntil(at);
      this.#tally.lookAtQueue();
    }
    this.#playUntil(endAt);
    return this.#tally.end(endAt);
  }

  /** What the plan decides on the service level comes after all else of its instant. */
  #playUntil(until: Instant): void {
    const { levels } = this.#plan;
    for (; this.#decided < levels.length; this.#decided += 1) {
      const { at, level } = levels[this.#decided];
      if (at > until) break;
      this.#room.playUntil(at);
      this.#room.decideLevel(level, "the plan that is rehearsed says so");
    }
    this.#room.playUntil(until);
  }
}
