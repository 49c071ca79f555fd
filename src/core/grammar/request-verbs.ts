/**
 * Verbs about requests: what became of one, in the words of its states, and another deadline. To ask takes more than a line
 * should hold; the console has a form for it, and `muster request ask` the words.
 */

import { microsFromSeconds } from "../../base/instant.ts";
import type { Command } from "../commands.ts";
import { requestStates, type RequestState } from "../vocabulary.ts";
import { phraseArgument, unknownAt, type ArgumentKind } from "./argument.ts";
import { textArgument } from "./arguments.ts";
import { wordsOfLabel } from "./phrases.ts";
import { spanArgument } from "./span-arguments.ts";
import type { RequestStep, Values } from "./values.ts";
import { maybe, one, reason, type Verb } from "./verb.ts";

/** Requests looked at for a list of choices. */
const searched = 1_000;

export const requestArgument: ArgumentKind = {
  expected: "the number of a request",
  part: "number",
  read: (reading) => {
    const { tokens, at, values, names } = reading;
    const request = /^\d{1,9}$/.test(tokens[at].text) ? Number(tokens[at].text) : -1;
    if (names.findRequest(request) === undefined)
      return unknownAt(reading, "the number of a request in the operational state");
    values.request = request;
    return 1;
  },
  listChoices: (names) =>
    names.listOpenRequests(searched).map((request) => ({
      text: String(request),
      detail: `${names.findRequest(request) ?? ""} request`,
    })),
};

const details: { readonly [S in RequestStep]: string } = {
  received: "its receipt is acknowledged",
  accepted: "all that was asked will be given",
  provisional: "accepted under a condition, with a reason",
  committed: "what was accepted is set aside",
  "on the way": "it has set out",
  arrived: "it is there",
  released: "fulfilled, with a reason",
  refused: "with a reason",
  withdrawn: "with a reason",
};

function isStep(state: RequestState): state is RequestStep {
  return Object.hasOwn(details, state);
}

const stepPhrases = requestStates.names.filter(isStep).map((step) => ({
  words: wordsOfLabel(step),
  text: step,
  detail: details[step],
  value: step,
}));

const stepArgument = phraseArgument<RequestStep>(
  "what became of it",
  () => stepPhrases,
  (values, step) => {
    values.requestStep = step;
  },
);

/** Steps that take no words: whoever typed some meant something else. */
const wordless: readonly RequestStep[] = ["received", "committed", "on the way", "arrived"];

function stepCommand({ request, requestStep, text }: Values): Command {
  const why = text === undefined ? {} : { reason: text };
  switch (requestStep) {
    case "received":
      return { type: "request.receive", request };
    case "accepted":
    case "provisional":
    case "refused":
      return { type: "request.answer", request, answer: requestStep, ...why };
    case "committed":
      return { type: "request.commit", request };
    case "on the way":
      return { type: "request.set-out", request };
    case "arrived":
      return { type: "request.arrive", request };
    case "released":
      return { type: "request.release", request, reason: text ?? "" };
    case "withdrawn":
      return { type: "request.withdraw", request, reason: text ?? "" };
  }
}

export const requestVerbs: readonly Verb[] = [
  {
    words: "request",
    usage: "request REQUEST STEP [REASON]",
    example: "request 12 refused nobody to spare before six",
    about: "says what became of a request: received, accepted, committed, on the way, released",
    arguments: [one(requestArgument), one(stepArgument), maybe(textArgument("a reason"))],
    make: (values) =>
      wordless.includes(values.requestStep) && values.text !== undefined
        ? `nothing after "${values.requestStep}"`
        : [stepCommand(values)],
  },
  {
    words: "extend request",
    usage: "extend request REQUEST DURATION REASON",
    example: "extend request 12 30m they are on the phone",
    about: "gives what a request owes now another deadline, from now",
    arguments: [one(requestArgument), one(spanArgument), one(reason)],
    make: ({ request, seconds, text }, _names, now) => [
      {
        type: "request.extend",
        request,
        deadlineAt: now + microsFromSeconds(seconds),
        reason: text ?? "",
      },
    ],
  },
];
