/**
 * Verbs about mutual aid: ask for units, offer and lend them, say that they report, let go, are wanted back or home. The request
 * that a unit is lent for is known by the unit. Refusing and withdrawing are steps of the request (request-verbs.ts); skills, an area
 * and a place to report at take the console's form, or `muster aid ask`.
 */

import { microsFromSeconds } from "../../base/instant.ts";
import { limits } from "../limits.ts";
import { phraseArgument, unknownAt, type ArgumentKind } from "./argument.ts";
import { signArgument, textArgument } from "./arguments.ts";
import type { Names, UnitLoan } from "./names.ts";
import { requestArgument } from "./request-verbs.ts";
import { loanSpanArgument } from "./span-arguments.ts";
import { anyUnit, freeUnits, unitsArgument } from "./units.ts";
import { maybe, one, reason, type Verb } from "./verb.ts";

const countArgument: ArgumentKind = {
  expected: `how many units, 1 to ${limits.unitsPerCommand}`,
  part: "number",
  read: (reading) => {
    const { text } = reading.tokens[reading.at];
    const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
    if (count < 1 || count > limits.unitsPerCommand)
      return unknownAt(reading, countArgument.expected);
    reading.values.count = count;
    return 1;
  },
  listChoices: () => ["1", "2", "3", "4"].map((text) => ({ text, detail: "units" })),
};

const regionArgument = phraseArgument(
  "a neighbour region",
  (names) =>
    (names.config?.aidPlan?.neighbours ?? []).map(({ region, name, tier }) => ({
      words: [region.toUpperCase()],
      text: region,
      detail: `${name} (${tier})`,
      value: region,
    })),
  (values, region) => {
    values.region = region;
  },
);

const toRegion = signArgument(">", "> and a neighbour region");
const toRequest = signArgument(">", "> and the number of a request");

type Fits = (loan: UnitLoan) => boolean;

/** The units by the request that each is lent for; undefined when one of them does not fit. */
function byRequest(
  units: readonly number[],
  names: Names,
  fits: Fits,
): readonly (readonly [request: number, units: number[]])[] | undefined {
  const found = new Map<number, number[]>();
  for (const unit of units) {
    const loan = names.loanOf(unit);
    if (loan === undefined || !fits(loan)) return undefined;
    found.set(loan.request, [...(found.get(loan.request) ?? []), unit]);
  }
  return [...found];
}

const isGuest: Fits = (loan) => loan.isGuest;
const isLent: Fits = (loan) => !loan.isGuest;

export const aidVerbs: readonly Verb[] = [
  {
    words: "ask",
    usage: "ask COUNT DURATION [> REGION] [WORDS]",
    example: "ask 2 8h > north two cars for the bridge",
    about: "asks neighbours for units: by the tiers, or one region and nobody else",
    arguments: [
      one(countArgument),
      one(loanSpanArgument),
      maybe(toRegion, 1),
      one(regionArgument),
      maybe(textArgument("what they are for")),
    ],
    make: ({ count, seconds, region, text }, { config }, now) =>
      (config?.aidPlan?.neighbours ?? []).length === 0
        ? "a neighbour in the plan for mutual aid; this region has none"
        : [
            {
              type: "aid.ask",
              ...(region === "" ? {} : { region }),
              quantity: count,
              untilAt: now + microsFromSeconds(seconds),
              ...(text === undefined ? {} : { words: text }),
            },
          ],
  },
  {
    words: "offer",
    usage: "offer REQUEST COUNT [CONDITION]",
    example: "offer 12 1 only until the late shift",
    about: "offers so many of the units that are asked for, firmly or under a condition",
    arguments: [one(requestArgument), one(countArgument), maybe(textArgument("a condition"))],
    make: ({ request, count, text }) => [
      text === undefined
        ? { type: "request.answer", request, answer: "accepted", quantity: count }
        : { type: "request.answer", request, answer: "provisional", quantity: count, reason: text },
    ],
  },
  {
    words: "lend",
    usage: "lend UNIT... > REQUEST",
    example: "lend AB12 AB14 > 12",
    about: "names the units that go to help another region, never below a floor",
    arguments: [one(unitsArgument(true, freeUnits)), one(toRequest), one(requestArgument)],
    make: ({ units, request }) => [{ type: "aid.commit", request, units }],
  },
  {
    words: "arrived",
    usage: "arrived UNIT...",
    example: "arrived NORTH-N1 NORTH-N2",
    about: "guests report here, and work under the rules of this region",
    arguments: [one(unitsArgument(true, anyUnit))],
    make: ({ units }, names) =>
      byRequest(units, names, isGuest)?.map(([request, those]) => ({
        type: "aid.arrive",
        request,
        units: those,
      })) ?? "units of a neighbour region that were named for this one",
  },
  {
    words: "let go",
    usage: "let go UNIT... REASON",
    example: "let go NORTH-N1 quiet again",
    about: "guests leave for home",
    arguments: [one(unitsArgument(true, anyUnit)), one(reason)],
    make: ({ units, text }, names) =>
      byRequest(units, names, isGuest)?.map(([request, those]) => ({
        type: "aid.release",
        request,
        units: those,
        reason: text ?? "",
      })) ?? "units of a neighbour region that were named for this one",
  },
  {
    words: "want back",
    usage: "want back UNIT... REASON",
    example: "want back AB12 a fire of our own",
    about: "asks the region that they help to let lent units go",
    arguments: [one(unitsArgument(true, anyUnit)), one(reason)],
    make: ({ units, text }, names) =>
      byRequest(units, names, isLent)?.map(([request, those]) => ({
        type: "aid.recall",
        request,
        units: those,
        reason: text ?? "",
      })) ?? "units of this region that are lent",
  },
  {
    words: "home",
    usage: "home UNIT [REASON]",
    example: "home AB12",
    about: "a lent unit is home again; a reason where it was not let go",
    arguments: [one(unitsArgument(false, anyUnit)), maybe(textArgument("a reason"))],
    make: ({ units, text }, names) => {
      const loan = names.loanOf(units[0]);
      if (loan === undefined || loan.isGuest) return "a unit of this region that is lent";
      return [
        { type: "aid.return", unit: units[0], ...(text === undefined ? {} : { reason: text }) },
      ];
    },
  },
];
