/** The table of rises of demand: what more comes of than ordinary, a row while it lasts; number 0 = a free row. */

export const riseShape = {
  since: "f64",
  number: "i32",
  alarm: "i32",
  type: "i16",
  area: "i16",
} as const;
