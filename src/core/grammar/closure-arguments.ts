/** The argument about closures: which ones, by number. */

import type { ClosureState } from "../vocabulary.ts";
import { unknownAt, type ArgumentKind } from "./argument.ts";

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
