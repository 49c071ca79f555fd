/**
 * Verbs about contacts and alarms. Receiving and describing a contact have none: the form and the systems that bring
 * contacts do that. Not here: which of them a role may use (authority.ts).
 */

import { microsFromSeconds } from "../../base/instant.ts";
import {
  alarmsArgument,
  contactArgument,
  durationArgument,
  incidentArgument,
} from "./arguments.ts";
import { callBackArgument, outcomeArgument } from "./code-arguments.ts";
import { arrow, maybe, one, reason, type Verb } from "./verb.ts";

export const contactVerbs: readonly Verb[] = [
  {
    words: "answer",
    usage: "answer [CONTACT]",
    example: "answer c12",
    about: "takes a contact that rings; without a number the one that rings longest",
    arguments: [maybe(contactArgument(["ringing"]))],
    make: ({ contact }, names) => {
      const next = contact ?? names.listContacts("ringing", 1)[0];
      return next === undefined
        ? "a contact that rings; none does"
        : [{ type: "contact.answer", contact: next }];
    },
  },
  {
    words: "abandon",
    usage: "abandon CONTACT",
    example: "abandon c12",
    about: "notes that the caller is gone; it stays work with a due time",
    arguments: [one(contactArgument(["ringing", "answered"]))],
    make: ({ contact = 0 }) => [{ type: "contact.abandon", contact }],
  },
  {
    words: "call back",
    usage: "call back CONTACT RESULT",
    example: "call back c12 no answer",
    about: "notes how a call-back went",
    arguments: [one(contactArgument(["abandoned"])), one(callBackArgument)],
    make: ({ contact = 0, callBack }) => [{ type: "contact.call-back", contact, result: callBack }],
  },
  {
    words: "link",
    usage: "link CONTACT > INCIDENT",
    example: "link c12 > 1043",
    about: "joins a contact to an incident",
    arguments: [one(contactArgument(["answered", "abandoned"])), one(arrow), one(incidentArgument)],
    make: ({ contact = 0, incident }) => [{ type: "contact.link", contact, incident }],
  },
  {
    words: "unlink",
    usage: "unlink CONTACT",
    example: "unlink c12",
    about: "takes a contact out of its incident; it is open work again",
    arguments: [one(contactArgument(["linked"]))],
    make: ({ contact = 0 }) => [{ type: "contact.unlink", contact }],
  },
  {
    words: "end",
    usage: "end CONTACT OUTCOME",
    example: "end c12 advice given",
    about: "ends a contact that needs no incident",
    arguments: [one(contactArgument(["answered", "abandoned"])), one(outcomeArgument)],
    make: ({ contact = 0, outcome }) => [{ type: "contact.end", contact, outcome }],
  },
];

export const alarmVerbs: readonly Verb[] = [
  {
    words: "ack",
    usage: "ack ALARM...",
    example: "ack a5",
    about: "acknowledges alarms; work that is owed has to be done instead",
    arguments: [one(alarmsArgument(true))],
    make: ({ alarms }) => alarms.map((alarm) => ({ type: "alarm.acknowledge", alarm })),
  },
  {
    words: "shelve",
    usage: "shelve ALARM DURATION REASON",
    example: "shelve a5 10m crew confirms it is on its way",
    about: "puts an alarm away for a while, with a reason; it comes back",
    arguments: [one(alarmsArgument(false)), one(durationArgument), one(reason)],
    make: ({ alarms, seconds, text }, _names, now) =>
      alarms.map((alarm) => ({
        type: "alarm.shelve",
        alarm,
        until: now + microsFromSeconds(seconds),
        reason: text ?? "",
      })),
  },
];
