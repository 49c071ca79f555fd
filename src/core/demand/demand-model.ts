/**
 * Whether more comes of one type in one area than is ordinary there, in pure numbers. How many opened in a stretch of
 * time is compared by a likelihood ratio: "so many times the ordinary", for some multiples, against "as ordinary".
 *
 * Model. The ordinary rate of a cell (type and area) at an hour is known only from what was counted: gamma with the shape
 * `counted + 1/2` (Jeffreys) over the hours counted. A stretch's number is then negative binomial. Hours differ among
 * themselves even when nothing is the matter, so the shape is at most `steadiness`: a coefficient of variation of
 * 16 %. It is listed from a ratio of `flagRatio` on and alarms at `alarmRatio`; a cell of which not even four times the ordinary
 * in an hour would reach `leastRatio` is "too few to say". Looked at every minute over three stretches, so false alarms are
 * counted in bench `demand`; demand.md says how far any test can go.
 */

import { logGamma } from "../../base/gamma-function.ts";

/** What was counted before, scaled to the hour that is looked at. */
export interface DemandBaseline {
  readonly counted: number;
  /** Hours in which that many would be ordinary at this hour's rate. */
  readonly hours: number;
}

export const demandRule = {
  steadiness: 40,
  /** From here on it is listed as "perhaps more", without an alarm: somebody who looks sees nineteen of twenty rises in time. */
  flagRatio: 8,
  /** From here on it alarms. */
  alarmRatio: 22,
  /** What four times the ordinary in an hour must reach for anything to be said of a cell at all. */
  leastRatio: 40,
  /** Below it what was more than ordinary is over. */
  calmRatio: 3,
  /** Multiples of the ordinary; each is as likely as the next. */
  multiples: [2, 3, 4, 6, 10],
  /**
   * Stretches looked at, in minutes, and how many times the ratio that a short one needs: there are more short ones in an
   * hour, and a few calls close together are no rise.
   */
  stretches: [
    { minutes: 15, times: 30 },
    { minutes: 30, times: 5 },
    { minutes: 60, times: 1 },
  ],
  /** Hours of the log before anything is said. */
  leastHours: 24,
} as const;

function shapeOf({ counted }: DemandBaseline): number {
  return Math.min(counted + 0.5, demandRule.steadiness);
}

/** Ordinary number in so many hours. */
export function expectedIn(baseline: DemandBaseline, hours: number): number {
  return ((baseline.counted + 0.5) / baseline.hours) * hours;
}

/** Natural logarithm of the negative binomial probability of `n` with this mean and shape. */
function logChance(n: number, mean: number, shape: number): number {
  return (
    logGamma(n + shape) -
    logGamma(shape) -
    logGamma(n + 1) +
    shape * Math.log(shape / (shape + mean)) +
    n * Math.log(mean / (shape + mean))
  );
}

/** How many times likelier `n` in so many hours is when more comes than ordinary; at most 10^9. */
export function ratioOf(baseline: DemandBaseline, hours: number, n: number): number {
  const mean = expectedIn(baseline, hours);
  const shape = shapeOf(baseline);
  const ordinary = logChance(n, mean, shape);
  const sum = demandRule.multiples.reduce(
    (total, multiple) => total + Math.exp(logChance(n, multiple * mean, shape) - ordinary),
    0,
  );
  return Math.min(1e9, sum / demandRule.multiples.length);
}

/** Whether four times the ordinary in an hour would be seen at all. */
export function isEnoughToSay(baseline: DemandBaseline): boolean {
  const four = Math.round(4 * expectedIn(baseline, 1));
  return ratioOf(baseline, 1, four) >= demandRule.leastRatio;
}

/** The band that holds 95 of 100 ordinary stretches: least and greatest whole number, both included. */
export function bandOf(baseline: DemandBaseline, hours: number): readonly [number, number] {
  const mean = expectedIn(baseline, hours);
  const shape = shapeOf(baseline);
  let sum = 0;
  let low = -1;
  for (let n = 0; n < 10_000; n += 1) {
    sum += Math.exp(logChance(n, mean, shape));
    if (low < 0 && sum >= 0.025) low = n;
    if (sum >= 0.975) return [Math.max(0, low), n];
  }
  return [Math.max(0, low), 10_000];
}
