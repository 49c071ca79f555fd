/**
 * A statistic of samples with the best and the worst that the missing ones allow. Percentiles are the nearest rank
 * floor(p (n - 1)) of the sorted values. Each bound takes every missing one at its end, or leaves it out where it may
 * not exist and its end would pull the other way.
 */
import type { Samples } from "./samples.ts";
import { percentileOf } from "./words.ts";

export interface Figure {
  /** Null where there is nothing to make it of. */
  readonly value: number | null;
  readonly low: number;
  readonly high: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly missing: number;
}

const noFigure: Figure = {
  value: null,
  low: Number.NEGATIVE_INFINITY,
  high: Number.POSITIVE_INFINITY,
  numerator: 0,
  denominator: 0,
  missing: 0,
};

/** `within`: seconds, for the shares. Of nothing known the value is null and the bounds are without end. */
export function summarise(samples: Samples, statistic: string, within: number | null): Figure {
  const { known, uncertain } = samples;
  const missing = uncertain.length;
  if (known.length === 0) return { ...noFigure, missing };
  if (statistic === "share-within" || statistic === "count-over")
    return within === null ? { ...noFigure, missing } : countWithin(samples, statistic, within);
  const of = (values: readonly number[]): number => statisticOf(values, statistic);
  const value = of(known);
  const isSum = statistic === "sum";
  const pull = (isLow: boolean): number => {
    const taken = [...known];
    for (const { low, high, mayBeAbsent } of uncertain) {
      const end = isLow ? low : high;
      const helps = isSum ? !isLow : isLow ? end <= value : end >= value;
      if (helps || !mayBeAbsent) taken.push(end);
    }
    return of(taken);
  };
  return {
    value,
    low: missing === 0 ? value : Math.min(value, pull(true)),
    high: missing === 0 ? value : Math.max(value, pull(false)),
    numerator: null,
    denominator: known.length,
    missing,
  };
}

function statisticOf(values: readonly number[], statistic: string): number {
  if (statistic === "max") return values.reduce((a, b) => Math.max(a, b));
  if (statistic === "min") return values.reduce((a, b) => Math.min(a, b));
  const sum = values.reduce((a, b) => a + b, 0);
  if (statistic === "sum") return sum;
  if (statistic === "mean") return sum / values.length;
  const share = (percentileOf(statistic) ?? 50) / 100;
  const sorted = [...values].sort((a, b) => a - b);
  // p (n - 1) of whole numbers may come out a hair below one.
  return sorted[Math.floor(share * (sorted.length - 1) + 1e-9)];
}

function countWithin(samples: Samples, statistic: string, within: number): Figure {
  const { known, uncertain } = samples;
  const isOver = statistic === "count-over";
  const fits = (seconds: number): boolean => (isOver ? seconds > within : seconds <= within);
  const numerator = known.filter(fits).length;
  let surely = 0;
  let perhaps = 0;
  let surelyNot = 0;
  for (const { low, high, mayBeAbsent } of uncertain) {
    const can = fits(low) || fits(high);
    const must = fits(low) && fits(high) && !mayBeAbsent;
    if (must) surely += 1;
    if (can) perhaps += 1;
    if (!(fits(low) && fits(high))) surelyNot += 1;
  }
  const denominator = known.length;
  const missing = uncertain.length;
  if (isOver)
    return {
      value: numerator,
      low: numerator + surely,
      high: numerator + perhaps,
      numerator,
      denominator,
      missing,
    };
  const share = (part: number, rest: number): number =>
    (100 * (numerator + part)) / (denominator + part + rest);
  const value = (100 * numerator) / denominator;
  return {
    value,
    low: Math.min(value, share(surely, surelyNot)),
    high: Math.max(value, share(perhaps, 0)),
    numerator,
    denominator,
    missing,
  };
}
