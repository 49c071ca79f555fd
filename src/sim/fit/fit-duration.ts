/**
 * A duration's law from recorded times. Lognormal, gamma and Weibull are fitted by greatest likelihood, and the one with the
 * greatest is taken (all three have two parameters, so Akaike's criterion is the same). Whether it fits is asked of the
 * other half: every second time is left out, the law is fitted to the rest, and Kolmogorov's test compares. Where there are
 * many times and the test says no at 1 %, the times themselves are the law: their quantiles, a fiftieth apart. Thin groups
 * get the whole's law, scaled as far as their own times are enough to say so.
 */
import { digamma, logGamma } from "../../base/gamma-function.ts";
import type { DurationLaw, ModelDuration } from "../demand-model/demand-model.ts";
import { durationBelow, quantileOf, scaleDuration } from "../demand-model/duration.ts";
import { kolmogorovP } from "./p-values.ts";

export const durationRule = {
  /** Seconds; others are slips of a key or of a clock. */
  shortest: 1,
  longest: 24 * 3_600,
  /** Fewer times than this have no law of their own. */
  fewest: 30,
  /** From so many on the recorded times stand for themselves if no law fits. */
  manyTimes: 200,
  rejectBelow: 0.01,
  quantiles: 50,
  /** The ends of an empirical law: the longest single recorded time is somebody's, not a quantile. */
  ends: 0.005,
} as const;

export function usableTimes(seconds: readonly number[]): number[] {
  const { shortest, longest } = durationRule;
  return seconds.filter((each) => each >= shortest && each <= longest);
}

/** `seconds`: usable times in the order of their calls. Undefined when they are too few. */
export function fitDuration(seconds: readonly number[]): ModelDuration | undefined {
  const { fewest, manyTimes, rejectBelow } = durationRule;
  if (seconds.length < fewest) return undefined;
  const fit = judgeLaw(seconds, bestLaw);
  const { fitP } = fit;
  if (fitP >= rejectBelow || seconds.length < manyTimes)
    return { ...fit.law, times: seconds.length, from: "records", fitP };
  const own = judgeLaw(seconds, empiricalLaw);
  return { ...own.law, times: seconds.length, from: "records", fitP: own.fitP };
}

/** The law of all, and how well one fitted to every second time fits the others. */
function judgeLaw(
  seconds: readonly number[],
  fit: (some: readonly number[]) => DurationLaw,
): { law: DurationLaw; fitP: number } {
  const half = (odd: number) => seconds.filter((_, at) => at % 2 === odd);
  const law = fit(half(0));
  const others = Float64Array.from(half(1)).sort();
  const fitP = kolmogorovP(others, (x) => durationBelow(law, x), Math.ceil(seconds.length / 2));
  return { law: fit(seconds), fitP };
}

/**
 * The law of a thin group: that of the whole, times a factor. The factor is the group's own (of the geometric means) as far
 * as the group is large: n / (n + k), where k is the variance within groups over that between them.
 */
export function poolDuration(
  whole: ModelDuration,
  wholeLogs: Moments,
  own: readonly number[],
  within: number,
): ModelDuration {
  const { from: _, ...law } = whole;
  if (own.length === 0) return { ...law, times: 0, from: "pooled" };
  const trust = own.length / (own.length + within);
  const factor = Math.exp(trust * (momentsOf(own).mean - wholeLogs.mean));
  return { ...law, ...scaleDuration(whole, factor), times: own.length, from: "pooled" };
}

export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** Of the logarithms. */
export function momentsOf(seconds: readonly number[]): Moments {
  let sum = 0;
  for (const each of seconds) sum += Math.log(each);
  const mean = sum / seconds.length;
  let square = 0;
  for (const each of seconds) square += (Math.log(each) - mean) ** 2;
  return { mean, variance: square / Math.max(1, seconds.length - 1) };
}

/** Variance of the logarithms within groups over that of the groups' true means; groups of one say nothing. */
export function withinOverBetween(groups: readonly (readonly number[])[]): number {
  const known = groups.filter(({ length }) => length > 1);
  const total = known.reduce((sum, { length }) => sum + length, 0);
  if (known.length < 2) return Number.POSITIVE_INFINITY;
  const moments = known.map(momentsOf);
  const grand = known.reduce((sum, { length }, at) => sum + length * moments[at].mean, 0) / total;
  let [within, between, squares] = [0, 0, 0];
  for (const [at, { length }] of known.entries()) {
    within += (length - 1) * moments[at].variance;
    between += length * (moments[at].mean - grand) ** 2;
    squares += length * length;
  }
  within /= total - known.length;
  // The unbiased estimate for groups of different sizes (analysis of variance).
  const variance =
    (between - (known.length - 1) * within) / Math.max(1e-9, total - squares / total);
  return variance <= 0 ? Number.POSITIVE_INFINITY : Math.max(within, 1e-9) / variance;
}

function bestLaw(seconds: readonly number[]): DurationLaw {
  const laws = [fitLognormal(seconds), fitGamma(seconds), fitWeibull(seconds)];
  return laws.reduce((a, b) => (b.likelihood > a.likelihood ? b : a)).law;
}

interface Fitted {
  readonly law: DurationLaw;
  /** Logarithm of the likelihood. */
  readonly likelihood: number;
}

/** Times that are all alike have no spread to fit; so little stands for none. */
const leastSigma = 1e-3;

export function fitLognormal(seconds: readonly number[]): Fitted {
  const n = seconds.length;
  const { mean, variance } = momentsOf(seconds);
  const sigma = Math.max(leastSigma, Math.sqrt((variance * Math.max(1, n - 1)) / n));
  const likelihood = -n * (Math.log(sigma) + Math.log(2 * Math.PI) / 2 + 0.5 + mean);
  return { law: { law: "lognormal", median: Math.exp(mean), sigma }, likelihood };
}

/** The shape k solves ln k - digamma(k) = ln(mean) - mean of the logarithms; the left side falls as k rises. */
export function fitGamma(seconds: readonly number[]): Fitted {
  const n = seconds.length;
  const mean = seconds.reduce((sum, each) => sum + each, 0) / n;
  const logs = momentsOf(seconds).mean;
  const gap = Math.max(Math.log(mean) - logs, 1e-7);
  const shape = solve((k) => Math.log(k) - digamma(k) > gap, 1e-3, 1e7);
  const scale = mean / shape;
  const likelihood = n * ((shape - 1) * logs - shape - shape * Math.log(scale) - logGamma(shape));
  return { law: { law: "gamma", shape, scale }, likelihood };
}

/** The shape k solves sum(x^k ln x) / sum(x^k) - 1 / k = mean of the logarithms; the left side rises with k. */
export function fitWeibull(seconds: readonly number[]): Fitted {
  const n = seconds.length;
  const logs = Float64Array.from(seconds, Math.log);
  const mean = logs.reduce((sum, each) => sum + each, 0) / n;
  const sums = (k: number): [powers: number, weighted: number] => {
    let [powers, weighted] = [0, 0];
    for (const log of logs) {
      const power = Math.exp(k * (log - mean));
      powers += power;
      weighted += power * (log - mean);
    }
    return [powers, weighted];
  };
  const shape = solve(
    (k) => {
      const [powers, weighted] = sums(k);
      return weighted / powers - 1 / k < 0;
    },
    1e-2,
    60,
  );
  const scale = Math.exp(mean + Math.log(sums(shape)[0] / n) / shape);
  const likelihood = n * (Math.log(shape) - shape * Math.log(scale) + (shape - 1) * mean - 1);
  return { law: { law: "weibull", shape, scale }, likelihood };
}

/** Where `isBelow` changes from true to false, by halving the logarithm of the interval. */
function solve(isBelow: (k: number) => boolean, from: number, to: number): number {
  let [low, high] = [Math.log(from), Math.log(to)];
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (isBelow(Math.exp(middle))) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

function empiricalLaw(seconds: readonly number[]): DurationLaw {
  const { quantiles, ends } = durationRule;
  const sorted = seconds.toSorted((a, b) => a - b);
  return {
    law: "empirical",
    quantiles: Array.from(
      { length: quantiles + 1 },
      (_, at) =>
        Math.round(10 * quantileOf(sorted, Math.min(1 - ends, Math.max(ends, at / quantiles)))) /
        10,
    ),
  };
}
