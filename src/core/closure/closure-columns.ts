/** The columns of closures: where they are drawn, and in which words, stands beside them. */

import type { Shape } from "../state/shape.ts";

/** Its points stand beside the columns, by row: `closureShapes` of the state. */
export const closureTableShape = {
  dueAt: "f64",
  reportedAt: "f64",
  changedAt: "f64",
  sinceAt: "f64",
  reviewAt: "f64",
  expiresAt: "f64",
  confirmedAt: "f64", // 0 = never
  endedAt: "f64", // lifted or expired
  number: "i32",
  next: "i32", // next free row
  alarm: "i32",
  incident: "i32", // number of the incident it belongs to, 0 = none
  heap: "i32",
  heapIndex: "i32",
  bearingDegrees: "i16", // -1 = none
  state: "u8",
  begun: "u8", // 0 = planned, begins at sinceAt
  renewal: "u8",
  direction: "u8",
  classes: "u8", // bit set of the policy's vehicle classes
  source: "u8",
  sourceGrade: "u8",
  contentGrade: "u8",
} as const satisfies Shape;
