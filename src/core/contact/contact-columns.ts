/** The columns of contacts; who called and what was said stands beside them. */

import type { Shape } from "../state/shape.ts";

/** Free-list links and due heaps are columns like any other. */
export const contactShape = {
  dueAt: "f64",
  ringingAt: "f64",
  answeredAt: "f64",
  endedAt: "f64",
  owedAt: "f64", // when an answer, a call-back or an end is owed; stays after its alarm
  number: "i32",
  incident: "i32", // row of the incident it is linked to, or -1
  next: "i32", // next contact of the same incident, or next free row
  alarm: "i32",
  latE7: "i32",
  lonE7: "i32",
  radiusM: "i32",
  heap: "i32",
  heapIndex: "i32",
  type: "i16",
  state: "u8",
  stateBefore: "u8", // its state when it was linked, while it is
  channel: "u8",
  callBack: "u8", // 1 = there is a number to call back
  attempts: "u8",
  outcome: "u8",
  locationState: "u8",
  sourceGrade: "u8", // of what the community reports
  contentGrade: "u8",
} as const satisfies Shape;
