/**
 * A control room on a virtual clock, under the rules of the live core: calls open incidents, crews book on, arrive,
 * clear and book off by commands, and the dispatcher sends what the live planner recommends. A unit whose shift ends
 * while it is busy goes home when it clears. A caller who waits too long gives up. What is here is what is outside a
 * control room; nothing here knows the rules. It starts from any state: an empty region (rehearsal/) or a fork of the
 * live one (forecast/). Not here: where calls and duties come from, and what is counted.
 */
import { assert } from "../../base/assert.ts";
import type { Instant } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import type { Made } from "../../core/decision.ts";
import { isLevelToReview } from "../../core/level/apply.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { incidentStates, type Grade, type ServiceLevel } from "../../core/vocabulary.ts";
import { EventQueue } from "../event-queue.ts";
import type { Call } from "./calls.ts";
import { ClosureSteps } from "./closure-steps.ts";
import type { Crews, Place } from "./crews.ts";
import { Dispatcher, lookLimits } from "./dispatcher.ts";
import { OpenCalls, type OpenCall } from "./open-calls.ts";
import { RoomClock } from "./room-clock.ts";
import { roomLimits, turns, type RoomOptions } from "./room-options.ts";
import { UnitWork } from "./unit-work.ts";

const noCalls: readonly never[] = [];

export class Room<C extends Call> {
  readonly state: RegionState;
  readonly #options: RoomOptions<C>;
  readonly #clock: RoomClock;
  readonly #queue: EventQueue;
  /** Numbers in the queue: those of units come first. Callers who may give up have the numbers from `#firstCaller` on. */
  readonly #callNumber: number;
  readonly #dutyNumber: number;
  readonly #closureNumber: number;
  readonly #firstCaller: number;
  readonly #open: OpenCalls<C>;
  readonly #work: UnitWork<C>;
  readonly #dispatcher: Dispatcher;
  readonly #closures: ClosureSteps;
  #nextCall: C | undefined;
  #nextDuty = 0;

  constructor(options: RoomOptions<C>) {
    const { state, bases, startAt, travel, heldBack, closures = [] } = options;
    const { waiting = roomLimits.waiting } = options;
    this.#options = options;
    this.state = state;
    this.#callNumber = bases.length;
    this.#dutyNumber = bases.length + 1;
    this.#closureNumber = bases.length + 2;
    this.#firstCaller = bases.length + 3;
    this.#clock = new RoomClock(state, startAt);
    this.#queue = new EventQueue(this.#firstCaller + waiting);
    this.#open = new OpenCalls(state, this.#clock, this.#queue, this.#firstCaller, waiting);
    this.#work = new UnitWork(options, this.#clock, this.#queue, this.#open);
    this.#dispatcher = new Dispatcher(state, this.#work.crews, travel, heldBack);
    this.#closures = new ClosureSteps(closures, startAt);
  }

  get crews(): Crews {
    return this.#work.crews;
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
      const number = this.#queue.take();
      // Who leaves at the end of a shift has no overtime, which the core has due then.
      this.#clock.goTo(at, number === this.#dutyNumber);
      this.#step(number);
    }
    this.#clock.goTo(until);
  }

  /** When something happens here next; Infinity = nothing does. */
  get nextAt(): Instant {
    return this.#queue.nextAt;
  }

  get now(): Instant {
    return this.#clock.now;
  }

  /** The unit is lent: here it does nothing until it is back. */
  lend(unit: number): void {
    this.#work.lend(unit);
  }

  /** A lent unit is home again. */
  bringBack(unit: number): void {
    if (this.#work.bringBack(unit)) this.serveWaiting();
  }

  /** A guest reports at `base` and works here from now on. */
  admit(unit: number, base: Place): void {
    this.#work.admit(unit, base);
    this.serveWaiting();
  }

  /** `leave` is done at once where the guest is free, else when it is. */
  letGo(unit: number, leave: () => void): void {
    this.#work.letGo(unit, leave);
  }

  /** Units that are on a call: sent, on their way or at its scene. */
  countBusy(): number {
    return this.#work.countBusy();
  }

  #step(number: number): void {
    if (number === this.#callNumber) this.#receive();
    else if (number === this.#dutyNumber) this.#changeDuty();
    else if (number === this.#closureNumber) this.#changeClosure();
    else if (number >= this.#firstCaller) this.#doLater(number);
    else if (this.#work.moveOn(number)) this.serveWaiting();
  }

  /** A command that the rules can refuse at a limit only, at the clock's instant. Throws RehearsalLimit there. */
  ask(command: Command): Made {
    return this.#clock.ask(command);
  }

  /** A person decides on the service level; grades and deferral follow in bounded steps, then who waits is served. */
  decideLevel(level: ServiceLevel, reason: string): void {
    this.ask({ type: "level.set", level, reason });
    while (isLevelToReview(this.state)) this.ask({ type: "due.work" });
    this.serveWaiting();
  }

  /** Number of the open incident that a call became. */
  findIncident(callNumber: number): number | undefined {
    return this.#open.findByCall(callNumber)?.incident;
  }

  /**
   * What a person decided besides sending units: a level, a street, another grade, an emergency. Undefined where the rules refuse it, as
   * when what it is about has ended: then nothing was done. Else who waits is looked at anew.
   */
  act(command: Command): Made | undefined {
    const made = this.#clock.tryAsk(command);
    if (made === undefined) return undefined;
    while (isLevelToReview(this.state)) this.ask({ type: "due.work" });
    if ("incident" in command && command.incident !== undefined)
      this.#lookAnew(command.incident, "grade" in command ? command.grade : undefined);
    if (command.type === "unit.end-emergency") this.#work.endEmergency(command.unit);
    this.#work.startHomeAgain();
    this.serveWaiting();
    return made;
  }

  /** Somebody changed what is known of it. */
  #lookAnew(incident: number, grade: Grade | undefined): void {
    const open = this.#open.find(incident);
    if (open === undefined) return;
    open.grade = grade ?? open.grade;
    const state = this.#open.stateOf(incident);
    const isOwed = state !== incidentStates.code["awaiting result"];
    if (isOwed || this.#open.isHeld(incident)) this.#open.noteShort(incident);
    else {
      if (!this.#open.isReached(incident)) this.#options.watch.addAdvised(open.call);
      this.#open.close(incident, this.#open.isReached(incident) ? "resolved" : "advice");
    }
  }

  /** Takes over an incident that is open in the state already. */
  adopt(call: C, incident: number): void {
    this.#open.add(call, incident, true);
    // Who has been there and cleared did its part: the room would send nobody in its place.
    if (!this.#open.hasCleared(incident)) this.#open.noteShort(incident);
  }

  /** Takes over a unit that is on its way to an adopted incident, or at its scene, until `at`. */
  resume(unit: number, incident: number, isAtScene: boolean, at: Instant): void {
    this.#work.resume(unit, incident, isAtScene, at);
  }

  /** Takes over a unit that is not free and works on nothing, until it is available again. */
  pause(unit: number, at: Instant): void {
    this.#work.pause(unit, at);
  }

  #planCall(): void {
    const call = this.#options.calls.next();
    this.#nextCall = call;
    this.#queue.put(this.#callNumber, call.at, turns.call);
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
    const open = this.#open.add(call, incident, handlingMicros === 0);
    this.#options.watch.addCall(call);
    const state = this.#open.stateOf(incident);
    // The service level defers it: it stays open, and waits again when the level lets it.
    if (state === incidentStates.code.deferred) {
      if (!open.isHandled) this.#open.plan({ incident, what: "handled" }, call.at + handlingMicros);
      return;
    }
    if (state !== incidentStates.code.waiting) {
      this.#options.watch.addAdvised(call);
      this.#open.close(incident, "advice");
      return;
    }
    if (open.isHandled) this.#serve(open, true);
    else this.#open.plan({ incident, what: "handled" }, call.at + handlingMicros);
    if (patienceMicros !== undefined && this.#open.isWaiting(incident))
      this.#open.plan({ incident, what: "give up" }, call.at + patienceMicros);
  }

  #doLater(number: number): void {
    const later = this.#open.take(number);
    const open = later === undefined ? undefined : this.#open.find(later.incident);
    // The incident may have been served meanwhile, or closed: then nothing is due any more.
    if (later === undefined || open === undefined) return;
    if (later.what === "handled") open.isHandled = true;
    if (!this.#open.isWaiting(open.incident)) return;
    if (later.what === "handled") this.#serve(open, true);
    else if (!this.#open.isReached(open.incident)) {
      // Who was reached and waits again, because the unit was taken, waits for as long as it takes.
      this.#options.watch.addGivenUp(open.call);
      this.#open.close(open.incident, "cancelled");
    }
  }

  /** Answers whether no road leads to it. `mayTake`: also by taking units off lower grades. */
  #serve(open: OpenCall<C>, mayTake: boolean): boolean {
    const { grade } = open;
    const choice = this.#dispatcher.choose(open.incident, grade, this.#clock.now, mayTake);
    if (choice === undefined) return false;
    const { isCutOff, units, diverts } = choice;
    if (isCutOff) this.#options.watch.addNoRoadPath?.(open.call);
    if (units.length === 0 && diverts.length === 0) return isCutOff;
    if (units.length > 0) this.#work.send(open, choice);
    const left = diverts.length > 0 ? this.#work.divert(open, choice) : noCalls;
    this.#open.noteShort(open.incident);
    for (const each of left) this.#goOnWithout(each);
    return false;
  }

  /** A unit was taken off it: it waits again with the clock it had, and may take one off a lower grade itself. */
  #goOnWithout(open: OpenCall<C>): void {
    const state = this.#open.stateOf(open.incident);
    // Somebody cleared from it before, so that nothing is owed.
    if (state === incidentStates.code["awaiting result"] && !this.#open.isHeld(open.incident)) {
      this.#open.close(open.incident, "resolved");
      return;
    }
    if (state !== incidentStates.code.waiting) this.#open.noteShort(open.incident);
    else {
      // The core's list has it now; a level may defer it from there.
      this.#open.short.delete(open.incident);
      this.#serve(open, true);
    }
  }

  /** Who waits, by grade and clock, then who got too few, until there is nobody to send or enough were looked at. */
  serveWaiting(): void {
    let looks = 0;
    for (const incident of this.#dispatcher.listNext(this.#open.short)) {
      const open = this.#open.find(incident);
      if (open === undefined || !open.isHandled) continue;
      if (this.#dispatcher.countFree() === 0 || looks === lookLimits.looks) return;
      // Calls behind a barricade must not keep those before it from being seen.
      if (!this.#serve(open, false)) looks += 1;
    }
  }

  #planClosure(): void {
    const { nextAt } = this.#closures;
    if (nextAt < Infinity) this.#queue.put(this.#closureNumber, nextAt, turns.closure);
  }

  /** Whoever is under way keeps to the time that was expected when it set out. */
  #changeClosure(): void {
    const isOpen = this.#closures.takeStep((command) => this.ask(command));
    this.#planClosure();
    if (!isOpen) return;
    this.#work.startHomeAgain();
    this.serveWaiting();
  }

  #planDuty(): void {
    const { duties } = this.#options;
    if (this.#nextDuty < duties.length)
      this.#queue.put(this.#dutyNumber, duties[this.#nextDuty].at, turns.duty);
  }

  #changeDuty(): void {
    const duty = this.#options.duties[this.#nextDuty];
    this.#nextDuty += 1;
    this.#planDuty();
    const left = duty.handsOver === true ? this.#work.handOver(duty.unit) : undefined;
    if (this.#work.changeDuty(duty)) this.serveWaiting();
    if (left !== undefined) this.#goOnWithout(left);
  }
}
