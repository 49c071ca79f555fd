/** The columns of requests, those that the region makes and those it is asked. */

import type { Shape } from "../state/shape.ts";

/** Codes, accounts and fingerprints of it stand beside the columns, by row: `facts.requests` of the state. */
export const requestShape = {
  dueAt: "f64",
  askedAt: "f64",
  changedAt: "f64",
  receivedAt: "f64", // 0 = nobody acknowledged it
  neededAt: "f64", // 0 = as soon as can be
  deadlineAt: "f64", // of what is owed in this state
  stepAt: "f64", // the next step of the escalation; 0 = the chain is at its end
  etaAt: "f64", // 0 = nobody said
  unmetAt: "f64", // of an escort that we are asked for: when it is said that there is none; 0 = said, or not asked for
  endedAt: "f64",
  number: "i32",
  next: "i32", // next free row
  alarm: "i32",
  recallAlarm: "i32", // its home region wants a unit back that came for it
  incident: "i32", // number, 0 = none
  quantity: "i32", // asked for
  promised: "i32", // of these, accepted or committed
  heap: "i32",
  heapIndex: "i32",
  state: "u8",
  kind: "u8",
  direction: "u8",
  receipt: "u8",
  step: "u8", // steps of the escalation that were taken in this state
  unmet: "u8", // 1 = it was said that there is none
} as const satisfies Shape;
