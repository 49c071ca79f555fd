/**
 * Last known unit positions from the telemetry part of the stream, as typed arrays by unit id. Telemetry is no part
 * of the log, so it stands beside the folded state; the newer of the two positions is the one that is shown.
 */

import type { Instant } from "../../base/instant.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { positionSources } from "../../core/vocabulary.ts";
import type { PositionsMessage } from "../api/types.ts";

export interface Telemetry {
  latE7: Int32Array;
  lonE7: Int32Array;
  at: Float64Array;
}

export function makeTelemetry(units = 256): Telemetry {
  return {
    latE7: new Int32Array(units),
    lonE7: new Int32Array(units),
    at: new Float64Array(units),
  };
}

function growTelemetry(telemetry: Telemetry, units: number): void {
  const grown = makeTelemetry(Math.max(units, telemetry.at.length * 2));
  grown.latE7.set(telemetry.latE7);
  grown.lonE7.set(telemetry.lonE7);
  grown.at.set(telemetry.at);
  Object.assign(telemetry, grown);
}

export function applyPositions(telemetry: Telemetry, message: PositionsMessage): void {
  message.units.forEach((unit, index) => {
    if (unit >= telemetry.at.length) growTelemetry(telemetry, unit + 1);
    telemetry.latE7[unit] = message.lat[index] ?? 0;
    telemetry.lonE7[unit] = message.lon[index] ?? 0;
    telemetry.at[unit] = message.at - (message.ages[index] ?? 0) * 1_000_000;
  });
}

export interface UnitPosition {
  readonly latE7: number;
  readonly lonE7: number;
  /** 0 = nobody ever said: the base is shown. */
  readonly at: Instant;
}

/** Where a unit is: the newest of telemetry and log, else its base. */
export function positionOf(state: RegionState, telemetry: Telemetry, unit: number): UnitPosition {
  const units = state.columns.units;
  const loggedAt =
    units.positionSource[unit] === positionSources.code.none ? 0 : units.positionAt[unit];
  const heardAt = unit < telemetry.at.length ? telemetry.at[unit] : 0;
  if (heardAt > 0 && heardAt >= loggedAt)
    return { latE7: telemetry.latE7[unit], lonE7: telemetry.lonE7[unit], at: heardAt };
  if (loggedAt > 0) return { latE7: units.latE7[unit], lonE7: units.lonE7[unit], at: loggedAt };
  return { latE7: units.baseLatE7[unit], lonE7: units.baseLonE7[unit], at: 0 };
}
