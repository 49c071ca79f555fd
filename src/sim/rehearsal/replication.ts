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
import { AidRooms, type AidFigures } from "../room/aid-rooms.ts";
import type { Place } from "../room/crews.ts";
import { Room } from "../room/room.ts";
import { Demand, type PlannedCall } from "./demand.ts";
import type { RehearsalPlan } from "./plan.ts";
import { countUnits, listDuties, type Roster } from "./roster.ts";
import { queueStepMicros, Tally, type NightFigures } from "./tally.ts";

export interface ReplicationOptions {
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  readonly replication: number;
  /** Ways as of a state: a street that its closures shut is shut. */
  readonly travel: (state: RegionState) => TravelTimes;
  readonly sink?: Sink;
  /** Of the other regions, in the order of the plan. */
  readonly sinks?: readonly Sink[];
}

/** A room with the roster's units in it, before its first call, and room for so many guests. `state`: empty. */
export function openRoom(
  plan: RehearsalPlan,
  { units, shifts, duties }: Roster,
  state: RegionState,
  random: CallRandom,
  { replication, travel }: ReplicationOptions,
  watch: Watch<PlannedCall>,
  guests = 0,
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
    bases: [...units.map(({ base }) => base), ...guestPlaces(plan, guests)],
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

/** Where guests would stand before they report somewhere. */
function guestPlaces({ config }: RehearsalPlan, guests: number): Place[] {
  return Array.from({ length: guests }, () => config.centre);
}

/** An empty region with the rows that a night mostly needs: what grows on the way is laid and copied as a whole each time. */
function makeRoomFor(plan: RehearsalPlan, { shifts }: Roster, guests: number): RegionState {
  const rows = {
    units: Math.max(1, countUnits(plan) + guests),
    shifts: plan.hasRoster ? Math.max(1, shifts.length) : 1,
    incidents: 1_024,
    allocations: 2_048,
    alarms: 256,
  };
  return makeRegionState(rows, false);
}

/** A region of a night: its room, and somebody who counts. */
class Played {
  readonly plan: RehearsalPlan;
  readonly room: Room<PlannedCall>;
  readonly tally: Tally;
  readonly travel: TravelTimes;
  readonly state: RegionState;
  /** Of the plan's decisions on the service level. */
  #decided = 0;

  constructor(plan: RehearsalPlan, options: ReplicationOptions, index: number, guests: number) {
    // Each region has a luck of its own, the same whatever the others do.
    const name = index === 0 ? "rehearsal" : `rehearsal-${plan.config.id}`;
    const random = new CallRandom(options.seed, name);
    const roster = listDuties(plan, random, options.replication);
    this.state = makeRoomFor(plan, roster, guests);
    if (index === 0 && options.sink !== undefined) this.state.sink = options.sink;
    if (index > 0 && options.sinks !== undefined) this.state.sink = options.sinks[index - 1];
    this.plan = plan;
    this.travel = options.travel(this.state);
    this.tally = new Tally(this.state, plan.startAt + plan.warmUpMicros);
    this.room = openRoom(plan, roster, this.state, random, options, this.tally, guests);
  }

  /** The next decision on the service level until `until`, or Infinity. */
  nextLevelAt(until: Instant): Instant {
    const next = this.plan.levels[this.#decided];
    return next === undefined || next.at > until ? Infinity : next.at;
  }

  /** What the plan decides on the service level comes after all else of its instant. */
  decideLevel(at: Instant): void {
    while (this.nextLevelAt(at) <= at) {
      const { level } = this.plan.levels[this.#decided];
      this.#decided += 1;
      this.room.decideLevel(level, "the plan that is rehearsed says so");
    }
  }
}

export class Replication {
  readonly #plan: RehearsalPlan;
  readonly #played: readonly Played[];
  /** Undefined where regions do not help each other: then each is played by itself. */
  readonly #aid: AidRooms<PlannedCall> | undefined;

  constructor(plan: RehearsalPlan, options: ReplicationOptions) {
    const plans = [plan, ...(plan.neighbours ?? [])];
    const units = plans.map(countUnits);
    const all = units.reduce((sum, count) => sum + count, 0);
    this.#plan = plan;
    this.#played = plans.map(
      (each, index) =>
        new Played(each, options, index, plan.aid === undefined ? 0 : all - units[index]),
    );
    if (plan.aid === undefined) return;
    const rooms = this.#played.map(({ plan: each, room, travel }) => ({
      id: each.config.id,
      room,
      meets: each.areas,
      travel,
    }));
    this.#aid = new AidRooms(rooms, plan.aid);
  }

  get state(): RegionState {
    return this.#played[0].state;
  }

  /** Of every region, the plan's own first. */
  get states(): readonly RegionState[] {
    return this.#played.map(({ state }) => state);
  }

  run(): NightFigures {
    const { startAt, warmUpMicros, lengthMicros } = this.#plan;
    const countAt = startAt + warmUpMicros;
    this.#playUntil(countAt);
    for (const { tally } of this.#played) tally.begin(countAt);
    const endAt = countAt + lengthMicros;
    for (let at = countAt + queueStepMicros; at <= endAt; at += queueStepMicros) {
      this.#playUntil(at);
      for (const { tally } of this.#played) tally.lookAtQueue();
    }
    this.#playUntil(endAt);
    return this.#played[0].tally.end(endAt);
  }

  /** After `run`: the nights of the other regions. */
  listNeighbours(): NightFigures[] {
    return this.#played.slice(1).map(({ tally }) => tally.end(this.#endAt));
  }

  /** After `run`: what regions did for each other, the plan's own first; empty = they did not help each other. */
  listAid(): AidFigures[] {
    return this.#aid?.figures(this.#endAt) ?? [];
  }

  get #endAt(): Instant {
    const { startAt, warmUpMicros, lengthMicros } = this.#plan;
    return startAt + warmUpMicros + lengthMicros;
  }

  #playUntil(until: Instant): void {
    for (;;) {
      const at = Math.min(...this.#played.map((each) => each.nextLevelAt(until)));
      if (at === Infinity) break;
      this.#playRooms(at);
      for (const each of this.#played) each.decideLevel(at);
    }
    this.#playRooms(until);
  }

  #playRooms(until: Instant): void {
    if (this.#aid !== undefined) this.#aid.playUntil(until);
    else for (const { room } of this.#played) room.playUntil(until);
  }
}
