/** The columns of hospitals, so far as a surge of arrivals is judged. */

import type { Shape } from "../state/shape.ts";

/** One row per hospital of the configuration; its counts stand beside the columns, by row. */
export const hospitalShape = {
  countedAt: "f64", // end of the last count; 0 = none came
  surgedAt: "f64", // 0 = no surge
  alarm: "i32",
} as const satisfies Shape;
