/** What can happen to the forecast that counts as evidence, as facts: it was made elsewhere, and it grows too old. */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";
import type { Grade } from "../vocabulary.ts";

/** By grade with a standard need: chances in per cent, one for each of `forecastLeadMinutes`. */
export type NoUnitChances = { readonly [K in Grade]?: readonly number[] };

export interface ForecastRecorded extends EventBase {
  readonly type: "forecast.recorded";
  /** Of the log, where the state was copied; and that moment. */
  readonly position: number;
  readonly madeAt: Instant;
  readonly seed: number;
  readonly futures: number;
  readonly noUnit: NoUnitChances;
}
export interface ForecastLapsed extends EventBase {
  readonly type: "forecast.lapsed";
}

export type ForecastEvent = ForecastRecorded | ForecastLapsed;
