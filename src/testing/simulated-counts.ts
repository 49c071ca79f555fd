/**
 * Hourly counts of a made-up control room whose every parameter is known: a course of the day, a day of the week that is
 * busier, gamma factors for days and blocks of four hours, and hours with a variance of so many times their mean.
 */
import { RandomStream } from "../base/random.ts";
import { exponentialOf, gammaFrom } from "../base/samplers.ts";

export interface KnownCounts {
  readonly seed: number;
  readonly days: number;
  readonly callsPerDay: number;
  readonly hourVarianceToMean: number;
  readonly blockVariance: number;
  readonly dayVariance: number;
  /** Factor of Saturdays (day 5 of the week; day 0 of the counts is a Monday). */
  readonly saturday?: number;
}

/** Share of a day's calls in each hour: 1.5 to 2.5 times as many by day as by night. */
export const knownHours = Array.from(
  { length: 24 },
  (_, hour) => (1 + 0.5 * Math.sin(((hour - 9) / 24) * 2 * Math.PI)) / 24,
);

/** [day][hour], 24 for each day. */
export function simulateCounts(known: KnownCounts): Float64Array {
  const random = new RandomStream(known.seed, "known counts");
  const factor = (variance: number): number =>
    variance === 0 ? 1 : gammaFrom(random, 1 / variance, variance);
  const excess = known.hourVarianceToMean - 1;
  const counts = new Float64Array(known.days * 24);
  for (let day = 0; day < known.days; day += 1) {
    const ofDay = factor(known.dayVariance) * (day % 7 === 5 ? (known.saturday ?? 1) : 1);
    let ofBlock = 1;
    for (let hour = 0; hour < 24; hour += 1) {
      if (hour % 4 === 0) ofBlock = factor(known.blockVariance);
      const mean = known.callsPerDay * knownHours[hour] * ofDay * ofBlock;
      const rate = excess === 0 ? mean : gammaFrom(random, mean / excess, excess);
      counts[day * 24 + hour] = poissonOf(random, rate);
    }
  }
  return counts;
}

/** Arrivals of a Poisson process of rate 1 before `mean`: as slow as it is plain. */
function poissonOf(random: RandomStream, mean: number): number {
  let count = -1;
  for (let passed = 0; passed < mean; count += 1) passed += exponentialOf(random.uniform(), 1);
  return Math.max(0, count);
}
