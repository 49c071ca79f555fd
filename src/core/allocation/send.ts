/**
 * The decider of sending: by itself, by diverting, by stacking. A unit that is busy is not sent by accident: it must be
 * diverted or stacked by name, or the region's rule must let the double booking be accepted. All units of a command
 * are checked before the first is touched.
 */

import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkBookedOn,
  checkOpenIncident,
  checkOrder,
  checkUnitOrder,
  reject,
  unitName,
  type Decision,
} from "../decision.ts";
import { takeUpIncident } from "../deferral/changes.ts";
import { everybody } from "../directive/changes.ts";
import { isBarred as isBarredUnit } from "../directive/scope.ts";
import { restoreIncident } from "../directive/settle.ts";
import { settleIncident } from "../incident/settle.ts";
import { limits } from "../limits.ts";
import type { Recommendation } from "../recommendation.ts";
import { joinRefusals, refuse, type Refusal, type Warning, type WarningCode } from "../refusal.ts";
import { planOf } from "../region/policy.ts";
import { findIncidentRow, getPolicy, hasUnit, type RegionState } from "../state/region-state.ts";
import { settleWelfare } from "../unit/decide.ts";
import { grades, incidentStates, unavailabilityReasons, unitStatuses } from "../vocabulary.ts";
import { mayTakeOff } from "./divert-rule.ts";
import { allocateUnit, endAllocation, findActiveAllocation, findAllocation } from "./changes.ts";
import { countUnmet } from "./unmet.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;
const statuses = unitStatuses.code;

/** A warning, and whether it must be accepted by name before anything happens. */
interface SendWarning {
  readonly warning: Warning;
  readonly needed: boolean;
}

export function decideSend(
  state: RegionState,
  command: Of<"unit.send">,
  context: CommandContext,
): Decision {
  const fault =
    checkOpenIncident(state, command.incident) ??
    checkUnitList(command.units) ??
    checkMode(command);
  if (fault !== undefined) return reject(fault);
  const incidentRow = findIncidentRow(state, command.incident);
  const late =
    checkOrder(
      context.at,
      state.columns.incidents.openedAt[incidentRow],
      "incident",
      command.incident,
    ) ?? checkRoom(state, incidentRow, command);
  if (late !== undefined) return reject(late);
  const isDeferred = state.columns.incidents.state[incidentRow] === incidentStates.code.deferred;
  const warnings: SendWarning[] = isDeferred ? [deferredWarning(command.incident)] : [];
  warnOfDirective(state, command, incidentRow, warnings);
  const isBarred = warnings.some(({ warning }) => isOfDirective(warning.code));
  const refusals: Refusal[] = [];
  for (const unit of command.units) {
    const refusal = checkUnitOf(state, command, context, incidentRow, unit, warnings);
    if (refusal !== undefined) refusals.push(refusal);
  }
  const unaccepted = findUnaccepted(warnings, command.accept);
  if (unaccepted !== undefined) refusals.push(unaccepted);
  if (refusals.length > 0) return reject(joinRefusals(refusals));
  const said = warnings.length === 0 ? [] : warnings.map(({ warning }) => warning);
  if (hasEnoughUnits(state, incidentRow))
    said.push({
      code: "incident.enough-units",
      message: `incident ${command.incident} has what its plan asks for`,
    });
  if (isDeferred) takeUpIncident(state, context.at, incidentRow, "unit sent", undefined);
  if (isBarred) restoreIncident(state, context.at, incidentRow, "unit sent");
  let stored = command.recommendation ?? null;
  for (let index = 0; index < command.units.length; index += 1) {
    applyStep(state, context.at, incidentRow, index, command, stored);
    stored = null;
  }
  settleIncident(state, context.at, incidentRow);
  return said.length === 0 ? accept() : accept({}, said);
}

/** To send to who was told to wait is a decision of its own; whoever waits in front of it may ask why. */
function deferredWarning(incident: number): SendWarning {
  const message = `incident ${incident} is deferred; sending takes it up`;
  return { needed: true, warning: { code: "incident.deferred", message } };
}

function isOfDirective(code: WarningCode): boolean {
  return code === "incident.withheld" || code === "incident.limited";
}

/** To send all the same is a decision of its own, and counted as one. */
function warnOfDirective(
  state: RegionState,
  { incident, units }: Of<"unit.send">,
  incidentRow: number,
  warnings: SendWarning[],
): void {
  const { incidents } = state.columns;
  if (incidents.directive[incidentRow] === 0) return;
  const under = `under directive ${incidents.directive[incidentRow]}`;
  if (incidents.barred[incidentRow] === everybody) {
    const message = `the dispatch to incident ${incident} is withheld ${under}; sending restores it`;
    warnings.push({ needed: true, warning: { code: "incident.withheld", message } });
    return;
  }
  for (const unit of units) {
    if (!hasUnit(state, unit) || !isBarredUnit(state, incidentRow, unit)) continue;
    const message = `${unitName(state, unit)} has a skill that is not sent to incident ${incident} ${under}; sending it restores the dispatch`;
    warnings.push({ needed: true, warning: { code: "incident.limited", unit, message } });
  }
}

function findUnaccepted(
  warnings: readonly SendWarning[],
  accepted: readonly WarningCode[] | undefined,
): Refusal | undefined {
  if (warnings.length === 0) return undefined;
  const missing = warnings.filter(
    ({ needed, warning }) => needed && accepted?.includes(warning.code) !== true,
  );
  if (missing.length === 0) return undefined;
  const why = missing.map(({ warning }) => warning.message).join("; ");
  const codes = new Set(missing.map(({ warning }) => warning.code));
  return refuse("needs.acceptance", `${why}; accept it or choose otherwise`, [...codes]);
}

function checkMode({ mode, accept: accepted }: Of<"unit.send">): Refusal | undefined {
  if (mode !== undefined && mode !== "send" && mode !== "divert" && mode !== "stack")
    return refuse("value.invalid", "mode: expected send, divert or stack");
  if (accepted === undefined || Array.isArray(accepted)) return undefined;
  return refuse("value.invalid", "accept: expected a list of warning codes");
}

function checkRoom(
  state: RegionState,
  incidentRow: number,
  { incident, units }: Of<"unit.send">,
): Refusal | undefined {
  const { incidents, head } = state.columns;
  if (incidents.allocations[incidentRow] + units.length > limits.allocationsPerIncident)
    return refuse(
      "limit.allocations-per-incident",
      `incident ${incident} had ${limits.allocationsPerIncident} allocations; open another for the same place`,
    );
  if (head.heldAllocations[0] + units.length > limits.allocations)
    return refuse(
      "limit.allocations",
      `the region holds ${limits.allocations} allocations, which is its limit; close incidents`,
    );
  return undefined;
}

function checkUnitList(units: readonly number[]): Refusal | undefined {
  if (!Array.isArray(units)) return refuse("value.invalid", "units: expected a list of unit ids");
  if (units.length === 0) return refuse("value.invalid", "units: got none, expected at least one");
  if (units.length > limits.unitsPerCommand)
    return refuse(
      "value.invalid",
      `units: got ${units.length}, expected at most ${limits.unitsPerCommand}`,
    );
  if (units.length > 1 && new Set(units).size !== units.length)
    return refuse("value.invalid", "units: one stands there twice");
  return undefined;
}

function hasEnoughUnits(state: RegionState, incidentRow: number): boolean {
  const { incidents } = state.columns;
  if (incidents.activeUnits[incidentRow] === 0) return false;
  const plan = planOf(getPolicy(state), incidents.type[incidentRow], incidents.served[incidentRow]);
  return plan.length > 0 && countUnmet(state, incidentRow) === 0;
}

/** Checks one unit and collects what a person should see. */
function checkUnitOf(
  state: RegionState,
  command: Of<"unit.send">,
  context: CommandContext,
  incidentRow: number,
  unit: number,
  warnings: SendWarning[],
): Refusal | undefined {
  const { units } = state.columns;
  const fault = checkSendable(state, unit, command.incident, incidentRow, context);
  if (fault !== undefined) return fault;
  warnOfUnit(state, command, incidentRow, unit, warnings);
  const active = findActiveAllocation(state, unit);
  const mode = command.mode ?? "send";
  if (active < 0) {
    if (mode === "divert")
      return refuse(
        "unit.not-allocated",
        `${unitName(state, unit)} has no incident to be diverted from; send it`,
      );
    if (units.status[unit] === statuses.committed)
      return refuse("unit.wrong-state", `${unitName(state, unit)} is committed and not deployable`);
    return undefined;
  }
  if (mode === "divert") {
    warnOfDivert(state, incidentRow, unit, active, warnings);
    return undefined;
  }
  if (units.stacked[unit] >= limits.stackedPerUnit)
    return refuse(
      "limit.stack",
      `${unitName(state, unit)} has ${limits.stackedPerUnit} incidents on its stack, which is the limit`,
    );
  if (mode === "stack") return undefined;
  const message = `${unitName(state, unit)} is on incident ${incidentOf(state, active)}; divert it or stack this one`;
  if (getPolicy(state).config.doubleBooking === "refuse") return refuse("unit.busy", message);
  warnings.push({ needed: true, warning: { code: "unit.double-booked", unit, message } });
  return undefined;
}

/** What of the unit itself a person should see. */
function warnOfUnit(
  state: RegionState,
  { recommendation }: Of<"unit.send">,
  incidentRow: number,
  unit: number,
  warnings: SendWarning[],
): void {
  if (!fitsPlan(state, unit, incidentRow)) {
    const message = `${unitName(state, unit)} fits no need of the response plan`;
    warnings.push({ needed: false, warning: { code: "unit.not-qualified", unit, message } });
  }
  if (recommendation === undefined || recommendation === null) return;
  const option = recommendation.options.find((each) => each.unit === unit);
  if (option?.positionStale !== true) return;
  const minutes = Math.round(option.positionAgeSeconds / 60);
  const message = `the position of ${unitName(state, unit)} is ${minutes} min old; ask where it is`;
  warnings.push({ needed: false, warning: { code: "unit.position-stale", unit, message } });
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
  if (units.emergencyAt[unit] !== 0)
    return refuse(
      "unit.wrong-state",
      `${unitName(state, unit)} has an emergency; it can not be sent elsewhere`,
    );
  if (units.status[unit] === statuses.unavailable)
    return refuse(
      "unit.wrong-state",
      `${unitName(state, unit)} is unavailable (${unavailabilityReasons.names[units.reason[unit]]}); make it available first`,
    );
  if (findAllocation(state, unit, incidentRow) >= 0)
    return refuse(
      "unit.already-allocated",
      `${unitName(state, unit)} is allocated to incident ${incident} already`,
    );
  return checkUnitOrder(state, context.at, units.statusAt[unit], unit);
}

function warnOfDivert(
  state: RegionState,
  incidentRow: number,
  unit: number,
  active: number,
  warnings: SendWarning[],
): void {
  const { allocations, incidents } = state.columns;
  const from = allocations.incident[active];
  const fromGrade = incidents.served[from];
  const grade = incidents.served[incidentRow];
  const { diverts } = getPolicy(state);
  const isRuled = diverts.isRuled && fromGrade > grade;
  // Off an equal or higher grade, or against the region's rule, is a decision of its own, never a by-product.
  const needed =
    fromGrade <= grade ||
    (isRuled && !mayTakeOff(diverts, grade, fromGrade, allocations.state[active]));
  const rule = isRuled && needed ? "; the region's rule of diverts takes no unit off that" : "";
  const message = `${unitName(state, unit)} leaves incident ${incidents.number[from]} (${grades.names[fromGrade]})${rule}`;
  warnings.push({ needed, warning: { code: "unit.diverted", unit, message } });
}

function fitsPlan(state: RegionState, unit: number, incidentRow: number): boolean {
  const { incidents, units } = state.columns;
  const plan = planOf(getPolicy(state), incidents.type[incidentRow], incidents.served[incidentRow]);
  for (let line = 0; line < plan.length; line += 1)
    if (((units.serves[unit] >> plan[line].need) & 1) === 1) return true;
  return plan.length === 0;
}

function applyStep(
  state: RegionState,
  at: number,
  incidentRow: number,
  index: number,
  command: Of<"unit.send">,
  stored: Recommendation | null,
): void {
  const unit = command.units[index];
  const active = findActiveAllocation(state, unit);
  const isStacked = active >= 0 && command.mode !== "divert";
  // To stack an incident is no sign of life: the unit's alarm stays.
  if (!isStacked) settleWelfare(state, at, unit);
  if (active >= 0 && !isStacked) {
    const from = state.columns.allocations.incident[active];
    endAllocation(state, at, active, "diverted", undefined);
    settleIncident(state, at, from);
  }
  const rank = Math.min(placeOf(command, index) + 1, limits.recommendationOptions);
  allocateUnit(state, at, unit, incidentRow, isStacked ? "stacked" : "active", rank, stored);
}

/** Place of a unit of the command in the ranking it was taken from, from 0; -1 = it was taken by hand. */
function placeOf({ units, recommendation, ranked }: Of<"unit.send">, index: number): number {
  if (ranked === true) return index;
  if (recommendation === undefined || recommendation === null) return -1;
  return recommendation.options.findIndex((option) => option.unit === units[index]);
}
