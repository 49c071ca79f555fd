/**
 * A demand model from recorded calls: everything in this folder, put together. Pure: the same calls give the same model.
 * Not here: reading calls and writing the file (cli/fit).
 */
import type { Instant } from "../../base/instant.ts";
import { ZoneOffsets } from "../../base/zone-offsets.ts";
import {
  demandModelSchema,
  type DemandModel,
  type ModelSource,
} from "../demand-model/demand-model.ts";
import { findHoles, nameDay, tabulate, type DayTable } from "./day-table.ts";
import type { FitCall, FitType } from "./fit-call.ts";
import { fitKinds, fitTimes, fitTravel, hourOfDay, kindsByHourP } from "./fit-times.ts";
import { forecastDays, forecastRule } from "./forecast-days.ts";
import { judge } from "./judge.ts";
import { makeCells, placeRule } from "./place-cells.ts";
import { fitSpread } from "./spread.ts";

export const fewestCalls = 50;

export interface FitInput {
  readonly name: string;
  readonly attribution: string;
  /** IANA name that the runtime knows. */
  readonly timeZone: string;
  readonly sources: readonly ModelSource[];
  readonly types: readonly FitType[];
  readonly calls: readonly FitCall[];
}

/** Returns a sentence (what was got, what was expected) when the calls can not carry a model. */
export function fitModel(input: FitInput): DemandModel | string {
  const { calls, types, timeZone } = input;
  if (calls.length < fewestCalls)
    return `got ${calls.length} calls, expected at least ${fewestCalls}`;
  const zone = new ZoneOffsets(timeZone);
  const localOf = ({ receivedAt }: FitCall): Instant => zone.localAt(receivedAt);
  let table: DayTable;
  try {
    table = tabulate(calls.map(localOf));
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
  const isUsed = findHoles(table).map((hole) => 1 - hole);
  const used = isUsed.reduce((sum, each) => sum + each, 0);
  if (used < forecastRule.fewestDays)
    return `got calls of ${used} usable days, expected at least ${forecastRule.fewestDays}`;
  const places = makeCells(calls);
  if (places.cells.length === 0)
    return `got calls so far apart that no square of ${placeRule.largestM} m has ${placeRule.fewestCalls} of them from ${placeRule.fewestPoints} points`;
  const forecasts = forecastDays(table, isUsed);
  const { callsPerDay, halfLifeDays, perHourOfWeek } = forecasts.rate;
  return {
    schema: demandModelSchema,
    name: input.name,
    attribution: input.attribution,
    timeZone,
    sources: input.sources,
    period: periodOf(table, isUsed),
    rate: {
      callsPerDay,
      halfLifeDays: Number.isFinite(halfLifeDays) ? halfLifeDays : null,
      perHour: Array.from({ length: 7 }, (_, day) =>
        Array.from(perHourOfWeek.slice(day * 24, day * 24 + 24)),
      ),
    },
    spread: fitSpread(forecasts.days.filter((day) => day.isUsed)),
    kinds: fitKinds(calls, types),
    places,
    times: fitTimes(calls),
    travel: fitTravel(calls),
    fit: {
      ...judge(table, isUsed, forecasts),
      kindsByHourP: kindsByHourP(calls, (call) => hourOfDay(localOf(call))),
    },
  };
}

function periodOf(table: DayTable, isUsed: Uint8Array): DemandModel["period"] {
  const leftOut = [...isUsed.keys()]
    .filter((day) => isUsed[day] === 0)
    .map((day) => ({
      day: nameDay(table, day),
      calls: table.totals[day],
      why: "a hole in the recording: less than half of a usual day",
    }));
  return {
    from: nameDay(table, 0),
    to: nameDay(table, table.days - 1),
    days: table.days,
    leftOut,
  };
}
