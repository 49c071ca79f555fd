/** The columns of standing hazards of places. */

import type { Shape } from "../state/shape.ts";

/** Standing hazards of places; a table of fixed size, whose rows are found by their number. */
export const placeHazardShape = {
  dueAt: "f64",
  warnedAt: "f64",
  changedAt: "f64", // warned of or renewed
  expiresAt: "f64",
  number: "i32", // 0 = free
  alarm: "i32",
  latE7: "i32",
  lonE7: "i32",
  radiusM: "i32",
  heap: "i32",
  heapIndex: "i32",
  hazard: "i16", // of the region's list, -1 = none of them
  asked: "u8", // 1 = it asks to be renewed
} as const satisfies Shape;
