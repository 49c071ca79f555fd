/**
 * A place after `@`: a position (`54.0123,3.0045`, degrees), or words in quotes or one word, looked up where there is
 * a gazetteer. Words that nobody can place are kept as words: the position then is "not asked", never a guess. Two
 * numbers with a comma between are refused unless both have decimals: they were meant as a position, and whole degrees
 * are as good as none (one is 111 km); as a place they would be the name "95" and a summary.
 */

import type { ArgumentKind, Reading } from "./argument.ts";
import { faultAt, type LineFault } from "./fault.ts";
import type { Token } from "./tokens.ts";
import type { SaidPlace } from "./values.ts";

const positionPattern = /^([+-]?\d{1,3}\.\d{1,9}),([+-]?\d{1,3}\.\d{1,9})$/;

/** Degrees times 10^7, by digits: no rounding of binary fractions comes between the text and the number. */
function e7Of(text: string): number {
  const [whole, fraction] = text.replace(/^[+-]/, "").split(".");
  const e7 = Number(whole) * 1e7 + Number(fraction.slice(0, 7).padEnd(7, "0"));
  return text.startsWith("-") && e7 !== 0 ? -e7 : e7;
}

export function degreesText(e7: number): string {
  const digits = String(Math.abs(e7)).padStart(8, "0");
  return `${e7 < 0 ? "-" : ""}${digits.slice(0, -7)}.${digits.slice(-7)}`;
}

function readPosition(token: Token): { latE7: number; lonE7: number } | LineFault | undefined {
  const match = positionPattern.exec(token.text);
  if (match === null) return undefined;
  const latE7 = e7Of(match[1]);
  const lonE7 = e7Of(match[2]);
  if (Math.abs(latE7) <= 90e7 && Math.abs(lonE7) <= 180e7) return { latE7, lonE7 };
  return faultAt("line.unknown", token, "latitude,longitude in degrees, such as 54.0123,3.0045");
}

const barePattern = /^[+-]?\d+(?:\.\d*)?,[+-]?\d+(?:\.\d*)?(?=$|[\s>@,])/;

function refuseBarePair(line: string, token: Token): LineFault | undefined {
  const text = barePattern.exec(line.slice(token.start))?.[0];
  if (text === undefined) return undefined;
  const pair = { text, start: token.start, end: token.start + text.length };
  const expected =
    "latitude,longitude in degrees with decimals, such as 54.0123,3.0045, or a name in quotes";
  return faultAt("line.unknown", pair, expected);
}

/** Words in a name without quotes at most. */
const namedWords = 6;

/** The longest run of words from here that names one place: `@ 14 Tanner Row smoke seen` needs no quotes. */
function readNamedPlace({
  line,
  tokens,
  at,
  names,
}: Reading): { readonly place: SaidPlace; readonly used: number } | undefined {
  if (names.findPlace === undefined || tokens[at].text.startsWith('"')) return undefined;
  for (let used = Math.min(namedWords, tokens.length - at); used > 1; used -= 1) {
    const words = line.slice(tokens[at].start, tokens[at + used - 1].end);
    const found = names.findPlace(words);
    if (found === undefined) continue;
    const { latE7, lonE7 } = found;
    return { place: { point: { latE7, lonE7 }, words }, used };
  }
  return undefined;
}

export function placeArgument(needsPoint: boolean): ArgumentKind {
  const expected = needsPoint
    ? "a position, such as 54.0123,3.0045"
    : 'a position, such as 54.0123,3.0045, or a place in quotes, such as "Tanner Row"';
  return {
    expected,
    part: "place",
    read: (reading) => {
      const { tokens, at, values, names } = reading;
      const token = tokens[at];
      const point = readPosition(token);
      if (point !== undefined && "code" in point) return point;
      if (point !== undefined) {
        values.place = { point, words: undefined };
        return 1;
      }
      const named = readNamedPlace(reading);
      if (named !== undefined) {
        values.place = named.place;
        return named.used;
      }
      const bare = refuseBarePair(reading.line, token);
      if (bare !== undefined) return bare;
      const words = token.text.replaceAll('"', "").trim();
      if (words === "" || token.text === ">" || token.text === "@")
        return faultAt("line.unknown", token, expected);
      const found = names.findPlace?.(words);
      if (found === undefined && needsPoint) return faultAt("line.unknown", token, expected);
      values.place = {
        point: found === undefined ? undefined : { latE7: found.latE7, lonE7: found.lonE7 },
        words,
      };
      return 1;
    },
    listChoices: (names, _values, prefix) => {
      const found = names.findPlace?.(prefix.replaceAll('"', ""));
      if (found === undefined) return [];
      const position = `${degreesText(found.latE7)},${degreesText(found.lonE7)}`;
      return [{ text: position, detail: found.name, also: found.name.toUpperCase() }];
    },
  };
}
