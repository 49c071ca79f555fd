/** What each event of contact-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { checkMade, contactRow, incidentRow } from "../state/logged-rows.ts";
import {
  abandonContact,
  answerContact,
  callBackContact,
  describeContact,
  endContact,
  linkContact,
  receiveContact,
  retireContact,
  unlinkContact,
} from "./changes.ts";
import type { ContactEvent } from "./contact-events.ts";

export const contactFolds: FoldsOf<ContactEvent> = {
  "contact.received": (state, event) => {
    const row = receiveContact(
      state,
      event.at,
      event.channel,
      event.callBack,
      event.location,
      event.text,
    );
    checkMade(state.columns.contacts.number[row], "contact", event.contact);
  },
  "contact.answered": (state, event) => {
    answerContact(state, event.at, contactRow(state, event.contact));
  },
  "contact.abandoned": (state, event) => {
    abandonContact(state, event.at, contactRow(state, event.contact), event.dueAt);
  },
  "contact.described": (state, event) => {
    const { callBack, incidentType, location, text } = event;
    describeContact(
      state,
      event.at,
      contactRow(state, event.contact),
      callBack,
      incidentType,
      location,
      text ?? {},
    );
  },
  "contact.called-back": (state, event) => {
    callBackContact(state, event.at, contactRow(state, event.contact), event.result, event.dueAt);
  },
  "contact.linked": (state, event) => {
    linkContact(
      state,
      event.at,
      contactRow(state, event.contact),
      incidentRow(state, event.incident),
    );
  },
  "contact.unlinked": (state, event) => {
    unlinkContact(state, event.at, contactRow(state, event.contact), event.dueAt);
  },
  "contact.ended": (state, event) => {
    endContact(state, event.at, contactRow(state, event.contact), event.outcome);
  },
  "contact.retired": (state, event) => {
    retireContact(state, event.at, contactRow(state, event.contact));
  },
};
