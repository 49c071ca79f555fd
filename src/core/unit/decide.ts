/**
 * Deciders of units. The state machine is small and strict: off -> available by booking on; between available,
 * unavailable and the two committed statuses by hand; everything else comes from allocations. An emergency beats all.
 */

import { checkNotAway, checkOwnDuty } from "../aid/check.ts";
import { endAlarmOf, raiseAlarm, returnAlarm } from "../alarm/changes.ts";
import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkBookedOn,
  checkCode,
  checkCodes,
  checkName,
  checkPoint,
  checkReason,
  checkUnit,
  checkUnitOrder,
  reject,
  shown,
  unitName,
  type Decision,
} from "../decision.ts";
import { checkHandOverWords, handOverOfCrew, listItemsOfCrew } from "../hand-over/book-off.ts";
import { limits } from "../limits.ts";
import { refuse } from "../refusal.ts";
import { skillCodes } from "../roster/read.ts";
import { findShiftToBookOn, leaveShift, turnUp } from "../roster/turn-up.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import {
  alarmStates,
  positionSources,
  unavailabilityReasons,
  unitStatuses,
  type UnitStatus,
} from "../vocabulary.ts";
import {
  bookOffUnit,
  bookOnUnit,
  confirmWelfare,
  endEmergency,
  placeUnit,
  raiseEmergency,
  registerUnit,
  setUnitStatus,
} from "./changes.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

/** Ends the welfare alarm when there is one: a sign of life came. */
export function settleWelfare(state: RegionState, at: number, unit: number): void {
  endAlarmOf(state, at, state.columns.units.welfareAlarm, unit);
}

const callSignPattern = /^[A-Z0-9][A-Z0-9-]*$/;

export function decideRegister(
  state: RegionState,
  command: Of<"unit.register">,
  context: CommandContext,
): Decision {
  const policy = getPolicy(state);
  const callSign = command.callSign;
  const known = state.text?.unitOfCallSign.get(callSign);
  if (known !== undefined)
    return reject(refuse("unit.known", `${callSign} is registered already, as unit ${known}`));
  if (
    typeof callSign !== "string" ||
    !callSignPattern.test(callSign) ||
    callSign.length > limits.callSignLength
  )
    return reject(
      refuse(
        "value.invalid",
        `callSign: expected capital letters, digits and hyphens, at most ${limits.callSignLength}`,
      ),
    );
  const fault =
    checkCode("vehicles", policy.vehicleIndex, command.vehicle) ??
    checkCodes("skills", policy.skillIndex, command.skills) ??
    checkCode("areas", policy.areaIndex, command.area) ??
    checkBase(command.base);
  if (fault !== undefined) return reject(fault);
  if (state.columns.head.units[0] >= limits.units)
    return reject(
      refuse("limit.units", `the region has ${limits.units} units, which is its limit`),
    );
  const { vehicle, skills, area, base } = command;
  return accept({
    unit: registerUnit(state, context.at, { callSign, vehicle, skills, area, base }),
  });
}

function checkBase(base: Of<"unit.register">["base"]): ReturnType<typeof checkPoint> {
  return checkPoint(base?.latE7, base?.lonE7);
}

/** What a unit books on with when nobody says it: what is planned for the shift it comes for, else what it has. */
function listSkills(state: RegionState, unit: number, at: number): string[] {
  const { units, shifts } = state.columns;
  const row = findShiftToBookOn(state, units.firstShift[unit], at);
  const planned = row < 0 ? 0 : shifts.skills[row];
  return skillCodes(state, planned === 0 ? units.skills[unit] : planned);
}

export function decideBookOn(
  state: RegionState,
  command: Of<"unit.book-on">,
  context: CommandContext,
): Decision {
  const { unit, crew } = command;
  const fault = checkUnit(state, unit) ?? checkOwnDuty(state, unit);
  if (fault !== undefined) return reject(fault);
  const { units } = state.columns;
  if (units.status[unit] !== unitStatuses.code.off)
    return reject(refuse("unit.wrong-state", `${unitName(state, unit)} is booked on already`));
  if (!Number.isInteger(crew) || crew < 1 || crew > 50)
    return reject(refuse("value.invalid", `crew: got ${shown(crew)}, expected 1 to 50`));
  const late =
    checkUnitOrder(state, context.at, units.statusAt[unit], unit) ??
    checkCodes("skills", getPolicy(state).skillIndex, command.skills ?? []);
  if (late !== undefined) return reject(late);
  const skills = command.skills ?? listSkills(state, unit, context.at);
  bookOnUnit(state, context.at, unit, crew, skills);
  turnUp(state, context.at, units.firstShift[unit], crew);
  return accept();
}

export function decideBookOff(
  state: RegionState,
  command: Of<"unit.book-off">,
  context: CommandContext,
): Decision {
  const { unit, words } = command;
  const fault =
    checkBookedOn(state, unit) ??
    checkOwnDuty(state, unit) ??
    checkIdle(state, unit, "books off") ??
    checkHandOverWords(words);
  if (fault !== undefined) return reject(fault);
  const late = checkUnitOrder(state, context.at, state.columns.units.statusAt[unit], unit);
  if (late !== undefined) return reject(late);
  if (state.columns.units.emergencyAt[unit] !== 0)
    return reject(
      refuse(
        "unit.wrong-state",
        `${unitName(state, unit)} has an emergency; end that first, with a reason`,
      ),
    );
  const items = listItemsOfCrew(state, unit).length;
  settleWelfare(state, context.at, unit);
  bookOffUnit(state, context.at, unit);
  leaveShift(state, context.at, state.columns.units.shift[unit]);
  const { handOver, warnings } = handOverOfCrew(state, context.at, unit, words, items);
  if (warnings.length === 0) return accept();
  return accept(handOver === undefined ? {} : { handOver }, warnings);
}

function checkIdle(state: RegionState, unit: number, verb: string): ReturnType<typeof checkUnit> {
  if (state.columns.units.firstAllocation[unit] < 0) return undefined;
  return refuse(
    "unit.busy",
    `${unitName(state, unit)} has an incident; clear it or stand it down before it ${verb}`,
  );
}

const byHand: readonly UnitStatus[] = [
  "available",
  "unavailable",
  "committed",
  "committed deployable",
];

export function decideSetStatus(
  state: RegionState,
  command: Of<"unit.set-status">,
  context: CommandContext,
): Decision {
  const { unit, status } = command;
  const fault = checkBookedOn(state, unit) ?? checkNotAway(state, unit);
  if (fault !== undefined) return reject(fault);
  const unnamed =
    checkName("status", unitStatuses, status) ??
    (command.reason === undefined
      ? undefined
      : checkName("reason", unavailabilityReasons, command.reason));
  if (unnamed !== undefined) return reject(unnamed);
  if (command.reason === "lent")
    return reject(
      refuse("value.invalid", 'reason: "lent" comes from mutual aid alone; use aid.commit'),
    );
  if (!byHand.includes(status))
    return reject(
      refuse(
        "unit.wrong-state",
        `${unitName(state, unit)}: "${status}" comes from an incident; send, progress or book it off instead`,
      ),
    );
  const label = command.label ?? null;
  const units = state.columns.units;
  const bad =
    checkIdle(state, unit, `becomes ${status}`) ??
    (label === null ? undefined : checkCode("statusLabels", getPolicy(state).labelIndex, label)) ??
    checkUnitOrder(state, context.at, units.statusAt[unit], unit);
  if (bad !== undefined) return reject(bad);
  settleWelfare(state, context.at, unit);
  setUnitStatus(state, context.at, unit, status, command.reason ?? "not given", label);
  return accept();
}

export function decidePlace(
  state: RegionState,
  command: Of<"unit.place">,
  context: CommandContext,
): Decision {
  const { units } = state.columns;
  const fault =
    checkUnit(state, command.unit) ??
    checkPoint(command.latE7, command.lonE7) ??
    checkName("source", positionSources, command.source) ??
    checkUnitOrder(state, context.at, units.positionAt[command.unit], command.unit);
  if (fault !== undefined) return reject(fault);
  placeUnit(
    state,
    context.at,
    command.unit,
    command.latE7,
    command.lonE7,
    context.at,
    command.source,
  );
  return accept();
}

export function decideWelfare(
  state: RegionState,
  command: Of<"unit.confirm-welfare">,
  context: CommandContext,
): Decision {
  const { units, alarms } = state.columns;
  const { unit } = command;
  const fault = checkBookedOn(state, unit);
  if (fault !== undefined) return reject(fault);
  // An old sign of life says nothing about an alarm that came after it.
  const alarm = units.welfareAlarm[unit];
  const since = alarm < 0 ? 0 : alarms.raisedAt[alarm];
  const late = checkUnitOrder(state, context.at, Math.max(units.statusAt[unit], since), unit);
  if (late !== undefined) return reject(late);
  settleWelfare(state, context.at, unit);
  confirmWelfare(state, context.at, command.unit);
  return accept();
}

/** No status, role rule or order of entries stands in the way of an emergency; pressing twice changes nothing. */
export function decideEmergency(
  state: RegionState,
  command: Of<"unit.raise-emergency">,
  context: CommandContext,
): Decision {
  const fault = checkUnit(state, command.unit);
  if (fault !== undefined) return reject(fault);
  const units = state.columns.units;
  if (units.emergencyAt[command.unit] !== 0) return pressAgain(state, context.at, command.unit);
  raiseEmergency(state, context.at, command.unit);
  if (units.emergencyAlarm[command.unit] < 0)
    raiseAlarm(state, context.at, "emergency", command.unit);
  return accept();
}

/** Who presses again while it lasts calls for help again: an alarm that was made quiet does not stay so. */
function pressAgain(state: RegionState, at: number, unit: number): Decision {
  const alarm = state.columns.units.emergencyAlarm[unit];
  if (alarm >= 0 && state.columns.alarms.state[alarm] !== alarmStates.code.raised)
    returnAlarm(state, Math.max(at, state.columns.alarms.raisedAt[alarm]), alarm);
  return accept();
}

export function decideEndEmergency(
  state: RegionState,
  command: Of<"unit.end-emergency">,
  context: CommandContext,
): Decision {
  const { unit } = command;
  const fault = checkUnit(state, unit) ?? checkReason(command.reason);
  if (fault !== undefined) return reject(fault);
  const units = state.columns.units;
  if (units.emergencyAt[unit] === 0)
    return reject(refuse("unit.no-emergency", `${unitName(state, unit)} has no emergency`));
  const late = checkUnitOrder(state, context.at, units.emergencyAt[unit], unit);
  if (late !== undefined) return reject(late);
  endEmergency(state, context.at, unit, command.reason);
  endAlarmOf(state, context.at, units.emergencyAlarm, unit);
  return accept();
}
