/** Whether the region's record keeps up and is cosigned; row 0 only. What it says is in the record too, once it goes again. */

export const recordShape = {
  behindAt: "f64", // since when what happens is in no signed checkpoint; 0 = it is
  uncosignedAt: "f64", // since when fewer witnesses cosign than are required; 0 = enough do
  behindAlarm: "i32",
  uncosignedAlarm: "i32",
} as const;
