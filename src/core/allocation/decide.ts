/**
 * Deciders of allocations: send, divert, stack, progress, clear, stand down. A unit that is busy is not sent by
 * accident: it must be diverted or stacked by name, or the region's rule must let the double booking be accepted.
 */

import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkBookedOn,
  checkCode,
  checkIncident,
  checkOpenIncident,
  checkOrder,
  checkText,
  reject,
  unitName,
  type Decision,
} from "../decision.ts";
import { settleIncident } from "../incident/settle.ts";
import { limits } from "../limits.ts";
import type { Recommendation } from "../recommendation.ts";
import { refuse, type Refusal, type Warning, type WarningCode } from "../refusal.ts";
import { planOf } from "../region/policy.ts";
import { findIncidentRow, getPolicy, type RegionState } from "../state/region-state.ts";
import { settleWelfare } from "../unit/decide.ts";
import { allocationStates, grades, unavailabilityReasons, unitStatuses } from "../vocabulary.ts";
import { activateUnit, allocateUnit, endAllocation, findActiveAllocation, findAllocation, progressUnit } from "./changes.ts";
import { countUnmet } from "./unmet.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;
const statuses = unitStatuses.code;
const states = allocationStates.code;

/** What will be done with one unit of the command. */
interface Step {
  readonly unit: number;
  readonly how: "active" | "stacked" | "divert";
}

export function decideSend(state: RegionState, command: Of<"unit.send">, context: CommandContext): Decision {
  const fault = checkOpenIncident(state, command.incident) ?? checkUnitList(command.units);
  if (fault !== undefined) return reject(fault);
  const incidentRow = findIncidentRow(state, command.incident);
  const late = checkOrder(context.at, state.columns.incidents.openedAt[incidentRow], `incident ${command.incident}`);
  if (late !== undefined) return reject(late);
  const warnings: Warning[] = [];
  const steps: Step[] = [];
  const needed = new Set<WarningCode>();
  for (const unit of command.units) {
    const step = planStep(state, command, context, incidentRow, unit, warnings, needed);
    if ("code" in step) return reject(step);
    steps.push(step);
  }
  const missing = [...needed].filter((code) => command.accept?.includes(code) !== true);
  if (missing.length > 0) {
    const why = warnings.filter((warning) => missing.includes(warning.code)).map((warning) => warning.message);
    return reject(refuse("needs.acceptance", `${why.join("; ")}; accept it or choose otherwise`, missing));
  }
  if (countUnmet(state, incidentRow) === 0 && planLength(state, incidentRow) > 0)
    warnings.push({ code: "incident.enough-units", message: `incident ${command.incident} has what its plan asks for` });
  let recommendation = command.recommendation ?? null;
  for (const step of steps) {
    applyStep(state, context.at, incidentRow, step, command.recommendation ?? null, recommendation);
    recommendation = null;
  }
  settleIncident(state, context.at, incidentRow);
  return accept({}, warnings);
}

function checkUnitList(units: readonly number[]): Refusal | undefined {
  if (units.length === 0) return refuse("value.invalid", "units: got none, expected at least one");
  if (units.length > limits.unitsPerCommand)
    return refuse("value.invalid", `units: got ${units.length}, expected at most ${limits.unitsPerCommand}`);
  if (new Set(units).size !== units.length) return refuse("value.invalid", "units: one stands there twice");
  return undefined;
}

function planLength(state: RegionState, incidentRow: number): number {
  const { incidents } = state.columns;
  return planOf(getPolicy(state), incidents.type[incidentRow], incidents.served[incidentRow]).length;
}

/** Checks one unit; collects warnings and which of them must be accepted. */
function planStep(
  state: RegionState,
  command: Of<"unit.send">,
  context: CommandContext,
  incidentRow: number,
  unit: number,
  warnings: Warning[],
  needed: Set<WarningCode>,
): Step | Refusal {
  const { units } = state.columns;
  const fault = checkSendable(state, unit, command.incident, incidentRow, context);
  if (fault !== undefined) return fault;
  const name = unitName(state, unit);
  if (!fitsPlan(state, unit, incidentRow))
    warnings.push({ code: "unit.not-qualified", unit, message: `${name} fits no need of the response plan` });
  const active = findActiveAllocation(state, unit);
  const mode = command.mode ?? "send";
  if (active < 0) {
    if (mode === "divert") return refuse("unit.not-allocated", `${name} has no incident to be diverted from; send it`);
    if (units.status[unit] === statuses.committed && mode === "send")
      return refuse("unit.wrong-state", `${name} is committed and not deployable`);
    return { unit, how: "active" };
  }
  if (mode === "divert") return planDivert(state, incidentRow, unit, active, warnings, needed);
  if (units.stacked[unit] >= limits.stackedPerUnit)
    return refuse("limit.stack", `${name} has ${limits.stackedPerUnit} incidents on its stack, which is the limit`);
  if (mode === "stack") return { unit, how: "stacked" };
  const message = `${name} is on incident ${incidentOf(state, active)}; divert it or stack this one`;
  if (getPolicy(state).config.doubleBooking === "refuse") return refuse("unit.busy", message);
  warnings.push({ code: "unit.double-booked", unit, message });
  needed.add("unit.double-booked");
  return { unit, how: "stacked" };
}

function incidentOf(state: RegionState, allocationRow: number): number {
  const { allocations, incidents } = state.columns;
  return incidents.number[allocations.incident[allocationRow]];
}

function checkSendable(
  state: RegionState,
  unit: number,
  incident: number,
  incidentRow: number,
  context: CommandContext,
): Refusal | undefined {
  const fault = checkBookedOn(state, unit);
  if (fault !== undefined) return fault;
  const { units } = state.columns;
  const name = unitName(state, unit);
  if (units.emergencyAt[unit] !== 0)
    return refuse("unit.wrong-state", `${name} has an emergency; it can not be sent elsewhere`);
  if (units.status[unit] === statuses.unavailable)
    return refuse(
      "unit.wrong-state",
      `${name} is unavailable (${unavailabilityReasons.names[units.reason[unit]]}); make it available first`,
    );
  if (findAllocation(state, unit, incidentRow) >= 0)
    return refuse("unit.already-allocated", `${name} is allocated to incident ${incident} already`);
  return checkOrder(context.at, units.statusAt[unit], name);
}

function planDivert(
  state: RegionState,
  incidentRow: number,
  unit: number,
  active: number,
  warnings: Warning[],
  needed: Set<WarningCode>,
): Step {
  const { allocations, incidents } = state.columns;
  const from = allocations.incident[active];
  const fromGrade = incidents.served[from];
  const message = `${unitName(state, unit)} leaves incident ${incidents.number[from]} (${grades.names[fromGrade]})`;
  warnings.push({ code: "unit.diverted", unit, message });
  // Off an equal or higher grade is a decision of its own, never a by-product.
  if (fromGrade <= incidents.served[incidentRow]) needed.add("unit.diverted");
  return { unit, how: "divert" };
}

function fitsPlan(state: RegionState, unit: number, incidentRow: number): boolean {
  const { incidents, units } = state.columns;
  const plan = planOf(getPolicy(state), incidents.type[incidentRow], incidents.served[incidentRow]);
  return plan.length === 0 || plan.some((line) => ((units.serves[unit] >> line.need) & 1) === 1);
}

function applyStep(
  state: RegionState,
  at: number,
  incidentRow: number,
  step: Step,
  recommendation: Recommendation | null,
  stored: Recommendation | null,
): void {
  settleWelfare(state, at, step.unit);
  if (step.how === "divert") {
    const active = findActiveAllocation(state, step.unit);
    const from = state.columns.allocations.incident[active];
    endAllocation(state, at, active, "diverted", undefined);
    settleIncident(state, at, from);
  }
  const rank = 1 + (recommendation?.options.findIndex((option) => option.unit === step.unit) ?? -1);
  allocateUnit(state, at, step.unit, incidentRow, step.how === "stacked" ? "stacked" : "active", rank, stored);
}

const progressOrder = [states.assigned, states["en route"], states["at scene"], states.transporting];

export function decideProgress(state: RegionState, command: Of<"unit.progress">, context: CommandContext): Decision {
  const { unit, status } = command;
  const fault = checkBookedOn(state, unit);
  if (fault !== undefined) return reject(fault);
  const name = unitName(state, unit);
  const active = findActiveAllocation(state, unit);
  if (active < 0)
    return reject(refuse("unit.not-allocated", `${name} has no active incident, so it can not be ${status}`));
  const { allocations, units } = state.columns;
  const now = allocations.state[active];
  if (progressOrder.indexOf(states[status]) <= progressOrder.indexOf(now))
    return reject(refuse("unit.wrong-state", `${name} is ${allocationStates.names[now]}; it can not become ${status}`));
  const label = command.label ?? null;
  const bad =
    (label === null ? undefined : checkCode("statusLabels", getPolicy(state).labelIndex, label)) ??
    checkOrder(context.at, units.statusAt[unit], name);
  if (bad !== undefined) return reject(bad);
  const incidentRow = allocations.incident[active];
  settleWelfare(state, context.at, unit);
  progressUnit(state, context.at, unit, status, label);
  settleIncident(state, context.at, incidentRow);
  return accept();
}

export function decideClear(state: RegionState, command: Of<"unit.clear">, context: CommandContext): Decision {
  const { unit } = command;
  const fault = checkBookedOn(state, unit);
  if (fault !== undefined) return reject(fault);
  const name = unitName(state, unit);
  const active = findActiveAllocation(state, unit);
  if (active < 0) return reject(refuse("unit.not-allocated", `${name} has no active incident to clear from`));
  const { allocations, units } = state.columns;
  if (allocations.state[active] !== states["at scene"] && allocations.state[active] !== states.transporting)
    return reject(
      refuse(
        "unit.wrong-state",
        `${name} is ${allocationStates.names[allocations.state[active]]} and was not at the scene; stand it down instead`,
      ),
    );
  const late = checkOrder(context.at, units.statusAt[unit], name);
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
  const { allocations, units } = state.columns;
  const unit = allocations.unit[row];
  const incidentRow = allocations.incident[row];
  const wasActive = allocations.state[row] !== states.stacked;
  if (wasActive) settleWelfare(state, at, unit);
  endAllocation(state, at, row, end, text);
  settleIncident(state, at, incidentRow);
  if (!wasActive || units.firstAllocation[unit] < 0) return;
  const nextRow = allocations.incident[units.firstAllocation[unit]];
  activateUnit(state, at, unit);
  settleIncident(state, at, nextRow);
}

export function decideStandDown(state: RegionState, command: Of<"unit.stand-down">, context: CommandContext): Decision {
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
  const name = unitName(state, unit);
  if (row < 0)
    return reject(
      refuse("unit.not-allocated", `${name} is not allocated to ${incident === undefined ? "any incident" : incident}`),
    );
  const { allocations, units } = state.columns;
  const since = allocations.state[row] === states.stacked ? allocations.allocatedAt[row] : units.statusAt[unit];
  const late = checkOrder(context.at, since, name);
  if (late !== undefined) return reject(late);
  finish(state, context.at, row, "stood down", reason === undefined ? undefined : { reason });
  return accept();
}
