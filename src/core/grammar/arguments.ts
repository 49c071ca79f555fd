/**
 * Arguments that are numbers, signs or free text: incidents, notes, contacts, alarms, crews, durations. Each reads its
 * tokens into values or says what was expected, and knows what to offer.
 */

import { limits } from "../limits.ts";
import type { ContactState } from "../vocabulary.ts";
import { unknownAt, type ArgumentKind, type Choice } from "./argument.ts";
import { faultAt, type LineFault } from "./fault.ts";
import type { Names } from "./names.ts";
import { lineLimits, restOfLine, type Token } from "./tokens.ts";

/** Open incidents looked at for a list of choices; the first ones are those that wait most urgently. */
const searched = 10_000;
const searchedByWords = 2_000;

export function signArgument(sign: ">" | "@", expected: string): ArgumentKind {
  return {
    expected,
    part: "sign",
    read: (reading) =>
      reading.tokens[reading.at].text === sign ? 1 : unknownAt(reading, expected),
    listChoices: () => [{ text: sign, detail: expected }],
  };
}

/** A whole number with an optional letter before it, such as `1043`, `c12`, `a5`; undefined when it is none. */
function numberOf(token: Token, letter: string): number | undefined {
  const digits =
    letter !== "" && token.upper.startsWith(letter) ? token.upper.slice(1) : token.upper;
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}

export function describeIncident(names: Names, incident: number): string {
  const facts = names.findIncident(incident);
  if (facts === undefined) return "";
  return facts.place === "" ? facts.type : `${facts.type}, ${facts.place}`;
}

/** By number, or by a word of type or place: `tan` finds the incident in Tanner Row. */
function listIncidentChoices(names: Names, prefix: string): Choice[] {
  const isNumber = /^\d*$/.test(prefix);
  const choices: Choice[] = [];
  for (const incident of names.listIncidents(isNumber ? searched : searchedByWords)) {
    if (isNumber && !String(incident).startsWith(prefix)) continue;
    const about = describeIncident(names, incident);
    const also = about.toUpperCase();
    if (!isNumber && !also.startsWith(prefix) && !also.includes(` ${prefix}`)) continue;
    const facts = names.findIncident(incident);
    const detail = `${about} (${facts?.served ?? ""}, ${facts?.state ?? ""})`;
    choices.push({ text: String(incident), detail, also });
    if (choices.length === lineLimits.completions) break;
  }
  return choices;
}

function readIncident(token: Token, names: Names, text = token.text): number | LineFault {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (number === undefined) return faultAt("line.unknown", token, "an incident number");
  return names.findIncident(number) === undefined
    ? faultAt("line.unknown", token, "the number of an incident in the operational state")
    : number;
}

export const incidentArgument: ArgumentKind = {
  expected: "an incident number",
  part: "number",
  read: ({ tokens, at, values, names }) => {
    const incident = readIncident(tokens[at], names);
    if (typeof incident !== "number") return incident;
    values.incident = incident;
    return 1;
  },
  listChoices: (names, _values, prefix) => listIncidentChoices(names, prefix),
};

/** `1043#2`: the second note of incident 1043. */
export const noteArgument: ArgumentKind = {
  expected: "an incident and its note, such as 1043#2",
  part: "number",
  read: (reading) => {
    const { tokens, at, values, names } = reading;
    const token = tokens[at];
    const match = /^(\d{1,9})#(\d{1,9})$/.exec(token.text);
    if (match === null) return unknownAt(reading, noteArgument.expected);
    const incident = readIncident(token, names, match[1]);
    if (typeof incident !== "number") return incident;
    const notes = names.findIncident(incident)?.notes ?? 0;
    const note = Number(match[2]);
    if (note < 1 || note > notes)
      return faultAt(
        "line.unknown",
        token,
        notes === 0 ? `a note; ${incident} has none` : `a note from 1 to ${notes}`,
      );
    values.incident = incident;
    values.note = note;
    return 1;
  },
  listChoices: (names, _values, prefix) =>
    names.listIncidents(searchedByWords).flatMap((incident) => {
      const notes = names.findIncident(incident)?.notes ?? 0;
      const own = prefix.startsWith(String(incident)) ? notes : Math.min(notes, 1);
      return Array.from({ length: own }, (_, index) => ({
        text: `${incident}#${notes - index}`,
        detail: `note ${notes - index} of ${describeIncident(names, incident)}`,
      }));
    }),
};

/** Contacts go by `c12`; the bare number will do where only a contact can stand. */
export function contactArgument(
  states: readonly ContactState[],
  needsLetter = false,
): ArgumentKind {
  return {
    expected: "a contact, such as c12",
    part: "number",
    read: (reading) => {
      const { tokens, at, values, names } = reading;
      const contact =
        needsLetter && !tokens[at].upper.startsWith("C") ? undefined : numberOf(tokens[at], "C");
      if (contact === undefined) return unknownAt(reading, "a contact, such as c12");
      if (names.findContact(contact) === undefined)
        return unknownAt(reading, "the number of a contact in the operational state");
      values.contact = contact;
      return 1;
    },
    listChoices: (names) =>
      states.flatMap((state) =>
        names
          .listContacts(state, searched)
          .map((contact) => ({ text: `c${contact}`, detail: state, also: String(contact) })),
      ),
  };
}

export function alarmsArgument(many: boolean): ArgumentKind {
  return {
    expected: "an open alarm, such as a5",
    part: "number",
    many,
    read: (reading) => {
      const { tokens, at, values, names } = reading;
      const alarm = numberOf(tokens[at], "A");
      if (alarm === undefined || names.findAlarm(alarm) === undefined)
        return unknownAt(reading, "an open alarm, such as a5");
      if (!values.alarms.includes(alarm)) values.alarms.push(alarm);
      return 1;
    },
    listChoices: (names, values) =>
      names
        .listAlarms(searched)
        .filter((alarm) => !values.alarms.includes(alarm))
        .map((alarm) => ({
          text: `a${alarm}`,
          detail: names.findAlarm(alarm) ?? "",
          also: String(alarm),
        })),
  };
}

const crewMost = 50;
export const crewArgument: ArgumentKind = {
  expected: `a crew of 1 to ${crewMost}`,
  part: "number",
  read: (reading) => {
    const crew = numberOf(reading.tokens[reading.at], "");
    if (crew === undefined || crew < 1 || crew > crewMost)
      return unknownAt(reading, crewArgument.expected);
    reading.values.crew = crew;
    return 1;
  },
  listChoices: () => ["1", "2", "3", "4"].map((text) => ({ text, detail: "crew" })),
};

const secondsOf: Readonly<Record<string, number>> = { S: 1, M: 60, H: 3600, D: 86_400 };

/** Seconds of `90s`, `10m`, `2h`, `3d`; 0 when it is none. */
export function readSpan(token: Token): number {
  const match = /^(\d{1,6})([SMHD])$/.exec(token.upper);
  return match === null ? 0 : Number(match[1]) * secondsOf[match[2]];
}

const shelveSecondsMost = limits.shelveMicros / 1_000_000;
export const durationArgument: ArgumentKind = {
  expected: "for how long, such as 90s, 10m or 2h, at most 24h",
  part: "number",
  read: (reading) => {
    const seconds = readSpan(reading.tokens[reading.at]);
    if (seconds < 1 || seconds > shelveSecondsMost)
      return unknownAt(reading, durationArgument.expected);
    reading.values.seconds = seconds;
    return 1;
  },
  listChoices: () => ["5m", "10m", "30m", "1h"].map((text) => ({ text, detail: "from now" })),
};

/** Free text to the end of the line. */
export function textArgument(expected: string): ArgumentKind {
  return {
    expected,
    part: "text",
    read: ({ line, tokens, at, values }) => {
      values.text = restOfLine(line, tokens[at]);
      return tokens.length - at;
    },
    listChoices: () => [],
  };
}
