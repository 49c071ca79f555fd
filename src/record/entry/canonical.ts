/**
 * One value, one text: JSON in the canonical form of RFC 8785 (JCS). Members in the order of their names by UTF-16 code
 * units, no spaces, strings and numbers as ECMAScript writes them. What JSON can not say, or not in one way only, has no
 * canonical form and is refused.
 */

import { assert } from "../../base/assert.ts";

/** Deeper than any event nests. */
const maxDepth = 64;

/** Members that are undefined are left out, as JSON.stringify leaves them out. Throws a BugError for what is no JSON. */
export function writeCanonical(value: unknown, depth = 0): string {
  assert(depth <= maxDepth, `canonical: nested deeper than ${maxDepth}`);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") {
    assert(value.isWellFormed(), "canonical: a string with half a surrogate pair");
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    assert(Number.isFinite(value), `canonical: got ${value}`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return `[${items.map((item) => writeCanonical(item, depth + 1)).join(",")}]`;
  }
  assert(typeof value === "object", `canonical: got a ${typeof value}`);
  const members = value as Readonly<Record<string, unknown>>;
  let text = "";
  // Without a comparison of its own, sort goes by UTF-16 code units, as RFC 8785 wants it.
  // oxlint-disable-next-line typescript/require-array-sort-compare -- see above
  for (const name of Object.keys(members).sort()) {
    const member = members[name];
    if (member === undefined) continue;
    assert(name.isWellFormed(), "canonical: a name with half a surrogate pair");
    text += `${text === "" ? "" : ","}${JSON.stringify(name)}:${writeCanonical(member, depth + 1)}`;
  }
  return `{${text}}`;
}
