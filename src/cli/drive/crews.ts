/**
 * Plays the crews: what the room decided is read from the folded state, what a crew does next comes from its own
 * machine (sim/behaviour/crew.ts) and is sent as that crew. State rules: when the fold and a crew's own idea of its
 * task differ, and nothing of the crew is under way, the crew takes over what the fold says.
 */
import { type Instant, microsFromSeconds } from "../../base/instant.ts";
import type { CoreEvent } from "../../core/events.ts";
import { allocationStates, loanStates, unitStatuses } from "../../core/vocabulary.ts";
import {
  commandOfAct,
  type Crew,
  type CrewAct,
  type CrewTask,
  type Duty,
  never,
} from "../../sim/behaviour/crew.ts";
import type { ClientCommand } from "../../wire/command-schema.ts";
import type { ApiClient, CommandAnswerView } from "./api-client.ts";
import type { Schedule } from "./schedule.ts";
import type { Sender } from "./sender.ts";
import type { WorldView } from "./world-view.ts";

export interface PlayedUnit {
  /** Id of the unit in the region. */
  readonly unit: number;
  readonly crewCount: number;
  readonly crew: Crew;
  /** In order and apart. */
  readonly duties: Duty[];
}

export interface CrewsOptions {
  readonly view: WorldView;
  readonly sender: Sender;
  readonly schedule: Schedule;
  readonly units: readonly PlayedUnit[];
  /** Who a unit's crew signs in as. */
  readonly clientFor: (unit: number) => Promise<ApiClient>;
  /** Who sends positions of all units. */
  readonly tracker: ApiClient;
  /** What an incident asks of this unit; `order` counts units sent to it so far. */
  readonly taskFor: (unit: number, incident: number, order: number) => CrewTask;
  /** Seconds of the world between two positions of a unit. */
  readonly positionSeconds: number;
}

/** A crew answers a welfare warning after about this long. */
const welfareSeconds = 25;
/** A crew that may not go home yet looks again after this. */
const overtime = microsFromSeconds(900);

export class CrewsPlayer {
  readonly #options: CrewsOptions;
  readonly #units: Map<number, PlayedUnit>;
  readonly #touched = new Set<number>();
  /** Log position of the last answered act: before it is folded, the fold is older than the crew. */
  readonly #answeredAt = new Map<number, number>();
  readonly #guests = new Set<number>();
  readonly #orders = new Map<number, number>();
  /** Booked off a moment ago: their vehicles are seen once more, at their base, or they would count as left standing. */
  readonly #broughtHome = new Set<number>();
  #positionsAt: Instant = 0;
  #positionsUnderWay = false;
  positionsSent = 0;

  constructor(options: CrewsOptions) {
    this.#options = options;
    this.#units = new Map(options.units.map((unit) => [unit.unit, unit]));
    for (const unit of options.units) {
      this.#planNextDuty(unit, options.view.now());
      this.#touched.add(unit.unit);
    }
    options.view.onEvent((event) => this.#onEvent(event));
  }

  /** Guests of the region that are here and at work; a crew comes with its unit and goes with it. */
  playGuests(units: readonly PlayedUnit[]): void {
    for (const unit of this.#guests) this.#units.delete(unit);
    this.#guests.clear();
    for (const played of units) {
      this.#units.set(played.unit, played);
      this.#guests.add(played.unit);
      this.#touched.add(played.unit);
      if (played.crew.phase === "off") this.#planNextDuty(played, this.#options.view.now());
    }
  }

  get onDuty(): number {
    let count = 0;
    for (const { crew } of this.#units.values()) if (crew.phase !== "off") count += 1;
    return count;
  }

  #planNextDuty(unit: PlayedUnit, now: Instant): void {
    const duty = unit.duties.shift();
    if (duty === undefined) return;
    if (duty.until <= now) this.#planNextDuty(unit, now);
    else unit.crew.planDuty(duty);
  }

  #onEvent(event: CoreEvent): void {
    if (!("unit" in event) || event.unit === null || !this.#units.has(event.unit)) return;
    this.#touched.add(event.unit);
    if (event.type !== "unit.welfare-warned") return;
    const { unit } = event;
    const at = event.at + microsFromSeconds(welfareSeconds);
    this.#options.schedule.plan(
      at,
      () => void this.#send(unit, { type: "unit.confirm-welfare", unit }, at),
    );
  }

  /** Everything that crews do up to `now`, then the positions. */
  tick(now: Instant): void {
    for (const unit of this.#touched) this.#followRoom(unit);
    for (const played of this.#units.values()) {
      const { crew } = played;
      while (crew.dueAt <= now && crew.dueAt !== never) {
        const at = crew.dueAt;
        for (const act of crew.act(at)) void this.#perform(played, act, at);
      }
    }
    this.#sendPositions(now);
  }

  /** The unit's active incident by number, or -1. */
  #activeIncident(unit: number): { incident: number; since: Instant } | undefined {
    const { units, allocations, incidents } = this.#options.view.state.columns;
    for (let a = units.firstAllocation[unit]; a >= 0; a = allocations.nextOfUnit[a]) {
      const state = allocations.state[a];
      if (state === allocationStates.code.stacked || state === allocationStates.code.ended)
        continue;
      return {
        incident: incidents.number[allocations.incident[a]],
        since: allocations.allocatedAt[a],
      };
    }
    return undefined;
  }

  #followRoom(unit: number): void {
    const played = this.#units.get(unit);
    if (played === undefined) return;
    const { view, sender } = this.#options;
    const isBehind = view.position < (this.#answeredAt.get(unit) ?? 0);
    if (isBehind || sender.hasPending(personOf(unit))) return;
    this.#touched.delete(unit);
    const { crew } = played;
    const active = this.#activeIncident(unit);
    if (active?.incident === crew.task?.incident) return;
    const at = Math.max(view.state.columns.units.statusAt[unit], active?.since ?? 0);
    if (crew.task !== undefined) crew.release(crew.task.incident, at);
    if (active === undefined) return;
    const order = this.#orders.get(active.incident) ?? 0;
    this.#orders.set(active.incident, order + 1);
    crew.assign(this.#options.taskFor(unit, active.incident, order), at);
  }

  async #perform(played: PlayedUnit, act: CrewAct, at: Instant): Promise<void> {
    const { unit } = played;
    if (act.kind === "book on" && this.#isBookedOn(unit)) {
      // The play was started again, or a booking off was refused: what the room gave this unit could not be taken
      // over while its crew was off; now it can.
      this.#touched.add(unit);
      return;
    }
    const answer = await this.#send(unit, commandOfAct(played.unit, played.crewCount, act), at);
    this.#touched.add(unit);
    if (act.kind !== "book off") return;
    if (answer !== undefined) {
      this.#broughtHome.add(unit);
      return this.#planNextDuty(played, at);
    }
    // Refused while something is still on the unit's stack: the crew stays until it is done.
    played.crew.planDuty({ from: at + 1_000_000, until: at + overtime });
  }

  /** A unit that the fold does not have yet was registered a moment ago, and is off. */
  #isBookedOn(unit: number): boolean {
    const { units, head } = this.#options.view.state.columns;
    return unit < head.units[0] && units.status[unit] !== unitStatuses.code.off;
  }

  async #send(
    unit: number,
    command: ClientCommand,
    at: Instant,
  ): Promise<CommandAnswerView | undefined> {
    const { sender, clientFor } = this.#options;
    const answer = await sender.send(personOf(unit), () => clientFor(unit), command, at);
    if (answer !== undefined) this.#answeredAt.set(unit, answer.position);
    return answer;
  }

  /** One batch for all crews on duty; a batch that is still under way is not overtaken by the next one. */
  #sendPositions(now: Instant): void {
    const { positionSeconds, tracker, view, sender } = this.#options;
    if (this.#positionsUnderWay || now - this.#positionsAt < microsFromSeconds(positionSeconds))
      return;
    const positions: { unit: number; at: Instant; latE7: number; lonE7: number }[] = [];
    const { loan, home } = view.state.columns.units;
    for (const { unit, crew } of this.#units.values()) {
      // Lent: it is seen where it helps.
      const isAway = home[unit] === 0 && loan[unit] !== loanStates.code.none;
      if (isAway || (crew.phase === "off" && !this.#broughtHome.delete(unit))) continue;
      // A point may be a base with its name and more; the server refuses what it does not know.
      const { latE7, lonE7 } = crew.positionAt(now);
      positions.push({ unit, at: now, latE7, lonE7 });
    }
    this.#positionsAt = now;
    if (positions.length === 0) return;
    this.#positionsUnderWay = true;
    void sender.run("positions", async () => {
      await tracker.postAgain(`/api/regions/${view.region}/positions`, { positions });
      this.positionsSent += positions.length;
      this.#positionsUnderWay = false;
    });
  }
}

function personOf(unit: number): string {
  return `unit ${unit}`;
}
