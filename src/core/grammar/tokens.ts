/**
 * A command line cut into tokens: words, and the two signs `>` and `@`, which need no spaces around them. Commas
 * separate like spaces, but for the one inside `54.01,3.02`. Case does not matter anywhere: a token carries its
 * text as typed and in upper case (by Unicode's own rules, no locale).
 */

export const lineLimits = {
  /** Characters (UTF-16 units) of a line; a longer one is refused whole. */
  length: 500,
  /** Completions given at once. */
  completions: 10,
  /** Candidates named in a fault. */
  candidates: 6,
  /** Faults told of one line; what is wrong beyond them is told when these are mended. */
  faults: 10,
} as const;

export interface Token {
  readonly text: string;
  readonly upper: string;
  /** Offsets in the line, end excluded. */
  readonly start: number;
  readonly end: number;
}

// A position is one token, so that its comma does not cut it.
const tokenPattern = /[+-]?\d{1,3}\.\d+,[+-]?\d{1,3}\.\d+(?![^\s])|"[^"]*"?|[>@]|[^\s,>@]+/gu;

export function listTokens(line: string): Token[] {
  return Array.from(line.matchAll(tokenPattern), (match) => ({
    text: match[0],
    upper: match[0].toUpperCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** From this token to the end of the line, as typed. */
export function restOfLine(line: string, token: Token): string {
  return line.slice(token.start).trim();
}
