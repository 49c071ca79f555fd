/**
 * Tells the region's log what a near forecast says of "no unit", where the level plan looks at it: when it makes a trigger
 * begin or end, and else every five minutes, so that it never grows too old while forecasts are made. It is a command of
 * the server after the forecast was kept, one among the others; where it fails, the evidence lapses by itself.
 */
import { microsPerMinute, noInstant } from "../../base/instant.ts";
import type { Forecast } from "../../core/forecast.ts";
import type { NoUnitChances } from "../../core/forecast/forecast-events.ts";
import { looksAtForecasts } from "../../core/forecast/chances.ts";
import { forecastLeadMinutes, forecastRule } from "../../core/forecast/leads.ts";
import { turnsATrigger } from "../../core/level/evidence.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { grades } from "../../core/vocabulary.ts";
import type { RegionRuntime } from "../region-runtime.ts";

type Region = Pick<RegionRuntime, "state" | "status" | "now" | "runSystem">;

/** Whole per cent of futures without a unit at some time until the last step that lies within each lead. */
export function chancesOf({ at, stepsAt, grades: told }: Forecast): NoUnitChances {
  const steps = forecastLeadMinutes.map((minutes) =>
    stepsAt.findLastIndex((stepAt) => stepAt <= at + minutes * microsPerMinute),
  );
  const chances = grades.names.flatMap((grade) => {
    const noUnitBy = told[grade]?.noUnitBy;
    if (noUnitBy === undefined) return [];
    return [[grade, steps.map((step) => Math.round(100 * (noUnitBy[step] ?? 0)))] as const];
  });
  return Object.fromEntries(chances);
}

function isNews(state: RegionState, forecast: Forecast, noUnit: NoUnitChances): boolean {
  const last = state.columns.forecast.madeAt[0];
  if (last === noInstant || forecast.at - last >= forecastRule.renewMicros) return true;
  return turnsATrigger(state, forecast.at, noUnit);
}

/** Resolves when it is durable, or was no news. */
export async function offerEvidence(region: Region, forecast: Forecast): Promise<void> {
  const { state } = region;
  // A forecast that was overtaken by a new configuration says nothing about this one.
  if (region.status !== "taking" || state.columns.head.policy[0] !== forecast.policy) return;
  if (!looksAtForecasts(state)) return;
  // On a clock that runs fast a forecast may be old before it is made: it would be refused, and nothing is wrong.
  if (region.now() - forecast.at >= forecastRule.lapseMicros) return;
  const noUnit = chancesOf(forecast);
  if (!isNews(state, forecast, noUnit)) return;
  const { position, at: madeAt, policy, seed, futures } = forecast;
  await region.runSystem({
    type: "forecast.record",
    position,
    madeAt,
    policy,
    seed,
    futures,
    noUnit,
  });
}
