/**
 * How sure a simulated mean is: the run is cut into batches of consecutive calls, long beside the time the room takes to
 * forget, and the spread of the batches gives the interval (batch means; ratio form, because a batch has its own number
 * of calls of a grade). With the 99.9 % the issue asks for, one right figure in a thousand falls outside.
 */
import { normalQuantile } from "../../src/base/normal-quantile.ts";

export const batchCount = 40;
export const confidence = 0.999;

/** Quantile of Student's t by its expansion in the normal quantile (Fisher and Cornish 1960), good from 20 degrees on. */
export function studentQuantile(p: number, freedom: number): number {
  const z = normalQuantile(p);
  const z2 = z * z;
  return (
    z +
    (z * (z2 + 1)) / (4 * freedom) +
    (z * ((5 * z2 + 16) * z2 + 3)) / (96 * freedom ** 2) +
    (z * (((3 * z2 + 19) * z2 + 17) * z2 - 15)) / (384 * freedom ** 3)
  );
}

/** A mean over calls, kept by batch. */
export class BatchMean {
  readonly #sums = new Float64Array(batchCount);
  readonly #counts = new Float64Array(batchCount);

  add(batch: number, value: number): void {
    this.#sums[batch] += value;
    this.#counts[batch] += 1;
  }

  /** The mean, and how far to either side of it the truth may lie. */
  estimate(): { readonly mean: number; readonly halfWidth: number } {
    const total = (list: Float64Array): number => list.reduce((sum, each) => sum + each, 0);
    const count = total(this.#counts);
    const mean = total(this.#sums) / count;
    let squares = 0;
    for (let batch = 0; batch < batchCount; batch += 1)
      squares += (this.#sums[batch] - mean * this.#counts[batch]) ** 2;
    const error = Math.sqrt((squares * batchCount) / (batchCount - 1)) / count;
    const reach = studentQuantile(1 - (1 - confidence) / 2, batchCount - 1);
    return { mean, halfWidth: reach * error };
  }
}
