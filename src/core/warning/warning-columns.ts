/** The columns of warnings: who must acknowledge them, and who has. */

import type { Shape } from "../state/shape.ts";

/** A notice that named roles must acknowledge. */
export const warningShape = {
  dueAt: "f64",
  issuedAt: "f64",
  changedAt: "f64",
  stepAt: "f64", // the next escalation; 0 = none comes
  endedAt: "f64",
  number: "i32",
  next: "i32", // next free row
  alarm: "i32",
  incident: "i32", // number, 0 = none
  roles: "i32", // bit set of who must acknowledge it
  acknowledged: "i32", // and of who has
  heap: "i32",
  heapIndex: "i32",
  state: "u8",
  step: "u8", // escalations so far
} as const satisfies Shape;
