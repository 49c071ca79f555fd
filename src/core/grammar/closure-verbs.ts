/** Verbs about closures: what a person decides about one. To report one takes a drawing, which no line can say. */

import { microsFromSeconds } from "../../base/instant.ts";
import { closuresArgument } from "./closure-arguments.ts";
import { spanArgument } from "./span-arguments.ts";
import { one, reason, type Verb } from "./verb.ts";

export const closureVerbs: readonly Verb[] = [
  {
    words: "confirm closure",
    usage: "confirm closure CLOSURE...",
    example: "confirm closure 3",
    about: "confirms reported closures: travel keeps off them from now on",
    arguments: [one(closuresArgument(true, ["reported"]))],
    make: ({ closures }) => closures.map((closure) => ({ type: "closure.confirm", closure })),
  },
  {
    words: "renew closure",
    usage: "renew closure CLOSURE DURATION REASON",
    example: "renew closure 3 2h barricade still stands, AB12 looked",
    about: "says that a closure still stands, and until when from now",
    arguments: [
      one(closuresArgument(false, ["confirmed", "reported", "expired"])),
      one(spanArgument),
      one(reason),
    ],
    make: ({ closures, seconds, text }, _names, now) =>
      closures.map((closure) => ({
        type: "closure.renew",
        closure,
        expiresAt: now + microsFromSeconds(seconds),
        reason: text ?? "",
      })),
  },
  {
    words: "lift closure",
    usage: "lift closure CLOSURE REASON",
    example: "lift closure 3 road is clear again",
    about: "ends a closure: the road is open again",
    arguments: [one(closuresArgument(false, ["confirmed", "reported", "expired"])), one(reason)],
    make: ({ closures, text }) =>
      closures.map((closure) => ({ type: "closure.lift", closure, reason: text ?? "" })),
  },
];
