/**
 * What a router of somebody else said a unit's way would take, kept as a fact with its source beside the allocation it
 * was asked for. It changes no column: nothing is decided from it, so a service that lies, lags or dies can do no harm.
 * Only the server itself says this, after the allocation is durable.
 */

import type { Instant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkIncident,
  checkPoint,
  checkText,
  checkUnit,
  reject,
  shown,
  type Decision,
} from "../decision.ts";
import type { UnitTravelRecorded } from "./allocation-events.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";

export type RecordTravel = Extract<Command, { type: "unit.record-travel" }>;
/** The facts of one answer. */
export type TravelRecord = Omit<UnitTravelRecorded, "type" | "at" | "entered" | "by">;

export function decideRecordTravel(
  state: RegionState,
  command: RecordTravel,
  context: CommandContext,
): Decision {
  const { type: _type, ...record } = command;
  const fault =
    checkUnit(state, record.unit) ??
    checkIncident(state, record.incident) ??
    checkText("source", record.source, limits.codeLength) ??
    checkText("version", record.version, limits.codeLength) ??
    checkPoint(record.fromLatE7, record.fromLonE7) ??
    checkPoint(record.toLatE7, record.toLonE7) ??
    checkAmount("travelSeconds", record.travelSeconds) ??
    checkAmount("distanceM", record.distanceM);
  if (fault !== undefined) return reject(fault);
  recordTravel(state, context.at, record);
  return accept();
}

/** Null = no way known. Ten million seconds or metres are no journey of a unit. */
function checkAmount(what: string, value: number | null): Refusal | undefined {
  if (value === null || (Number.isInteger(value) && value >= 0 && value <= 10_000_000))
    return undefined;
  return refuse("value.invalid", `${what}: got ${shown(value)}, expected a whole number or null`);
}

export function recordTravel(state: RegionState, at: Instant, record: TravelRecord): void {
  advance(state, at);
  if (state.sink.open)
    state.sink.put({
      type: "unit.travel-recorded",
      at,
      entered: state.enteredAt,
      by: state.by,
      unit: record.unit,
      incident: record.incident,
      source: record.source,
      version: record.version,
      fromLatE7: record.fromLatE7,
      fromLonE7: record.fromLonE7,
      toLatE7: record.toLatE7,
      toLonE7: record.toLonE7,
      travelSeconds: record.travelSeconds,
      distanceM: record.distanceM,
    });
}
