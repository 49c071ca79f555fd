/**
 * What units do in a room on a virtual clock: they are sent, diverted, arrive, clear, go on to what stood behind on their
 * stack, go home, book on, and book off when their shift is over and they are done. A scene that a unit is taken from is
 * worked on by who comes next: what was left of it, or all of it again, as the region's rule says. Not here: who is sent
 * where.
 */
import { assert } from "../../base/assert.ts";
import { microsPerSecond, type Instant, type Micros } from "../../base/instant.ts";
import { findActiveAllocation } from "../../core/allocation/changes.ts";
import { isAwaited } from "../../core/aid/loans.ts";
import { findIncidentRow, getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { isFree } from "../../core/unit/free.ts";
import { loanStates, unitStatuses } from "../../core/vocabulary.ts";
import type { EventQueue } from "../event-queue.ts";
import type { Call, Duty, Watch } from "./calls.ts";
import { Crews, type Place } from "./crews.ts";
import type { Choice } from "./dispatcher.ts";
import type { OpenCall, OpenCalls } from "./open-calls.ts";
import type { RoomClock } from "./room-clock.ts";
import { turns, type RoomOptions } from "./room-options.ts";
import { Ways } from "./ways.ts";

/** Heads that come with a unit. */
export const unitCrew = 2;

export class UnitWork<C extends Call> {
  readonly crews: Crews;
  readonly #state: RegionState;
  readonly #clock: RoomClock;
  readonly #queue: EventQueue;
  readonly #open: OpenCalls<C>;
  readonly #watch: Watch<C>;
  readonly #ways: Ways;
  /** By unit: the call it works on, and whether its shift is over. */
  readonly #callOf: (OpenCall<C> | undefined)[];
  readonly #isOver: Uint8Array;
  /** 1 = not free and without a call, until its instant in the queue. */
  readonly #isPaused: Uint8Array;
  /** By unit: how long a break it takes when it has cleared; 0 = none. */
  readonly #owedBreak: Float64Array;
  /** 1 = lent to another region. */
  readonly #isAway: Uint8Array;
  /** By unit: what is done once it is free and leaves for good; undefined = it stays. */
  readonly #leave: ((() => void) | undefined)[];
  /** Units that could not go home. */
  readonly #cutOff = new Set<number>();

  /** Units have the numbers of the queue from 0 on. */
  constructor(
    options: RoomOptions<C>,
    clock: RoomClock,
    queue: EventQueue,
    openCalls: OpenCalls<C>,
  ) {
    const { state, bases, watch } = options;
    this.crews = new Crews(bases);
    this.#state = state;
    this.#clock = clock;
    this.#queue = queue;
    this.#open = openCalls;
    this.#watch = watch;
    this.#ways = new Ways(state, this.crews, options);
    this.#callOf = bases.map(() => undefined);
    this.#isOver = new Uint8Array(bases.length);
    this.#isPaused = new Uint8Array(bases.length);
    this.#owedBreak = new Float64Array(bases.length);
    this.#isAway = new Uint8Array(bases.length);
    this.#leave = bases.map(() => undefined);
  }

  /** Units that are on a call: sent, on their way or at its scene. */
  countBusy(): number {
    let busy = 0;
    for (const open of this.#callOf) if (open !== undefined) busy += 1;
    return busy;
  }

  /** Takes over a unit that is on its way to an adopted incident, or at its scene, until `at`. */
  resume(unit: number, incident: number, isAtScene: boolean, at: Instant): void {
    const open = this.#open.find(incident);
    assert(open !== undefined, `unit ${unit} works on incident ${incident}, which was not adopted`);
    this.#callOf[unit] = open;
    if (isAtScene) this.crews.arrive(unit, open.call, this.#clock.now);
    this.#queue.put(unit, at, turns.unit);
  }

  /** Takes over a unit that is not free and works on nothing, until it is available again. */
  pause(unit: number, at: Instant): void {
    this.#isPaused[unit] = 1;
    this.#queue.put(unit, at, turns.unit);
  }

  send(open: OpenCall<C>, choice: Choice): void {
    const { units, travelSeconds, recommendation = null } = choice;
    const { incident, call } = open;
    this.#clock.ask({ type: "unit.send", incident, units, ranked: true, recommendation });
    this.#watch.addSent?.(call, this.#clock.now, units.length);
    for (let index = 0; index < units.length; index += 1) {
      const unit = units[index];
      this.#cutOff.delete(unit);
      this.#callOf[unit] = open;
      this.#setOut(unit, call, travelSeconds[index] * microsPerSecond);
    }
  }

  /** Takes units off what they do; answers what they leave, each once. */
  divert(open: OpenCall<C>, choice: Choice): OpenCall<C>[] {
    const { diverts: units, divertSeconds, recommendation = null } = choice;
    const { incident, call } = open;
    const { now } = this.#clock;
    const mode = "divert";
    this.#clock.ask({ type: "unit.send", incident, units, mode, ranked: true, recommendation });
    this.#watch.addSent?.(call, now, units.length);
    const left = new Set<OpenCall<C>>();
    for (let index = 0; index < units.length; index += 1) {
      const unit = units[index];
      const from = this.#callOf[unit];
      assert(from !== undefined, `unit ${unit} has no call to be diverted from`);
      const isAtScene = this.crews.isAtScene(unit);
      if (isAtScene) this.#interrupt(from, this.#queue.atOf(unit) - now);
      this.#watch.addDiverted?.(from.call, now, isAtScene);
      this.crews.leaveScene(unit);
      this.#queue.remove(unit);
      left.add(from);
      this.#callOf[unit] = open;
      this.#setOut(unit, call, divertSeconds[index] * microsPerSecond);
    }
    return [...left];
  }

  /** A unit leaves what it does, for whoever comes next; answers what that was. Nobody leaves in an emergency. */
  handOver(unit: number): OpenCall<C> | undefined {
    const from = this.#callOf[unit];
    if (from === undefined || this.#state.columns.units.emergencyAt[unit] > 0) return undefined;
    if (this.crews.isAtScene(unit)) this.#interrupt(from, this.#queue.atOf(unit) - this.#clock.now);
    this.crews.leaveScene(unit);
    this.crews.stop(unit);
    this.#queue.remove(unit);
    this.#callOf[unit] = undefined;
    while (this.#state.columns.units.firstAllocation[unit] >= 0)
      this.#clock.ask({ type: "unit.stand-down", unit });
    return from;
  }

  #interrupt(from: OpenCall<C>, leftMicros: Micros): void {
    if (getPolicy(this.#state).diverts.interrupted === "resumed")
      (from.interrupted ??= []).push(leftMicros);
  }

  /** A unit arrives at the scene, or clears from it, or is available again; answers whether it is free now. */
  moveOn(unit: number): boolean {
    const open = this.#callOf[unit];
    if (open !== undefined) {
      if (this.crews.isAtScene(unit)) return this.#clear(unit, open);
      this.#arrive(unit, open);
      return false;
    }
    assert(this.#isPaused[unit] === 1, `unit ${unit} has no call to move on with`);
    this.#isPaused[unit] = 0;
    this.#makeAvailable(unit);
    return this.#becomeFree(unit);
  }

  /** Whoever was lent is home again, released or not. */
  #makeAvailable(unit: number): void {
    if (this.#state.columns.units.loan[unit] === loanStates.code.none)
      this.#clock.ask({ type: "unit.set-status", unit, status: "available" });
    else this.#clock.ask({ type: "aid.return", unit, reason: "its time is over" });
  }

  /** A guest does not book on: it reports, if it is still to come. Answers whether the unit is there now. */
  #bookOn(unit: number): boolean {
    const { home, loanRequest } = this.#state.columns.units;
    if (home[unit] === 0) this.#clock.ask({ type: "unit.book-on", unit, crew: unitCrew });
    else if (!isAwaited(this.#state, unit)) return false;
    else this.#clock.ask({ type: "aid.arrive", request: loanRequest[unit], units: [unit] });
    return true;
  }

  /** A guest does not book off: it is let go. */
  #bookOff(unit: number): void {
    const { home, loanRequest } = this.#state.columns.units;
    if (home[unit] === 0) {
      this.#clock.ask({ type: "unit.book-off", unit });
      return;
    }
    const [request, reason] = [loanRequest[unit], "its time is over"];
    this.#clock.ask({ type: "aid.release", request, units: [unit], reason });
  }

  #arrive(unit: number, open: OpenCall<C>): void {
    const { call, incident } = open;
    const { now } = this.#clock;
    const row = findIncidentRow(this.#state, incident);
    const isFirst = this.#state.columns.incidents.firstAtSceneAt[row] === 0;
    this.#clock.ask({ type: "unit.progress", unit, status: "at scene" });
    if (isFirst) this.#watch.addResponse(call, now);
    this.crews.arrive(unit, call, now);
    this.#queue.put(unit, now + (open.interrupted?.shift() ?? call.sceneMicros), turns.unit);
  }

  #clear(unit: number, open: OpenCall<C>): boolean {
    this.crews.leaveScene(unit);
    this.#clock.ask({ type: "unit.clear", unit });
    this.#callOf[unit] = undefined;
    if (!this.#open.isHeld(open.incident)) this.#open.close(open.incident, "resolved");
    return !this.#goToNext(unit) && this.#becomeFree(unit);
  }

  /** What stood behind the cleared call on the unit's stack is its call now; false where nothing did. */
  #goToNext(unit: number): boolean {
    const allocation = findActiveAllocation(this.#state, unit);
    if (allocation < 0) return false;
    const { incidents, allocations } = this.#state.columns;
    const open = this.#open.find(incidents.number[allocations.incident[allocation]]);
    assert(open !== undefined, `unit ${unit} is stacked on an incident that was not adopted`);
    this.#callOf[unit] = open;
    const expected = this.#ways.expect(unit, open.call);
    // Where no road leads there, it goes there all the same: it was told to before.
    this.#setOut(unit, open.call, expected === Infinity ? 0 : expected);
    return true;
  }

  /** It is there after `expected`, and what its luck on the way adds. */
  #setOut(unit: number, call: C, expected: Micros): void {
    const { now } = this.#clock;
    const micros = this.#ways.draw(unit, call, expected);
    const { turnoutMicros = 0 } = call;
    // Where it is on its way matters to who may divert it, and to nobody else.
    if (getPolicy(this.#state).diverts.isRuled)
      this.crews.startCall(unit, call, now + turnoutMicros, micros - turnoutMicros);
    else this.crews.stop(unit);
    this.#queue.put(unit, now + micros, turns.unit);
  }

  /** It is lent: here it does nothing until it is back. */
  lend(unit: number): void {
    this.#isAway[unit] = 1;
    this.#cutOff.delete(unit);
    this.crews.stop(unit);
  }

  /** It is home again; answers whether it is free now. */
  bringBack(unit: number): boolean {
    this.#isAway[unit] = 0;
    this.crews.put(unit, this.crews.baseOf(unit), this.#clock.now);
    return this.#becomeFree(unit);
  }

  /** A guest reports at `base` and works here from now on. */
  admit(unit: number, base: Place): void {
    this.crews.setBase(unit, base);
    this.crews.put(unit, base, this.#clock.now);
  }

  /** `leave` is done at once where the unit is free, else when it is, before anybody could send it again. */
  letGo(unit: number, leave: () => void): void {
    if (this.#isBusy(unit)) this.#leave[unit] = leave;
    else {
      this.crews.stop(unit);
      leave();
    }
  }

  /** Its crew has no emergency any more: what had to wait for that is done now, unless it works on something. */
  endEmergency(unit: number): void {
    const isOff = this.#state.columns.units.status[unit] === unitStatuses.code.off;
    if (!isOff && !this.#isBusy(unit)) this.#becomeFree(unit);
  }

  #becomeFree(unit: number): boolean {
    const leave = this.#leave[unit];
    if (leave !== undefined) {
      this.#leave[unit] = undefined;
      this.crews.stop(unit);
      leave();
      return false;
    }
    // Nobody is booked off in an emergency.
    if (this.#isOver[unit] === 1 && this.#state.columns.units.emergencyAt[unit] === 0) {
      this.#isOver[unit] = 0;
      this.#bookOff(unit);
      this.#owedBreak[unit] = 0;
      return false;
    }
    if (this.#owedBreak[unit] > 0) {
      this.#beginBreak(unit, this.#owedBreak[unit]);
      return false;
    }
    this.#startHome(unit);
    return true;
  }

  /** Where no road leads home it stays where it is, free, until one is open again. */
  #startHome(unit: number): void {
    const micros = this.#ways.expect(unit, this.crews.baseOf(unit));
    if (micros === Infinity) this.#cutOff.add(unit);
    else this.crews.startHome(unit, this.#clock.now, micros);
  }

  /** Streets are open again: who could not go home may. */
  startHomeAgain(): void {
    const cutOff = [...this.#cutOff];
    this.#cutOff.clear();
    for (const unit of cutOff) if (isFree(this.#state, unit)) this.#startHome(unit);
  }

  /** A unit books on, or off, or goes on until it clears; answers whether it is free now and was not before. */
  changeDuty({ unit, begins, breakMicros }: Duty): boolean {
    const isOff = this.#state.columns.units.status[unit] === unitStatuses.code.off;
    if (breakMicros !== undefined) {
      if (!isOff && this.#isBusy(unit)) this.#owedBreak[unit] = breakMicros;
      else if (!isOff) this.#beginBreak(unit, breakMicros);
      return false;
    }
    if (begins) {
      this.#isOver[unit] = 0;
      // Whoever is still there from the last shift simply goes on.
      if (!isOff) return false;
      if (!this.#bookOn(unit)) return false;
      this.crews.put(unit, this.crews.baseOf(unit), this.#clock.now);
      return true;
    }
    if (this.#isBusy(unit)) this.#isOver[unit] = 1;
    else if (!isOff) this.#bookOff(unit);
    return false;
  }

  /** Where it is: it goes on from there. */
  #beginBreak(unit: number, micros: Micros): void {
    this.#owedBreak[unit] = 0;
    this.crews.stop(unit);
    this.#cutOff.delete(unit);
    this.#clock.ask({ type: "unit.set-status", unit, status: "unavailable", reason: "meal break" });
    this.pause(unit, this.#clock.now + micros);
  }

  #isBusy(unit: number): boolean {
    const isInEmergency = this.#state.columns.units.emergencyAt[unit] > 0;
    const works = this.#callOf[unit] !== undefined || this.#isPaused[unit] === 1;
    return works || this.#isAway[unit] === 1 || isInEmergency;
  }
}
