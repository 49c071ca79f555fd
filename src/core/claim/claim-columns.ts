/** The columns of claims: which contact, incident, channel or area is in somebody's hands, and since when. */

import type { Shape } from "../state/shape.ts";

/** A table of fixed size, whose rows are found by their number or subject. Who holds each stands beside it: `facts.claims`. */
export const claimShape = {
  claimedAt: "f64",
  returnedAt: "f64", // 0 = somebody holds it
  number: "i32", // 0 = free
  subject: "i32", // number of the contact or incident, code of the channel, index of the area
  alarm: "i32",
  kind: "u8",
  cause: "u8", // of the return
} as const satisfies Shape;
