/**
 * What is wrong with a line: where, what was got, what was expected, what to do. A value, never an exception; the
 * codes are stable. Rules are not asked here: a line without a fault can still be refused by the core.
 */

import { lineLimits, type Token } from "./tokens.ts";

export const lineFaultCodes = [
  "line.empty",
  "line.too-long",
  "line.unknown",
  "line.ambiguous",
  "line.incomplete",
  "line.extra",
] as const;
export type LineFaultCode = (typeof lineFaultCodes)[number];

export interface LineFault {
  readonly code: LineFaultCode;
  /** Offsets in the line, end excluded; both at the end of the line where something is missing. */
  readonly start: number;
  readonly end: number;
  readonly got: string;
  readonly expected: string;
  /** What could be meant, best first, at most `lineLimits.candidates`. */
  readonly candidates: readonly string[];
  /** One sentence with all of it; columns count from 1. */
  readonly message: string;
}

const shownLength = 40;

export function faultAt(
  code: LineFaultCode,
  token: Pick<Token, "text" | "start" | "end">,
  expected: string,
  candidates: readonly string[] = [],
): LineFault {
  const got = token.text.slice(0, shownLength);
  const named = candidates.slice(0, lineLimits.candidates);
  const more = candidates.length - named.length;
  const could =
    named.length === 0 ? "" : `: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  const what = got === "" ? "the line ends here" : `got "${got}"`;
  return {
    code,
    start: token.start,
    end: token.end,
    got,
    expected,
    candidates: named,
    message: `column ${token.start + 1}: ${what}, expected ${expected}${could}`,
  };
}
