/**
 * A long rehearsal is one loop over many small functions: a call of recorded demand is eighty calls of functions, and what each of
 * those costs (arguments, frame, looking at everything anew) is a large part of it. V8 puts functions into each other up to a budget that
 * is made for pages and servers. With twice as much the same source runs in 8 to 10 % less time, and takes a twentieth of a second more to
 * compile, which half a million calls earn back. What it does is the same. Figures: docs/decisions/0022-columns-stay-columns.md.
 */
import { setFlagsFromString } from "node:v8";

/** Bytes of bytecode in all that is put into one function; V8's own is 920. */
const budget = "--max-inlined-bytecode-size-cumulative=2000";

const callsWorthIt = 500_000;

/** For the whole process and all its threads: before a rehearsal of so many calls, in a process that does nothing else. */
export function inlineMore(calls: number): void {
  if (calls >= callsWorthIt) setFlagsFromString(budget);
}
