/** The columns of what the community keeps: refuges, and how often somebody was checked on. */

import type { Shape } from "../state/shape.ts";

/** One row per refuge of the configuration. */
export const refugeShape = {
  changedAt: "f64", // 0 = nobody ever said
  places: "i32", // free ones; -1 = not said
  opening: "u8",
} as const satisfies Shape;

/** How often somebody was checked on: row = area * results + result. */
export const checkOnShape = { count: "i32" } as const satisfies Shape;
