/**
 * A place after `@`: a position (`54.0123,3.0045`, degrees), or words in quotes or one word, looked up where there is
 * a gazetteer. Words that nobody can place are kept as words: the position then is "not asked", never a guess.
 */

import type { ArgumentKind } from "./argument.ts";
import { faultAt, type LineFault } from "./fault.ts";
import type { Token } from "./tokens.ts";

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

export function placeArgument(needsPoint: boolean): ArgumentKind {
  const expected = needsPoint
    ? "a position, such as 54.0123,3.0045"
    : 'a position, such as 54.0123,3.0045, or a place in quotes, such as "Tanner Row"';
  return {
    expected,
    part: "place",
    read: ({ tokens, at, values, names }) => {
      const token = tokens[at];
      const point = readPosition(token);
      if (point !== undefined && "code" in point) return point;
      if (point !== undefined) {
        values.place = { point, words: undefined };
        return 1;
      }
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
