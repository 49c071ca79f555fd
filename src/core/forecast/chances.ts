/**
 * The chance of no unit that a forecast gives, as evidence: per cent of its futures in which some area has no free suitable
 * unit in reach at some time within so many minutes. A forecast is not worked out by the fold but recorded in it, as a fact
 * with its position and seed; one that is old is no evidence. Not here: how forecasts are made (sim/forecast).
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import type { RegionState } from "../state/region-state.ts";
import { gradeCount, grades } from "../vocabulary.ts";
import type { NoUnitChances } from "./forecast-events.ts";
import { forecastLeadMinutes, forecastRule, noChance } from "./leads.ts";

/** What `chanceOf` says where no forecast does. */
export const unknownChance = -1;

export function chanceRow(grade: number, lead: number): number {
  return grade * forecastLeadMinutes.length + lead;
}

/** As of the moment `at`, in per cent; `unknownChance` where no forecast that is new enough says it. */
export function chanceOf(state: RegionState, at: Instant, grade: number, lead: number): number {
  const { forecast, chances } = state.columns;
  const madeAt = forecast.madeAt[0];
  if (madeAt === noInstant || at - madeAt >= forecastRule.lapseMicros) return unknownChance;
  const chance = chances.noUnit[chanceRow(grade, lead)];
  return chance === noChance ? unknownChance : chance;
}

/** When the forecast in the state is no evidence any more; `noInstant` where there is none. */
export function lapsesAt({ columns }: RegionState): Instant {
  const madeAt = columns.forecast.madeAt[0];
  return madeAt === noInstant ? noInstant : madeAt + forecastRule.lapseMicros;
}

export function writeChances(state: RegionState, noUnit: NoUnitChances): void {
  const column = state.columns.chances.noUnit;
  for (let grade = 0; grade < gradeCount; grade += 1) {
    const given = noUnit[grades.names[grade]];
    for (let lead = 0; lead < forecastLeadMinutes.length; lead += 1)
      column[chanceRow(grade, lead)] = given?.[lead] ?? noChance;
  }
}

/** Whether the region's plan looks at forecasts at all: else none is recorded. */
export function looksAtForecasts(state: RegionState): boolean {
  return state.policy?.levels?.triggers.some(({ lead }) => lead >= 0) === true;
}

/** As `chanceOf` would say after it were recorded. */
export function chanceIn(noUnit: NoUnitChances, grade: number, lead: number): number {
  return noUnit[grades.names[grade]]?.[lead] ?? unknownChance;
}
