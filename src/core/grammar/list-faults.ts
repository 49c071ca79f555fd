/**
 * All that is wrong with the list of a line: of `send AB12 ZZ1 ZZ2 > 1043` a person wants to hear both. The line is read
 * again without the words already told; what is then missed at the same place of the grammar is one more fault. Anything
 * else could be a fault only because of what was left out, and is not told.
 */

import type { Instant } from "../../base/instant.ts";
import type { LineFault } from "./fault.ts";
import type { Names } from "./names.ts";
import { parseLine } from "./parse-line.ts";
import { lineLimits } from "./tokens.ts";

/** In the order of the line, at most `lineLimits.faults`; empty where it reads well. */
export function listFaults(line: string, names: Names, now: Instant): readonly LineFault[] {
  const { fault: first, verb } = parseLine(line, names, now);
  if (first === undefined) return [];
  const faults = [first];
  if (verb === undefined) return faults;
  let rest = line;
  for (let last = first; isOfWord(last) && faults.length < lineLimits.faults;) {
    rest = rest.slice(0, last.start) + " ".repeat(last.end - last.start) + rest.slice(last.end);
    const again = parseLine(rest, names, now);
    const { fault } = again;
    if (fault === undefined || again.verb !== verb || !isOfWord(fault)) break;
    if (fault.start < last.end || isSign(fault.got) || !isSamePlace(fault, first)) break;
    faults.push(fault);
    last = fault;
  }
  return faults;
}

function isOfWord({ code }: LineFault): boolean {
  return code === "line.unknown" || code === "line.ambiguous";
}

function isSign(got: string): boolean {
  return got === ">" || got === "@";
}

/**
 * A word that fits several things expects one of what an unknown word expects; and after a good word of a list, what
 * comes behind the list is expected as well (`a call sign`, then `a call sign, or > ...`).
 */
function isSamePlace(fault: LineFault, first: LineFault): boolean {
  if (fault.code !== first.code || fault.expected === first.expected) return true;
  return fault.expected.startsWith(`${first.expected},`);
}
