/**
 * P-values: how often chance alone would make a fit look this bad. Pearson's chi-square for counts, Kolmogorov's for
 * continuous times. Small ones speak against the fit; with thousands of records they are small for differences that do not
 * matter, so the figures themselves are always shown beside them.
 */
import { gammaAbove } from "../../base/gamma-function.ts";

/** Pearson 1900: the counts of cells against their expected values; one degree is lost to the total, `lost` to a fit. */
export function pearsonP(counts: readonly number[], expected: readonly number[], lost = 1): number {
  let sum = 0;
  for (let cell = 0; cell < counts.length; cell += 1)
    sum += (counts[cell] - expected[cell]) ** 2 / expected[cell];
  return chiSquareAbove(sum, counts.length - lost);
}

/** P(chi-square > x). */
export function chiSquareAbove(x: number, freedom: number): number {
  return freedom <= 0 ? 1 : gammaAbove(x / 2, freedom / 2);
}

/**
 * Kolmogorov's p-value of sorted values against a continuous law they were not fitted to, by Stephens' approximation
 * (1970): right to about 1 % from 5 values on. `fittedTo`: so many others the law was fitted to; its own error counts as
 * that of a second sample (Smirnov 1939), because a law is never known better than from its records.
 */
export function kolmogorovP(
  sorted: Float64Array,
  below: (x: number) => number,
  fittedTo: number,
): number {
  const n = sorted.length;
  let distance = 0;
  for (let index = 0; index < n; index += 1) {
    const share = below(sorted[index]);
    distance = Math.max(distance, share - index / n, (index + 1) / n - share);
  }
  const root = Math.sqrt((n * fittedTo) / (n + fittedTo));
  const x = (root + 0.12 + 0.11 / root) * distance;
  if (x < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k < 100; k += 1) {
    const term = Math.exp(-2 * k * k * x * x);
    sum += k % 2 === 1 ? term : -term;
    if (term < 1e-12) break;
  }
  return Math.min(1, Math.max(0, 2 * sum));
}
