/** The columns of no-unit time: its clocks, and the counts of units that say at once whether one runs and why. */

import type { Shape } from "../state/shape.ts";

/** One row per area and grade: the clock of zero-unit time and its total. */
export const coverShape = {
  since: "f64", // 0 = a unit that fits the grade's standard need is free in reach
  total: "f64", // micros of ended no-unit time
  cause: "u8",
} as const satisfies Shape;

/** Free units per home area and need: row = area * limits.needs + need. */
export const freeShape = { count: "i32" } as const satisfies Shape;

/** Free units in reach per reach class of the policy and need: row = class * limits.needs + need. */
export const reachShape = { free: "i32" } as const satisfies Shape;

/** Booked-on units that fit a need, by what keeps them from going: row = need * causes + cause. */
export const causeShape = { units: "i32" } as const satisfies Shape;
