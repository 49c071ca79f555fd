/**
 * The dispatcher's habit in a room on a virtual clock: sends what the planner of the live room recommends, holds back
 * what must stay free for graver calls, and when a unit is free looks at who waits by grade and clock, then at who got
 * fewer units than the response plan asks for. What no free unit can meet it meets by a divert that the planner offers
 * under the region's rule, when the incident comes to it; where a region has no rule nobody is diverted, for then each is
 * a person's decision. Not here: any rule of the core.
 */
import type { Instant } from "../../base/instant.ts";
import type { Recommendation } from "../../core/recommendation.ts";
import { findIncidentRow, type RegionState } from "../../core/state/region-state.ts";
import { countFreeUnits } from "../../core/unit/free.ts";
import { gradeCount, grades, type Grade } from "../../core/vocabulary.ts";
import {
  chooseUnits,
  isDivertedTo,
  lacksRoad,
  lacksUnits,
  type UnitChoice,
  listDiverts,
  mayChoose,
  travelSecondsOf,
  type ChoiceQuestion,
} from "../../plan/choose-units.ts";
import { recommend } from "../../plan/recommend.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import type { Crews } from "./crews.ts";

export const lookLimits = {
  /** Waiting incidents that are looked at when a unit becomes free: those behind wait for the next. */
  looks: 24,
  /** Beside them, those that no road leads to. */
  cutOff: 240,
} as const;

/** Units that must stay free in the region when one is sent to this grade. */
export type HeldBack = { readonly [K in Grade]: number };

export interface Choice {
  /** Soonest first; empty = there is nobody. */
  readonly units: readonly number[];
  /** Of each, whole seconds. */
  readonly travelSeconds: readonly number[];
  /** Units to take off what they do, soonest first. */
  readonly diverts: readonly number[];
  readonly divertSeconds: readonly number[];
  /** Whether something stays unmet because no road leads there. */
  readonly isCutOff: boolean;
  /** What it rests on, in words; undefined where nobody hears of it. */
  readonly recommendation: Recommendation | undefined;
}

const noDiverts: Pick<Choice, "diverts" | "divertSeconds"> = { diverts: [], divertSeconds: [] };

export class Dispatcher {
  readonly #state: RegionState;
  readonly #crews: Crews;
  readonly #travel: TravelTimes;
  /** By the grade's code: to look it up by name, which changes from call to call, is a search. */
  readonly #heldBack: Float64Array;
  #recommendations = 0;
  /** Whether the core's counts of free units know all of them; asked for once, since no unit moves its home meanwhile. */
  #areAllCounted: boolean | undefined;

  /** Whether ways go by road; asked for once, since a room keeps to its travel times. */
  #hasRoads: boolean | undefined;

  constructor(state: RegionState, crews: Crews, travel: TravelTimes, heldBack: HeldBack) {
    this.#state = state;
    this.#crews = crews;
    this.#travel = travel;
    this.#heldBack = Float64Array.from(grades.names, (grade) => heldBack[grade]);
  }

  countFree(): number {
    return countFreeUnits(this.#state);
  }

  /**
   * Undefined when nobody may be sent: all who are free are held back, or none of them would fit, and nobody is to be
   * diverted. `mayTake`: who may be diverted is looked at.
   */
  choose(incident: number, grade: Grade, now: Instant, mayTake: boolean): Choice | undefined {
    const spare = Math.max(0, this.countFree() - this.#heldBack[grades.of(grade)]);
    const row = findIncidentRow(this.#state, incident);
    const diverts = mayTake && isDivertedTo(this.#state, row);
    if (!diverts) {
      if (spare === 0) return undefined;
      this.#areAllCounted ??= this.#haveHomes();
      if (this.#areAllCounted && !mayChoose(this.#state, row)) return undefined;
    }
    this.#crews.look(now);
    if (diverts) this.#crews.lookAtCalls(now);
    const question = { now, travel: this.#travel, positions: this.#crews.positions, diverts };
    // The words first: the numbers of a choice are good until the next.
    const recommendation = this.#state.sink.open ? this.#explain(incident, question) : undefined;
    // Nobody reads further options of a choice without words.
    return this.#pick(row, { ...question, limit: 1 }, spare, recommendation);
  }

  #haveHomes(): boolean {
    const { head, units } = this.#state.columns;
    return units.area.subarray(0, head.units[0]).every((area) => area >= 0);
  }

  #pick(
    row: number,
    question: ChoiceQuestion,
    most: number,
    recommendation: Recommendation | undefined,
  ): Choice {
    const asksFirst = question.diverts === true;
    let choice = chooseUnits(
      this.#state,
      row,
      asksFirst ? { ...question, diverts: false } : question,
      false,
    );
    // Most are met by who is free; only then who is busy is looked at.
    const mayTake = asksFirst && lacksUnits(choice);
    if (mayTake) choice = chooseUnits(this.#state, row, question, false);
    const { scan, plan } = choice;
    const units: number[] = [];
    const travelSeconds: number[] = [];
    for (let place = 0; place < plan.count && place < most; place += 1) {
      units.push(scan.candidates.unit[plan.candidate[place]]);
      travelSeconds.push(travelSecondsOf(scan, plan.candidate[place]));
    }
    const { diverts, divertSeconds } = mayTake ? divertsOf(choice) : noDiverts;
    // Last, because it makes another choice of the same numbers.
    const isCutOff = this.#isCutOff(choice, row, question);
    return { units, travelSeconds, diverts, divertSeconds, isCutOff, recommendation };
  }

  /** Only roads can end, and only where somebody is missing need it be asked who could not come. */
  #isCutOff(choice: UnitChoice, row: number, question: ChoiceQuestion): boolean {
    this.#hasRoads ??= this.#travel.source.map !== undefined;
    if (!this.#hasRoads || !lacksUnits(choice)) return false;
    return lacksRoad(chooseUnits(this.#state, row, question, true));
  }

  /** The same choice in words, for those who hear of it. */
  #explain(incident: number, question: ChoiceQuestion): Recommendation {
    const id = `rehearsal-${(this.#recommendations += 1)}`;
    return recommend(this.#state, { id, incident, ...question });
  }

  /** Incident numbers: who waits, by grade and clock, then those of `short`; enough for one look. */
  listNext(short: Iterable<number>): number[] {
    const { waiting, incidents } = this.#state.columns;
    const most = lookLimits.looks + lookLimits.cutOff;
    const next: number[] = [];
    for (let grade = 0; grade < gradeCount; grade += 1)
      for (let row = waiting.first[grade]; row >= 0; row = incidents.next[row]) {
        if (next.length === most) return next;
        next.push(incidents.number[row]);
      }
    for (const incident of short) {
      if (next.length === most) break;
      next.push(incident);
    }
    return next;
  }
}

function divertsOf(choice: UnitChoice): Pick<Choice, "diverts" | "divertSeconds"> {
  const { scan } = choice;
  const taken = listDiverts(choice);
  return {
    diverts: taken.map((candidate) => scan.candidates.unit[candidate]),
    divertSeconds: taken.map((candidate) => travelSecondsOf(scan, candidate)),
  };
}
