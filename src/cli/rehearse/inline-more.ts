/**
 * A rehearsal is one long loop over many small functions: a call of recorded demand is eighty calls of functions and about
 * 20,000 instructions, of which what each call costs (arguments, frame, looking at everything anew) is a large part. V8 puts functions
 * into each other up to a budget that is made for pages and servers. With a larger one the same source runs in less time; what it
 * does is the same. Figures: docs/decisions/0022-columns-stay-columns.md.
 */
import { setFlagsFromString } from "node:v8";

/** Bytes of bytecode: in all that is put into one function (V8: 920), of one that is put in (460), and where it stops by all means (4,600). */
const budget = [
  "--max-inlined-bytecode-size-cumulative=10000",
  "--max-inlined-bytecode-size=2000",
  "--max-inlined-bytecode-size-absolute=40000",
];

/** For the whole process and all its threads: before a rehearsal, in a process that does nothing else. */
export function inlineMore(): void {
  for (const flag of budget) setFlagsFromString(flag);
}
