/** Verbs about units, and the one that stands after them (`AB12 at scene`). */

import { unknownAt, type ArgumentKind } from "./argument.ts";
import { crewArgument, incidentArgument } from "./arguments.ts";
import { statusArgument, unavailabilityArgument } from "./code-arguments.ts";
import type { Command } from "../commands.ts";
import { faultAt } from "./fault.ts";
import type { Names } from "./names.ts";
import { placeArgument } from "./place-argument.ts";
import { allocatedUnits, anyUnit, freeUnits, offUnits, unitsArgument } from "./units.ts";
import type { Values } from "./values.ts";
import { arrow, at, handOverWords, maybe, one, reason, type Verb } from "./verb.ts";

/** The word `ok`, which says nothing that the verb does not. */
const okArgument: ArgumentKind = {
  expected: "ok",
  part: "code",
  read: (reading) => (reading.tokens[reading.at].upper === "OK" ? 1 : unknownAt(reading, "ok")),
  listChoices: () => [{ text: "ok", detail: "is well" }],
};

function send(mode: "send" | "divert" | "stack", about: string): Verb {
  const prefer = mode === "send" ? freeUnits : allocatedUnits;
  return {
    words: mode,
    usage: `${mode} UNIT... > INCIDENT`,
    example: `${mode} AB12 AB14 > 1043`,
    about,
    arguments: [one(unitsArgument(true, prefer)), one(arrow), one(incidentArgument)],
    make: ({ units, incident }) => [{ type: "unit.send", incident, units, mode }],
  };
}

export const unitVerbs: readonly Verb[] = [
  send("send", "sends free units to an incident"),
  send("divert", "takes units off what they do and sends them to an incident"),
  send("stack", "puts an incident behind what the units do now"),
  {
    words: "stand down",
    usage: "stand down UNIT... [> INCIDENT] [REASON]",
    example: "stand down AB12 > 1043 caller says all is well",
    about: "takes units off an incident, or off the one they work on",
    arguments: [
      one(unitsArgument(true, allocatedUnits)),
      maybe(arrow, 1),
      one(incidentArgument),
      maybe(reason),
    ],
    make: ({ units, incident, text }) =>
      units.map((unit) => ({
        type: "unit.stand-down",
        unit,
        ...(incident === 0 ? {} : { incident }),
        ...(text === undefined ? {} : { reason: text }),
      })),
  },
  {
    words: "book on",
    usage: "book on UNIT CREW",
    example: "book on AB12 2",
    about: "books a unit on with a crew of so many",
    arguments: [one(unitsArgument(false, offUnits)), one(crewArgument)],
    make: ({ units, crew }) => units.map((unit) => ({ type: "unit.book-on", unit, crew })),
  },
  {
    words: "book off",
    usage: "book off UNIT...",
    example: "book off AB12",
    about: "books units off",
    arguments: [one(unitsArgument(true, anyUnit))],
    make: ({ units }) => units.map((unit) => ({ type: "unit.book-off", unit })),
  },
  {
    words: "hand on",
    usage: "hand on UNIT WORDS",
    example: "hand on AB12 the left door sticks",
    about: "books a unit off with what its next crew must know: begins a hand-over",
    arguments: [one(unitsArgument(false, anyUnit)), one(handOverWords)],
    make: ({ units, text }) =>
      units.map((unit) => ({ type: "unit.book-off", unit, words: text ?? "" })),
  },
  {
    words: "welfare",
    usage: "welfare UNIT... ok",
    example: "welfare AB12 ok",
    about: "notes a sign of life: the welfare timer starts again",
    arguments: [one(unitsArgument(true, anyUnit)), maybe(okArgument)],
    make: ({ units }) => units.map((unit) => ({ type: "unit.confirm-welfare", unit })),
  },
  {
    words: "emergency",
    usage: "emergency UNIT",
    example: "emergency AB12",
    about: "raises the emergency of a unit",
    exact: true,
    arguments: [one(unitsArgument(false, anyUnit))],
    make: ({ units }) => units.map((unit) => ({ type: "unit.raise-emergency", unit })),
  },
  {
    words: "end emergency",
    usage: "end emergency UNIT REASON",
    example: "end emergency AB12 pressed by mistake",
    about: "ends the emergency of a unit",
    exact: true,
    arguments: [one(unitsArgument(false, anyUnit)), one(reason)],
    make: ({ units, text }) =>
      units.map((unit) => ({ type: "unit.end-emergency", unit, reason: text ?? "" })),
  },
  {
    words: "place",
    usage: "place UNIT @ LAT,LON",
    example: "place AB12 @ 54.0123,3.0045",
    about: "notes where a unit says it is",
    arguments: [one(unitsArgument(false, anyUnit)), one(at), one(placeArgument(true))],
    make: ({ units, place }) =>
      units.map((unit) => ({
        type: "unit.place",
        unit,
        latE7: place?.point?.latE7 ?? 0,
        lonE7: place?.point?.lonE7 ?? 0,
        source: "said",
      })),
  },
];

/** Only a unit that becomes unavailable has a reason. */
const whyArgument: ArgumentKind = {
  ...unavailabilityArgument,
  read: (reading) =>
    isUnavailable(reading.values)
      ? unavailabilityArgument.read(reading)
      : faultAt("line.extra", reading.tokens[reading.at], "nothing more"),
  listChoices: (names, values, prefix) =>
    isUnavailable(values) ? unavailabilityArgument.listChoices(names, values, prefix) : [],
};

function isUnavailable({ status }: Values): boolean {
  return status.act === "set" && status.status === "unavailable";
}

/** `AB12 AB14 at scene`: the units come first, the status is the verb. */
export const statusVerb: Verb = {
  words: "",
  usage: "UNIT... STATUS",
  example: "AB12 at scene",
  about: "what units key in themselves; the force's labels and their numbers do too",
  arguments: [one(unitsArgument(true, allocatedUnits)), one(statusArgument), maybe(whyArgument)],
  make: (values, names) => values.units.map((unit) => commandOfStatus(values, names, unit)),
};

function commandOfStatus({ status, reason }: Values, names: Names, unit: number): Command {
  switch (status.act) {
    case "clear":
      return { type: "unit.clear", unit };
    case "book off":
      return { type: "unit.book-off", unit };
    case "emergency":
      return { type: "unit.raise-emergency", unit };
    case "welfare":
      return { type: "unit.confirm-welfare", unit };
    case "progress": {
      const { label } = status;
      return {
        type: "unit.progress",
        unit,
        status: status.status,
        ...(label === undefined ? {} : { label }),
      };
    }
    case "set": {
      const { label } = status;
      // A unit that works on an incident and calls itself available is done there.
      if (status.status === "available" && names.getUnit(unit).incident !== undefined)
        return { type: "unit.clear", unit };
      return {
        type: "unit.set-status",
        unit,
        status: status.status,
        ...(reason === undefined ? {} : { reason }),
        ...(label === undefined ? {} : { label }),
      };
    }
  }
}
