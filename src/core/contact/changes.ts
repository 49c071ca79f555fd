/**
 * What can happen to a contact. A contact that is not linked and not ended is open work with a time at which
 * something is owed (an answer, a call-back, an end); nothing here lets one disappear.
 */

import type { Instant } from "../../base/instant.ts";
import { assert } from "../../base/assert.ts";
import type { Location } from "../events.ts";
import type { ContactDescribed, ContactReceived } from "./contact-events.ts";
import { advance, writeLocation } from "../state/change.ts";
import { setDue } from "../state/due.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import type { ContactText } from "../state/region-text.ts";
import { giveContactRow, takeContactRow } from "../state/rows.ts";
import {
  channels,
  contactOutcomes,
  contactStates,
  type CallBackResult,
  type Channel,
  type ContactOutcome,
} from "../vocabulary.ts";

const states = contactStates.code;

/** When the answer of a contact that rings now is owed. */
export function answerOwedAt(state: RegionState, at: Instant, channel: Channel): Instant {
  const policy = getPolicy(state);
  return at + (channel === "call" ? policy.answerTarget : policy.callBack);
}

function owe(state: RegionState, row: number, at: Instant): void {
  const { contacts, head } = state.columns;
  contacts.owedAt[row] = at;
  setDue(contacts, head.contactHeap, row, at);
}

export function receiveContact(
  state: RegionState,
  at: Instant,
  channel: Channel,
  callBack: boolean,
  location: Location | null,
  text: NonNullable<ContactReceived["text"]> | undefined,
): number {
  advance(state, at);
  const row = takeContactRow(state);
  const contacts = state.columns.contacts;
  contacts.state[row] = states.ringing;
  contacts.channel[row] = channels.code[channel];
  contacts.callBack[row] = callBack ? 1 : 0;
  contacts.ringingAt[row] = at;
  if (location !== null) writeLocation(contacts, row, location);
  state.columns.head.openContacts[0] += 1;
  owe(state, row, answerOwedAt(state, at, channel));
  const contact = contacts.number[row];
  writeWords(state, contact, text);
  if (channel === "partner" || channel === "community") state.text?.handedIn.set(contact, state.by);
  if (state.sink.open)
    state.sink.put({
      type: "contact.received",
      at,
      entered: state.enteredAt,
      by: state.by,
      contact,
      channel,
      callBack,
      location,
      ...(text === undefined ? {} : { text }),
    });
  return row;
}

/** The text of a contact, to be written into; undefined where nobody reads words (rehearsal). */
function textOf(state: RegionState, contact: number): ContactText | undefined {
  const texts = state.text?.contacts;
  if (texts === undefined) return undefined;
  const known = texts.get(contact);
  if (known !== undefined) return known;
  const made = { callerName: "", callerNumber: "", words: "", place: "", by: "" };
  texts.set(contact, made);
  return made;
}

function writeWords(state: RegionState, contact: number, words: ContactReceived["text"]): void {
  if (words === undefined) return;
  const text = textOf(state, contact);
  if (text === undefined) return;
  if (words.callerName !== undefined) text.callerName = words.callerName;
  if (words.callerNumber !== undefined) text.callerNumber = words.callerNumber;
  if (words.words !== undefined) text.words = words.words;
  if (words.place !== undefined) text.place = words.place;
}

export function answerContact(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  const contacts = state.columns.contacts;
  contacts.state[row] = states.answered;
  contacts.answeredAt[row] = at;
  owe(state, row, at + getPolicy(state).trace);
  const words = textOf(state, contacts.number[row]);
  if (words !== undefined) words.by = state.by;
  put(state, "contact.answered", at, row);
}

function put(
  state: RegionState,
  type: "contact.answered" | "contact.retired",
  at: Instant,
  row: number,
): void {
  if (!state.sink.open) return;
  const contact = state.columns.contacts.number[row];
  state.sink.put({ type, at, entered: state.enteredAt, by: state.by, contact });
}

export function abandonContact(state: RegionState, at: Instant, row: number, dueAt: Instant): void {
  advance(state, at);
  const contacts = state.columns.contacts;
  contacts.state[row] = states.abandoned;
  owe(state, row, dueAt);
  if (state.sink.open)
    state.sink.put({
      type: "contact.abandoned",
      at,
      entered: state.enteredAt,
      by: state.by,
      contact: contacts.number[row],
      dueAt,
    });
}

export function describeContact(
  state: RegionState,
  at: Instant,
  row: number,
  callBack: boolean,
  incidentType: string | null,
  location: Location | null,
  text: ContactDescribed["text"],
): void {
  advance(state, at);
  const contacts = state.columns.contacts;
  contacts.callBack[row] = callBack ? 1 : 0;
  if (incidentType !== null)
    contacts.type[row] = getPolicy(state).typeIndex.get(incidentType) ?? -1;
  if (location !== null) writeLocation(contacts, row, location);
  writeWords(state, contacts.number[row], text);
  if (state.sink.open)
    state.sink.put({
      type: "contact.described",
      at,
      entered: state.enteredAt,
      by: state.by,
      contact: contacts.number[row],
      callBack,
      incidentType,
      location,
      text,
    });
}

/** "reached" makes it an answered contact again: the clock of an incident from it starts then. */
export function callBackContact(
  state: RegionState,
  at: Instant,
  row: number,
  result: CallBackResult,
  dueAt: Instant,
): void {
  advance(state, at);
  const contacts = state.columns.contacts;
  if (contacts.attempts[row] < 255) contacts.attempts[row] += 1;
  if (result === "reached") {
    contacts.state[row] = states.answered;
    if (contacts.answeredAt[row] === 0) contacts.answeredAt[row] = at;
  }
  owe(state, row, dueAt);
  if (state.sink.open)
    state.sink.put({
      type: "contact.called-back",
      at,
      entered: state.enteredAt,
      by: state.by,
      contact: contacts.number[row],
      result,
      dueAt,
    });
}

export function linkContact(
  state: RegionState,
  at: Instant,
  row: number,
  incidentRow: number,
): void {
  advance(state, at);
  const { contacts, incidents, head } = state.columns;
  assert(contacts.incident[row] < 0, "a contact is linked to one incident at most");
  contacts.stateBefore[row] = contacts.state[row];
  contacts.state[row] = states.linked;
  contacts.incident[row] = incidentRow;
  contacts.next[row] = incidents.firstContact[incidentRow];
  incidents.firstContact[incidentRow] = row;
  incidents.contacts[incidentRow] += 1;
  head.openContacts[0] -= 1;
  owe(state, row, 0);
  if (state.sink.open)
    state.sink.put({
      type: "contact.linked",
      at,
      entered: state.enteredAt,
      by: state.by,
      contact: contacts.number[row],
      incident: incidents.number[incidentRow],
    });
}

/**
 * The event makes it an answered contact, as every log ever written means it. Whoever was to be called back when it
 * was linked is abandoned again by an event of its own after this one: what it was must be read before.
 */
export function unlinkContact(state: RegionState, at: Instant, row: number, dueAt: Instant): void {
  advance(state, at);
  const { contacts, incidents, head } = state.columns;
  const incidentRow = contacts.incident[row];
  if (incidents.firstContact[incidentRow] === row)
    incidents.firstContact[incidentRow] = contacts.next[row];
  else {
    let before = incidents.firstContact[incidentRow];
    while (contacts.next[before] !== row) before = contacts.next[before];
    contacts.next[before] = contacts.next[row];
  }
  contacts.next[row] = -1;
  contacts.incident[row] = -1;
  contacts.state[row] = states.answered;
  contacts.stateBefore[row] = 0;
  incidents.contacts[incidentRow] -= 1;
  head.openContacts[0] += 1;
  owe(state, row, dueAt);
  if (state.sink.open)
    state.sink.put({
      type: "contact.unlinked",
      at,
      entered: state.enteredAt,
      by: state.by,
      contact: contacts.number[row],
      incident: incidents.number[incidentRow],
      dueAt,
    });
}

export function endContact(
  state: RegionState,
  at: Instant,
  row: number,
  outcome: ContactOutcome,
): void {
  advance(state, at);
  const { contacts, head } = state.columns;
  contacts.state[row] = states.ended;
  contacts.outcome[row] = contactOutcomes.code[outcome];
  contacts.endedAt[row] = at;
  contacts.owedAt[row] = 0;
  head.openContacts[0] -= 1;
  setDue(contacts, head.contactHeap, row, at + getPolicy(state).retire);
  if (state.sink.open)
    state.sink.put({
      type: "contact.ended",
      at,
      entered: state.enteredAt,
      by: state.by,
      contact: contacts.number[row],
      outcome,
    });
}

/** The contact leaves the operational state; the log keeps it. */
export function retireContact(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  put(state, "contact.retired", at, row);
  dropContact(state, row);
}

/** Gives the row back without an event of its own: its incident's retirement says it for all its contacts. */
export function dropContact(state: RegionState, row: number): void {
  const { contacts, head } = state.columns;
  setDue(contacts, head.contactHeap, row, 0);
  state.text?.contacts.delete(contacts.number[row]);
  state.text?.handedIn.delete(contacts.number[row]);
  giveContactRow(state, row);
}
