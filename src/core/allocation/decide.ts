/**
 * Deciders of what happens to an allocation that exists: progress, clear, stand down. Sending is in send.ts. A status
 * only goes forward; going back is a new allocation.
 */

import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkBookedOn,
  checkCode,
  checkIncident,
  checkUnitOrder,
  checkText,
  reject,
  unitName,
  type Decision,
} from "../decision.ts";
import { settleIncident } from "../incident/settle.ts";
import { limits } from "../limits.ts";
import { refuse } from "../refusal.ts";
import { findIncidentRow, getPolicy, type RegionState } from "../state/region-state.ts";
import { settleWelfare } from "../unit/decide.ts";
import { allocationStates } from "../vocabulary.ts";
import {
  activateUnit,
  endAllocation,
  findActiveAllocation,
  findAllocation,
  progressUnit,
} from "./changes.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;
const states = allocationStates.code;

export function decideProgress(
  state: RegionState,
  command: Of<"unit.progress">,
  context: CommandContext,
): Decision {
  const { unit, status } = command;
  if (status !== "en route" && status !== "at scene" && status !== "transporting")
    return reject(refuse("value.invalid", "status: expected en route, at scene or transporting"));
  const fault = checkBookedOn(state, unit);
  if (fault !== undefined) return reject(fault);
  const active = findActiveAllocation(state, unit);
  if (active < 0)
    return reject(
      refuse(
        "unit.not-allocated",
        `${unitName(state, unit)} has no active incident, so it can not be ${status}`,
      ),
    );
  const { allocations, units } = state.columns;
  const now = allocations.state[active];
  // The codes stand in the order of progress.
  if (allocationStates.of(status) <= now)
    return reject(
      refuse(
        "unit.wrong-state",
        `${unitName(state, unit)} is ${allocationStates.names[now]}; it can not become ${status}`,
      ),
    );
  const label = command.label ?? null;
  const bad =
    (label === null ? undefined : checkCode("statusLabels", getPolicy(state).labelIndex, label)) ??
    checkUnitOrder(state, context.at, units.statusAt[unit], unit);
  if (bad !== undefined) return reject(bad);
  const incidentRow = allocations.incident[active];
  settleWelfare(state, context.at, unit);
  progressUnit(state, context.at, unit, status, label);
  settleIncident(state, context.at, incidentRow);
  return accept();
}

export function decideClear(
  state: RegionState,
  command: Of<"unit.clear">,
  context: CommandContext,
): Decision {
  const { unit } = command;
  const fault = checkBookedOn(state, unit);
  if (fault !== undefined) return reject(fault);
  const active = findActiveAllocation(state, unit);
  if (active < 0)
    return reject(
      refuse("unit.not-allocated", `${unitName(state, unit)} has no active incident to clear from`),
    );
  const { allocations, units } = state.columns;
  if (
    allocations.state[active] !== states["at scene"] &&
    allocations.state[active] !== states.transporting
  )
    return reject(
      refuse(
        "unit.wrong-state",
        `${unitName(state, unit)} is ${allocationStates.names[allocations.state[active]]} and was not at the scene; stand it down instead`,
      ),
    );
  const late = checkUnitOrder(state, context.at, units.statusAt[unit], unit);
  if (late !== undefined) return reject(late);
  finish(state, context.at, active, "cleared", undefined);
  return accept();
}

/** Ends one allocation; when the unit was working on it, the next of its stack becomes active. */
function finish(
  state: RegionState,
  at: number,
  row: number,
  end: "cleared" | "stood down",
  text: { readonly reason?: string } | undefined,
): void {
  const { allocations } = state.columns;
  const unit = allocations.unit[row];
  const incidentRow = allocations.incident[row];
  const wasActive = allocations.state[row] !== states.stacked;
  if (wasActive) settleWelfare(state, at, unit);
  endAllocation(state, at, row, end, text);
  settleIncident(state, at, incidentRow);
  const next = state.columns.units.firstAllocation[unit];
  if (!wasActive || next < 0) return;
  const nextRow = state.columns.allocations.incident[next];
  activateUnit(state, at, unit);
  settleIncident(state, at, nextRow);
}

export function decideStandDown(
  state: RegionState,
  command: Of<"unit.stand-down">,
  context: CommandContext,
): Decision {
  const { unit, incident, reason } = command;
  const fault =
    checkBookedOn(state, unit) ??
    (incident === undefined ? undefined : checkIncident(state, incident)) ??
    checkText("reason", reason, limits.reasonLength);
  if (fault !== undefined) return reject(fault);
  const row =
    incident === undefined
      ? findActiveAllocation(state, unit)
      : findAllocation(state, unit, findIncidentRow(state, incident));
  if (row < 0)
    return reject(
      refuse(
        "unit.not-allocated",
        `${unitName(state, unit)} is not allocated to ${incident === undefined ? "any incident" : incident}`,
      ),
    );
  const { allocations, units } = state.columns;
  const since =
    allocations.state[row] === states.stacked ? allocations.allocatedAt[row] : units.statusAt[unit];
  const late = checkUnitOrder(state, context.at, since, unit);
  if (late !== undefined) return reject(late);
  finish(state, context.at, row, "stood down", reason === undefined ? undefined : { reason });
  return accept();
}
