/**
 * Deciders of contacts. Nothing merges by itself: a contact joins an incident by a person's command, and leaves it by
 * one, as often as somebody changes their mind.
 */

import { endAlarmOf } from "../alarm/changes.ts";
import type { Command, CommandContext } from "../commands.ts";
import { checkGraded } from "../community/decide.ts";
import {
  accept,
  checkCode,
  checkContact,
  checkLocation,
  checkName,
  checkOpenIncident,
  checkOrder,
  checkText,
  reject,
  type Decision,
} from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import {
  findContactRow,
  findIncidentRow,
  getPolicy,
  type RegionState,
} from "../state/region-state.ts";
import {
  callBackResults,
  channels,
  contactOutcomes,
  contactStates,
  incidentStates,
} from "../vocabulary.ts";
import {
  abandonContact,
  answerContact,
  callBackContact,
  describeContact,
  endContact,
  linkContact,
  receiveContact,
  unlinkContact,
} from "./changes.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;
const states = contactStates.code;

const ringing = [states.ringing];
const abandoned = [states.abandoned];
const linked = [states.linked];
const withCaller = [states.ringing, states.answered];
/** Somebody has taken it, or it is due to be called back. */
const taken = [states.answered, states.abandoned];
const notEnded = [states.ringing, states.answered, states.abandoned, states.linked];

interface ContactWords {
  readonly callerName?: string;
  readonly callerNumber?: string;
  readonly words?: string;
  readonly place?: string;
}

/** One after the other and not as a list: every call begins with this. */
function checkWords({ callerName, callerNumber, words, place }: ContactWords): Refusal | undefined {
  return (
    checkText("callerName", callerName, limits.nameLength) ??
    checkText("callerNumber", callerNumber, limits.phoneLength) ??
    checkText("words", words, limits.noteLength) ??
    checkText("place", place, limits.placeLength)
  );
}

/** Only the words that were given; undefined when there are none. */
function wordsOf(words: ContactWords): ContactWords | undefined {
  const { callerName, callerNumber, words: said, place } = words;
  if (
    callerName === undefined &&
    callerNumber === undefined &&
    said === undefined &&
    place === undefined
  )
    return undefined;
  const given: { -readonly [Key in keyof ContactWords]: ContactWords[Key] } = {};
  if (callerName !== undefined) given.callerName = callerName;
  if (callerNumber !== undefined) given.callerNumber = callerNumber;
  if (said !== undefined) given.words = said;
  if (place !== undefined) given.place = place;
  return given;
}

export function decideReceive(
  state: RegionState,
  command: Of<"contact.receive">,
  context: CommandContext,
): Decision {
  const { location } = command;
  const fault =
    checkName("channel", channels, command.channel) ??
    checkWords(command) ??
    (location === undefined ? undefined : checkLocation(location));
  if (fault !== undefined) return reject(fault);
  if (state.columns.head.heldContacts[0] >= limits.contacts)
    return reject(
      refuse("limit.contacts", `the region holds ${limits.contacts} contacts, which is its limit`),
    );
  const callBack = (command.callerNumber ?? "").trim() !== "";
  const row = receiveContact(
    state,
    context.at,
    command.channel,
    callBack,
    location ?? null,
    wordsOf(command),
  );
  return accept({ contact: state.columns.contacts.number[row] });
}

/** The contact's row, or the refusal when it is unknown, in another state or changed after `at`. */
function findOpen(
  state: RegionState,
  contact: number,
  context: CommandContext,
  allowed: readonly number[],
  verb: string,
): number | Refusal {
  const fault = checkContact(state, contact);
  if (fault !== undefined) return fault;
  const row = findContactRow(state, contact);
  const { contacts } = state.columns;
  if (!allowed.includes(contacts.state[row]))
    return refuse(
      "contact.wrong-state",
      `contact ${contact} is ${contactStates.names[contacts.state[row]]}; it can not be ${verb} now`,
    );
  const lastAt = Math.max(contacts.ringingAt[row], contacts.answeredAt[row]);
  if (context.at < lastAt) return checkOrder(context.at, lastAt, "contact", contact) ?? row;
  return row;
}

/** Ends the contact's alarm when there is one: somebody acted. */
function settle(state: RegionState, at: number, row: number): void {
  endAlarmOf(state, at, state.columns.contacts.alarm, row);
}

export function decideAnswer(
  state: RegionState,
  command: Of<"contact.answer">,
  context: CommandContext,
): Decision {
  const row = findOpen(state, command.contact, context, ringing, "answered");
  if (typeof row !== "number") return reject(row);
  settle(state, context.at, row);
  answerContact(state, context.at, row);
  return accept();
}

export function decideAbandon(
  state: RegionState,
  command: Of<"contact.abandon">,
  context: CommandContext,
): Decision {
  const row = findOpen(state, command.contact, context, withCaller, "abandoned");
  if (typeof row !== "number") return reject(row);
  const policy = getPolicy(state);
  const wait = state.columns.contacts.callBack[row] === 1 ? policy.callBack : policy.trace;
  settle(state, context.at, row);
  abandonContact(state, context.at, row, context.at + wait);
  return accept();
}

export function decideDescribe(
  state: RegionState,
  command: Of<"contact.describe">,
  context: CommandContext,
): Decision {
  const row = findOpen(state, command.contact, context, notEnded, "described");
  if (typeof row !== "number") return reject(row);
  const policy = getPolicy(state);
  const fault =
    checkWords(command) ??
    (command.location === undefined ? undefined : checkLocation(command.location)) ??
    (command.incidentType === undefined
      ? undefined
      : checkCode("incidentTypes", policy.typeIndex, command.incidentType));
  if (fault !== undefined) return reject(fault);
  const { contacts } = state.columns;
  const callBack =
    command.callerNumber === undefined
      ? contacts.callBack[row] === 1
      : command.callerNumber.trim() !== "";
  describeContact(
    state,
    context.at,
    row,
    callBack,
    command.incidentType ?? null,
    command.location ?? null,
    wordsOf(command) ?? {},
  );
  return accept();
}

export function decideCallBack(
  state: RegionState,
  command: Of<"contact.call-back">,
  context: CommandContext,
): Decision {
  const row = findOpen(state, command.contact, context, abandoned, "called back");
  if (typeof row !== "number") return reject(row);
  const fault = checkName("result", callBackResults, command.result);
  if (fault !== undefined) return reject(fault);
  if (state.columns.contacts.attempts[row] >= limits.callBackAttempts)
    return reject(
      refuse(
        "contact.wrong-state",
        `contact ${command.contact} was called back often enough; end it`,
      ),
    );
  const policy = getPolicy(state);
  const wait = command.result === "reached" ? policy.trace : policy.callBack;
  settle(state, context.at, row);
  callBackContact(state, context.at, row, command.result, context.at + wait);
  return accept();
}

export function decideLink(
  state: RegionState,
  command: Of<"contact.link">,
  context: CommandContext,
): Decision {
  const { contacts, incidents } = state.columns;
  const known = findContactRow(state, command.contact);
  if (known >= 0 && contacts.state[known] === states.linked)
    return reject(
      refuse(
        "contact.already-linked",
        `contact ${command.contact} belongs to incident ${incidents.number[contacts.incident[known]]}; unlink it first`,
      ),
    );
  const row = findOpen(state, command.contact, context, taken, "linked");
  if (typeof row !== "number") return reject(row);
  const fault = checkOpenIncident(state, command.incident) ?? checkGraded(state, command.contact);
  if (fault !== undefined) return reject(fault);
  const incidentRow = findIncidentRow(state, command.incident);
  if (incidents.contacts[incidentRow] >= limits.contactsPerIncident)
    return reject(
      refuse(
        "limit.contacts-per-incident",
        `incident ${command.incident} has ${limits.contactsPerIncident} contacts`,
      ),
    );
  settle(state, context.at, row);
  linkContact(state, context.at, row, incidentRow);
  return accept();
}

export function decideUnlink(
  state: RegionState,
  command: Of<"contact.unlink">,
  context: CommandContext,
): Decision {
  const { contacts, incidents } = state.columns;
  const known = findContactRow(state, command.contact);
  if (known >= 0 && contacts.state[known] !== states.linked)
    return reject(
      refuse("contact.not-linked", `contact ${command.contact} belongs to no incident`),
    );
  const row = findOpen(state, command.contact, context, linked, "unlinked");
  if (typeof row !== "number") return reject(row);
  if (incidents.state[contacts.incident[row]] === incidentStates.code.closed)
    return reject(
      refuse("incident.closed", "its incident is closed; reopen that first, with a reason"),
    );
  const { callBack, trace } = getPolicy(state);
  const wasAbandoned = contacts.stateBefore[row] === states.abandoned;
  unlinkContact(state, context.at, row, context.at + callBack);
  // Leaving an incident reaches nobody: who was due to be called back, answered once or never, is due again.
  if (wasAbandoned)
    abandonContact(
      state,
      context.at,
      row,
      context.at + (contacts.callBack[row] === 1 ? callBack : trace),
    );
  return accept();
}

export function decideEnd(
  state: RegionState,
  command: Of<"contact.end">,
  context: CommandContext,
): Decision {
  const row = findOpen(state, command.contact, context, taken, "ended");
  if (typeof row !== "number") return reject(row);
  const fault = checkName("outcome", contactOutcomes, command.outcome);
  if (fault !== undefined) return reject(fault);
  settle(state, context.at, row);
  endContact(state, context.at, row, command.outcome);
  return accept();
}
