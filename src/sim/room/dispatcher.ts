/**
 * The dispatcher's habit in a room on a virtual clock: sends what the planner of the live room recommends, holds back
 * what must stay free for graver calls, and when a unit is free looks at who waits by grade and clock, then at who got
 * fewer units than the response plan asks for. Not here: any rule of the core.
 */
import type { Instant } from "../../base/instant.ts";
import type { Recommendation } from "../../core/recommendation.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { isFree } from "../../core/unit/free.ts";
import { gradeCount, type Grade } from "../../core/vocabulary.ts";
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
  readonly recommendation: Recommendation;
  /** Empty = there is nobody. */
  readonly going: Recommendation["options"];
}

export class Dispatcher {
  readonly #state: RegionState;
  readonly #crews: Crews;
  readonly #travel: TravelTimes;
  readonly #heldBack: HeldBack;
  #recommendations = 0;

  constructor(state: RegionState, crews: Crews, travel: TravelTimes, heldBack: HeldBack) {
    this.#state = state;
    this.#crews = crews;
    this.#travel = travel;
    this.#heldBack = heldBack;
  }

  countFree(): number {
    const units = this.#state.columns.head.units[0];
    let free = 0;
    for (let unit = 0; unit < units; unit += 1) if (isFree(this.#state, unit)) free += 1;
    return free;
  }

  /** Undefined when nobody may be sent: all who are free are held back. */
  choose(incident: number, grade: Grade, now: Instant): Choice | undefined {
    const spare = this.countFree() - this.#heldBack[grade];
    if (spare <= 0) return undefined;
    this.#crews.look(now);
    const { positions } = this.#crews;
    const id = `rehearsal-${(this.#recommendations += 1)}`;
    const request = { id, incident, now, travel: this.#travel, positions };
    const recommendation = recommend(this.#state, request);
    const going = recommendation.options.filter((option) => option.chosen).slice(0, spare);
    return { recommendation, going };
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
