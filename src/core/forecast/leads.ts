/** What of forecasts is recorded as evidence, and for how long it is some. */

import { microsPerMinute } from "../../base/instant.ts";

/** What a trigger may ask of: within so many minutes. */
export const forecastLeadMinutes: readonly number[] = [30, 60, 120, 240];

export const forecastRule = {
  /** After so long a forecast is no evidence any more. */
  lapseMicros: 10 * microsPerMinute,
  /** One that says nothing new is recorded anew after so long. */
  renewMicros: 5 * microsPerMinute,
} as const;

/** In the column of chances: no forecast says it. */
export const noChance = 255;
