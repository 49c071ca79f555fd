/**
 * One value, one text: JSON in the canonical form of RFC 8785 (JCS). Members in the order of their names by UTF-16 code
 * units, no spaces, strings and numbers as ECMAScript writes them. What JSON can not say, or not in one way only, has no
 * canonical form and is refused.
 */

import { assert } from "../../base/assert.ts";

/** Deeper than any event nests. */
const maxDepth = 64;

/** Names as they are written. There are some hundred of them in all events; more than that are not kept. */
const writtenNames = new Map<string, string>();
const maxWrittenNames = 2_000;

/** Members that are undefined are left out, as JSON.stringify leaves them out. Throws a BugError for what is no JSON. */
export function writeCanonical(value: unknown, depth = 0): string {
  if (typeof value === "string") {
    assert(value.isWellFormed(), "canonical: a string with half a surrogate pair");
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    assert(Number.isFinite(value), `canonical: got ${value}`);
    // As ECMAScript writes numbers, which is what JSON.stringify does too; minus nought is 0.
    return String(value);
  }
  if (value === null || typeof value === "boolean") return String(value);
  assert(depth <= maxDepth, `canonical: nested deeper than ${maxDepth}`);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return `[${items.map((item) => writeCanonical(item, depth + 1)).join(",")}]`;
  }
  assert(typeof value === "object", `canonical: got a ${typeof value}`);
  return writeMembers(value as Readonly<Record<string, unknown>>, depth);
}

function writeMembers(members: Readonly<Record<string, unknown>>, depth: number): string {
  let text = "";
  for (const name of listSorted(members)) {
    const member = members[name];
    if (member === undefined) continue;
    text += `${text === "" ? "" : ","}${writeName(name)}:${writeCanonical(member, depth + 1)}`;
  }
  return `{${text}}`;
}

/** By UTF-16 code units, as RFC 8785 wants it and as strings compare. Most of what comes is in that order already. */
function listSorted(members: object): string[] {
  const names = Object.keys(members);
  for (let at = 1; at < names.length; at += 1) {
    // Without a comparison of its own, sort goes by UTF-16 code units, too.
    // oxlint-disable-next-line typescript/require-array-sort-compare -- see above
    if (names[at - 1] > names[at]) return names.sort();
  }
  return names;
}

function writeName(name: string): string {
  const known = writtenNames.get(name);
  if (known !== undefined) return known;
  assert(name.isWellFormed(), "canonical: a name with half a surrogate pair");
  const written = JSON.stringify(name);
  if (writtenNames.size < maxWrittenNames) writtenNames.set(name, written);
  return written;
}
