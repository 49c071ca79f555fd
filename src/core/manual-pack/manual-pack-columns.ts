/** Whether the region's manual pack can be written; row 0 only. */

export const manualPackShape = {
  failedAt: "f64", // since when not; 0 = it can
  alarm: "i32",
} as const;
