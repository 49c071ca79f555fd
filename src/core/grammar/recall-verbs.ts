/** Verbs about recalls: ask somebody off duty to come, say what the person answered, ask no more. */

import { microsFromSeconds } from "../../base/instant.ts";
import { personArgument } from "./custody-arguments.ts";
import { etaSpanArgument } from "./span-arguments.ts";
import { anyUnit, unitsArgument } from "./units.ts";
import { maybe, one, reason, type Verb } from "./verb.ts";

export const recallVerbs: readonly Verb[] = [
  {
    words: "recall",
    usage: "recall PERSON REASON",
    example: "recall N1234 two of nine units free",
    about: "asks somebody off duty to come; the hours rules are looked at",
    arguments: [one(personArgument), one(reason)],
    make: ({ person, text }) => [{ type: "person.recall", person, reason: text ?? "" }],
  },
  {
    words: "crew recall",
    usage: "crew recall UNIT REASON",
    example: "crew recall AB16 two of nine units free",
    about: "recalls whoever was the last crew of a unit",
    arguments: [one(unitsArgument(false, anyUnit)), one(reason)],
    make: ({ units, text }, names) => {
      const crew = names.lastCrewOf(units[0]);
      if (crew.length === 0) return "a unit whose last crew is known and off duty";
      return crew.map((person) => ({ type: "person.recall", person, reason: text ?? "" }));
    },
  },
  {
    words: "comes",
    usage: "comes PERSON [DURATION]",
    example: "comes N1234 40m",
    about: "somebody who was recalled comes, and when",
    arguments: [one(personArgument), maybe(etaSpanArgument)],
    make: ({ person, seconds }, _names, now) => [
      {
        type: "person.answer-recall",
        person,
        answer: "comes",
        ...(seconds === 0 ? {} : { etaAt: now + microsFromSeconds(seconds) }),
      },
    ],
  },
  {
    words: "declines",
    usage: "declines PERSON",
    example: "declines N1235",
    about: "somebody who was recalled does not come; nobody is asked why",
    arguments: [one(personArgument)],
    make: ({ person }) => [{ type: "person.answer-recall", person, answer: "does not come" }],
  },
  {
    words: "end recall",
    usage: "end recall PERSON REASON",
    example: "end recall N1234 enough have come",
    about: "somebody who was recalled is not wanted any more",
    arguments: [one(personArgument), one(reason)],
    make: ({ person, text }) => [{ type: "person.cancel-recall", person, reason: text ?? "" }],
  },
];
