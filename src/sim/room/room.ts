/**
 * A control room on a virtual clock, under the rules of the live core: calls open incidents, crews book on, arrive,
 * clear and book off by commands, and the dispatcher sends what the live planner recommends. A unit whose shift ends
 * while it is busy goes home when it clears. A caller who waits too long gives up. What is here is what is outside a
 * control room; nothing here knows the rules. It starts from any state: an empty region (rehearsal/) or a fork of the
 * live one (forecast/). Not here: where calls and duties come from, and what is counted.
 */
import { assert } from "../../base/assert.ts";
import type { CallRandom } from "../../base/call-random.ts";
import { microsPerSecond, noInstant, type Instant, type Micros } from "../../base/instant.ts";
import { normalOf } from "../../base/samplers.ts";
import { findActiveAllocation } from "../../core/allocation/changes.ts";
import { listUnmet } from "../../core/allocation/unmet.ts";
import type { Command } from "../../core/commands.ts";
import { decide } from "../../core/decide.ts";
import type { Made } from "../../core/decision.ts";
import { nextDueAt } from "../../core/due-work.ts";
import { findIncidentRow, getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { isFree } from "../../core/unit/free.ts";
import { incidentStates, unitStatuses, type ServiceLevel } from "../../core/vocabulary.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import { travelPurpose, type Call, type CallSource, type Duty, type Watch } from "./calls.ts";
import { ClosureSteps, type PlannedClosure } from "./closure-steps.ts";
import { Crews, type Place } from "./crews.ts";
import { Dispatcher, lookLimits, type Choice, type HeldBack } from "./dispatcher.ts";
import { madeBy, RehearsalLimit } from "../asking.ts";
import { EventQueue } from "../event-queue.ts";

export const roomLimits = {
  /** Calls that wait with a time to give up, or until a unit may be sent. */
  waiting: 1 << 14,
} as const;

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

/** A call that was opened and is not closed. */
interface OpenCall<C> {
  readonly call: C;
  readonly incident: number;
  /** False until its handling is over: nobody is sent before. */
  isHandled: boolean;
}

/** What is due for a call by itself. */
interface Later {
  readonly incident: number;
  readonly what: "handled" | "give up";
}

export class Room<C extends Call> {
  readonly state: RegionState;
  readonly crews: Crews;
  readonly #options: RoomOptions<C>;
  readonly #dispatcher: Dispatcher;
  readonly #queue: EventQueue;
  readonly #units: number;
  readonly #waiting: number;
  readonly #context: { now: Instant; at: Instant; readonly by: string };
  /** Open calls by incident number, and what each number of the event queue behind the duties' stands for. */
  readonly #open = new Map<number, OpenCall<C>>();
  readonly #later = new Map<number, Later>();
  readonly #freeNumbers: number[] = [];
  #numbersUsed = 0;
  /** By unit: the call it works on, and whether its shift is over. */
  readonly #callOf: (OpenCall<C> | undefined)[];
  readonly #isOver: Uint8Array;
  /** 1 = not free and without a call, until its instant in the queue. */
  readonly #isPaused: Uint8Array;
  /** Incidents that got fewer units than their plan asks for. */
  readonly #short = new Set<number>();
  #nextCall: C | undefined;
  #nextDuty = 0;
  readonly #closures: ClosureSteps;
  /** Units that could not go home. */
  readonly #cutOff = new Set<number>();

  constructor(options: RoomOptions<C>) {
    const { state, bases, startAt, travel, heldBack, closures = [] } = options;
    this.#options = options;
    this.state = state;
    this.crews = new Crews(bases);
    this.#dispatcher = new Dispatcher(state, this.crews, travel, heldBack);
    this.#units = bases.length;
    this.#waiting = options.waiting ?? roomLimits.waiting;
    this.#queue = new EventQueue(this.#firstCaller + this.#waiting);
    this.#callOf = Array.from({ length: this.#units });
    this.#isOver = new Uint8Array(this.#units);
    this.#isPaused = new Uint8Array(this.#units);
    this.#closures = new ClosureSteps(closures, startAt);
    this.#context = { now: startAt, at: startAt, by: "rehearsal" };
  }

  get #callNumber(): number {
    return this.#units;
  }

  get #dutyNumber(): number {
    return this.#units + 1;
  }

  get #closureNumber(): number {
    return this.#units + 2;
  }

  /** Callers who may give up have the numbers from here on. */
  get #firstCaller(): number {
    return this.#units + 3;
  }

  /** From here on calls come and units book on and off. */
  begin(): void {
    this.#planCall();
    this.#planDuty();
    this.#planClosure();
  }

  /** Plays on until `until`, and all that is due then. */
  playUntil(until: Instant): void {
    for (let at = this.#queue.nextAt; at <= until; at = this.#queue.nextAt) {
      this.#goTo(at);
      this.#step(this.#queue.take());
    }
    this.#goTo(until);
  }

  /** Units that are on a call: sent, on their way or at its scene. */
  countBusy(): number {
    let busy = 0;
    for (const open of this.#callOf) if (open !== undefined) busy += 1;
    return busy;
  }

  #step(number: number): void {
    if (number === this.#callNumber) this.#receive();
    else if (number === this.#dutyNumber) this.#changeDuty();
    else if (number === this.#closureNumber) this.#changeClosure();
    else if (number >= this.#firstCaller) this.#doLater(number);
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
      this.ask({ type: "due.work" });
    }
    this.#context.now = this.#context.at = at;
  }

  /** A command that the rules can refuse at a limit only, at the clock's instant. Throws RehearsalLimit there. */
  ask(command: Command): Made {
    return madeBy(command, decide(this.state, command, this.#context));
  }

  /** A person decides on the service level; grades and deferral follow in bounded steps, then who waits is served. */
  decideLevel(level: ServiceLevel, reason: string): void {
    this.ask({ type: "level.set", level, reason });
    while (this.state.levelDirty) this.ask({ type: "due.work" });
    this.serveWaiting();
  }

  /** Takes over an incident that is open in the state already. */
  adopt(call: C, incident: number): void {
    this.#open.set(incident, { call, incident, isHandled: true });
    this.#noteShort(incident);
  }

  /** Takes over a unit that is on its way to an adopted incident, or at its scene, until `at`. */
  resume(unit: number, incident: number, isAtScene: boolean, at: Instant): void {
    const open = this.#open.get(incident);
    assert(open !== undefined, `unit ${unit} works on incident ${incident}, which was not adopted`);
    this.#callOf[unit] = open;
    if (isAtScene) this.crews.arrive(unit, open.call, this.#context.now);
    this.#queue.put(unit, at);
  }

  /** Takes over a unit that is not free and works on nothing, until it is available again. */
  pause(unit: number, at: Instant): void {
    this.#isPaused[unit] = 1;
    this.#queue.put(unit, at);
  }

  #planCall(): void {
    const call = this.#options.calls.next();
    this.#nextCall = call;
    this.#queue.put(this.#callNumber, call.at);
  }

  #receive(): void {
    const call = this.#nextCall;
    assert(call !== undefined, "a call is due that was not planned");
    this.#planCall();
    const { latE7, lonE7, area, grade } = call;
    const made = this.ask({
      type: "incident.open",
      incidentType: grade.incidentType,
      location: { state: "verified", latE7, lonE7, radiusM: 0 },
      area,
      grade: grade.grade,
    });
    const incident = made.incident ?? -1;
    const { handlingMicros = 0, patienceMicros } = call;
    const open: OpenCall<C> = { call, incident, isHandled: handlingMicros === 0 };
    this.#open.set(incident, open);
    this.#options.watch.addCall(call);
    // The service level defers it: it stays open, and waits again when the level lets it.
    if (this.#stateOf(incident) === incidentStates.code.deferred) return;
    if (this.#stateOf(incident) !== incidentStates.code.waiting) {
      this.#options.watch.addAdvised(call);
      this.#close(open, "advice");
      return;
    }
    if (open.isHandled) this.#serve(open);
    else this.#planLater({ incident, what: "handled" }, call.at + handlingMicros);
    if (patienceMicros !== undefined && this.#isWaiting(incident))
      this.#planLater({ incident, what: "give up" }, call.at + patienceMicros);
  }

  #planLater(later: Later, at: Instant): void {
    const number = this.#freeNumbers.pop() ?? this.#firstCaller + this.#numbersUsed++;
    if (this.#numbersUsed > this.#waiting)
      throw new RehearsalLimit(
        `the rehearsal stopped: more than ${this.#waiting} callers wait at once to be handled or with a patience, which is the limit; rehearse fewer calls, or more units`,
      );
    this.#later.set(number, later);
    this.#queue.put(number, at);
  }

  #doLater(number: number): void {
    const later = this.#later.get(number);
    this.#later.delete(number);
    this.#freeNumbers.push(number);
    const open = later === undefined ? undefined : this.#open.get(later.incident);
    // The incident may have been served meanwhile, or closed: then nothing is due any more.
    if (later === undefined || open === undefined) return;
    if (later.what === "handled") open.isHandled = true;
    if (!this.#isWaiting(open.incident)) return;
    if (later.what === "handled") this.#serve(open);
    else {
      this.#options.watch.addGivenUp(open.call);
      this.#close(open, "cancelled");
    }
  }

  #close(open: OpenCall<C>, result: string): void {
    const { resultIndex, config } = getPolicy(this.state);
    // A region may know other results: what is counted here does not depend on which.
    const known = resultIndex.has(result) ? result : config.results[0].code;
    this.ask({ type: "incident.close", incident: open.incident, result: known });
    this.#open.delete(open.incident);
    this.#short.delete(open.incident);
  }

  #stateOf(incident: number): number {
    return this.state.columns.incidents.state[findIncidentRow(this.state, incident)];
  }

  #isWaiting(incident: number): boolean {
    return this.#stateOf(incident) === incidentStates.code.waiting;
  }

  #noteShort(incident: number): void {
    const row = findIncidentRow(this.state, incident);
    const isDeferred = this.state.columns.incidents.state[row] === incidentStates.code.deferred;
    if (!isDeferred && listUnmet(this.state, row).some((count) => count > 0))
      this.#short.add(incident);
    else this.#short.delete(incident);
  }

  /** Answers whether no road leads to it. */
  #serve(open: OpenCall<C>): boolean {
    const choice = this.#dispatcher.choose(open.incident, open.call.grade.grade, this.#context.now);
    if (choice === undefined) return false;
    const { isCutOff, units } = choice;
    if (isCutOff) this.#options.watch.addNoRoadPath?.(open.call);
    if (units.length === 0) return isCutOff;
    this.#send(open, choice);
    this.#noteShort(open.incident);
    return false;
  }

  #send(open: OpenCall<C>, { units, travelSeconds, recommendation }: Choice): void {
    const { incident, call } = open;
    this.ask(
      recommendation === undefined
        ? { type: "unit.send", incident, units, ranked: true }
        : { type: "unit.send", incident, units, recommendation },
    );
    this.#options.watch.addSent?.(call, this.#context.now, units.length);
    for (const [index, unit] of units.entries()) {
      this.crews.stop(unit);
      this.#cutOff.delete(unit);
      this.#callOf[unit] = open;
      this.#setOut(unit, call, travelSeconds[index] * microsPerSecond);
    }
  }

  /** A unit arrives at the scene, or clears from it, or is available again. */
  #moveOn(unit: number): void {
    const open = this.#callOf[unit];
    const now = this.#context.now;
    if (open === undefined) {
      assert(this.#isPaused[unit] === 1, `unit ${unit} has no call to move on with`);
      this.#isPaused[unit] = 0;
      this.ask({ type: "unit.set-status", unit, status: "available" });
      this.#becomeFree(unit);
      return;
    }
    const { call, incident } = open;
    if (this.crews.isAtScene(unit)) {
      this.#clear(unit, open);
      return;
    }
    const row = findIncidentRow(this.state, incident);
    const isFirst = this.state.columns.incidents.firstAtSceneAt[row] === 0;
    this.ask({ type: "unit.progress", unit, status: "at scene" });
    if (isFirst) this.#options.watch.addResponse(call, now);
    this.crews.arrive(unit, call, now);
    this.#queue.put(unit, now + call.sceneMicros);
  }

  #clear(unit: number, open: OpenCall<C>): void {
    this.crews.leaveScene(unit);
    this.ask({ type: "unit.clear", unit });
    this.#callOf[unit] = undefined;
    const row = findIncidentRow(this.state, open.incident);
    if (this.state.columns.incidents.heldUnits[row] === 0) this.#close(open, "resolved");
    if (!this.#goToNext(unit)) this.#becomeFree(unit);
  }

  /** What stood behind the cleared call on the unit's stack is its call now; false where nothing did. */
  #goToNext(unit: number): boolean {
    const allocation = findActiveAllocation(this.state, unit);
    if (allocation < 0) return false;
    const { incidents, allocations } = this.state.columns;
    const open = this.#open.get(incidents.number[allocations.incident[allocation]]);
    assert(open !== undefined, `unit ${unit} is stacked on an incident that was not adopted`);
    this.#callOf[unit] = open;
    const expected = this.#expectWay(unit, open.call);
    // Where no road leads there, it goes there all the same: it was told to before.
    this.#setOut(unit, open.call, expected === Infinity ? 0 : expected);
    return true;
  }

  /** Micros from where the unit is; Infinity where no road leads there. */
  #expectWay(unit: number, { latE7, lonE7 }: Place): Micros {
    const vehicle = this.state.columns.units.vehicle[unit];
    const vehicleClass = getPolicy(this.state).classOfVehicle[vehicle];
    const start = { unit, vehicleClass, ...this.crews.placeOf(unit) };
    return this.#options.travel.micros(start, latE7, lonE7);
  }

  #setOut(unit: number, call: C, expected: Micros): void {
    const { random, replication, travelSigma } = this.#options;
    // By call and unit, so that another policy that sends the same unit meets the same traffic.
    const draw = random.seek(replication, call.number, travelPurpose + 1_000 + unit);
    const { turnoutMicros = 0, wayFactor = 1 } = call;
    const factor = spreadOf(draw.uniform(), travelSigma) * wayFactor;
    this.#queue.put(unit, this.#context.now + turnoutMicros + Math.round(expected * factor));
  }

  #becomeFree(unit: number): void {
    // Nobody is booked off in an emergency.
    if (this.#isOver[unit] === 1 && this.state.columns.units.emergencyAt[unit] === 0) {
      this.#isOver[unit] = 0;
      this.ask({ type: "unit.book-off", unit });
      return;
    }
    this.#startHome(unit);
    this.serveWaiting();
  }

  /** Where no road leads home it stays where it is, free, until one is open again. */
  #startHome(unit: number): void {
    const micros = this.#expectWay(unit, this.crews.baseOf(unit));
    if (micros === Infinity) this.#cutOff.add(unit);
    else this.crews.startHome(unit, this.#context.now, micros);
  }

  /** Who waits, by grade and clock, then who got too few, until there is nobody to send or enough were looked at. */
  serveWaiting(): void {
    let looks = 0;
    for (const incident of this.#dispatcher.listNext(this.#short)) {
      const open = this.#open.get(incident);
      if (open === undefined || !open.isHandled) continue;
      if (this.#dispatcher.countFree() === 0 || looks === lookLimits.looks) return;
      // Calls behind a barricade must not keep those before it from being seen.
      if (!this.#serve(open)) looks += 1;
    }
  }

  #planClosure(): void {
    const { nextAt } = this.#closures;
    if (nextAt < Infinity) this.#queue.put(this.#closureNumber, nextAt);
  }

  /** Whoever is under way keeps to the time that was expected when it set out. */
  #changeClosure(): void {
    const isOpen = this.#closures.takeStep((command) => this.ask(command));
    this.#planClosure();
    if (!isOpen) return;
    const cutOff = [...this.#cutOff];
    this.#cutOff.clear();
    for (const unit of cutOff) if (isFree(this.state, unit)) this.#startHome(unit);
    this.serveWaiting();
  }

  #planDuty(): void {
    const { duties } = this.#options;
    if (this.#nextDuty < duties.length)
      this.#queue.put(this.#dutyNumber, duties[this.#nextDuty].at);
  }

  /** A unit books on, or off, or goes on until it clears. */
  #changeDuty(): void {
    const { unit, begins } = this.#options.duties[this.#nextDuty];
    this.#nextDuty += 1;
    this.#planDuty();
    const isOff = this.state.columns.units.status[unit] === unitStatuses.code.off;
    if (begins) {
      this.#isOver[unit] = 0;
      // Whoever is still there from the last shift simply goes on.
      if (!isOff) return;
      this.ask({ type: "unit.book-on", unit, crew: 2 });
      this.crews.put(unit, this.crews.baseOf(unit), this.#context.now);
      this.serveWaiting();
    } else if (this.#isBusy(unit)) this.#isOver[unit] = 1;
    else if (!isOff) this.ask({ type: "unit.book-off", unit });
  }

  #isBusy(unit: number): boolean {
    const isInEmergency = this.state.columns.units.emergencyAt[unit] > 0;
    return this.#callOf[unit] !== undefined || this.#isPaused[unit] === 1 || isInEmergency;
  }
}

/** A lognormal factor of mean 1. */
function spreadOf(u: number, sigma: number): number {
  return sigma === 0 ? 1 : Math.exp(normalOf(u, (-sigma * sigma) / 2, sigma));
}
