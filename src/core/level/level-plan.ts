/**
 * The plan of a region for its service levels, as data: what evidence points to each level, who may decide on it, when
 * somebody must look again, what is served under it, and what callers, call takers, partners and the public are told.
 * A region without one knows the normal level only. What must hang together is checked in plan-fault.ts.
 */

import type { Grade, LevelMeasure, Role, ServiceLevel } from "../vocabulary.ts";

/** One condition on the live state. It begins at one value and ends only at another, so that it does not flutter. */
export interface LevelTrigger {
  readonly measure: LevelMeasure;
  /** Whose units, clock or targets; null for "units booked on". */
  readonly grade: Grade | null;
  /** For "forecast no unit" alone: one of `forecastLeadMinutes`. */
  readonly withinMinutes?: number;
  /** At or beyond this it points to the level: per cent, units, minutes or incidents, by measure. */
  readonly begins: number;
  /** Once it points there it goes on until this is reached again. */
  readonly ends: number;
}

export interface LevelConfig {
  readonly level: ServiceLevel;
  /** Roles that may decide to enter it, or to leave it for a lower one. */
  readonly authority: readonly Role[];
  /** Any one of these points here. */
  readonly triggers: readonly LevelTrigger[];
  /** The evidence must point here this long before the level is proposed. */
  readonly holdSeconds: number;
  /** The evidence must point lower this long before a lower level is proposed. */
  readonly exitSeconds: number;
  /** The longest time until somebody must look at the level again; 0 for "normal", which needs none. */
  readonly reviewSeconds: number;
  /** By assessed grade: the grade that is served, or that it is deferred. An immediate is always served as one. */
  readonly served: { readonly [G in Grade]: Grade | "deferred" };
  /** When the call-back that a deferred caller is promised is due. */
  readonly callBackSeconds: number;
  /** What a caller whose incident is deferred is told. */
  readonly told: string;
  /** What the call taker says. */
  readonly script: string;
  readonly partnerMessage: string;
  readonly publicMessage: string;
}

/** One for each level, in their order. */
export type LevelPlan = readonly LevelConfig[];
