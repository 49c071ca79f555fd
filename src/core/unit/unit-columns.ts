/** The columns of units, the region's own and its guests, and the set of those that are free. */

import type { Shape } from "../state/shape.ts";

export const unitShape = {
  dueAt: "f64", // next welfare step
  statusAt: "f64",
  positionAt: "f64",
  emergencyAt: "f64", // 0 = no emergency
  strandedAt: "f64", // since when its vehicle stands without a crew, as its recovery says
  recoveryAt: "f64", // when that was opened
  recoveryEndedAt: "f64", // the last one; 0 = it is open, or never was
  loanUntilAt: "f64", // while it is lent, or a guest
  firstAllocation: "i32", // the stack, active one first
  skills: "i32",
  serves: "i32", // bit set of the policy's needs
  baseLatE7: "i32",
  baseLonE7: "i32",
  latE7: "i32",
  lonE7: "i32",
  welfareAlarm: "i32",
  emergencyAlarm: "i32",
  recovery: "i32", // number of the open one; 0 = none
  recoveryAlarm: "i32",
  strandedLatE7: "i32",
  strandedLonE7: "i32",
  firstShift: "i32", // its planned shifts that are not over, the earliest first
  shift: "i32", // row of the one it is booked on for, or -1
  loanRequest: "i32", // number of the request it is lent for, while it is
  homeUnit: "i32", // of a guest: its id in its home region
  heap: "i32",
  heapIndex: "i32",
  area: "i16", // home area; of a guest the one it helps
  label: "i16",
  known: "u8", // 1 = registered
  status: "u8",
  reason: "u8",
  crew: "u8",
  vehicle: "u8",
  welfare: "u8",
  recoveryEnd: "u8", // how the last one ended
  stacked: "u8", // allocations on the stack, the active one included
  positionSource: "u8",
  home: "u8", // of a guest: its region's place among the neighbours + 1; 0 = it is this region's own
  loan: "u8",
  recalled: "u8", // 1 = its home region wants it back
  guestCrew: "u8", // of a guest: heads, as its home region said
} as const satisfies Shape;

/** Which units are free, a bit each: bit `unit & 31` of row `unit >> 5`. Whoever looks for one passes over the others. */
export const freeSetShape = { bits: "i32" } as const satisfies Shape;
