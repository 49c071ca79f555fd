/**
 * Units held back from lower grades (Taylor and Templeton: "Waiting time in a multi-server cutoff-priority queue, and
 * its application to an urban ambulance service", 1980, two grades; Schaack and Larson: "An N-server cutoff priority
 * queue", 1986, any number): a call of grade i is served at once only while fewer than N(i) units are busy, and a
 * waiting one as soon as that is so again and no higher grade waits. Nobody is taken off an incident.
 *
 * Worked out by what a lower grade sees. While at least n units are busy, nothing below changes; the time D(n) from n
 * busy units until one less is made of a service and of the higher calls that come meanwhile. For the grade whose
 * cutoff is n, each D(n) is the service time of one call in an M/G/1 queue that begins busy. So two moments of D(n),
 * from the top down, give waits and stability; probabilities of n busy units follow from the bottom up.
 */
import { assert } from "../../base/assert.ts";
import type { GradedPool, GradeWait } from "./cobham.ts";
import { poolLimits } from "./erlang.ts";

export interface CutoffPool extends GradedPool {
  /** Units held back from each grade: 0 for the first, never falling, less than the units. */
  readonly heldBack: readonly number[];
}

/** First and second moment of a time in minutes; both Infinity where it need not end. */
interface Moments {
  readonly mean: number;
  readonly square: number;
}

const neverEnds: Moments = { mean: Infinity, square: Infinity };

/** What is wrong with the units held back, or undefined. */
export function findHeldBackFault({
  callsPerHour,
  heldBack,
  units,
}: CutoffPool): string | undefined {
  if (heldBack.length !== callsPerHour.length)
    return `got ${heldBack.length} numbers, expected one for each of ${callsPerHour.length} grades`;
  if (heldBack[0] !== 0) return `got ${heldBack[0]} for the first grade, expected 0`;
  for (const [grade, held] of heldBack.entries()) {
    if (!Number.isInteger(held) || held < 0 || held >= units)
      return `got ${held}, expected a whole number from 0 to ${units - 1}`;
    if (grade > 0 && held < heldBack[grade - 1])
      return `got ${held} after ${heldBack[grade - 1]}, expected no fewer than from the grade above`;
  }
  return undefined;
}

/**
 * Busy period of a queue with Poisson arrivals at `rate` per minute that begins with one service: the service time, and
 * those of all who come until nobody waits. E = m / (1 - rate m), second moment v / (1 - rate m)^3.
 */
function busyPeriod(service: Moments, rate: number): Moments {
  const spare = 1 - rate * service.mean;
  if (!(spare > 0)) return neverEnds;
  return { mean: service.mean / spare, square: service.square / (spare * spare * spare) };
}

/** Minutes from n busy units until one is free, while `upRate` calls a minute start at once and end by `above`. */
function stepDown(busyUnits: number, busyMinutes: number, upRate: number, above: Moments): Moments {
  const downRate = busyUnits / busyMinutes;
  if (upRate === 0) return { mean: 1 / downRate, square: 2 / (downRate * downRate) };
  if (above.mean === Infinity) return neverEnds;
  const all = downRate + upRate;
  const up = upRate / all;
  const mean = (1 / all + up * above.mean) / (1 - up);
  const after = above.mean + mean;
  const square =
    (2 / (all * all) + (2 / all) * up * after + up * (above.square + 2 * above.mean * mean)) /
    (1 - up);
  return { mean, square };
}

interface FromAbove {
  /** Of each grade, minutes waited by those who wait; 0 for grades whose cutoff was not reached. */
  readonly waits: Float64Array;
  /** Mean minutes from n busy units until less are and nobody with a cutoff of n or more waits. */
  readonly means: Float64Array;
}

/** Calls a minute that may start with `busy` units busy. */
function rateFrom({ callsPerHour, heldBack, units }: CutoffPool, busy: number): number {
  let perHour = 0;
  for (const [grade, calls] of callsPerHour.entries())
    if (units - heldBack[grade] > busy) perHour += calls;
  return perHour / 60;
}

/** From all units busy down to `lowest`. */
function workDown(pool: CutoffPool, lowest: number): FromAbove {
  const { units, busyMinutes, heldBack } = pool;
  const waits = new Float64Array(heldBack.length);
  const means = new Float64Array(units + 1);
  let above = neverEnds;
  for (let busy = units; busy >= lowest; busy -= 1) {
    let period = stepDown(busy, busyMinutes, rateFrom(pool, busy), above);
    for (const [grade, held] of heldBack.entries()) {
      if (units - held !== busy) continue;
      // What a grade waits for: the time until a unit is free, and all of higher grades at the same cutoff.
      const rate = pool.callsPerHour[grade] / 60;
      const spare = 1 - rate * period.mean;
      waits[grade] = spare > 0 ? period.square / (2 * period.mean) / spare : Infinity;
      period = busyPeriod(period, rate);
    }
    means[busy] = period.mean;
    above = period;
  }
  return { waits, means };
}

/** The waits of every grade, most urgent first. A wrong pool is a bug: ask findHeldBackFault first. */
export function cutoffWaits(pool: CutoffPool): GradeWait[] {
  const fault = findHeldBackFault(pool);
  assert(fault === undefined, `cutoff: ${fault}`);
  assert(pool.units <= poolLimits.units, `cutoff: got ${pool.units} units`);
  const { waits, means } = workDown(pool, 1);
  const atLeast = shareAtLeast(pool, means);
  return pool.callsPerHour.map((callsPerHour, grade) => {
    const waitShare = atLeast[pool.units - pool.heldBack[grade]];
    const meanWaitMinutes = waitShare === 0 ? 0 : waitShare * waits[grade];
    return { callsPerHour, waitShare, meanWaitMinutes };
  });
}

/**
 * P(at least n units busy): the share of n - 1 busy and nobody waiting who could start, times the rate at which a call
 * then starts, times the mean time until it is so again.
 */
function shareAtLeast(pool: CutoffPool, means: Float64Array): Float64Array {
  const atLeast = new Float64Array(means.length);
  atLeast[0] = 1;
  for (let busy = 1; busy < atLeast.length; busy += 1) {
    const rate = rateFrom(pool, busy - 1);
    const odds = rate === 0 ? 0 : rate * means[busy];
    atLeast[busy] = odds === Infinity ? atLeast[busy - 1] : (atLeast[busy - 1] * odds) / (1 + odds);
  }
  return atLeast;
}

/**
 * The calls per hour of all grades together, in the proportions of the pool, from which a grade's queue grows without
 * end. Above it every unit that may serve the grade is taken by it and those above, so that the grades BELOW it are
 * never served at all. Infinity where the grade and those above it have no calls. To 1 part in 10^9, by bisection.
 */
export function saturationCallsPerHour(pool: CutoffPool, grade: number): number {
  const total = pool.callsPerHour.reduce((sum, calls) => sum + calls, 0);
  const upTo = pool.callsPerHour.slice(0, grade + 1);
  const shareUpTo = upTo.reduce((sum, calls) => sum + calls, 0) / total;
  if (shareUpTo === 0) return Infinity;
  const heldBack = pool.heldBack.slice(0, grade + 1);
  const grows = (callsPerHour: number): boolean => {
    // Grades below do not matter to this one's stability.
    const scaled = upTo.map((calls) => (calls / total) * callsPerHour);
    const { waits } = workDown(
      { ...pool, callsPerHour: scaled, heldBack },
      pool.units - heldBack[grade],
    );
    return waits[grade] === Infinity;
  };
  let low = 0;
  let high = (pool.units * 60) / pool.busyMinutes / shareUpTo;
  while (!grows(high)) high *= 2;
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2;
    if (grows(middle)) high = middle;
    else low = middle;
  }
  return high;
}
