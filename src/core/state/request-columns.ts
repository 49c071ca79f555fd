/** The columns of what is asked, warned of and counted between the region and others; columns.ts lays them out with the rest. */

import type { Shape } from "./columns.ts";

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

/** One row per hospital of the configuration; its counts stand beside the columns, by row. */
export const hospitalShape = {
  countedAt: "f64", // end of the last count; 0 = none came
  surgedAt: "f64", // 0 = no surge
  alarm: "i32",
} as const satisfies Shape;

/** One row per refuge of the configuration. */
export const refugeShape = {
  changedAt: "f64", // 0 = nobody ever said
  places: "i32", // free ones; -1 = not said
  opening: "u8",
} as const satisfies Shape;

/** How often somebody was checked on: row = area * results + result. */
export const checkOnShape = { count: "i32" } as const satisfies Shape;

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
