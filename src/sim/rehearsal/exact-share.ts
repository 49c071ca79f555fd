/**
 * The exact interval of a share that was seen k times of n (Clopper and Pearson, "The use of confidence or fiducial limits",
 * Biometrika 1934): it holds for the rarest things, of which a mean with its spread says "0 +- 0" as long as none was seen.
 * Its half width is absolute and never 0. Not here: means (estimate.ts).
 */
import { logGamma } from "../../base/gamma-function.ts";

/** Beyond either end lie 2.5 %. */
const outside = 0.025;
const halvings = 60;

export interface ExactShare {
  readonly seen: number;
  readonly of: number;
  /** The 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** From what was seen to the further end. */
  readonly halfWidth: number;
}

/** `of` at least 1; `seen` from 0 to `of`. */
export function exactShare(seen: number, of: number): ExactShare {
  // So many or more would be seen too seldom below `low`, so few or fewer above `high`.
  const low = seen === 0 ? 0 : rootOf((p) => tailFrom(seen, of, p), seen / of);
  const high = seen === of ? 1 : 1 - rootOf((q) => tailFrom(of - seen, of, q), (of - seen) / of);
  return { seen, of, low, high, halfWidth: Math.max(high - seen / of, seen / of - low) };
}

/** Where a rising function of a probability is `outside`, below what was seen: beyond that the first terms are too small for a number. */
function rootOf(rising: (p: number) => number, seen: number): number {
  let [low, high] = [0, seen];
  for (let halving = 0; halving < halvings; halving += 1) {
    const middle = (low + high) / 2;
    if (rising(middle) < outside) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(X >= k) of a binomial variable of n tries; k at least 1, p strictly between 0 and 1. */
function tailFrom(k: number, n: number, p: number): number {
  const odds = p / (1 - p);
  const log =
    logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + k * Math.log(p) + (n - k) * Math.log1p(-p); // prettier-ignore
  let term = Math.exp(log);
  let sum = term;
  for (let count = k; count < n; count += 1) {
    term *= ((n - count) / (count + 1)) * odds;
    sum += term;
    // Terms only rise to the middle; after it the rest is less than the last digit.
    if (term < sum * 1e-17 && count > n * p) break;
  }
  return Math.min(1, sum);
}
