/**
 * Deciders of what the community does. A report comes in as a contact of the channel `community`; it becomes part of an incident only
 * after the room has graded its source and its content, each by itself, and a person has linked it or opened one from it: a
 * report that nobody graded dispatches nobody.
 */

import type { Actor } from "../authority.ts";
import type { Command, CommandContext } from "../commands.ts";
import { describeContact, receiveContact } from "../contact/changes.ts";
import {
  accept,
  checkCode,
  checkContact,
  checkLocation,
  checkName,
  checkText,
  reject,
  shown,
  type Decision,
} from "../decision.ts";
import type { Location } from "../events.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { findContactRow, getPolicy, type RegionState } from "../state/region-state.ts";
import {
  channels,
  checkResults,
  contactStates,
  contentGrades,
  refugeOpenings,
  sourceGrades,
} from "../vocabulary.ts";
import { gradeContact, makeCheckOn, setRefuge } from "./changes.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

/** Who keeps a refuge says whether it is open; of the community nobody else does. */
export function checkKeeper(
  { policy }: RegionState,
  { role, account }: Actor,
  command: Command,
): Refusal | undefined {
  if (role !== "community" || command.type !== "community.shelter" || policy === undefined)
    return undefined;
  const index = policy.refugeIndex.get(command.refuge) ?? -1;
  if (policy.refuges[index]?.keepers.includes(account) === true) return undefined;
  return refuse(
    "role.not-allowed",
    "only those who keep the refuge say whether it is open; ask the room to be named as one",
  );
}

/** What of the community nobody has graded yet joins no incident; undefined where nothing stands in the way. */
export function checkGraded(state: RegionState, contact: number): Refusal | undefined {
  const row = findContactRow(state, contact);
  const { channel, sourceGrade, contentGrade } = state.columns.contacts;
  if (row < 0 || channel[row] !== channels.code.community) return undefined;
  if (sourceGrade[row] > 0 && contentGrade[row] > 0) return undefined;
  return refuse(
    "contact.not-graded",
    `contact ${contact} is a report of the community; grade its source and its content first`,
  );
}

function checkWords(words: string | undefined): Refusal | undefined {
  if (typeof words !== "string" || words.trim() === "")
    return refuse("value.invalid", "words: got none, expected what was seen");
  return checkText("words", words, limits.noteLength);
}

function checkPlace(location: Location | undefined): Refusal | undefined {
  return location === undefined ? undefined : checkLocation(location);
}

function checkRoom(state: RegionState): Refusal | undefined {
  if (state.columns.head.heldContacts[0] < limits.contacts) return undefined;
  return refuse(
    "limit.contacts",
    `the region holds ${limits.contacts} contacts, which is its limit`,
  );
}

export function decideCommunityReport(
  state: RegionState,
  command: Of<"community.report">,
  { at }: CommandContext,
): Decision {
  const { words, incidentType, location, place } = command;
  const fault =
    checkWords(words) ??
    checkText("place", place, limits.placeLength) ??
    checkPlace(location) ??
    (incidentType === undefined
      ? undefined
      : checkCode("incidentTypes", getPolicy(state).typeIndex, incidentType)) ??
    checkRoom(state);
  if (fault !== undefined) return reject(fault);
  const text = { words, ...(place === undefined ? {} : { place }) };
  const row = receiveContact(state, at, "community", false, location ?? null, text);
  if (incidentType !== undefined) describeContact(state, at, row, false, incidentType, null, {});
  return accept({ contact: state.columns.contacts.number[row] });
}

export function decideShelter(
  state: RegionState,
  command: Of<"community.shelter">,
  { at }: CommandContext,
): Decision {
  const { refuge, opening, places } = command;
  const { refugeIndex } = getPolicy(state);
  const fault =
    checkCode("refuges", refugeIndex, refuge) ?? checkName("opening", refugeOpenings, opening);
  if (fault !== undefined) return reject(fault);
  const isCount =
    places === undefined ||
    (Number.isInteger(places) && places >= 0 && places <= limits.refugePlaces);
  if (!isCount || Object.is(places, -0))
    return reject(
      refuse(
        "value.invalid",
        `places: got ${shown(places ?? -1)}, expected a count up to ${limits.refugePlaces}`,
      ),
    );
  setRefuge(state, at, refugeIndex.get(refuge) ?? 0, opening, places ?? null);
  return accept();
}

/** Who needs help becomes a contact, as a report does. */
export function decideCheckOn(
  state: RegionState,
  command: Of<"community.check-on">,
  { at }: CommandContext,
): Decision {
  const { area, result, words, location } = command;
  const { areaIndex } = getPolicy(state);
  const needsHelp = result === "needs help";
  const fault =
    checkCode("areas", areaIndex, area) ??
    checkName("result", checkResults, result) ??
    (needsHelp ? (checkWords(words) ?? checkRoom(state)) : undefined) ??
    checkPlace(location);
  if (fault !== undefined) return reject(fault);
  if (!needsHelp && (words !== undefined || location !== undefined))
    return reject(
      refuse("value.invalid", "words and location are for somebody who needs help; leave them out"),
    );
  const row = needsHelp
    ? receiveContact(state, at, "community", false, location ?? null, { words: words ?? "" })
    : -1;
  const contact = row < 0 ? null : state.columns.contacts.number[row];
  makeCheckOn(state, at, areaIndex.get(area) ?? 0, result, contact);
  return accept(contact === null ? undefined : { contact });
}

export function decideGrade(
  state: RegionState,
  command: Of<"contact.grade">,
  { at }: CommandContext,
): Decision {
  const { contact, sourceGrade, contentGrade } = command;
  const fault =
    checkContact(state, contact) ??
    checkName("sourceGrade", sourceGrades, sourceGrade) ??
    checkName("contentGrade", contentGrades, contentGrade);
  if (fault !== undefined) return reject(fault);
  if (sourceGrade === "not graded" || contentGrade === "not graded")
    return reject(refuse("value.invalid", "both are graded, each by itself; got one that is not"));
  const row = findContactRow(state, contact);
  const { contacts } = state.columns;
  if (contacts.state[row] === contactStates.code.ended)
    return reject(refuse("contact.wrong-state", `contact ${contact} has ended`));
  gradeContact(state, at, row, sourceGrade, contentGrade);
  return accept();
}
