/**
 * A figure that was simulated beside the one that theory expects: the row that bench theory prints.
 */
import type { Row } from "../bench.ts";
import { formatValue } from "../table.ts";
import { batchCount, type BatchMean } from "./interval.ts";

/** Calls played after the last that counts, so that those still waiting meet the room as it was. */
const afterwards = 10_000;

/** Which batch a call counts in. The first of equal parts is the room filling up and counts in none. */
export class Batches {
  readonly size: number;
  readonly calls: number;

  constructor(calls: number) {
    this.size = Math.ceil(calls / batchCount);
    this.calls = this.size * (batchCount + 1) + afterwards;
  }

  /** 0 to batchCount - 1, or undefined. */
  find(call: number): number | undefined {
    const batch = Math.floor(call / this.size) - 1;
    return batch >= 0 && batch < batchCount ? batch : undefined;
  }
}

/** The expected value must lie within the interval about what was got. */
export function compare(name: string, unit: string, expected: number, got: BatchMean): Row {
  const { mean, halfWidth } = got.estimate();
  const goal = `${formatValue(expected)} ± ${formatValue(halfWidth)}`;
  return { name, value: mean, unit, goal, met: Math.abs(mean - expected) <= halfWidth };
}
