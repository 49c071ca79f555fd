/** The table of gaps in the log: when Muster did not take what happened. A row for each of the last ones; number 0 = never used. */

export const gapShape = {
  beforeAt: "f64", // what the clock said last before it
  afterAt: "f64", // and first after it; less than before where the clock was set back
  lastEntryAt: "f64", // when something that occurred in it was entered last; 0 = never
  number: "i32",
  lateEntries: "i32", // events of people that occurred in it
  alarm: "i32",
  kind: "u8",
  settled: "u8", // 1 = nothing of it is left to enter
} as const;
