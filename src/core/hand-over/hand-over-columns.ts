/** The columns of hand-overs; who hands over to whom stands beside them. */

import type { Shape } from "../state/shape.ts";

/** A table of fixed size, whose rows are found by their number. Whose duty ends stands beside it: `facts.handOvers`. */
export const handOverShape = {
  begunAt: "f64",
  doneAt: "f64", // confirmed or withdrawn; 0 = neither
  number: "i32", // 0 = free
  unit: "i32", // id of the unit whose crew leaves, + 1; 0 = of no crew
  state: "u8",
  cause: "u8",
} as const satisfies Shape;
