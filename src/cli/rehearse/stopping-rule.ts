/**
 * When enough nights were played: once the 95 % interval of the share in time is narrow enough in every grade. Of two
 * variants it is their difference that was asked for, night by night, so its interval is the one that counts. Not here: playing.
 */
import { microsPerSecond } from "../../base/instant.ts";
import type { RehearsalPlan } from "../../sim/rehearsal/plan.ts";
import { listPlanGrades, widestDifference, widestShare } from "../../sim/rehearsal/summary.ts";
import type { NightFigures } from "../../sim/rehearsal/tally.ts";
import { CliFault } from "../fault.ts";

export interface Stopping {
  readonly untilHalfWidth: number;
  /** Of what the interval is. */
  readonly of: "each variant" | "the difference";
  /** Of the grade where it is widest, after the last night. */
  readonly halfWidth: number;
  readonly isReached: boolean;
}

/** By variant. */
type Nights = readonly (readonly NightFigures[])[];

export class StoppingRule {
  readonly #plans: readonly RehearsalPlan[];
  readonly #untilHalfWidth: number;
  readonly #isCompared: boolean;

  /** Throws CliFault where `text` is no share, or no grade's time is up within the night. */
  constructor(plans: readonly RehearsalPlan[], text: string, isCompared: boolean) {
    const value = Number(text);
    if (!(value > 0 && value < 1))
      throw new CliFault(
        "cli.asked-wrongly",
        `--until-half-width: got "${text}", expected a share such as 0.01`,
      );
    const hasTarget = (plan: RehearsalPlan): boolean =>
      listPlanGrades(plan).some((grade) => {
        const { targetSeconds } = plan.config.gradeRules[grade];
        return targetSeconds !== null && targetSeconds * microsPerSecond <= plan.lengthMicros;
      });
    if (!plans.every(hasTarget))
      throw new CliFault(
        "cli.asked-wrongly",
        "--until-half-width is about the share in time, and no grade of this plan has a target within the night; say --replications",
      );
    this.#plans = plans;
    this.#untilHalfWidth = value;
    this.#isCompared = isCompared;
  }

  isEnough(nights: Nights): boolean {
    return this.#widest(nights) <= this.#untilHalfWidth;
  }

  /** How many nights of a variant it will take by what is known now: widths fall with the root of the number. */
  expect(nights: Nights): number {
    const factor = this.#widest(nights) / this.#untilHalfWidth;
    return nights[0].length * Math.max(1, factor * factor);
  }

  tell(nights: Nights): Stopping {
    const halfWidth = this.#widest(nights);
    return {
      untilHalfWidth: this.#untilHalfWidth,
      of: this.#isCompared ? "the difference" : "each variant",
      halfWidth,
      isReached: halfWidth <= this.#untilHalfWidth,
    };
  }

  #widest(nights: Nights): number {
    if (this.#isCompared) return widestDifference(this.#plans[0], nights[0], nights[1]);
    return Math.max(...nights.map((each, at) => widestShare(this.#plans[at], each)));
  }
}

/** Where as many nights as were allowed did not do; undefined = they did, or nobody asked. */
export function tellUnreached(stopping: Stopping | undefined, nights: number): string | undefined {
  if (stopping === undefined || stopping.isReached) return undefined;
  const { of, halfWidth, untilHalfWidth } = stopping;
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  return `not narrow enough after ${nights} nights: the 95 % interval of the share in time (${of}) is +- ${percent(halfWidth)}, asked was ${percent(untilHalfWidth)}; allow more with --replications`;
}
