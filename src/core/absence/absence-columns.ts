/** The columns of a suspected absence: the region has one at most, and of counts only. */

import type { Shape } from "../state/shape.ts";

/** The suspicion that many heads are missing, and the shifts it is about; row 0 only. */
export const absenceShape = {
  suspectedAt: "f64", // 0 = nothing is suspected
  fromAt: "f64", // the first beginning it is about; 0 = it is about those who left
  toAt: "f64", // and the last
  untilAt: "f64", // the last end
  planned: "i32", // heads, when it began
  arrived: "i32",
  suspicions: "i32", // ever
  alarm: "i32",
  pooled: "u8", // 1 = with other regions
} as const satisfies Shape;
