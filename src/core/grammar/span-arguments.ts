/** Arguments that say for how long from now: a closure stands, a level stands unreviewed, a caller waits for us to ring. */

import { limits } from "../limits.ts";
import { unknownAt, type ArgumentKind } from "./argument.ts";
import { readSpan } from "./arguments.ts";

function spanArgumentOf(
  expected: string,
  secondsMost: number,
  offered: readonly string[],
): ArgumentKind {
  return {
    expected,
    part: "number",
    read: (reading) => {
      const seconds = readSpan(reading.tokens[reading.at]);
      if (seconds < 1 || seconds > secondsMost) return unknownAt(reading, expected);
      reading.values.seconds = seconds;
      return 1;
    },
    listChoices: () => offered.map((text) => ({ text, detail: "from now" })),
  };
}

export const spanArgument = spanArgumentOf(
  "for how long from now, such as 30m, 2h or 3d, at most 366d",
  limits.closureMicros / 1_000_000,
  ["1h", "2h", "4h", "1d"],
);

export const reviewSpanArgument = spanArgumentOf(
  "when to look again, such as 30m or 1h from now",
  limits.configSeconds,
  ["30m", "1h", "2h"],
);

export const etaSpanArgument = spanArgumentOf(
  "when, such as 40m or 2h from now, at most 7d",
  limits.recallAheadMicros / 1_000_000,
  ["30m", "1h", "2h"],
);

export const loanSpanArgument = spanArgumentOf(
  "for how long from now, such as 8h or 2d, at most 14d",
  limits.loanMicros / 1_000_000,
  ["4h", "8h", "12h"],
);

export const directiveSpanArgument = spanArgumentOf(
  "for how long from now, such as 12h or 2d, at most 7d",
  limits.directiveMicros / 1_000_000,
  ["4h", "12h", "1d"],
);

export const promiseSpanArgument = spanArgumentOf(
  "when the caller is called back, such as 90m or 3h from now, at most 7d",
  limits.promiseMicros / 1_000_000,
  ["1h", "2h", "4h"],
);
