/**
 * How many of something are under way at once over a period: a sweep over intervals that are closed at their start and
 * open at their end. An interval without a recorded end is left out of the value and of the low bound, and lasts until
 * its latest possible end in the high bound.
 */
import type { Instant } from "../../base/instant.ts";
import type { Period } from "./period.ts";
import type { Figure } from "./statistics.ts";

export interface Interval {
  readonly from: Instant;
  readonly until: Instant;
  readonly isCertain: boolean;
}

interface Swept {
  readonly max: number;
  readonly min: number;
  readonly mean: number;
}

/** `statistic`: max, min or mean; of a moment they are one. */
export function measureLevel(
  intervals: readonly Interval[],
  period: Period,
  statistic: string,
): Figure {
  const certain = intervals.filter(({ isCertain }) => isCertain);
  const doubtful = intervals.length - certain.length;
  const pick = ({ max, min, mean }: Swept): number =>
    statistic === "min" ? min : statistic === "mean" ? mean : max;
  const value = pick(sweep(certain, period));
  const more = pick(sweep([...certain, ...intervals.filter((each) => !each.isCertain)], period));
  return {
    value,
    low: value,
    high: Math.max(value, more),
    numerator: value,
    denominator: null,
    missing: doubtful,
  };
}

function sweep(intervals: readonly Interval[], period: Period): Swept {
  const { from } = period;
  // A moment is looked at as the instant after it began.
  const to = period.isMoment ? from + 1 : period.to;
  const turns: [Instant, number][] = [];
  let count = 0;
  for (const { from: start, until } of intervals) {
    if (until <= from || start >= to || until <= start) continue;
    if (start <= from) count += 1;
    else turns.push([start, 1]);
    if (until < to) turns.push([until, -1]);
  }
  turns.sort((a, b) => a[0] - b[0]);
  let max = count;
  let min = count;
  let area = 0;
  let last = from;
  for (let index = 0; index < turns.length;) {
    const [at] = turns[index];
    area += count * (at - last);
    last = at;
    for (; index < turns.length && turns[index][0] === at; index += 1) count += turns[index][1];
    max = Math.max(max, count);
    min = Math.min(min, count);
  }
  area += count * (to - last);
  return { max, min, mean: area / (to - from) };
}
