/**
 * Content lines of iCalendar (RFC 5545, section 3.1): folded lines joined, name, parameters and value apart, text
 * escapes undone and done. Strict where a guess would move a shift, and every fault says its line.
 */

export interface ContentLine {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

export type ReadLine = ContentLine | { readonly line: number; readonly fault: string };

/** Section 3.1: a line that begins with a space or tab goes on with the one before it. */
export function listContentLines(text: string): ReadLine[] {
  const read: ReadLine[] = [];
  let whole = "";
  let begun = 0;
  const put = (): void => {
    if (whole !== "") read.push(readContentLine(whole, begun));
  };
  text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .forEach((piece, index) => {
      if (/^[ \t]/.test(piece) && whole !== "") {
        whole += piece.slice(1);
        return;
      }
      put();
      whole = piece;
      begun = index + 1;
    });
  put();
  return read;
}

const namePattern = /^[A-Za-z0-9-]+/;
/** A parameter's value may stand in quotes, and then have colons and semicolons in it. */
const parameterPattern = /^;([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*/;

function readContentLine(text: string, line: number): ReadLine {
  const name = namePattern.exec(text)?.[0] ?? "";
  const parameters = new Map<string, string>();
  let rest = text.slice(name.length);
  for (
    let match = parameterPattern.exec(rest);
    match !== null;
    match = parameterPattern.exec(rest)
  ) {
    parameters.set(match[1].toUpperCase(), match[2].replace(/^"|"$/g, ""));
    rest = rest.slice(match[0].length);
  }
  if (name === "" || !rest.startsWith(":"))
    return { line, fault: `got "${text.slice(0, 40)}", expected NAME;PARAMETERS:VALUE` };
  return { line, name: name.toUpperCase(), parameters, value: rest.slice(1) };
}

/** Section 3.3.11. */
export function unescapeText(value: string): string {
  return value.replace(/\\([nN,;\\])/g, (_, escaped: string) =>
    escaped.toLowerCase() === "n" ? "\n" : escaped,
  );
}

export function escapeText(text: string): string {
  return text.replace(/[\\,;]/g, (sign) => `\\${sign}`).replaceAll("\n", "\\n");
}

const foldedOctets = 75;

/** Folded so that no line has more than 75 octets, as section 3.1 asks; a character is never cut in two. */
export function foldLine(line: string): string {
  const encoder = new TextEncoder();
  const pieces: string[] = [];
  let piece = "";
  let octets = 0;
  for (const sign of line) {
    const size = encoder.encode(sign).length;
    if (octets + size > foldedOctets) {
      pieces.push(piece);
      piece = " ";
      octets = 1;
    }
    piece += sign;
    octets += size;
  }
  return [...pieces, piece].join("\r\n");
}
