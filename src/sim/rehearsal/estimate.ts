/**
 * What many nights say together: the mean of a figure over the replications with its 95 % interval, by itself or of the
 * differences of two plans that met the same nights. Sums are taken in the order of the replications, so the result is the
 * same for any number of workers. Not here: which figures.
 */
import { normalQuantile } from "../../base/normal-quantile.ts";
import { exactShare } from "./exact-share.ts";

export interface Estimate {
  readonly mean: number;
  /** Half the width of the 95 % interval; Infinity for fewer than two replications. */
  readonly halfWidth: number;
  readonly replications: number;
}

export function estimateMean(values: readonly number[]): Estimate {
  const n = values.length;
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / n;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, halfWidth: halfWidthOf(squares, n, n - 1), replications: n };
}

/**
 * Of shares (or their differences), each of them at most 1 away from any other. Where all nights say the same it is no
 * further off than the share of nights that say something else, of which none was seen.
 */
export function estimateShare(values: readonly number[]): Estimate {
  const plain = estimateMean(values);
  if (plain.halfWidth !== 0) return plain;
  return { ...plain, halfWidth: exactShare(0, values.length).halfWidth };
}

/**
 * The mean with the luck of a second figure taken out whose expectation is known (a control variate, here the number of
 * calls): y - beta (x - E x), beta by least squares (Lavenberg and Welch, "A perspective on the use of control variables",
 * 1981). One more degree of freedom is spent. Where the control does not vary it is the plain mean.
 */
export function estimateControlled(
  values: readonly number[],
  control: readonly number[],
  expectation: number,
): Estimate {
  const n = values.length;
  const plain = estimateMean(values);
  const x = estimateMean(control).mean;
  let [xx, xy] = [0, 0];
  for (let index = 0; index < n; index += 1) {
    xx += (control[index] - x) ** 2;
    xy += (control[index] - x) * (values[index] - plain.mean);
  }
  if (xx === 0 || n < 4) return plain;
  const beta = xy / xx;
  let squares = 0;
  for (let index = 0; index < n; index += 1)
    squares += (values[index] - plain.mean - beta * (control[index] - x)) ** 2;
  const mean = plain.mean - beta * (x - expectation);
  // The control's own mean is uncertain as well: the factor is 1 + (its error)^2 over its sum of squares.
  const widening = Math.sqrt(1 + (n * (x - expectation) ** 2) / xx);
  return { mean, halfWidth: halfWidthOf(squares, n, n - 2) * widening, replications: n };
}

function halfWidthOf(squares: number, n: number, freedom: number): number {
  if (freedom < 1) return Infinity;
  return studentQuantile(0.975, freedom) * Math.sqrt(squares / freedom / n);
}

/**
 * Student's t by the expansion of Cornish and Fisher (Abramowitz and Stegun, 26.7.5): off by less than 0.001 from 8 degrees
 * of freedom on; up to 7 the table's values.
 */
export function studentQuantile(share: number, freedom: number): number {
  const small = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365];
  if (share === 0.975 && freedom <= small.length) return small[freedom - 1];
  const z = normalQuantile(share);
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1_482 * z ** 5 - 1_920 * z ** 3 - 945 * z) / 92_160,
  ];
  return terms.reduce((sum, term, index) => sum + term / freedom ** (index + 1), z);
}
