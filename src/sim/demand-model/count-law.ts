/**
 * How many calls come in a window: negative binomial with a mean and a ratio of variance to mean, Poisson where the ratio
 * is 1. Its distribution function, bands that hold a share of it, and where in it a recorded count lies. Sums begin at the
 * count and go away from the mean, so that nothing underflows at a thousand calls. Not here: estimating the ratio.
 */
import { logGamma } from "../../base/gamma-function.ts";

/** Below this the two laws agree to more digits than anybody has calls. */
const nearPoisson = 1.000_01;

function logShare(n: number, mean: number, ratio: number): number {
  if (ratio < nearPoisson) return n * Math.log(mean) - mean - logGamma(n + 1);
  const size = mean / (ratio - 1);
  return (
    logGamma(n + size) -
    logGamma(size) -
    logGamma(n + 1) -
    size * Math.log(ratio) +
    n * Math.log(1 - 1 / ratio)
  );
}

/** P(N = n). `mean` >= 0; `ratio` >= 1. */
export function shareAt(n: number, mean: number, ratio: number): number {
  if (mean === 0) return n === 0 ? 1 : 0;
  return n < 0 ? 0 : Math.exp(logShare(n, mean, ratio));
}

/** P(N <= n). */
export function shareUpTo(n: number, mean: number, ratio: number): number {
  if (n < 0) return 0;
  if (mean === 0) return 1;
  const isPoisson = ratio < nearPoisson;
  const size = mean / (ratio - 1);
  // Of two neighbours, the upper over the lower.
  const step = (lower: number): number =>
    isPoisson ? mean / (lower + 1) : ((lower + size) * (1 - 1 / ratio)) / (lower + 1);
  if (n < mean) {
    let term = Math.exp(logShare(n, mean, ratio));
    let sum = term;
    for (let k = n; k > 0 && term > sum * 1e-14; k -= 1) sum += term /= step(k - 1);
    return Math.min(1, sum);
  }
  let term = Math.exp(logShare(n + 1, mean, ratio));
  let sum = term;
  for (let k = n + 1; term > sum * 1e-14; k += 1) sum += term *= step(k);
  return Math.max(0, 1 - sum);
}

/** The least n with P(N <= n) >= share. */
export function countAt(share: number, mean: number, ratio: number): number {
  let high = Math.ceil(mean + 1);
  while (shareUpTo(high, mean, ratio) < share) high *= 2;
  let low = -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (shareUpTo(middle, mean, ratio) >= share) high = middle;
    else low = middle;
  }
  return high;
}

export interface CountBand {
  readonly low: number;
  readonly high: number;
  /** What the band holds: whole numbers can seldom hold exactly what was asked for. */
  readonly holds: number;
}

/**
 * The band between the two equal tails. Counts are whole: of the four bands with or without the counts on which the tails
 * begin it is the one that holds nearest to `share`. Taking both always would make a band of 80 % hold 92 % at 2 calls.
 */
export function bandOf(share: number, mean: number, ratio: number): CountBand {
  const tail = (1 - share) / 2;
  const low = countAt(tail, mean, ratio);
  const high = countAt(1 - tail, mean, ratio);
  let best: CountBand = { low, high, holds: 2 };
  for (const from of [low, low + 1])
    for (const to of [high, high - 1]) {
      if (to < from) continue;
      const holds = shareUpTo(to, mean, ratio) - shareUpTo(from - 1, mean, ratio);
      if (Math.abs(holds - share) < Math.abs(best.holds - share))
        best = { low: from, high: to, holds };
    }
  return best;
}

/**
 * How much of a recorded count lies between two shares of its law. A count is spread evenly over [P(N < n), P(N <= n)], its
 * probability integral transform (Czado, Gneiting and Held 2009); under the right law the mean of this is `to - from`.
 */
export function partBetween(
  n: number,
  mean: number,
  ratio: number,
  from: number,
  to: number,
): number {
  const above = shareUpTo(n, mean, ratio);
  const here = Math.max(shareAt(n, mean, ratio), 1e-300);
  const overlap = Math.min(above, to) - Math.max(above - here, from);
  return Math.min(1, Math.max(0, overlap / here));
}
