/**
 * Travel times by straight line: seconds = base + perMetre x metres, the fallback that needs no map. The shipped
 * constants are the least-squares line through 47,017 recorded journeys of the London Fire Brigade (2020 to 2022,
 * mobile to arrived); straight-line.test.ts fits them again from the records and compares. A force fits its own
 * with `muster calibrate --travel FILE`. It knows no roads, so closures change nothing in it, and it names no map.
 * Not here: the fit itself (calibrate.ts), roads.
 */

import { distanceM } from "../base/distance.ts";
import { microsPerSecond } from "../base/instant.ts";
import type { TravelTimes } from "./travel-times.ts";

export interface StraightLineFit {
  /** Names the records the line was fitted to; it becomes the version of the source. */
  readonly version: string;
  /** Seconds that every journey takes, however short: leaving, lights, stopping. */
  readonly baseSeconds: number;
  readonly secondsPerMetre: number;
  /** Median absolute error of one journey in seconds, on journeys the line was not fitted to. */
  readonly errorSeconds: number;
}

/**
 * Held-out error (five blocks of consecutive records, each predicted from the other four): median 52 s, 90th
 * percentile 131 s, bias 0 s. Fire engines under blue lights in a large city: other services should fit their own.
 */
export const londonFireFit: StraightLineFit = {
  version: "lfb-2020-2022",
  baseSeconds: 123.38,
  secondsPerMetre: 0.08207,
  errorSeconds: 52,
};

export function makeStraightLine(fit: StraightLineFit = londonFireFit): TravelTimes {
  // Adding a half and cutting is rounding without Math.round's branch, which no processor can foretell: half the time.
  const halfUp = fit.baseSeconds * microsPerSecond + 0.5;
  const microsPerMetre = fit.secondsPerMetre * microsPerSecond;
  return {
    source: {
      name: "straight line",
      version: fit.version,
      errorSeconds: fit.errorSeconds,
      errorOf: "straight line",
    },
    micros: ({ latE7, lonE7 }, toLatE7, toLonE7) =>
      Math.floor(halfUp + microsPerMetre * distanceM(latE7, lonE7, toLatE7, toLonE7)),
    manyMicros: ({ count, latE7, lonE7 }, toLatE7, toLonE7, out) => {
      for (let index = 0; index < count; index += 1) {
        const metres = distanceM(latE7[index], lonE7[index], toLatE7, toLonE7);
        out[index] = Math.floor(halfUp + microsPerMetre * metres);
      }
    },
  };
}
