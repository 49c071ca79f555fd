/** The columns of items in custody, and of a surge of hand-ins. */

import type { Shape } from "../state/shape.ts";

/** A row is an item's id and is never given back. Codes stand beside the columns; the chain of its holders is in the log. */
export const itemShape = {
  sinceAt: "f64", // as it is now
  changedAt: "f64",
  position: "f64", // of its last event in the log
  holder: "i32", // person, or -1
  lastHolder: "i32", // who held it before it was laid down, or -1
  nextOfHolder: "i32",
  unit: "i32", // the unit it belongs to, or -1
  moves: "i32", // how often somebody took it
  station: "i16", // where it belongs, or -1
  place: "i16", // where it lies, or -1
  kind: "u8",
  state: "u8",
} as const satisfies Shape;

/** The surge of hand-ins that stands; row 0 only. */
export const custodyShape = {
  surgedAt: "f64", // 0 = none stands
  surges: "i32", // ever
  alarm: "i32",
} as const satisfies Shape;
