/** The columns of alarms, whatever they are about. */

import type { Shape } from "../state/shape.ts";

export const alarmShape = {
  dueAt: "f64", // when a shelved one comes back
  raisedAt: "f64",
  number: "i32",
  subject: "i32", // contact, incident, closure, request or warning number, or unit id
  next: "i32",
  heap: "i32",
  heapIndex: "i32",
  state: "u8",
  kind: "u8",
} as const satisfies Shape;
