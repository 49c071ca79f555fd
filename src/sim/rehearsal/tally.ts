/**
 * What is counted of one night: of each grade the calls, the seconds to the first unit at the scene, who gave up, who
 * was not reached by the end, how many were in time, and the minutes in which an area had no unit for the grade, from
 * the core's own clocks. Only calls after the warm-up count.
 */
import { microsPerMinute, microsPerSecond, type Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { gradeCount, grades } from "../../core/vocabulary.ts";
import { coverRow } from "../../core/no-unit/changes.ts";
import type { Call, Watch } from "../room/calls.ts";

export interface GradeFigures {
  readonly calls: number;
  readonly reached: number;
  readonly gaveUp: number;
  /** A unit is owed, and none came by the end of the night. */
  readonly open: number;
  /** Units that were taken off its calls for a higher grade, counted calls or not; of these, from their scene. */
  readonly takenOff: number;
  readonly takenFromScene: number;
  /** At some time somebody looked whom to send, and no road led there. */
  readonly noRoadPath: number;
  /** Of those whose target time lies within the night or who were reached: in time. */
  readonly inTime: number;
  readonly judged: number;
  /** Seconds from the call to the first unit at the scene, ascending. */
  readonly responseSeconds: Float64Array;
  /** Minutes without a free suitable unit, summed over the areas. */
  readonly noUnitMinutes: number;
  /** Incidents served as this grade that wait for a unit, at every `queueStepMicros` of what counts. */
  readonly queue: readonly number[];
}

export const queueStepMicros = 15 * microsPerMinute;

/** By grade, in the order of the vocabulary. */
export type NightFigures = readonly GradeFigures[];

export class Tally implements Watch<Call> {
  readonly #state: RegionState;
  readonly #countAt: Instant;
  readonly #calls: Call[] = [];
  readonly #reached = new Map<number, number>();
  readonly #gaveUp = new Set<number>();
  readonly #advised = new Set<number>();
  readonly #noRoadPath = new Set<number>();
  readonly #takenOff = new Uint32Array(gradeCount);
  readonly #takenFromScene = new Uint32Array(gradeCount);
  readonly #queue: number[][] = grades.names.map(() => []);
  #noUnitBefore: Float64Array | undefined;

  constructor(state: RegionState, countAt: Instant) {
    this.#state = state;
    this.#countAt = countAt;
  }

  /** The warm-up is over. */
  begin(at: Instant): void {
    this.#noUnitBefore = this.#noUnitMicros(at);
  }

  /** A step of what counts is over. */
  lookAtQueue(): void {
    const { count } = this.#state.columns.waiting;
    for (let grade = 0; grade < gradeCount; grade += 1) this.#queue[grade].push(count[grade]);
  }

  addCall(call: Call): void {
    if (call.at >= this.#countAt) this.#calls.push(call);
  }

  addResponse(call: Call, at: Instant): void {
    if (call.at >= this.#countAt) this.#reached.set(call.number, (at - call.at) / microsPerSecond);
  }

  addGivenUp(call: Call): void {
    if (call.at >= this.#countAt) this.#gaveUp.add(call.number);
  }

  addAdvised(call: Call): void {
    if (call.at >= this.#countAt) this.#advised.add(call.number);
  }

  addNoRoadPath(call: Call): void {
    if (call.at >= this.#countAt) this.#noRoadPath.add(call.number);
  }

  addDiverted(call: Call, at: Instant, isAtScene: boolean): void {
    if (at < this.#countAt) return;
    const grade = grades.code[call.grade.grade];
    this.#takenOff[grade] += 1;
    if (isAtScene) this.#takenFromScene[grade] += 1;
  }

  end(at: Instant): NightFigures {
    const noUnit = this.#noUnitMicros(at);
    const before = this.#noUnitBefore ?? new Float64Array(gradeCount);
    return grades.names.map((grade, code) => {
      const calls = this.#calls.filter((call) => call.grade.grade === grade);
      const noUnitMinutes = (noUnit[code] - before[code]) / microsPerMinute;
      return { ...this.#figuresOf(calls, code, at), noUnitMinutes, queue: this.#queue[code] };
    });
  }

  #figuresOf(calls: readonly Call[], grade: number, endAt: Instant) {
    const target = getPolicy(this.#state).target[grade];
    let [gaveUp, advised, inTime, judged] = [0, 0, 0, 0];
    const seconds: number[] = [];
    for (const call of calls) {
      const taken = this.#reached.get(call.number);
      if (taken !== undefined) seconds.push(taken);
      if (this.#gaveUp.has(call.number)) gaveUp += 1;
      if (this.#advised.has(call.number)) advised += 1;
      // A call near the end is judged only when its time is up: else long waits would be left out.
      if (target === 0 || call.at + target > endAt) continue;
      judged += 1;
      if (taken !== undefined && taken * microsPerSecond <= target) inTime += 1;
    }
    const reached = seconds.length;
    return {
      calls: calls.length,
      reached,
      gaveUp,
      takenOff: this.#takenOff[grade],
      takenFromScene: this.#takenFromScene[grade],
      open: calls.length - reached - gaveUp - advised,
      noRoadPath: calls.filter(({ number }) => this.#noRoadPath.has(number)).length,
      inTime,
      judged,
      responseSeconds: Float64Array.from(seconds).sort(),
    };
  }

  /** By grade: ended and running clocks of all areas. */
  #noUnitMicros(at: Instant): Float64Array {
    const { total, since } = this.#state.columns.cover;
    const { areaCount } = getPolicy(this.#state);
    return Float64Array.from({ length: gradeCount }, (_, grade) => {
      let micros = 0;
      for (let area = 0; area < areaCount; area += 1) {
        const row = coverRow(area, grade);
        micros += total[row] + (since[row] === 0 ? 0 : at - since[row]);
      }
      return micros;
    });
  }
}
