/**
 * When calls arrive: a Poisson process whose rate follows a profile, made in line, one call at a time, so that ten
 * million need no more memory than one. Each gap is an exponential number of expected calls, brought to time by
 * inverting the integral of the rate (Cinlar 1975); a peak costs no rejected draws, as thinning would.
 *
 * Real control rooms see more spread than Poisson allows: busy hours come as a whole. With `varianceToMean` d above 1
 * each step's rate is multiplied by a gamma factor of mean 1 and variance (d - 1) / m, m being the step's expected
 * calls, which makes the count of a step negative binomial with mean m and variance d m. Factors of two steps are
 * independent. What hours have in common is said by `levels`: every block of so many steps has a gamma factor of mean 1 of
 * its own, drawn by the block's number, so that a fork needs no history. Not here: fitting any of it to records (fit/).
 */
import { assert } from "../../base/assert.ts";
import type { CallRandom } from "../../base/call-random.ts";
import { exponentialOf, gammaFrom } from "../../base/samplers.ts";
import type { RateProfile } from "./rate-profile.ts";

/** Busy and quiet times that come as a whole. */
export interface ArrivalLevel {
  /** Steps of a block. */
  readonly steps: number;
  /** Of the block's factor; its mean is 1. */
  readonly variance: number;
  /** The purpose (CallRandom.seek) of the factors; nothing else may use it. */
  readonly purpose: number;
}

export interface ArrivalOptions {
  /** Variance over mean of the calls in a step; 1 = Poisson. */
  readonly varianceToMean: number;
  readonly replication: number;
  /** The purposes (CallRandom.seek) of a call's gap and of a step's factor; nothing else may use them. */
  readonly gapPurpose: number;
  readonly stepPurpose: number;
  /** Where in the profile to begin, in microseconds from its first step; left out = at its first step. */
  readonly startMicros?: number;
  /** Left out = none. */
  readonly levels?: readonly ArrivalLevel[];
  /** Steps by which blocks begin before the profile does: hours that local midnight is ahead of it. */
  readonly levelOffsetSteps?: number;
}

/** Where arrivals stand. With profile, draws and options it gives every later one: what a fork must copy. */
export interface ArrivalPosition {
  readonly call: number;
  readonly step: number;
  /** Expected calls of the step that lie before the last arrival. */
  readonly passed: number;
}

export class Arrivals {
  readonly #profile: RateProfile;
  readonly #random: CallRandom;
  readonly #options: ArrivalOptions;
  #call = 0;
  #step = 0;
  /** Expected calls of the present step, its factor included, and how many of them lie before the last arrival. */
  #mean: number;
  #passed = 0;

  constructor(profile: RateProfile, random: CallRandom, options: ArrivalOptions) {
    const { varianceToMean, startMicros = 0, levels = [] } = options;
    assert(
      varianceToMean >= 1 && varianceToMean <= 1_000,
      `arrivals: got variance over mean ${varianceToMean}, expected 1 to 1,000`,
    );
    for (const { steps, variance } of levels)
      assert(
        Number.isSafeInteger(steps) && steps > 0 && variance > 0 && variance <= 100,
        `arrivals: got a level of ${steps} steps and variance ${variance}, expected whole steps above 0 and a variance above 0, up to 100`,
      );
    this.#profile = profile;
    this.#random = random;
    this.#options = options;
    assert(
      Number.isSafeInteger(startMicros) && startMicros >= 0,
      `arrivals: got a start at ${startMicros} us, expected a whole number from 0`,
    );
    this.#step = Math.floor(startMicros / profile.stepMicros);
    this.#mean = this.#meanOf(this.#step);
    this.#passed = this.#mean * (startMicros / profile.stepMicros - this.#step);
  }

  getPosition(): ArrivalPosition {
    return { call: this.#call, step: this.#step, passed: this.#passed };
  }

  /** Puts these arrivals where others of the same profile, draws and options stood. */
  restorePosition({ call, step, passed }: ArrivalPosition): void {
    this.#call = call;
    this.#step = step;
    this.#passed = passed;
    this.#mean = this.#meanOf(step);
  }

  /** The number of the next call, from 0: the `call` of its draws. */
  get call(): number {
    return this.#call;
  }

  /** Microseconds from the profile's start to the next call, a whole number, never less than the one before. */
  next(): number {
    const { replication, gapPurpose } = this.#options;
    let left = exponentialOf(this.#random.seek(replication, this.#call, gapPurpose).uniform(), 1);
    this.#call += 1;
    while (this.#passed + left >= this.#mean) {
      left -= this.#mean - this.#passed;
      this.#step += 1;
      this.#passed = 0;
      this.#mean = this.#meanOf(this.#step);
    }
    this.#passed += left;
    const { stepMicros } = this.#profile;
    return this.#step * stepMicros + Math.floor((this.#passed / this.#mean) * stepMicros);
  }

  #meanOf(step: number): number {
    const {
      replication,
      stepPurpose,
      varianceToMean,
      levels = [],
      levelOffsetSteps = 0,
    } = this.#options;
    let mean = this.#profile.meanOf(step);
    if (mean === 0) return mean;
    for (const { steps, variance, purpose } of levels) {
      // A block before the first one has number -1: draws are by unsigned numbers.
      const block = (Math.floor((step + levelOffsetSteps) / steps) + 1) >>> 0;
      mean *= gammaFrom(this.#random.seek(replication, block, purpose), 1 / variance, variance);
    }
    const excess = varianceToMean - 1;
    if (excess === 0 || mean === 0) return mean;
    return gammaFrom(this.#random.seek(replication, step, stepPurpose), mean / excess, excess);
  }
}
