/**
 * A unit as JSON: status, crew, skills, its stack of incidents with the active one first, and the best known
 * position with its source and age. The position is the newer of the tracked one and the one in the log.
 */

import { z } from "zod";
import type { Instant } from "../../base/instant.ts";
import { homeOf } from "../../core/aid/loans.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import {
  allocationStates,
  loanStates,
  positionSources,
  unavailabilityReasons,
  unitStatuses,
  welfareStates,
} from "../../core/vocabulary.ts";
import type { PositionOverlay } from "../../plan/positions.ts";
import { instantOrNull, instantView } from "./instants.ts";

export const unitView = z.object({
  unit: z.number(),
  callSign: z.string(),
  status: z.enum(unitStatuses.names),
  statusAt: instantView.nullable(),
  reason: z.enum(unavailabilityReasons.names).nullable(),
  label: z.string().nullable(),
  emergencyAt: instantView.nullable(),
  welfare: z.enum(welfareStates.names),
  crew: z.number(),
  vehicle: z.string(),
  skills: z.array(z.string()),
  area: z.string().nullable(),
  incidents: z
    .array(z.object({ incident: z.number(), state: z.enum(allocationStates.names) }))
    .describe("Active one first"),
  loan: z
    .object({
      state: z.enum(loanStates.names),
      home: z.string().nullable().describe("Region that a guest comes from; null = it is our own"),
      untilAt: instantView,
      isRecalled: z.boolean(),
    })
    .nullable()
    .describe("While it is lent, or a guest"),
  /** Not `position`: beside a view that is the log position it is true at. */
  lastPosition: z
    .object({
      latE7: z.number(),
      lonE7: z.number(),
      at: instantView,
      ageSeconds: z.number(),
      source: z.enum(positionSources.names),
      stale: z.boolean(),
    })
    .nullable(),
});

export function viewUnit(
  state: RegionState,
  unit: number,
  tracked: PositionOverlay,
  now: Instant,
): z.infer<typeof unitView> {
  const { units, allocations, incidents } = state.columns;
  const { config } = getPolicy(state);
  const stack: z.infer<typeof unitView>["incidents"] = [];
  for (let a = units.firstAllocation[unit]; a >= 0; a = allocations.nextOfUnit[a]) {
    stack.push({
      incident: incidents.number[allocations.incident[a]],
      state: allocationStates.names[allocations.state[a]],
    });
  }
  const status = unitStatuses.names[units.status[unit]];
  return {
    unit,
    callSign: state.text?.callSigns[unit] ?? "",
    status,
    statusAt: instantOrNull(units.statusAt[unit]),
    reason: status === "unavailable" ? unavailabilityReasons.names[units.reason[unit]] : null,
    label: config.statusLabels[units.label[unit]]?.code ?? null,
    emergencyAt: instantOrNull(units.emergencyAt[unit]),
    welfare: welfareStates.names[units.welfare[unit]],
    crew: units.crew[unit],
    vehicle: config.vehicles[units.vehicle[unit]]?.code ?? "",
    skills: config.skills
      .filter((_, bit) => ((units.skills[unit] >>> bit) & 1) === 1)
      .map(({ code }) => code),
    area: config.areas[units.area[unit]]?.code ?? null,
    incidents: stack,
    loan:
      units.loan[unit] === 0
        ? null
        : {
            state: loanStates.names[units.loan[unit]],
            home: homeOf(state, unit) ?? null,
            untilAt: units.loanUntilAt[unit],
            isRecalled: units.recalled[unit] === 1,
          },
    lastPosition: viewPosition(state, unit, tracked, now, config.positionStaleSeconds),
  };
}

function viewPosition(
  state: RegionState,
  unit: number,
  tracked: PositionOverlay,
  now: Instant,
  staleSeconds: number,
): z.infer<typeof unitView>["lastPosition"] {
  const { units } = state.columns;
  const isTracked = tracked.at[unit] > units.positionAt[unit];
  const from = isTracked ? tracked : units;
  const at = isTracked ? tracked.at[unit] : units.positionAt[unit];
  if (at === 0) return null;
  const ageSeconds = Math.max(0, Math.round((now - at) / 1_000_000));
  return {
    latE7: from.latE7[unit],
    lonE7: from.lonE7[unit],
    at,
    ageSeconds,
    source: isTracked ? "device" : positionSources.names[units.positionSource[unit]],
    stale: ageSeconds > staleSeconds,
  };
}
