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

/** P(X < x) for a gamma variable of this shape and scale 1: the power series of the incomplete gamma function. */
export function gammaBelow(x: number, shape: number): number {
  if (x <= 0) return 0;
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; term > sum * 1e-16; n += 1) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum * Math.exp(shape * Math.log(x) - x - logGamma(shape));
}

/** ln Gamma(x) for x > 0: Stirling's series after the argument has been raised above 15. */
export function logGamma(x: number): number {
  let raised = x;
  let shift = 0;
  for (; raised < 15; raised += 1) shift += Math.log(raised);
  const inverse = 1 / (raised * raised);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / raised;
  return (raised - 0.5) * Math.log(raised) - raised + Math.log(2 * Math.PI) / 2 + series - shift;
}

/** P(Z < z) for a standard normal variable: Z^2 / 2 is gamma with shape 1/2. */
export function normalBelow(z: number): number {
  return 0.5 + Math.sign(z) * 0.5 * gammaBelow((z * z) / 2, 0.5);
}
