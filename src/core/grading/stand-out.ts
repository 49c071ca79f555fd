/**
 * Which hours of one person's re-assessments stand out from an ordinary night. Two counts are tested, each against what others did
 * in the same period, by the chance that an ordinary person would come to it:
 * - late: of the assessments down in the hour, how many were made with little time left to the target. Ordinary ones come at any time of
 *   a wait, so the share of the others is taken, drawn towards a quarter by four made-up ones; the chance is the tail of a binomial.
 * - many: how many assessments down there were at all, against the others' mean of an hour in which they assessed anything (never taken as
 *   less than two), by the tail of a Poisson distribution.
 * Under 1 in 100,000 it stands out: of 240 hours of persons in a night, one in 400 such nights shows one by chance. It is a reason to
 * look at the list, and no verdict on anybody.
 */

import { logGamma } from "../../base/gamma-function.ts";

export const standOutChance = 1e-5;
const priorLate = 1;
const priorDown = 4;
const leastMean = 2;

/** P(X >= k) of n draws with chance p each. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n || p <= 0) return 0;
  if (p >= 1) return 1;
  let sum = 0;
  for (let x = k; x <= n; x += 1) {
    const ways = logGamma(n + 1) - logGamma(x + 1) - logGamma(n - x + 1);
    sum += Math.exp(ways + x * Math.log(p) + (n - x) * Math.log1p(-p));
  }
  return Math.min(1, sum);
}

/** P(X >= k) of a Poisson distribution; from 1 minus what lies below where that is exact enough, else term by term. */
export function poissonTail(k: number, mean: number): number {
  if (k <= 0) return 1;
  let sum = 0;
  for (let x = k; x < k + 200; x += 1) {
    const term = Math.exp(x * Math.log(mean) - mean - logGamma(x + 1));
    sum += term;
    if (x > mean && term < sum * 1e-12) break;
  }
  return Math.min(1, sum);
}

export interface HourCounts {
  readonly by: string;
  readonly down: number;
  readonly late: number;
}

export type StandOut = "late" | "many" | "late and many" | "";

/** One answer per hour given, in their order. */
export function listStandOuts(hours: readonly HourCounts[]): StandOut[] {
  const sums = new Map<string, { down: number; late: number; hours: number }>();
  const all = { down: 0, late: 0, hours: 0 };
  for (const { by, down, late } of hours) {
    const own = sums.get(by) ?? { down: 0, late: 0, hours: 0 };
    sums.set(by, own);
    for (const sum of [own, all]) {
      sum.down += down;
      sum.late += late;
      sum.hours += 1;
    }
  }
  return hours.map(({ by, down, late }) => {
    const own = sums.get(by) ?? all;
    const others = { down: all.down - own.down, late: all.late - own.late };
    const share = (others.late + priorLate) / (others.down + priorDown);
    const otherHours = all.hours - own.hours;
    const mean = Math.max(leastMean, otherHours === 0 ? 0 : others.down / otherHours);
    const isLate = binomialTail(late, down, share) < standOutChance;
    const isMany = poissonTail(down, mean) < standOutChance;
    if (isLate) return isMany ? "late and many" : "late";
    return isMany ? "many" : "";
  });
}
