/**
 * What many futures of one room show: at each step how many units are free and how many incidents wait, whether an area
 * has no free suitable unit by the core's own clocks, when that first happens, and how long callers wait. Memory is
 * bounded by steps, futures and areas, however many calls there are. Not here: what the numbers are called outside.
 */
import type { Instant, Micros } from "../../base/instant.ts";
import { coverRow } from "../../core/no-unit/changes.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { countFreeThatFit, countFreeUnits } from "../../core/unit/free.ts";
import { gradeCount, grades } from "../../core/vocabulary.ts";
import type { Call, Watch } from "../room/calls.ts";
import { ongoingNumbers } from "./ongoing.ts";
import { WaitHistogram } from "./wait-histogram.ts";

/** One count per step and future. */
export type Samples = Int32Array;

export interface OutlookShape {
  readonly now: Instant;
  /** When the futures are looked at, rising. */
  readonly stepsAt: Float64Array;
  /** Most that are played. */
  readonly futures: number;
  readonly areas: number;
  /** Waits are counted together for so many steps. */
  readonly stepsPerColumn: number;
  /** From opening an incident until a unit is sent that is there; a future itself sends at once. */
  readonly sendDelayMicros: Micros;
}

/** A new call of a future that is owed its first unit, or has just been sent one. */
interface Owed {
  readonly call: Call;
  /** When the first unit was sent; 0 = none was. */
  sentAt: Instant;
}

export class Outlook implements Watch<Call> {
  readonly shape: OutlookShape;
  /** [step * futures + future] */
  readonly free: Samples;
  readonly bookedOn: Samples;
  readonly waiting: Samples;
  /** By grade. */
  readonly suitable: readonly Samples[];
  /** Futures in which the area has no free suitable unit: [(step * areas + area) * grades + grade]. */
  readonly noUnit: Int32Array;
  /** The same for at least one area: [step * grades + grade]. */
  readonly someNoUnit: Int32Array;
  /** When that first happens, to the step; Infinity = never: [future * grades + grade]. */
  readonly firstNoUnit: Float64Array;
  /** By grade, then column, of callers from then on. */
  readonly waits: readonly (readonly WaitHistogram[])[];
  /** Futures that were begun; the last is whole after `end`. */
  played = 0;
  #future = -1;
  /** Area clocks at the last look. */
  readonly #total: Float64Array;
  /** Callers of this future who wait for the first unit. */
  readonly #owed = new Map<number, Owed>();
  /** When those called who were sent a unit sooner than a room would. */
  readonly #sentSoon: Instant[] = [];

  constructor(shape: OutlookShape) {
    const { stepsAt, futures, areas, stepsPerColumn } = shape;
    const steps = stepsAt.length;
    const makeSamples = () => new Int32Array(steps * futures);
    const byGrade = <T>(make: () => T) => Array.from({ length: gradeCount }, make);
    this.shape = shape;
    this.free = makeSamples();
    this.bookedOn = makeSamples();
    this.waiting = makeSamples();
    this.suitable = byGrade(makeSamples);
    this.noUnit = new Int32Array(steps * areas * gradeCount);
    this.someNoUnit = new Int32Array(steps * gradeCount);
    this.firstNoUnit = new Float64Array(futures * gradeCount).fill(Infinity);
    const columns = Math.ceil(steps / stepsPerColumn);
    this.waits = byGrade(() => Array.from({ length: columns }, () => new WaitHistogram()));
    this.#total = new Float64Array(areas * gradeCount);
  }

  /** Another future begins; `state` is the room's, as it is now. */
  begin(state: RegionState): void {
    this.#future = this.played;
    this.played += 1;
    this.#owed.clear();
    this.#sentSoon.length = 0;
    this.#lookAtClocks(state, this.shape.now, -1);
  }

  see(state: RegionState, step: number): void {
    const { futures, stepsAt } = this.shape;
    const at = step * futures + this.#future;
    this.#countUnits(state, at);
    const { count } = state.columns.waiting;
    for (let grade = 0; grade < gradeCount; grade += 1) {
      this.waiting[at] += count[grade];
    }
    this.waiting[at] += this.#countSentSoon(stepsAt[step]);
    this.#lookAtClocks(state, stepsAt[step], step);
  }

  /** A room would not have sent to them yet. */
  #countSentSoon(at: Instant): number {
    const since = at - this.shape.sendDelayMicros;
    let kept = 0;
    for (const calledAt of this.#sentSoon) if (calledAt > since) this.#sentSoon[kept++] = calledAt;
    this.#sentSoon.length = kept;
    return this.#sentSoon.length;
  }

  /** The future is over: who was not reached waited at least until now. */
  end(): void {
    const endAt = this.shape.stepsAt[this.shape.stepsAt.length - 1];
    for (const { call } of this.#owed.values()) this.#waitsOf(call)?.add(endAt - call.at, true);
  }

  #countUnits(state: RegionState, at: number): void {
    const { head } = state.columns;
    const { standardNeed } = getPolicy(state);
    this.bookedOn[at] = head.bookedOn[0];
    this.free[at] = countFreeUnits(state);
    for (let grade = 0; grade < gradeCount; grade += 1) {
      const need = standardNeed[grade];
      if (need >= 0) this.suitable[grade][at] = countFreeThatFit(state, need);
    }
  }

  #lookAtClocks(state: RegionState, at: Instant, step: number): void {
    const { areas } = this.shape;
    const { total, since } = state.columns.cover;
    for (let grade = 0; grade < gradeCount; grade += 1) {
      let [isAny, wasAny] = [false, false];
      for (let area = 0; area < areas; area += 1) {
        const row = coverRow(area, grade);
        const isRunning = since[row] !== 0;
        const place = area * gradeCount + grade;
        // A clock that began and ended since the last look has only its total to show for it.
        if (isRunning || (step >= 0 && total[row] > this.#total[place])) wasAny = true;
        if (isRunning) isAny = true;
        if (isRunning && step >= 0) this.noUnit[step * areas * gradeCount + place] += 1;
        this.#total[place] = total[row];
      }
      if (isAny && step >= 0) this.someNoUnit[step * gradeCount + grade] += 1;
      const first = this.#future * gradeCount + grade;
      if (wasAny && at < this.firstNoUnit[first]) this.firstNoUnit[first] = at;
    }
  }

  #waitsOf(call: Call): WaitHistogram | undefined {
    const { stepsAt, now, stepsPerColumn } = this.shape;
    const stepMicros = (stepsAt[stepsAt.length - 1] - now) / stepsAt.length;
    const column = Math.floor((call.at - now) / (stepMicros * stepsPerColumn));
    return this.waits[grades.code[call.grade.grade]][column];
  }

  addCall(call: Call): void {
    this.#owed.set(call.number, { call, sentAt: 0 });
  }

  addSent(call: Call, at: Instant): void {
    const owed = this.#owed.get(call.number);
    if (owed === undefined || owed.sentAt > 0) return;
    owed.sentAt = at;
    if (at - call.at < this.shape.sendDelayMicros) this.#sentSoon.push(call.at);
  }

  addResponse(call: Call, at: Instant): void {
    if (call.number >= ongoingNumbers) return;
    const sentAfter = (this.#owed.get(call.number)?.sentAt ?? at) - call.at;
    this.#owed.delete(call.number);
    const late = Math.max(0, this.shape.sendDelayMicros - sentAfter);
    this.#waitsOf(call)?.add(at - call.at + late, false);
  }

  addGivenUp(call: Call): void {
    this.#owed.delete(call.number);
  }

  addAdvised(call: Call): void {
    this.#owed.delete(call.number);
  }
}
