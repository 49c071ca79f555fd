/**
 * How much more than Poisson the calls vary, and how much of it comes as a whole. For windows of an hour, four hours and a
 * day the ratio of variance to mean is the one at which the middle 80 % of the forecasts hold 80 % of the recorded counts
 * (a match of quantiles: a few extraordinary days, which would double a variance, can not widen every band). Three ratios
 * give what is independent from hour to hour and what a block of four hours or a day has as a whole, because only the
 * latter grows with the calls in a window (Avramidis, Deslauriers and L'Ecuyer 2004 have one factor for the day).
 */
import { partBetween } from "../demand-model/count-law.ts";
import type { ModelSpread } from "../demand-model/demand-model.ts";

/** A day's forecast beside what was recorded: 24 numbers each. */
export interface JudgedDay {
  readonly expected: Float64Array;
  readonly counts: Float64Array;
}

export const spreadRule = {
  middle: [0.1, 0.9],
  mostWanted: 0.9,
  /** What is assumed, and for how many days' worth: an hour's own ratio, the variance of a block's and a day's factor. */
  assumed: { hour: 1.15, block: 0.01, day: 0.01, days: 2 },
  blockHours: 4,
  mostRatio: 64,
  /** Older days say little of how much the present ones vary. */
  lastDays: 182,
} as const;

export interface Window {
  readonly expected: number;
  readonly count: number;
}

/** Hours of a day added up, `hours` at a time. */
export function listWindows(days: readonly JudgedDay[], hours: number): Window[] {
  return days.flatMap(({ expected, counts }) =>
    Array.from({ length: 24 / hours }, (_, index) => {
      let [mean, count] = [0, 0];
      for (let hour = index * hours; hour < (index + 1) * hours; hour += 1) {
        mean += expected[hour];
        count += counts[hour];
      }
      return { expected: mean, count };
    }),
  );
}

/**
 * The ratio at which the middle of the law holds its share of the counts; 1 where even Poisson holds it. A share that is met
 * on n counts is missed on the next one by 1 / n on average (conformal prediction: Lei et al. 2018), so it is asked for
 * 1 + 1 / n times: a short record has wider bands because it is short.
 */
export function matchRatio(windows: readonly Window[]): number {
  const [from, to] = spreadRule.middle;
  const wanted = Math.min(spreadRule.mostWanted, (to - from) * (1 + 1 / windows.length));
  const missing = (ratio: number): boolean => {
    let inside = 0;
    for (const { count, expected } of windows)
      inside += partBetween(count, Math.max(expected, 1e-6), ratio, from, to);
    return inside < wanted * windows.length;
  };
  if (!missing(1)) return 1;
  let low = 0;
  let high = Math.log(spreadRule.mostRatio);
  for (let round = 0; round < 16; round += 1) {
    const middle = (low + high) / 2;
    if (missing(Math.exp(middle))) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

/** `all`: each with the forecast that was made without it, by time. At least one. */
export function fitSpread(all: readonly JudgedDay[]): ModelSpread {
  const { assumed, blockHours, lastDays } = spreadRule;
  const days = all.slice(-lastDays);
  const sizes = sizesOf(days);
  const ratio = (hours: number, blockSize: number, daySize: number): number => {
    const seen = matchRatio(listWindows(days, hours));
    const prior = assumed.hour + assumed.block * blockSize + assumed.day * daySize;
    const weight = assumed.days / (assumed.days + days.length);
    return Math.exp((1 - weight) * Math.log(seen) + weight * Math.log(prior));
  };
  const ratios = {
    hour: ratio(1, sizes.hour, sizes.hour),
    block: ratio(blockHours, sizes.block, sizes.block),
    day: ratio(24, sizes.block, sizes.day),
  };
  // With b and d for block and day: r1 = h + (b + d) m1; r4 = h + (b + d) m4; r24 = h + b m4 + d m24.
  const both = Math.max(0, (ratios.block - ratios.hour) / (sizes.block - sizes.hour));
  const hour = Math.max(1, ratios.hour - both * sizes.hour);
  const shared = Math.max(0, (ratios.block - hour) / sizes.block);
  const day = Math.min(
    shared,
    Math.max(0, (ratios.day - hour - shared * sizes.block) / (sizes.day - sizes.block)),
  );
  const block = shared - day;
  return {
    hourVarianceToMean: hour,
    levels: [
      { hours: blockHours, variance: block },
      { hours: 24, variance: day },
    ].filter(({ variance }) => variance > 0),
    windows: [
      { hours: 1, meanCalls: sizes.meanHour, varianceToMean: hour + shared * sizes.hour },
      {
        hours: blockHours,
        meanCalls: sizes.meanHour * blockHours,
        varianceToMean: hour + shared * sizes.block,
      },
      {
        hours: 24,
        meanCalls: sizes.meanHour * 24,
        varianceToMean: hour + block * sizes.block + day * sizes.day,
      },
    ],
  };
}

/** Sums of squared expected calls over their sum: what a factor's variance is multiplied by in a window's ratio. */
function sizesOf(days: readonly JudgedDay[]) {
  const squares = (hours: number): number => {
    let [sum, square] = [0, 0];
    for (const { expected } of listWindows(days, hours)) {
      sum += expected;
      square += expected * expected;
    }
    return square / sum;
  };
  const block = squares(spreadRule.blockHours);
  let total = 0;
  for (const { expected } of days) for (const each of expected) total += each;
  return {
    hour: squares(1),
    block,
    day: squares(24),
    meanHour: total / (24 * days.length),
  };
}

/** Variance over mean of a window whose hours are expected to bring these calls, all within one block. */
export function ratioWithinBlock(
  { hourVarianceToMean, levels }: ModelSpread,
  expected: number,
): number {
  return hourVarianceToMean + levels.reduce((sum, { variance }) => sum + variance * expected, 0);
}
