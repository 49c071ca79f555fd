/**
 * One night of a plan on a virtual clock, under the rules of the live core: calls open incidents, crews book on, arrive,
 * clear and book off by commands, and the dispatcher sends what the planner of the live room recommends (plan/recommend),
 * highest grade and oldest clock first. A unit whose shift ends while it is busy goes home when it clears. A caller who
 * waits too long gives up. What is here is what is outside a control room, and that dispatcher's habit; nothing here
 * knows the rules. Not here: what is counted (tally.ts), and many nights (run-plan.ts in cli/rehearse).
 */
import { assert } from "../../base/assert.ts";
import { CallRandom } from "../../base/call-random.ts";
import { microsPerSecond, noInstant, type Instant } from "../../base/instant.ts";
import { normalOf } from "../../base/samplers.ts";
import { listUnmet } from "../../core/allocation/unmet.ts";
import type { Command } from "../../core/commands.ts";
import { decide } from "../../core/decide.ts";
import type { Made } from "../../core/decision.ts";
import { nextDueAt } from "../../core/due-work.ts";
import type { Recommendation } from "../../core/recommendation.ts";
import {
  findIncidentRow,
  makeRegionState,
  type RegionState,
  type Sink,
} from "../../core/state/region-state.ts";
import { gradeCount, incidentStates } from "../../core/vocabulary.ts";
import { isFree } from "../../core/unit/free.ts";
import { recommend } from "../../plan/recommend.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import { EventQueue } from "../event-queue.ts";
import { Crews } from "./crews.ts";
import { Demand, type PlannedCall } from "./demand.ts";
import { purposes, type RehearsalPlan } from "./plan.ts";
import { listDuties, type Duty } from "./roster.ts";
import { Tally, type NightFigures } from "./tally.ts";

export interface ReplicationOptions {
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  readonly replication: number;
  readonly travel: TravelTimes;
  readonly sink?: Sink;
}

export const replicationLimits = {
  /** Calls that wait with a time to give up. */
  waiting: 1 << 14,
  /** Waiting incidents that are looked at when a unit becomes free: those behind wait for the next. */
  looked: 24,
} as const;

/** A call that was opened and is not closed. */
interface OpenCall {
  readonly call: PlannedCall;
  readonly incident: number;
  /** Its number in the event queue while it may give up; -1 = it will not. */
  giveUp: number;
}

export class Replication {
  readonly state: RegionState = makeRegionState({}, false);
  readonly #plan: RehearsalPlan;
  readonly #options: ReplicationOptions;
  readonly #random: CallRandom;
  readonly #demand: Demand;
  readonly #duties: readonly Duty[];
  readonly #crews: Crews;
  readonly #queue: EventQueue;
  readonly #tally: Tally;
  readonly #units: number;
  readonly #context: { now: Instant; at: Instant; readonly by: string };
  /** Open calls by incident number, and the incident of each number that may give up. */
  readonly #open = new Map<number, OpenCall>();
  readonly #givingUp = new Map<number, number>();
  readonly #freeNumbers: number[] = [];
  #numbersUsed = 0;
  /** By unit: the call it works on, and whether its shift is over. */
  readonly #callOf: (OpenCall | undefined)[];
  readonly #isOver: Uint8Array;
  /** Incidents that got fewer units than their plan asks for. */
  readonly #short = new Set<number>();
  #nextCall: PlannedCall;
  #nextDuty = 0;
  #recommendations = 0;

  constructor(plan: RehearsalPlan, options: ReplicationOptions) {
    const { seed, replication } = options;
    this.#plan = plan;
    this.#options = options;
    this.#random = new CallRandom(seed, "rehearsal");
    this.#demand = new Demand(plan, this.#random, replication);
    const roster = listDuties(plan, this.#random, replication);
    this.#duties = roster.duties;
    this.#crews = new Crews(roster.units.map(({ base }) => base));
    this.#units = roster.units.length;
    this.#queue = new EventQueue(this.#units + 2 + replicationLimits.waiting);
    this.#callOf = Array.from({ length: this.#units });
    this.#isOver = new Uint8Array(this.#units);
    const startAt = plan.startAt;
    this.#context = { now: startAt, at: startAt, by: "rehearsal" };
    if (options.sink !== undefined) this.state.sink = options.sink;
    this.#ask({ type: "region.configure", config: plan.config });
    for (const { callSign, vehicle, skills, area, base } of roster.units)
      this.#ask({ type: "unit.register", callSign, vehicle, skills, area, base });
    this.#tally = new Tally(this.state, startAt + plan.warmUpMicros);
    this.#nextCall = this.#demand.next();
    this.#queue.put(this.#callNumber, this.#nextCall.at);
    this.#planDuty();
  }

  get #callNumber(): number {
    return this.#units;
  }

  get #dutyNumber(): number {
    return this.#units + 1;
  }

  run(): NightFigures {
    const { startAt, warmUpMicros, lengthMicros } = this.#plan;
    const countAt = startAt + warmUpMicros;
    const endAt = countAt + lengthMicros;
    for (let at = this.#queue.nextAt; at <= endAt; at = this.#queue.nextAt) {
      if (at > countAt) this.#tally.begin(countAt);
      this.#goTo(at);
      this.#step(this.#queue.take());
    }
    this.#tally.begin(countAt);
    this.#goTo(endAt);
    return this.#tally.end(endAt);
  }

  #step(number: number): void {
    if (number === this.#callNumber) this.#receive();
    else if (number === this.#dutyNumber) this.#changeDuty();
    else if (number > this.#dutyNumber) this.#giveUp(number);
    else this.#moveOn(number);
  }

  /** The clock goes on; what the state itself has due on the way is done when it is due. */
  #goTo(at: Instant): void {
    for (
      let due = nextDueAt(this.state);
      due !== noInstant && due <= at;
      due = nextDueAt(this.state)
    ) {
      this.#context.now = this.#context.at = Math.max(due, this.#context.now);
      this.#ask({ type: "due.work" });
    }
    this.#context.now = this.#context.at = at;
  }

  #ask(command: Command): Made {
    const decision = decide(this.state, command, this.#context);
    assert(
      decision.refusal === undefined,
      `the rules refused ${command.type}: ${decision.refusal?.message}`,
    );
    return decision.made;
  }

  #receive(): void {
    const call = this.#nextCall;
    this.#nextCall = this.#demand.next();
    this.#queue.put(this.#callNumber, this.#nextCall.at);
    const { latE7, lonE7, area, grade } = call;
    const made = this.#ask({
      type: "incident.open",
      incidentType: grade.incidentType,
      location: { state: "verified", latE7, lonE7, radiusM: 0 },
      area,
      grade: grade.grade,
    });
    const incident = made.incident ?? -1;
    const open: OpenCall = { call, incident, giveUp: -1 };
    this.#open.set(incident, open);
    this.#tally.addCall(call);
    if (this.#stateOf(incident) !== incidentStates.code.waiting) {
      this.#tally.addAdvised(call);
      this.#close(open, "advice");
      return;
    }
    this.#serve(open);
    if (call.patienceMicros !== undefined && this.#isWaiting(incident))
      this.#planGiveUp(open, call.at + call.patienceMicros);
  }

  #planGiveUp(open: OpenCall, at: Instant): void {
    const number = this.#freeNumbers.pop() ?? this.#units + 2 + this.#numbersUsed++;
    assert(
      this.#numbersUsed <= replicationLimits.waiting,
      `more than ${replicationLimits.waiting} callers wait`,
    );
    open.giveUp = number;
    this.#givingUp.set(number, open.incident);
    this.#queue.put(number, at);
  }

  #giveUp(number: number): void {
    const incident = this.#givingUp.get(number);
    this.#givingUp.delete(number);
    this.#freeNumbers.push(number);
    const open = incident === undefined ? undefined : this.#open.get(incident);
    if (open === undefined) return;
    open.giveUp = -1;
    if (!this.#isWaiting(open.incident)) return;
    this.#tally.addGivenUp(open.call);
    this.#close(open, "cancelled");
  }

  #close(open: OpenCall, result: string): void {
    this.#ask({ type: "incident.close", incident: open.incident, result });
    this.#open.delete(open.incident);
    this.#short.delete(open.incident);
  }

  #stateOf(incident: number): number {
    return this.state.columns.incidents.state[findIncidentRow(this.state, incident)];
  }

  #isWaiting(incident: number): boolean {
    return this.#stateOf(incident) === incidentStates.code.waiting;
  }

  /** Sends what is recommended and not held back; true when anybody was sent. */
  #serve(open: OpenCall): boolean {
    const { incident, call } = open;
    const now = this.#context.now;
    const keep = this.#plan.heldBack[call.grade.grade];
    const spare = this.#countFree() - keep;
    if (spare <= 0) return false;
    this.#crews.look(now);
    const { travel } = this.#options;
    const { positions } = this.#crews;
    const id = `rehearsal-${(this.#recommendations += 1)}`;
    const recommendation = recommend(this.state, { id, incident, now, travel, positions });
    const chosen = recommendation.options.filter((option) => option.chosen);
    const going = chosen.slice(0, spare);
    if (going.length === 0) return false;
    this.#send(open, recommendation, going);
    const row = findIncidentRow(this.state, incident);
    if (listUnmet(this.state, row).some((count) => count > 0)) this.#short.add(incident);
    else this.#short.delete(incident);
    return true;
  }

  #send(open: OpenCall, recommendation: Recommendation, going: Recommendation["options"]): void {
    const { incident, call } = open;
    const units = going.map(({ unit }) => unit);
    this.#ask({ type: "unit.send", incident, units, recommendation });
    for (const { unit, travelSeconds } of going) {
      this.#crews.stop(unit);
      this.#callOf[unit] = open;
      // By call and unit, so that another policy that sends the same unit meets the same traffic.
      const draw = this.#random.seek(
        this.#options.replication,
        call.number,
        purposes.travel + 1_000 + unit,
      );
      const factor = spreadOf(draw.uniform(), this.#plan.travelSigma);
      this.#queue.put(
        unit,
        this.#context.now + Math.round(travelSeconds * factor * microsPerSecond),
      );
    }
  }

  #countFree(): number {
    let free = 0;
    for (let unit = 0; unit < this.#units; unit += 1) if (isFree(this.state, unit)) free += 1;
    return free;
  }

  /** A unit arrives at the scene, or clears from it. */
  #moveOn(unit: number): void {
    const open = this.#callOf[unit];
    assert(open !== undefined, `unit ${unit} has no call to move on with`);
    const now = this.#context.now;
    const { call, incident } = open;
    const row = findIncidentRow(this.state, incident);
    const { incidents } = this.state.columns;
    if (this.#crews.isAtScene(unit)) {
      this.#crews.leaveScene(unit);
      this.#ask({ type: "unit.clear", unit });
      this.#callOf[unit] = undefined;
      if (incidents.heldUnits[row] === 0) this.#close(open, "resolved");
      this.#becomeFree(unit);
      return;
    }
    const isFirst = incidents.firstAtSceneAt[row] === 0;
    this.#ask({ type: "unit.progress", unit, status: "at scene" });
    if (isFirst) this.#tally.addResponse(call, now);
    this.#crews.arrive(unit, call, now);
    this.#queue.put(unit, now + call.sceneMicros);
  }

  #becomeFree(unit: number): void {
    const now = this.#context.now;
    if (this.#isOver[unit] === 1) {
      this.#isOver[unit] = 0;
      this.#ask({ type: "unit.book-off", unit });
      return;
    }
    const base = this.#crews.baseOf(unit);
    const start = { unit, vehicleClass: 0, ...this.#crews.placeOf(unit) };
    const micros = this.#options.travel.micros(start, base.latE7, base.lonE7);
    this.#crews.startHome(unit, now, Number.isFinite(micros) ? micros : 0);
    this.#serveWaiting();
  }

  /** Who waits, by grade and clock, then who got too few, until there is nobody to send or enough were looked at. */
  #serveWaiting(): void {
    const { waiting, incidents } = this.state.columns;
    const look: number[] = [];
    for (let grade = 0; grade < gradeCount; grade += 1)
      for (let row = waiting.first[grade]; row >= 0; row = incidents.next[row]) {
        if (look.length === replicationLimits.looked) break;
        look.push(incidents.number[row]);
      }
    for (const incident of this.#short) {
      if (look.length === replicationLimits.looked) break;
      look.push(incident);
    }
    for (const incident of look) {
      const open = this.#open.get(incident);
      if (open === undefined) continue;
      if (this.#countFree() === 0) return;
      this.#serve(open);
    }
  }

  #planDuty(): void {
    if (this.#nextDuty < this.#duties.length)
      this.#queue.put(this.#dutyNumber, this.#duties[this.#nextDuty].at);
  }

  /** A unit books on, or off, or goes on until it clears. */
  #changeDuty(): void {
    const { unit, begins } = this.#duties[this.#nextDuty];
    this.#nextDuty += 1;
    this.#planDuty();
    if (begins) {
      this.#isOver[unit] = 0;
      // Whoever still works on the last shift's call simply goes on.
      if (this.#callOf[unit] !== undefined) return;
      this.#ask({ type: "unit.book-on", unit, crew: 2 });
      this.#crews.put(unit, this.#crews.baseOf(unit), this.#context.now);
      this.#serveWaiting();
    } else if (this.#callOf[unit] === undefined) this.#ask({ type: "unit.book-off", unit });
    else this.#isOver[unit] = 1;
  }
}

/** A lognormal factor of mean 1. */
function spreadOf(u: number, sigma: number): number {
  return sigma === 0 ? 1 : Math.exp(normalOf(u, (-sigma * sigma) / 2, sigma));
}
