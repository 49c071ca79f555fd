/** The columns of the service level: what is decided, and what the evidence says. */

import type { Shape } from "../state/shape.ts";

/** The service level and what the evidence says of it; row 0 only. */
export const levelShape = {
  decidedAt: "f64", // 0 = nobody ever decided, and it is normal
  reviewAt: "f64", // 0 = needs no review
  pointsSince: "f64",
  decisions: "i32", // ever made
  proposals: "i32", // ever made
  reviewAlarm: "i32",
  proposalAlarm: "i32",
  level: "u8",
  points: "u8", // the level that the evidence points to
  proposed: "u8", // 1 = a proposal of it stands
  declined: "u8", // 1 = a person decided on less than the evidence points to
} as const satisfies Shape;
