/** The columns of directives; who ordered them and in which words stands beside them. */

import type { Shape } from "../state/shape.ts";

/**
 * Directives that stand, and of those that are over as many as there is room for, with their counts. A table of fixed size,
 * whose rows are found by their number; the codes of its scope stand beside the columns, by row: `facts.directives`.
 */
export const directiveShape = {
  dueAt: "f64",
  issuedAt: "f64",
  changedAt: "f64", // issued or renewed
  fromAt: "f64",
  untilAt: "f64",
  overAt: "f64", // 0 = it is not over
  number: "i32", // 0 = free
  alarm: "i32",
  skills: "i32", // bit set of the policy's skills
  cited: "i32", // dispatches ever withheld or limited under it
  open: "i32", // of these, incidents that are now
  sent: "i32", // of these, where a unit was sent all the same
  heap: "i32",
  heapIndex: "i32",
  state: "u8",
  effect: "u8",
  grades: "u8", // bit set
  asked: "u8", // 1 = it asks to be renewed
} as const satisfies Shape;
