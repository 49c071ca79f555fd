/** Arguments about closures: which ones, by number, and how long one is to stand. */

import { limits } from "../limits.ts";
import type { ClosureState } from "../vocabulary.ts";
import { unknownAt, type ArgumentKind } from "./argument.ts";
import { readSpan } from "./arguments.ts";

/** Closures looked at for a list of choices. */
const searched = 1_000;

/** `states`: what the verb is about, those first that it most likely means. */
export function closuresArgument(many: boolean, states: readonly ClosureState[]): ArgumentKind {
  return {
    expected: "the number of a closure",
    part: "number",
    many,
    read: (reading) => {
      const { tokens, at, values, names } = reading;
      const closure = /^\d{1,9}$/.test(tokens[at].text) ? Number(tokens[at].text) : -1;
      if (names.findClosure(closure) === undefined)
        return unknownAt(reading, "the number of a closure in the operational state");
      if (!values.closures.includes(closure)) values.closures.push(closure);
      return 1;
    },
    listChoices: (names, values) =>
      states.flatMap((state) =>
        names
          .listClosures(state, searched)
          .filter((closure) => !values.closures.includes(closure))
          .map((closure) => ({ text: String(closure), detail: `${state} closure` })),
      ),
  };
}

const spanMost = limits.closureMicros / 1_000_000;
export const spanArgument: ArgumentKind = {
  expected: "for how long from now, such as 30m, 2h or 3d, at most 366d",
  part: "number",
  read: (reading) => {
    const seconds = readSpan(reading.tokens[reading.at]);
    if (seconds < 1 || seconds > spanMost) return unknownAt(reading, spanArgument.expected);
    reading.values.seconds = seconds;
    return 1;
  },
  listChoices: () => ["1h", "2h", "4h", "1d"].map((text) => ({ text, detail: "from now" })),
};
