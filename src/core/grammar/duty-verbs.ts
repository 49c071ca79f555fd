/** Verbs about people's duty that name more than the person: the unit whose crew they are, and hours rules that are broken by name. */

import type { ArgumentKind, Reading } from "./argument.ts";
import { itemsArgument, personArgument } from "./custody-arguments.ts";
import { faultAt } from "./fault.ts";
import { lineLimits } from "./tokens.ts";
import { anyUnit, unitsArgument } from "./units.ts";
import { maybe, one, reason, type Verb } from "./verb.ts";

function isRule({ tokens, at, names }: Reading): boolean {
  return names.listHoursRules().includes(tokens[at].text.toLowerCase());
}

/** Codes of the region's hours rules, in full: nothing is broken by a slip. */
const rulesArgument: ArgumentKind = {
  expected: "one or more hours rules",
  part: "code",
  many: true,
  read: (reading) => {
    const { tokens, at, names, values } = reading;
    if (!isRule(reading))
      return faultAt("line.unknown", tokens[at], rulesArgument.expected, names.listHoursRules());
    const rule = tokens[at].text.toLowerCase();
    if (!values.rules.includes(rule)) values.rules.push(rule);
    return 1;
  },
  isExactlyAt: isRule,
  listChoices: (names, values) =>
    names
      .listHoursRules()
      .filter((rule) => !values.rules.includes(rule))
      .map((text) => ({ text, detail: "hours rule" })),
};

/** By name in full: nobody is marked absent by a slip. */
const missedShiftArgument: ArgumentKind = {
  expected: "a call sign or staff number with a planned shift that nobody has come for",
  part: "code",
  read: ({ tokens, at, names, values }) => {
    values.shift = names.findShiftToMiss(tokens[at].upper);
    return values.shift === 0
      ? faultAt("line.unknown", tokens[at], missedShiftArgument.expected)
      : 1;
  },
  listChoices: (names, _values, prefix) =>
    [...names.listStaffNumbers(prefix, lineLimits.completions)]
      .filter((name) => names.findShiftToMiss(name) > 0)
      .map((text) => ({ text, detail: "planned" })),
};

export const dutyVerbs: readonly Verb[] = [
  {
    words: "crew on",
    usage: "crew on UNIT PERSON [ITEM...]",
    example: "crew on AB12 N1234 K17",
    about: "books a person on as of a unit's crew, and issues items with it",
    arguments: [
      one(unitsArgument(false, anyUnit)),
      one(personArgument),
      maybe(itemsArgument(true)),
    ],
    make: ({ units, person, items }) => [
      {
        type: "person.book-on",
        person,
        crewOf: units[0],
        ...(items.length === 0 ? {} : { items }),
      },
    ],
  },
  {
    words: "absent",
    usage: "absent UNIT-OR-PERSON",
    example: "absent N1234",
    about: "marks the next planned shift as absent; nobody is asked why",
    exact: true,
    arguments: [one(missedShiftArgument)],
    make: ({ shift }) => [{ type: "shift.mark-absent", shift }],
  },
  {
    words: "overrule",
    usage: "overrule PERSON RULE... REASON",
    example: "overrule N1234 daily-rest nobody else is there",
    about: "books a person on over hours rules, each by name; it is counted",
    arguments: [one(personArgument), one(rulesArgument), one(reason)],
    make: ({ person, rules, text }) => [
      { type: "person.book-on", person, override: { rules, reason: text ?? "" } },
    ],
  },
  {
    words: "summon",
    usage: "summon PERSON RULE... REASON",
    example: "summon N1234 daily-rest two of nine units free",
    about: "recalls a person over hours rules, each by name; it is counted",
    arguments: [one(personArgument), one(rulesArgument), one(reason)],
    make: ({ person, rules, text }) => {
      const why = text ?? "";
      return [{ type: "person.recall", person, reason: why, override: { rules, reason: why } }];
    },
  },
];
