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
  const texts: string[] = [];
  for (const name of Object.keys(members).toSorted(byCodeUnits)) {
    const member = members[name];
    if (member === undefined) continue;
    texts.push(`${writeCanonical(name, depth + 1)}:${writeCanonical(member, depth + 1)}`);
  }
  return `{${texts.join(",")}}`;
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : 1;
}
