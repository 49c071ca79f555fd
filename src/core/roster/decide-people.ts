/**
 * Deciders of the people of a roster. Somebody is known by a staff number; a name is optional private text. Booking a
 * person on or off looks for the planned shift it is for.
 */

import { endAlarmOf } from "../alarm/changes.ts";
import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkCode,
  checkCodes,
  refuseLate,
  checkText,
  checkUnit,
  reject,
  shown,
  type Decision,
} from "../decision.ts";
import type { Instant } from "../../base/instant.ts";
import { askForHeld, checkHandIn, checkIssued, handInAll, settle } from "../custody/decide.ts";
import { issueItem } from "../custody/changes.ts";
import { handOverOfPerson } from "../hand-over/book-off.ts";
import { comeToRecall } from "../hours/recall.ts";
import { checkHours, overrideHours, reasonOf, type HoursOverride } from "../hours/override.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { getPolicy, hasPerson, type RegionState } from "../state/region-state.ts";
import {
  amendPerson,
  bookOffPerson,
  bookOnPerson,
  registerPerson,
  type PersonFacts,
  signInPerson,
} from "./people-changes.ts";
import { getPerson } from "./read.ts";
import { findShiftToBookOn, leaveShift, turnUp } from "./turn-up.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

const staffNumberPattern = /^[A-Z0-9][A-Z0-9-]*$/;

export function checkPerson(state: RegionState, person: number): Refusal | undefined {
  if (hasPerson(state, person)) return undefined;
  return refuse("person.unknown", `person ${shown(person)}: no such person in this region`);
}

export function personName(state: RegionState, person: number): string {
  return state.text?.staffNumbers[person] ?? `person ${person}`;
}

/** A team or station: a code of the region's list, or none. */
export function checkPlaceOfDuty(
  state: RegionState,
  { team, station }: { readonly team?: string | null; readonly station?: string | null },
): Refusal | undefined {
  const { teamIndex, stationIndex } = getPolicy(state);
  return (
    (team === undefined || team === null
      ? undefined
      : checkCode("roster.teams", teamIndex, team)) ??
    (station === undefined || station === null
      ? undefined
      : checkCode("roster.stations", stationIndex, station))
  );
}

export function decideRegisterPerson(
  state: RegionState,
  command: Of<"person.register">,
  context: CommandContext,
): Decision {
  const policy = getPolicy(state);
  const { staffNumber, post, team = null, station = null, skills, name } = command;
  const known = state.text?.personOfStaffNumber.get(staffNumber);
  if (known !== undefined)
    return reject(
      refuse(
        "person.known",
        `${staffNumber} is registered already, as person ${known}; amend that`,
      ),
    );
  if (
    typeof staffNumber !== "string" ||
    !staffNumberPattern.test(staffNumber) ||
    staffNumber.length > limits.staffNumberLength
  )
    return reject(
      refuse(
        "value.invalid",
        `staffNumber: expected capital letters, digits and hyphens, at most ${limits.staffNumberLength}`,
      ),
    );
  const fault =
    checkCode("roster.posts", policy.postIndex, post) ??
    checkPlaceOfDuty(state, { team, station }) ??
    checkCodes("skills", policy.skillIndex, skills) ??
    checkText("name", name, limits.nameLength);
  if (fault !== undefined) return reject(fault);
  if (state.columns.head.people[0] >= limits.people)
    return reject(
      refuse("limit.people", `the region has ${limits.people} people, which is its limit`),
    );
  const facts = { post, team, station, skills };
  const text = name === undefined ? undefined : { name };
  return accept({ person: registerPerson(state, context.at, staffNumber, facts, text) });
}

export function decideAmendPerson(
  state: RegionState,
  command: Of<"person.amend">,
  context: CommandContext,
): Decision {
  const { person, name } = command;
  const unknown = checkPerson(state, person);
  if (unknown !== undefined) return reject(unknown);
  const policy = getPolicy(state);
  const stands = getPerson(state, person);
  const facts: PersonFacts = {
    post: command.post ?? stands.post,
    team: command.team === undefined ? stands.team : command.team,
    station: command.station === undefined ? stands.station : command.station,
    skills: command.skills ?? stands.skills,
  };
  const fault =
    checkCode("roster.posts", policy.postIndex, facts.post) ??
    checkPlaceOfDuty(state, facts) ??
    checkCodes("skills", policy.skillIndex, facts.skills) ??
    checkText("name", name, limits.nameLength);
  if (fault !== undefined) return reject(fault);
  amendPerson(state, context.at, person, facts, name === undefined ? undefined : { name });
  return accept();
}

export function decideBookOnPerson(
  state: RegionState,
  { person, crewOf, items, override }: Of<"person.book-on">,
  { at }: CommandContext,
): Decision {
  const fault = checkPerson(state, person);
  if (fault !== undefined) return reject(fault);
  const { people } = state.columns;
  if (people.onDutyAt[person] > 0)
    return reject(
      refuse("person.wrong-state", `${personName(state, person)} is booked on already`),
    );
  const unknown =
    (crewOf === undefined ? undefined : checkUnit(state, crewOf)) ??
    checkIssued(state, person, items, at);
  if (unknown !== undefined) return reject(unknown);
  const checked = checkDuty(state, person, at, override);
  if ("refusal" in checked) return reject(checked.refusal);
  bookOnPerson(state, at, person, crewOf);
  turnUp(state, at, people.firstShift[person], 1);
  if (checked.breaches.length > 0)
    overrideHours(state, at, person, null, checked.breaches, reasonOf(override));
  settle(state, at, person);
  comeToRecall(state, at, person);
  for (const item of items ?? []) issueItem(state, at, item, person);
  return accept();
}

/** What was overridden when the shift was planned needs no second override, and who comes back to a shift began before. */
function checkDuty(
  state: RegionState,
  person: number,
  at: Instant,
  override: HoursOverride | undefined,
): ReturnType<typeof checkHours> {
  const { people, shifts } = state.columns;
  const row = findShiftToBookOn(state, people.firstShift[person], at);
  if (row >= 0 && shifts.bookedOnAt[row] > 0) return { breaches: [] };
  const duty = { from: at, until: row < 0 ? at : Math.max(at, shifts.untilAt[row]) };
  return checkHours(state, {
    person,
    name: personName(state, person),
    duty,
    row,
    isNow: true,
    override,
  });
}

export function decideBookOffPerson(
  state: RegionState,
  { person, handIn = false }: Of<"person.book-off">,
  { at }: CommandContext,
): Decision {
  const fault = checkPerson(state, person);
  if (fault !== undefined) return reject(fault);
  const { people } = state.columns;
  const since = people.onDutyAt[person];
  if (since === 0)
    return reject(refuse("person.wrong-state", `${personName(state, person)} is not booked on`));
  const late = at >= since ? undefined : refuseLate(personName(state, person));
  if (late !== undefined) return reject(late);
  const outOfOrder = handIn ? checkHandIn(state, person, at) : undefined;
  if (outOfOrder !== undefined) return reject(outOfOrder);
  if (handIn) handInAll(state, at, person);
  endAlarmOf(state, at, state.columns.people.dutyAlarm, person);
  bookOffPerson(state, at, person);
  leaveShift(state, at, people.shift[person]);
  const asked = askForHeld(state, at, person);
  const { handOver, warnings } = handOverOfPerson(state, at, person);
  const all = asked === undefined ? warnings : [asked, ...warnings];
  if (all.length === 0) return accept();
  return accept(handOver === undefined ? {} : { handOver }, all);
}

export function decideSignIn(
  state: RegionState,
  { person }: Of<"person.note-sign-in">,
  { at }: CommandContext,
): Decision {
  if (!hasPerson(state, person))
    return reject(refuse("person.unknown", `person ${shown(person)}: no such person`));
  signInPerson(state, at, person);
  return accept();
}
