/**
 * How many calls are expected when: a rate for each step of a profile that repeats (the 168 hours of a week, the 24 of
 * a day, or one step for ever). Here is its integral, the expected number of calls since the start, and its inverse,
 * from which arrivals are made. Instants are microseconds since the profile's first step; how a calendar instant maps
 * to that is for whoever fitted the profile.
 */
import { assert } from "../../base/assert.ts";
import { microsPerHour } from "../../base/instant.ts";

/** 24 x 366 hours: a step for each hour of a year is the finest that makes sense. */
export const maxProfileSteps = 8_784;

export class RateProfile {
  readonly stepMicros: number;
  /** Calls expected in each step, repeated for ever. */
  readonly means: Float64Array;

  /** `perHour`: calls per hour in each step, at least one of them above 0. `stepMicros`: how long a step lasts. */
  constructor(perHour: ArrayLike<number>, stepMicros: number) {
    assert(
      perHour.length > 0 && perHour.length <= maxProfileSteps,
      `profile: got ${perHour.length} steps, expected 1 to ${maxProfileSteps}`,
    );
    assert(
      Number.isSafeInteger(stepMicros) && stepMicros > 0,
      `profile: got a step of ${stepMicros} us, expected a whole number above 0`,
    );
    let total = 0;
    this.stepMicros = stepMicros;
    this.means = Float64Array.from(perHour, (rate) => {
      assert(
        rate >= 0 && Number.isFinite(rate),
        `profile: got ${rate} calls per hour, expected 0 or more`,
      );
      total += rate;
      return (rate * stepMicros) / microsPerHour;
    });
    assert(total > 0, "profile: got no rate above 0, expected at least one");
  }

  /** Calls expected in the step of this number, counted from the start and going on past the profile's end. */
  meanOf(step: number): number {
    return this.means[step % this.means.length];
  }
}
