/**
 * Deciders of planned shifts. A shift is of one unit or one person, has a beginning and an end, and overlaps no other of
 * the same. Nothing asks why a plan changes or why somebody does not come: there is no field to answer in.
 */

import type { Instant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkCode,
  checkCodes,
  checkOrder,
  checkUnit,
  reject,
  shown,
  type Decision,
} from "../decision.ts";
import type { HoursBreach } from "../hours/breaches.ts";
import { checkHours, overrideHours, reasonOf, type HoursOverride } from "../hours/override.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { findShiftRow, getPolicy, type RegionState } from "../state/region-state.ts";
import { shiftStates } from "../vocabulary.ts";
import { amendShift, cancelShift, markAbsent, planShift, type ShiftFacts } from "./changes.ts";
import { checkPerson, checkPlaceOfDuty, personName } from "./decide-people.ts";
import { getPerson, getShift, shiftName } from "./read.ts";
import { isMissing, isOpenShift } from "./schedule.ts";
import { isOnDuty, subjectOf } from "./subject.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export function decidePlan(
  state: RegionState,
  command: Of<"shift.plan">,
  { at, now }: CommandContext,
): Decision {
  const unknown = checkSubject(state, command.of);
  if (unknown !== undefined) return reject(unknown);
  const unit = "unit" in command.of ? command.of.unit : null;
  const person = "person" in command.of ? command.of.person : null;
  const facts = plannedFacts(state, command, unit, person);
  const { units, people } = state.columns;
  const first = unit === null ? people.firstShift[person ?? 0] : units.firstShift[unit];
  const fault =
    checkFacts(state, facts, unit !== null, now) ??
    checkOverlap(state, first, -1, facts) ??
    checkRoom(state, first);
  if (fault !== undefined) return reject(fault);
  const checked = checkShiftHours(state, person, facts, -1, command.override);
  if ("refusal" in checked) return reject(checked.refusal);
  const row = planShift(state, at, unit, person, facts);
  noteOverride(state, at, row, checked.breaches, command.override);
  return accept({ shift: state.columns.shifts.number[row] });
}

/** A unit's shift says nothing of who comes, so only a person's is looked at. */
function checkShiftHours(
  state: RegionState,
  person: number | null,
  { fromAt, untilAt }: ShiftFacts,
  row: number,
  override: HoursOverride | undefined,
): ReturnType<typeof checkHours> {
  if (person === null) return { breaches: [] };
  const duty = { from: fromAt, until: untilAt };
  return checkHours(state, {
    person,
    name: personName(state, person),
    duty,
    row,
    isNow: false,
    override,
  });
}

function noteOverride(
  state: RegionState,
  at: Instant,
  row: number,
  breaches: readonly HoursBreach[],
  override: HoursOverride | undefined,
): void {
  if (breaches.length === 0) return;
  const { person, number } = state.columns.shifts;
  overrideHours(state, at, person[row], number[row], breaches, reasonOf(override));
}

function checkSubject(state: RegionState, of: Of<"shift.plan">["of"]): Refusal | undefined {
  if (typeof of !== "object" || of === null || Object.keys(of).length !== 1)
    return refuse("value.invalid", "of: expected one unit or one person that the shift is of");
  return "unit" in of ? checkUnit(state, of.unit) : checkPerson(state, of.person);
}

/** A person's team and station are its own where the plan names none; the area is that of the station or the unit. */
function plannedFacts(
  state: RegionState,
  command: Of<"shift.plan">,
  unit: number | null,
  person: number | null,
): ShiftFacts {
  const own = person === null ? undefined : getPerson(state, person);
  const team = command.team ?? own?.team ?? null;
  const station = command.station ?? own?.station ?? null;
  const { fromAt, untilAt, skills = [], crew = 1 } = command;
  const area = command.area ?? areaOf(state, station, unit);
  return { fromAt, untilAt, team, station, area, skills, crew };
}

function areaOf(state: RegionState, station: string | null, unit: number | null): string | null {
  const { roster, config } = getPolicy(state);
  const lies = roster.stations.find(({ code }) => code === station)?.area;
  if (lies !== undefined) return lies;
  return unit === null ? null : (config.areas[state.columns.units.area[unit]]?.code ?? null);
}

function isTime(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

function checkFacts(
  state: RegionState,
  facts: ShiftFacts,
  isUnit: boolean,
  now: Instant,
): Refusal | undefined {
  const { fromAt, untilAt, area, skills, crew } = facts;
  const { areaIndex, skillIndex } = getPolicy(state);
  if (!isTime(fromAt) || !isTime(untilAt) || untilAt <= fromAt)
    return refuse("value.invalid", "fromAt, untilAt: expected a beginning and a later end");
  if (untilAt - fromAt > limits.shiftMicros)
    return refuse("value.invalid", "untilAt: a planned shift has at most 48 hours; plan two");
  if (untilAt <= now)
    return refuse(
      "value.invalid",
      "untilAt: the shift would be over already; plan what is to come",
    );
  if (fromAt > now + limits.planAheadMicros)
    return refuse("value.invalid", "fromAt: expected a beginning at most 366 days ahead");
  const most = isUnit ? limits.crew : 1;
  if (!Number.isInteger(crew) || crew < 1 || crew > most)
    return refuse("value.invalid", `crew: got ${shown(crew)}, expected 1 to ${most}`);
  return (
    checkPlaceOfDuty(state, facts) ??
    (area === null ? undefined : checkCode("areas", areaIndex, area)) ??
    checkCodes("skills", skillIndex, skills)
  );
}

/** `row` = the shift itself, or -1. */
function checkOverlap(
  state: RegionState,
  first: number,
  row: number,
  { fromAt, untilAt }: ShiftFacts,
): Refusal | undefined {
  const { shifts } = state.columns;
  for (let other = first; other >= 0; other = shifts.nextOfSubject[other]) {
    if (other === row || shifts.untilAt[other] <= fromAt || shifts.fromAt[other] >= untilAt)
      continue;
    return refuse(
      "shift.overlaps",
      `${shiftName(state, other)} has planned shift ${shifts.number[other]} at that time; amend or cancel it first`,
    );
  }
  return undefined;
}

function checkRoom(state: RegionState, first: number): Refusal | undefined {
  const { shifts, head } = state.columns;
  if (head.heldShifts[0] >= limits.shifts)
    return refuse(
      "limit.shifts",
      `the region holds ${limits.shifts} planned shifts, which is its limit; plan fewer weeks ahead`,
    );
  let count = 0;
  for (let row = first; row >= 0; row = shifts.nextOfSubject[row]) count += 1;
  if (count < limits.shiftsOfOne) return undefined;
  return refuse(
    "limit.shifts-of-one",
    `${shiftName(state, first)} has ${limits.shiftsOfOne} planned shifts, which is the limit; plan fewer weeks ahead`,
  );
}

/** The row of a shift that may still be changed `at`; a refusal when there is none. */
function findChangeable(
  state: RegionState,
  shift: number,
  at: Instant,
): { readonly row: number } | { readonly refusal: Refusal } {
  const row = findShiftRow(state, shift);
  if (row < 0)
    return {
      refusal: refuse(
        "shift.unknown",
        `planned shift ${shown(shift)}: no such shift in the operational state`,
      ),
    };
  const { shifts } = state.columns;
  if (!isOpenShift(state, row))
    return { refusal: wrongState(state, row, "plan another one instead") };
  const refusal = checkOrder(at, shifts.changedAt[row], "planned shift", shift);
  return refusal === undefined ? { row } : { refusal };
}

function wrongState(state: RegionState, row: number, advice: string): Refusal {
  const { number, state: codes } = state.columns.shifts;
  return refuse(
    "shift.wrong-state",
    `planned shift ${number[row]} of ${shiftName(state, row)} is ${shiftStates.names[codes[row]]}; ${advice}`,
  );
}

export function decideAmendShift(
  state: RegionState,
  command: Of<"shift.amend">,
  { at, now }: CommandContext,
): Decision {
  const found = findChangeable(state, command.shift, at);
  if ("refusal" in found) return reject(found.refusal);
  const { row } = found;
  const { shifts } = state.columns;
  const facts = amendedFacts(state, row, command);
  if (facts.fromAt !== shifts.fromAt[row] && shifts.bookedOnAt[row] > 0)
    return reject(wrongState(state, row, "its beginning has been; amend its end only"));
  const { firstShift, id } = subjectOf(state, row);
  const fault =
    checkFacts(state, facts, shifts.unit[row] >= 0, now) ??
    checkOverlap(state, firstShift[id], row, facts);
  if (fault !== undefined) return reject(fault);
  if (!isAmended(state, row, facts))
    return reject(
      refuse(
        "shift.unchanged",
        `planned shift ${command.shift} is like that already; say what is other`,
      ),
    );
  const person = shifts.person[row] < 0 ? null : shifts.person[row];
  const isSameTime = facts.fromAt === shifts.fromAt[row] && facts.untilAt === shifts.untilAt[row];
  const checked = isSameTime
    ? { breaches: [] }
    : checkShiftHours(state, person, facts, row, command.override);
  if ("refusal" in checked) return reject(checked.refusal);
  amendShift(state, at, row, facts);
  noteOverride(state, at, row, checked.breaches, command.override);
  return accept();
}

/** What stands, with what the command names instead. A new station brings its area where none is named. */
function amendedFacts(state: RegionState, row: number, command: Of<"shift.amend">): ShiftFacts {
  const stands = getShift(state, row);
  const station = command.station === undefined ? stands.station : command.station;
  const kept = station === stands.station ? stands.area : areaOf(state, station, stands.unit);
  return {
    fromAt: command.fromAt ?? stands.fromAt,
    untilAt: command.untilAt ?? stands.untilAt,
    team: command.team === undefined ? stands.team : command.team,
    station,
    area: command.area === undefined ? kept : command.area,
    skills: command.skills ?? stands.skills,
    crew: command.crew ?? stands.crew,
  };
}

function isAmended(state: RegionState, row: number, facts: ShiftFacts): boolean {
  const { fromAt, untilAt, team, station, area, skills, crew } = getShift(state, row);
  return (
    JSON.stringify({ fromAt, untilAt, team, station, area, skills: skills.toSorted(), crew }) !==
    JSON.stringify({ ...facts, skills: facts.skills.toSorted() })
  );
}

export function decideCancel(
  state: RegionState,
  command: Of<"shift.cancel">,
  { at }: CommandContext,
): Decision {
  const found = findChangeable(state, command.shift, at);
  if ("refusal" in found) return reject(found.refusal);
  if (!isMissing(state, found.row))
    return reject(
      wrongState(state, found.row, "what was served can not be cancelled; book it off"),
    );
  cancelShift(state, at, found.row);
  return accept();
}

export function decideMarkAbsent(
  state: RegionState,
  command: Of<"shift.mark-absent">,
  { at }: CommandContext,
): Decision {
  const found = findChangeable(state, command.shift, at);
  if ("refusal" in found) return reject(found.refusal);
  const { row } = found;
  const { shifts } = state.columns;
  if (!isMissing(state, row) || shifts.state[row] === shiftStates.code.absent)
    return reject(wrongState(state, row, "only one that nobody booked on for becomes absent"));
  if (isOnDuty(state, row) && shifts.fromAt[row] <= at)
    return reject(
      refuse(
        "shift.wrong-state",
        `${shiftName(state, row)} is on duty, and its planned shift has begun; book it off first`,
      ),
    );
  markAbsent(state, at, row);
  return accept();
}
