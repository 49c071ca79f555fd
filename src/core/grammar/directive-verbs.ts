/**
 * Verbs about directives: withhold, limit or restore the dispatch to an incident, renew or end a directive. To issue one takes more
 * than a line should hold; the console has a form for it, and `muster directive issue` the words.
 */

import { microsFromSeconds } from "../../base/instant.ts";
import { unknownAt, type ArgumentKind } from "./argument.ts";
import { incidentArgument } from "./arguments.ts";
import { directiveSpanArgument } from "./span-arguments.ts";
import { one, reason, type Verb } from "./verb.ts";

const directiveArgument: ArgumentKind = {
  expected: "the number of a directive, such as d3",
  part: "number",
  read: (reading) => {
    const { tokens, at, values, names } = reading;
    const digits = tokens[at].upper.replace(/^D/, "");
    const directive = /^\d{1,9}$/.test(digits) ? Number(digits) : -1;
    if (names.findDirective(directive) === undefined)
      return unknownAt(reading, "the number of a directive that the region holds, such as d3");
    values.directive = directive;
    return 1;
  },
  listChoices: (names) =>
    names.listDirectives().map((directive) => ({
      text: `d${directive}`,
      detail: names.findDirective(directive) ?? "",
    })),
};

const cited = [one(incidentArgument), one(directiveArgument), one(reason)];

export const directiveVerbs: readonly Verb[] = [
  {
    words: "withhold",
    usage: "withhold INCIDENT DIRECTIVE REASON",
    example: "withhold 1043 d3 no injuries, other driver left the scene",
    about: "sends nobody to an incident under a directive; it waits in the open",
    arguments: cited,
    make: ({ incident, directive, text }) => [
      { type: "incident.withhold", incident, directive, reason: text ?? "" },
    ],
  },
  {
    words: "limit",
    usage: "limit INCIDENT DIRECTIVE REASON",
    example: "limit 1043 d4 a response crew without arms is enough",
    about: "sends no unit with a skill of the directive to an incident",
    arguments: cited,
    make: ({ incident, directive, text }) => [
      { type: "incident.limit", incident, directive, reason: text ?? "" },
    ],
  },
  {
    words: "restore",
    usage: "restore INCIDENT REASON",
    example: "restore 1043 she is hurt after all",
    about: "the dispatch to an incident is as its response plan says again",
    arguments: [one(incidentArgument), one(reason)],
    make: ({ incident, text }) => [{ type: "incident.restore", incident, reason: text ?? "" }],
  },
  {
    words: "renew directive",
    usage: "renew directive DIRECTIVE DURATION REASON",
    example: "renew directive d3 12h the order was confirmed at noon",
    about: "a directive stands for another duration from now",
    arguments: [one(directiveArgument), one(directiveSpanArgument), one(reason)],
    make: ({ directive, seconds, text }, _names, now) => [
      {
        type: "directive.renew",
        directive,
        untilAt: now + microsFromSeconds(seconds),
        reason: text ?? "",
      },
    ],
  },
  {
    words: "end directive",
    usage: "end directive DIRECTIVE REASON",
    example: "end directive d3 lifted by the chief officer",
    about: "a directive is over; what it held is restored",
    arguments: [one(directiveArgument), one(reason)],
    make: ({ directive, text }) => [{ type: "directive.end", directive, reason: text ?? "" }],
  },
];
