/**
 * When a hospital's arrivals are a surge: three standard deviations above its own last four weeks, at the same hour of the week.
 * Counts are Poisson with an over-dispersion (quasi-Poisson: McCullagh and Nelder, Generalized Linear Models, 2nd edition, section
 * 6.2.3; variance = dispersion x mean), and the mean itself is only estimated, which adds its own variance:
 *
 *   z = (observed - expected) / sqrt(dispersion x sum over intervals of (m + m^2 / n))
 *
 * m is what the interval's own length had on average in the four same hours, n the arrivals those hours had together scaled
 * to what they are counted by: m / n = interval length / time counted in those hours. The dispersion is Pearson's statistic over
 * all hours of the week (same book, 4.5.2), at least 1. Not here: who reports, and what is done about it.
 */

import { microsPerSecond, type Instant } from "../../base/instant.ts";

export const surgeRule = {
  sigma: 3,
  /** A surge ends below this, so that it does not come and go with every count. */
  endSigma: 1,
  weeks: 4,
  /**
   * Fewer arrivals expected than this are too few to say. With more of them the window grows into the time before a surge; from 5 down
   * to 3 as many ordinary looks are called one, and a surge is seen sooner (requests.md has the figures).
   */
  fewestExpected: 3,
  /** The newest counts are taken together until that many are expected, back to at most this. */
  windowSeconds: 3600,
  /** Share of the four same hours that must have been counted. */
  leastCounted: 0.75,
} as const;

const hourMicros = 3600 * microsPerSecond;
const hoursOfWeek = 168;
/** Hours that are kept: four weeks, and the one that runs. */
export const keptHours = hoursOfWeek * (surgeRule.weeks + 1);

/** One count, as it came. */
export interface Interval {
  readonly untilAt: Instant;
  readonly seconds: number;
  readonly arrivals: number;
}

/** What a hospital's counts were, by hour since 1970 modulo `keptHours`; and the newest ones by themselves. */
export interface HospitalCounts {
  /** Which hour each place holds; 0 = none. */
  readonly hours: readonly number[];
  readonly seconds: readonly number[];
  readonly arrivals: readonly number[];
  readonly newest: readonly Interval[];
}

const zeros: readonly number[] = Array.from({ length: keptHours }, () => 0);
export const noCounts: HospitalCounts = {
  hours: zeros,
  seconds: zeros,
  arrivals: zeros,
  newest: [],
};

/** The hour that the middle of the interval lies in. */
function hourOf({ untilAt, seconds }: Interval): number {
  return Math.floor((untilAt - (seconds * microsPerSecond) / 2) / hourMicros);
}

/** With one more count; those older than the window leave `newest`. */
export function addCount(counts: HospitalCounts, interval: Interval): HospitalCounts {
  const hour = hourOf(interval);
  const place = hour % keptHours;
  const isNew = counts.hours[place] !== hour;
  const put = (list: readonly number[], value: number): number[] => {
    const copy = list.slice();
    copy[place] = value;
    return copy;
  };
  const oldest = interval.untilAt - surgeRule.windowSeconds * microsPerSecond;
  return {
    hours: put(counts.hours, hour),
    seconds: put(counts.seconds, interval.seconds + (isNew ? 0 : counts.seconds[place])),
    arrivals: put(counts.arrivals, interval.arrivals + (isNew ? 0 : counts.arrivals[place])),
    newest: [...counts.newest.filter(({ untilAt }) => untilAt > oldest), interval],
  };
}

/** Seconds counted and arrivals in the four same hours of the week before `hour`. */
function sameHours({ hours, seconds, arrivals }: HospitalCounts, hour: number) {
  const sum = { seconds: 0, arrivals: 0 };
  for (let week = 1; week <= surgeRule.weeks; week += 1) {
    const place = (hour - week * hoursOfWeek) % keptHours;
    if (hours[place] !== hour - week * hoursOfWeek) continue;
    sum.seconds += seconds[place];
    sum.arrivals += arrivals[place];
  }
  return sum;
}

/** Pearson's statistic by its degrees of freedom, over whole hours of the four weeks before `hour`; at least 1. */
export function dispersionOf({ hours, seconds, arrivals }: HospitalCounts, hour: number): number {
  let [pearson, freedom] = [0, 0];
  for (let back = 1; back <= hoursOfWeek; back += 1) {
    const counted: number[] = [];
    for (let week = 0; week < surgeRule.weeks; week += 1) {
      const at = hour - back - week * hoursOfWeek;
      const place = ((at % keptHours) + keptHours) % keptHours;
      if (hours[place] === at && seconds[place] >= 3600) counted.push(arrivals[place]);
    }
    const mean = counted.reduce((sum, each) => sum + each, 0) / counted.length;
    if (counted.length < 2 || mean === 0) continue;
    for (const each of counted) pearson += (each - mean) ** 2 / mean;
    freedom += counted.length - 1;
  }
  return freedom === 0 ? 1 : Math.max(1, pearson / freedom);
}

export interface SurgeReading {
  readonly verdict: "too few to say" | "ordinary" | "surge";
  readonly windowSeconds: number;
  readonly observed: number;
  readonly expected: number;
  /** Standard deviations above the expected; 0 where it is too few to say. */
  readonly sigma: number;
}

/** What the newest counts say. */
export function readSurge(counts: HospitalCounts): SurgeReading {
  let [windowSeconds, observed, expected, variance] = [0, 0, 0, 0];
  const { newest } = counts;
  for (let index = newest.length - 1; index >= 0; index -= 1) {
    const interval = newest[index];
    const same = sameHours(counts, hourOf(interval));
    if (same.seconds < surgeRule.leastCounted * surgeRule.weeks * 3600) break;
    const mean = (same.arrivals / same.seconds) * interval.seconds;
    windowSeconds += interval.seconds;
    observed += interval.arrivals;
    expected += mean;
    variance += mean * (1 + interval.seconds / same.seconds);
    if (expected >= surgeRule.fewestExpected) break;
  }
  const seen = { windowSeconds, observed, expected };
  if (expected < surgeRule.fewestExpected) return { ...seen, verdict: "too few to say", sigma: 0 };
  const newestHour = hourOf(newest[newest.length - 1]);
  const sigma = (observed - expected) / Math.sqrt(variance * dispersionOf(counts, newestHour));
  return { ...seen, verdict: sigma >= surgeRule.sigma ? "surge" : "ordinary", sigma };
}
