/**
 * Distributions over uniform draws. Each that has a usable inverse takes ONE uniform u in [0, 1) and rises with it, so
 * that a call which is compared under two policies has the same luck in both whatever else is drawn. The gamma
 * distribution has no such inverse: it rejects, and takes its uniforms from a source that should be its own. Only
 * sqrt, log and exp are used, never `**`, so that runs agree to the last bit wherever those three do. Not here: where
 * the uniforms come from (random.ts, call-random.ts), and tables of recorded values (empirical.ts).
 */
import { assert } from "./assert.ts";
import { normalQuantile } from "./normal-quantile.ts";

const twoTo26 = 67_108_864;
const twoToMinus53 = 1 / 9_007_199_254_740_992;

/** Gives uniform numbers in [0, 1), one after the other. */
export interface Uniforms {
  uniform: () => number;
}

/** Uniform in [0, 1) with 53 bits, from two words of 32 bits. */
export function uniformFrom(word0: number, word1: number): number {
  return ((word0 >>> 5) * twoTo26 + (word1 >>> 6)) * twoToMinus53;
}

/** Exponential with the given mean, in the mean's unit: -mean ln(1 - u). */
export function exponentialOf(u: number, mean: number): number {
  return -mean * Math.log(1 - u);
}

/** Normal with the given mean and standard deviation, by inversion. */
export function normalOf(u: number, mean: number, deviation: number): number {
  return mean + deviation * normalQuantile(u);
}

/** Lognormal: `median` in the unit of the answer; `sigma` is the standard deviation of the logarithm. */
export function lognormalOf(u: number, median: number, sigma: number): number {
  return median * Math.exp(sigma * normalQuantile(u));
}

/**
 * Weibull with the given shape (> 0) and scale, in the scale's unit: scale (-ln(1 - u))^(1 / shape). A shape under 1
 * falls off slower than the exponential, a shape above 1 faster.
 */
export function weibullOf(u: number, shape: number, scale: number): number {
  if (u <= 0) return 0;
  return scale * Math.exp(Math.log(-Math.log(1 - u)) / shape);
}

/**
 * Gamma with mean shape * scale and variance shape * scale^2 (Marsaglia and Tsang, "A simple method for generating
 * gamma variables", 2000; for shapes under 1 a gamma of shape + 1 times u^(1 / shape), as they say). Takes two
 * uniforms a trial, and accepts more than 95 in 100 trials for every shape from 1 up.
 */
export function gammaFrom(source: Uniforms, shape: number, scale: number): number {
  assert(
    shape > 0 && scale >= 0,
    `gamma: got shape ${shape}, scale ${scale}, expected shape > 0, scale >= 0`,
  );
  const boost = shape < 1 ? Math.exp(Math.log(1 - source.uniform()) / shape) : 1;
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalQuantile(source.uniform());
    const u = 1 - source.uniform();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const cube = root * root * root;
    if (Math.log(u) < 0.5 * x * x + d - d * cube + d * Math.log(cube))
      return d * cube * scale * boost;
  }
}
