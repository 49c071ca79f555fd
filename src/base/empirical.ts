/**
 * Recorded values as a distribution, in two forms. `EmpiricalValues` draws a number between the recorded ones by
 * inverting their step function, joined by straight lines; `AliasTable` draws one of n kinds by their weights in
 * constant time (Walker 1977, made by Vose's method of 1991, which loses no weight to rounding). Both take one
 * uniform. Not here: fitting, and deciding which records count.
 */
import { assert } from "./assert.ts";

/** At most so many values or kinds: a larger table is a fault of whoever read the records. */
export const empiricalLimits = { values: 10_000_000, kinds: 1_000_000 } as const;

/**
 * The values sorted, x(1) <= ... <= x(n); a uniform u gives the point at u (n - 1) between them, so that the smallest
 * and largest are the ends and nothing is drawn that was never nearly seen. One value is always that value.
 */
export class EmpiricalValues {
  readonly #sorted: Float64Array;

  /** `values`: at least one, all finite, in the unit of the answer; they are copied. */
  constructor(values: ArrayLike<number>) {
    assert(
      values.length > 0 && values.length <= empiricalLimits.values,
      `empirical: got ${values.length} values, expected 1 to ${empiricalLimits.values}`,
    );
    this.#sorted = Float64Array.from(values).sort();
    const [first] = this.#sorted;
    const last = this.#sorted[this.#sorted.length - 1];
    // Sorting puts NaN and infinities at the ends.
    assert(
      Number.isFinite(first) && Number.isFinite(last),
      "empirical: got a value that is not a finite number",
    );
  }

  /** The value at the share u in [0, 1) of the records. */
  quantile(u: number): number {
    const sorted = this.#sorted;
    const place = u * (sorted.length - 1);
    const index = Math.floor(place);
    const low = sorted[index];
    return index + 1 < sorted.length ? low + (place - index) * (sorted[index + 1] - low) : low;
  }
}

export class AliasTable {
  readonly #share: Float64Array;
  readonly #alias: Uint32Array;

  /** `weights`: each >= 0, their sum above 0 and finite. */
  constructor(weights: ArrayLike<number>) {
    const count = weights.length;
    assert(
      count > 0 && count <= empiricalLimits.kinds,
      `alias: got ${count} weights, expected 1 to ${empiricalLimits.kinds}`,
    );
    let total = 0;
    for (let index = 0; index < count; index += 1) {
      const weight = weights[index];
      assert(weight >= 0, `alias: got weight ${weight} at ${index}, expected 0 or more`);
      total += weight;
    }
    assert(total > 0 && Number.isFinite(total), "alias: expected a weight above 0, a finite sum");
    this.#share = new Float64Array(count);
    this.#alias = new Uint32Array(count);
    this.#fill(weights, count / total);
  }

  #fill(weights: ArrayLike<number>, factor: number): void {
    const share = this.#share;
    const alias = this.#alias;
    const small: number[] = [];
    const large: number[] = [];
    for (let index = 0; index < share.length; index += 1) {
      share[index] = weights[index] * factor;
      (share[index] < 1 ? small : large).push(index);
    }
    while (small.length > 0 && large.length > 0) {
      const low = small.pop() ?? 0;
      const high = large[large.length - 1];
      alias[low] = high;
      share[high] = share[high] + share[low] - 1;
      if (share[high] < 1) {
        large.pop();
        small.push(high);
      }
    }
    // What is left on either list is 1 but for rounding. A kind of weight 0 can not be among it unless rounding
    // emptied the large list first; then it keeps a share of 0 and points at a kind that has weight.
    const heaviest = indexOfLargest(weights);
    for (const index of [...small, ...large]) {
      if (weights[index] > 0) share[index] = 1;
      else alias[index] = heaviest;
    }
  }

  /** The kind, 0 to n - 1, that the uniform u in [0, 1) falls on. */
  kind(u: number): number {
    const place = u * this.#share.length;
    const index = Math.floor(place);
    return place - index < this.#share[index] ? index : this.#alias[index];
  }
}

function indexOfLargest(weights: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < weights.length; index += 1)
    if (weights[index] > weights[best]) best = index;
  return best;
}
