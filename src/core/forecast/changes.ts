/** What can happen to the forecast that counts as evidence: a newer one takes its place, or it grows too old. */

import { noInstant, type Instant } from "../../base/instant.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";
import { toReview } from "../state/to-review.ts";
import { writeChances } from "./chances.ts";
import type { ForecastRecorded } from "./forecast-events.ts";

export type ForecastFacts = Pick<
  ForecastRecorded,
  "position" | "madeAt" | "seed" | "futures" | "noUnit"
>;

export function recordForecast(
  state: RegionState,
  at: Instant,
  { position, madeAt, seed, futures, noUnit }: ForecastFacts,
): void {
  advance(state, at);
  const { forecast } = state.columns;
  forecast.position[0] = position;
  forecast.madeAt[0] = madeAt;
  forecast.seed[0] = seed;
  forecast.futures[0] = futures;
  writeChances(state, noUnit);
  state.toReview |= toReview.evidence | toReview.standing;
  if (state.sink.open)
    state.sink.put({
      type: "forecast.recorded",
      at,
      entered: state.enteredAt,
      by: state.by,
      position,
      madeAt,
      seed,
      futures,
      noUnit,
    });
}

export function lapseForecast(state: RegionState, at: Instant): void {
  advance(state, at);
  state.columns.forecast.madeAt[0] = noInstant;
  writeChances(state, {});
  state.toReview |= toReview.evidence;
  if (state.sink.open)
    state.sink.put({ type: "forecast.lapsed", at, entered: state.enteredAt, by: state.by });
}
