/** Codes of items and staff numbers: read by exact code, or by a beginning that only one has. */

import { limits } from "../limits.ts";
import type { ArgumentKind } from "./argument.ts";
import { faultAt, type LineFault } from "./fault.ts";
import type { Names } from "./names.ts";
import { lineLimits, type Token } from "./tokens.ts";

function readCode(
  token: Token,
  allowPrefix: boolean,
  expected: string,
  find: (code: string) => number | undefined,
  list: (start: string, limit: number) => readonly string[],
): number | LineFault {
  const exact = find(token.upper);
  if (exact !== undefined) return exact;
  const candidates = list(token.upper, lineLimits.candidates + 1);
  const [first] = candidates;
  if (first === undefined || !allowPrefix) return faultAt("line.unknown", token, expected, candidates.slice(0, 1)); // prettier-ignore
  if (candidates.length > 1) return faultAt("line.ambiguous", token, expected, candidates);
  return find(first) ?? faultAt("line.unknown", token, expected);
}

export const personArgument: ArgumentKind = {
  expected: "a staff number",
  part: "code",
  read: ({ tokens, at, values, names, isExact }) => {
    const person = readCode(
      tokens[at],
      !isExact,
      personArgument.expected,
      (code) => names.findPerson(code),
      (start, limit) => names.listStaffNumbers(start, limit),
    );
    if (typeof person !== "number") return person;
    values.person = person;
    return 1;
  },
  listChoices: (names, _values, prefix) =>
    names
      .listStaffNumbers(prefix, lineLimits.completions)
      .map((text) => ({ text, detail: "person" })),
};

export function itemsArgument(many: boolean): ArgumentKind {
  const expected = many ? "one or more codes of items" : "the code of an item";
  return {
    expected,
    part: "code",
    many,
    read: ({ tokens, at, values, names, isExact }) => {
      const item = readCode(
        tokens[at],
        !isExact,
        expected,
        (code) => names.findItem(code),
        (start, limit) => names.listItemCodes(start, limit),
      );
      if (typeof item !== "number") return item;
      if (values.items.length >= limits.itemsOfOne)
        return faultAt("line.unknown", tokens[at], `at most ${limits.itemsOfOne} items`);
      if (!values.items.includes(item)) values.items.push(item);
      return 1;
    },
    listChoices: (names, values, prefix) =>
      names
        .listItemCodes(prefix, lineLimits.completions + values.items.length)
        .filter((code) => !values.items.includes(names.findItem(code) ?? -1))
        .map((text) => ({ text, detail: holderText(names, text) })),
  };
}

function holderText(names: Names, code: string): string {
  const holder = names.holderOf(names.findItem(code) ?? -1);
  return holder === undefined ? "in store" : `with ${holder}`;
}
