/** The columns of the forecast that decisions may rest on. */

import type { Shape } from "../state/shape.ts";

/** The forecast that counts as evidence for a service level; row 0 only. */
export const forecastShape = {
  madeAt: "f64", // 0 = there is none, or it is too old
  position: "f64", // of the log, where its state was copied
  seed: "f64",
  futures: "i32",
} as const satisfies Shape;

/** What it says: per cent by grade and lead, row = grade * leads + lead; 255 = it does not say. */
export const chanceShape = { noUnit: "u8" } as const satisfies Shape;
