/**
 * What a forecast says: the next hours of a region as many futures of one moment show them. It is a statement about a
 * position of the log and changes nothing there. Shares are of futures, from 0 to 1; bands are quantiles over futures at
 * one step each. Not here: how it is made (sim/forecast), kept and judged (live/forecast).
 */

import type { Instant } from "../base/instant.ts";
import type { TravelSource } from "./recommendation.ts";
import type { Grade, ServiceLevel } from "./vocabulary.ts";

/** One thing changed in every future. Left out or 0 = as it is. */
export interface WhatIf {
  /** Nobody who is planned and has not come yet comes. */
  readonly nobodyElse?: boolean;
  /** Units recalled from rest, and when the last of them is there; each arrives evenly before that. */
  readonly recalled?: number;
  readonly recalledMinutes?: number;
  /** Units lent by a neighbour, all there after so many minutes. */
  readonly lent?: number;
  readonly lentMinutes?: number;
  /** Area code where recalled and lent ones are based; left out = spread over all areas. */
  readonly area?: string;
  /** The service level that is decided on now; the region needs a plan for levels. */
  readonly level?: ServiceLevel;
  /** Calls that come, times this. */
  readonly demandFactor?: number;
}

/** By step. 95 % of futures lie from `low95` to `high95`, 80 % from `low80` to `high80`, ends included. */
export interface ForecastBands {
  readonly low95: readonly number[];
  readonly low80: readonly number[];
  readonly middle: readonly number[];
  readonly high80: readonly number[];
  readonly high95: readonly number[];
  /** Shares of futures that truly lie in the two bands: of whole numbers more may than the name says. */
  readonly inside80: readonly number[];
  readonly inside95: readonly number[];
  /** Left out in forecasts that were kept before it was told. */
  readonly ends80?: BandEnds;
  readonly ends95?: BandEnds;
}

/**
 * By step: what share of the futures at each end belongs to a band that holds 80 % (95 %) to the dot. Where both ends are one number,
 * both say the share of that.
 */
export interface BandEnds {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** A room at one moment. */
export interface RoomFigures {
  readonly bookedOn: number;
  readonly free: number;
  readonly waiting: number;
  /** Whether some area has no free suitable unit in reach, for each grade with a standard need. */
  readonly noUnit: { readonly [K in Grade]?: boolean };
}

/** Callers of one stretch of time: until the first unit is at the scene. */
export interface ForecastWait {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  /** Calls a future. */
  readonly calls: number;
  /** A lower bound where some still wait when the futures end. */
  readonly meanSeconds: number | null;
  /** Null = no calls, or too many still wait when the futures end. */
  readonly medianSeconds: number | null;
  readonly p90Seconds: number | null;
  /** Of calls that are not reached before the futures end. */
  readonly unreached: number;
}

export interface GradeForecast {
  /** Free units that fit the grade's standard need. */
  readonly suitable: ForecastBands;
  /** Share of futures in which some area has none in reach, at each step. */
  readonly noUnit: readonly number[];
  /** Share of futures in which that was so at some time until then, at each step. */
  readonly noUnitBy: readonly number[];
  /** When that first happens: the share in which it does, and when in the soonest tenth, half and nine tenths of all futures. */
  readonly zeroCover: {
    readonly share: number;
    readonly soonest: Instant | null;
    readonly half: Instant | null;
    readonly latest: Instant | null;
  };
  readonly waits: readonly ForecastWait[];
}

export interface Forecast {
  readonly region: string;
  /** Of the log, where the state was copied. */
  readonly position: number;
  /** The moment of the copy. */
  readonly at: Instant;
  readonly policy: number;
  readonly seed: number;
  /** How many were played: fewer than wanted where time ran out. */
  readonly futures: number;
  readonly horizonSeconds: number;
  readonly travel: TravelSource;
  /** Why ways go by straight line; left out = they go by road. */
  readonly lineCause?: LineCause;
  readonly whatIf: WhatIf | null;
  /** What was learnt from the state, so that a reader can judge it. */
  readonly learnt: {
    readonly incidents: number;
    readonly hours: number;
    /** The demand model that calls come by, at the level of these hours; left out = like those of the last day. */
    readonly demandModel?: { readonly name: string; readonly sha256: string };
    /** Calls expected in the next hour. */
    readonly callsPerHour: number;
    readonly varianceToMean: number;
    /** From opening an incident until a unit is sent that is there. Left out in forecasts kept before it was learnt. */
    readonly sendDelaySeconds?: number;
    /** Planned shifts that begin or end within the horizon, and of those known: how many somebody came for, or nobody. */
    readonly shifts: { readonly ahead: number; readonly came: number; readonly stayedAway: number };
    readonly scenes: {
      readonly [K in Grade]: {
        readonly medianMinutes: number;
        readonly ended: number;
        readonly running: number;
      };
    };
  };
  /** As it was at the moment of the copy. */
  readonly present: RoomFigures;
  readonly stepsAt: readonly Instant[];
  readonly free: ForecastBands;
  /** The middle of the futures. */
  readonly bookedOn: readonly number[];
  readonly waiting: ForecastBands;
  /** Grades without a standard need have none. */
  readonly grades: { readonly [K in Grade]?: GradeForecast };
  /** When the columns of `areas` are; each is one of the steps. */
  readonly columnsAt: readonly Instant[];
  readonly areas: readonly {
    readonly area: string;
    /** Share of futures without a free suitable unit in reach at each column. */
    readonly noUnit: { readonly [K in Grade]?: readonly number[] };
  }[];
  /** Processor time of the futures. */
  readonly cpuMillis: number;
}

export const lineCauses = ["no map", "roads failed"] as const;
export type LineCause = (typeof lineCauses)[number];

/** "learnt from 80 incidents in 9.5 h", or "by demand model sf at the level of 80 incidents in 9.5 h". */
export function demandText({ incidents, hours, demandModel }: Forecast["learnt"]): string {
  const seen = `${incidents} incidents in ${hours} h`;
  return demandModel === undefined
    ? `learnt from ${seen}`
    : `by demand model ${demandModel.name} at the level of ${seen}`;
}

/** "roads (map 1a2b3c4d, closures of 812)", or "straight line (no map)". */
export function waysText({ travel, lineCause }: Pick<Forecast, "travel" | "lineCause">): string {
  const { name, map } = travel;
  if (map !== undefined) return `${name} (map ${map.hash.slice(0, 8)}, closures of ${map.epoch})`;
  return lineCause === undefined ? name : `${name} (${lineCause})`;
}

/** Why there is none. */
export interface NoForecast {
  readonly reason: "too few incidents" | "too many calls" | "no configuration";
  readonly incidents: number;
  readonly needed: number;
}
