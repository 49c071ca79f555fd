/**
 * Decider of a forecast that is to count as evidence. Only the server asks for it: a forecast is drawn, so it is no
 * matter of the rules what it says, but that it is of this region's past, of its configuration, and newer than the last.
 */

import { noInstant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import { accept, reject, type Decision } from "../decision.ts";
import { refuse, type Refusal } from "../refusal.ts";
import type { RegionState } from "../state/region-state.ts";
import { grades } from "../vocabulary.ts";
import { recordForecast } from "./changes.ts";
import { looksAtForecasts } from "./chances.ts";
import type { NoUnitChances } from "./forecast-events.ts";
import { forecastLeadMinutes, forecastRule } from "./leads.ts";

type Asked = Extract<Command, { type: "forecast.record" }>;

export function decideRecordForecast(
  state: RegionState,
  command: Asked,
  context: CommandContext,
): Decision {
  const fault = checkNumbers(state, command) ?? checkChances(command.noUnit);
  if (fault !== undefined) return reject(fault);
  if (!looksAtForecasts(state))
    return reject(refuse("forecast.unused", "no trigger of the region's level plan looks at forecasts, so none is recorded")); // prettier-ignore
  const { forecast, head } = state.columns;
  const { madeAt } = command;
  const isOld = madeAt > context.now || context.now - madeAt >= forecastRule.lapseMicros;
  const isOvertaken = forecast.madeAt[0] !== noInstant && madeAt <= forecast.madeAt[0];
  if (isOld || isOvertaken || command.policy !== head.policy[0])
    return reject(refuse("forecast.stale", "the forecast is too old, older than the one that is recorded, or of another configuration; make a new one")); // prettier-ignore
  recordForecast(state, context.at, command);
  return accept();
}

function isCount(value: number, most: number): boolean {
  // Minus zero would be zero once it has been through the store.
  return Number.isSafeInteger(value) && value >= 0 && value <= most && !Object.is(value, -0);
}

function checkNumbers(state: RegionState, command: Asked): Refusal | undefined {
  const { position, madeAt, seed, futures } = command;
  const isSound =
    isCount(position, state.columns.head.position[0]) &&
    isCount(madeAt, Number.MAX_SAFE_INTEGER) &&
    isCount(seed, 2 ** 32 - 1) &&
    isCount(futures, 1_000_000) &&
    futures > 0;
  if (isSound) return undefined;
  return refuse("value.invalid", "expected a position of the log, an instant, an unsigned 32-bit seed and a number of futures"); // prettier-ignore
}

function checkChances(noUnit: NoUnitChances): Refusal | undefined {
  const isObject = typeof noUnit === "object" && noUnit !== null;
  const entries = isObject ? Object.entries(noUnit) : [];
  const isSound = entries.every(
    ([grade, chances]) =>
      grades.has(grade) &&
      Array.isArray(chances) &&
      chances.length === forecastLeadMinutes.length &&
      chances.every((chance) => isCount(chance, 100)),
  );
  if (isObject && isSound) return undefined;
  return refuse("value.invalid", `noUnit: expected by grade whole per cent within ${forecastLeadMinutes.join(", ")} minutes`); // prettier-ignore
}
