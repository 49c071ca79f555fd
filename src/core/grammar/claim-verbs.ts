/** Verbs about claims: somebody works on a contact or an incident, or listens to a channel or an area; and does so no more. */

import { claimText } from "../claim/read.ts";
import { channels } from "../vocabulary.ts";
import type { ClaimSubject } from "../claim/claim-commands.ts";
import { unknownAt, type ArgumentKind } from "./argument.ts";
import type { Names } from "./names.ts";
import { one, type Verb } from "./verb.ts";

const expected = "an incident, a contact such as c12, a channel or an area";

/** `1043`, `c12`, `call`, or the code of an area. */
function subjectOf(text: string, names: Names): ClaimSubject | undefined {
  if (/^\d{1,9}$/.test(text)) {
    const number = Number(text);
    return names.findIncident(number) === undefined ? undefined : { kind: "incident", number };
  }
  const contact = /^c(\d{1,9})$/i.exec(text)?.[1];
  if (contact !== undefined && names.findContact(Number(contact)) !== undefined)
    return { kind: "contact", number: Number(contact) };
  const word = text.toLowerCase();
  if (channels.has(word)) return { kind: "channel", channel: word };
  const area = names.config?.areas.find(({ code }) => code.toLowerCase() === word)?.code;
  return area === undefined ? undefined : { kind: "area", area };
}

function subjectText(of: ClaimSubject): string {
  if (of.kind === "contact") return `c${of.number}`;
  if (of.kind === "incident") return String(of.number);
  return of.kind === "channel" ? of.channel : of.area;
}

const subjectArgument: ArgumentKind = {
  expected,
  part: "code",
  read: (reading) => {
    const { tokens, at, values, names } = reading;
    const of = subjectOf(tokens[at].text, names);
    if (of === undefined) return unknownAt(reading, expected);
    values.claimOf = of;
    return 1;
  },
  listChoices: (names) => [
    ...channels.names.map((text) => ({ text, detail: "channel" })),
    ...(names.config?.areas ?? []).map(({ code, name }) => ({ text: code, detail: name })),
    ...names.listIncidents(100).map((each) => ({ text: String(each), detail: "incident" })),
  ],
};

const claimedArgument: ArgumentKind = {
  expected: "what is claimed",
  part: "code",
  read: (reading) => {
    const { tokens, at, values, names } = reading;
    const of = subjectOf(tokens[at].text, names);
    const found = of === undefined ? undefined : names.findClaim(of);
    if (found === undefined) return unknownAt(reading, "something that is claimed");
    values.claim = found;
    return 1;
  },
  listChoices: (names) =>
    names.listClaimed().map((of) => ({ text: subjectText(of), detail: of.kind })),
};

export const claimVerbs: readonly Verb[] = [
  {
    words: "claim",
    usage: "claim SUBJECT",
    example: "claim 1043",
    about: "says that you work on an incident or a contact, or listen to a channel or an area",
    arguments: [one(subjectArgument)],
    make: ({ claimOf }) => [{ type: "claim.make", of: claimOf }],
  },
  {
    words: "unclaim",
    usage: "unclaim SUBJECT",
    example: "unclaim web",
    about: "gives a claim back, also one that came back from somebody who is gone",
    arguments: [one(claimedArgument)],
    make: ({ claim }) => [{ type: "claim.release", claim }],
  },
];

export function claimSentence(of: ClaimSubject): string {
  if (of.kind === "contact" || of.kind === "incident")
    return claimText({ kind: of.kind, number: of.number, code: "" });
  return claimText({ kind: of.kind, number: 0, code: subjectText(of) });
}

/** The line of a claim; of a release none, for its number says no subject. */
export function claimLine(of: ClaimSubject): string {
  return `claim ${subjectText(of)}`;
}
