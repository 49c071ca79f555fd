/** Verbs about people's duty and what they hold: sign on and off, issue, hand over, hand in, missing, found. */

import { itemsArgument, personArgument } from "./custody-arguments.ts";
import type { RecoveryEnd } from "../vocabulary.ts";
import { offUnits, unitsArgument } from "./units.ts";
import { maybe, one, reason, type Verb } from "./verb.ts";

export const custodyVerbs: readonly Verb[] = [
  {
    words: "sign on",
    usage: "sign on PERSON [ITEM...]",
    example: "sign on N1234 K17 R203",
    about: "books a person on, and issues items with it",
    arguments: [one(personArgument), maybe(itemsArgument(true))],
    make: ({ person, items }) => [
      { type: "person.book-on", person, ...(items.length === 0 ? {} : { items }) },
    ],
  },
  {
    words: "sign off",
    usage: "sign off PERSON",
    example: "sign off N1234",
    about: "books a person off; what is held still is asked for",
    arguments: [one(personArgument)],
    make: ({ person }) => [{ type: "person.book-off", person }],
  },
  {
    words: "issue",
    usage: "issue PERSON ITEM...",
    example: "issue N1234 K17 R203",
    about: "gives a person items that are in store",
    arguments: [one(personArgument), one(itemsArgument(true))],
    make: ({ person, items }) => items.map((item) => ({ type: "item.issue", item, person })),
  },
  {
    words: "hand over",
    usage: "hand over PERSON ITEM...",
    example: "hand over N1235 K17",
    about: "items go from whoever holds them to the person",
    arguments: [one(personArgument), one(itemsArgument(true))],
    make: ({ person, items }) => items.map((item) => ({ type: "item.hand-over", item, person })),
  },
  {
    words: "hand in",
    usage: "hand in ITEM...",
    example: "hand in K17 R203",
    about: "items are back where they belong",
    arguments: [one(itemsArgument(true))],
    make: ({ items }) => items.map((item) => ({ type: "item.hand-in", item })),
  },
  {
    words: "missing",
    usage: "missing ITEM REASON",
    example: "missing K17 not on the hook, N1234 says it was handed in",
    about: "nobody knows where an item is",
    arguments: [one(itemsArgument(false)), one(reason)],
    make: ({ items, text }) => [{ type: "item.miss", item: items[0], reason: text ?? "" }],
  },
  {
    words: "found",
    usage: "found ITEM REASON",
    example: "found K17 behind the seat of AB12",
    about: "a missing item is back where it belongs",
    arguments: [one(itemsArgument(false)), one(reason)],
    make: ({ items, text }) => [{ type: "item.find", item: items[0], reason: text ?? "" }],
  },
  recoveryVerb(
    "recovered",
    "recovered",
    "AB16 is back in the yard",
    "the vehicle of a unit that nobody was with was fetched",
  ),
  recoveryVerb(
    "leave standing",
    "stood down",
    "AB16 waits there for its crew",
    "the vehicle of a unit stays where it stands",
  ),
];

function recoveryVerb(words: string, end: RecoveryEnd, said: string, about: string): Verb {
  return {
    words,
    usage: `${words} UNIT REASON`,
    example: `${words} ${said}`,
    about,
    arguments: [one(unitsArgument(false, offUnits)), one(reason)],
    make: ({ units, text }, names) => {
      const recovery = names.recoveryOf(units[0]);
      if (recovery === 0) return "a unit whose vehicle is to be recovered";
      return [{ type: "recovery.end", recovery, end, reason: text ?? "" }];
    },
  };
}
