/**
 * What a plan with several regions says beside its own region: the figures of each of the others, and what all did for each
 * other. Nights come in any order and are kept by their numbers.
 */
import { estimateMean, type Estimate } from "../../sim/rehearsal/estimate.ts";
import type { RehearsalPlan } from "../../sim/rehearsal/plan.ts";
import { compare, summarise } from "../../sim/rehearsal/summary.ts";
import type { NightFigures } from "../../sim/rehearsal/tally.ts";
import type { AidFigures } from "../../sim/room/aid-rooms.ts";
import type { NightReply } from "./night-worker.ts";
import type { RegionResult } from "./rehearse-plan.ts";

/** The order is that of the report. */
export const aidFigureNames = ["asked", "refused", "came", "lent", "guestHours"] as const;

/** Means of a night. */
export interface AidSummary {
  readonly variant: string;
  readonly region: string;
  readonly figures: { readonly [K in (typeof aidFigureNames)[number]]: Estimate };
}

export class OtherRegions {
  readonly #plans: readonly RehearsalPlan[];
  /** [variant][replication]. */
  readonly #nights: NightReply[][];

  constructor(plans: readonly RehearsalPlan[]) {
    this.#plans = plans;
    this.#nights = plans.map(() => []);
  }

  add(night: NightReply): void {
    this.#nights[night.variant][night.replication] = night;
  }

  /** Nothing where the plan has no other region. */
  result(
    variants: readonly string[],
    isCompared: boolean,
    replications: number,
  ): { readonly regions?: readonly RegionResult[]; readonly aid?: readonly AidSummary[] } {
    const { neighbours = [] } = this.#plans[0];
    if (neighbours.length === 0) return {};
    const regions = neighbours.map((plan, index) => {
      const nightsOf = (variant: number): NightFigures[] =>
        this.#nights[variant].slice(0, replications).map((night) => night.neighbours[index]);
      const played = variants.map((variant, at) => ({ variant, nights: nightsOf(at) }));
      return {
        region: plan.config.id,
        variants: played.map((each) => summarise(each.variant, plan, each.nights)),
        comparison: isCompared ? compare(plan, played[0], played[1]) : undefined,
      };
    });
    const ids = [this.#plans[0], ...neighbours].map(({ config }) => config.id);
    const aid = variants.flatMap((variant, at) =>
      ids.map((region, index) => ({
        variant,
        region,
        figures: this.#summarise(at, index, replications),
      })),
    );
    return { regions, aid };
  }

  #summarise(variant: number, region: number, replications: number): AidSummary["figures"] {
    const nights = this.#nights[variant].slice(0, replications);
    const estimate = (name: keyof AidFigures): Estimate =>
      estimateMean(nights.map(({ aid }) => aid[region]?.[name] ?? 0));
    return {
      asked: estimate("asked"),
      refused: estimate("refused"),
      came: estimate("came"),
      lent: estimate("lent"),
      guestHours: estimate("guestHours"),
    };
  }
}
