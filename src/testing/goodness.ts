/**
 * Whether draws have the distribution they should: Kolmogorov's and Pearson's tests at a stated probability of a false
 * alarm, and the distribution functions to compare with, each worked out another way than the sampler it checks.
 */
import assert from "node:assert/strict";

/** With fixed seeds a test passes or fails for ever; this is how likely the choice of seeds was to be unlucky. */
export const falseAlarm = 1e-4;

/** sup |F_n - F| times sqrt(n) stays below this but for `falseAlarm`: 2 exp(-2 x^2) (Kolmogorov 1933, large n). */
const kolmogorovLimit = Math.sqrt(Math.log(2 / falseAlarm) / 2);

/** Fails when the draws do not fit the continuous distribution function. */
export function assertFits(draws: Float64Array, below: (x: number) => number): void {
  const sorted = Float64Array.from(draws).sort();
  const count = sorted.length;
  let distance = 0;
  for (let index = 0; index < count; index += 1) {
    const share = below(sorted[index]);
    distance = Math.max(distance, share - index / count, (index + 1) / count - share);
  }
  const scaled = distance * Math.sqrt(count);
  assert.ok(scaled < kolmogorovLimit, `Kolmogorov: got ${scaled}, expected < ${kolmogorovLimit}`);
}

/** Fails when counts do not fit their expected values (Pearson; the limit by Wilson and Hilferty 1931). */
export function assertCounts(counts: ArrayLike<number>, expected: ArrayLike<number>): void {
  let sum = 0;
  for (let index = 0; index < counts.length; index += 1) {
    assert.ok(expected[index] >= 5, `cell ${index}: expected ${expected[index]}, too few to test`);
    sum += (counts[index] - expected[index]) ** 2 / expected[index];
  }
  const freedom = counts.length - 1;
  const spread = 2 / (9 * freedom);
  const limit = freedom * (1 - spread + 3.719 * Math.sqrt(spread)) ** 3;
  assert.ok(sum < limit, `chi-square, ${freedom} degrees: got ${sum}, expected < ${limit}`);
}
