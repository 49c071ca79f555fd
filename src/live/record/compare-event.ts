/** Compares an event, as somebody shows it, with its entry in a record: the one is what was recorded, or it says what differs. */

import { toBase64 } from "../../record/bytes.ts";
import { writeCanonical } from "../../record/entry/canonical.ts";
import { commit, type PrivatePart } from "../../record/entry/commitment.ts";
import type { Entry, PartedEvent } from "../../record/entry/entry.ts";
import { sha256 } from "./node-crypto.ts";

/** Undefined = the type, the times and all facts are those that were recorded. The text is looked at apart. */
export function faultOfFacts(
  entry: Entry,
  event: PartedEvent,
  salt: Uint8Array | null,
): string | undefined {
  for (const name of ["position", "type", "at", "entered"] as const)
    if (event[name] !== entry[name]) return `${name} is not what was recorded`;
  // An entry whose public facts would not have fitted has them among the private ones.
  const isWhole = Object.keys(entry.facts).length > 0 || Object.keys(event.shown).length === 0;
  const shown = isWhole ? event.shown : {};
  const hidden = isWhole ? event.hidden : { ...event.hidden, ...event.shown };
  if (writeCanonical(shown) !== writeCanonical(entry.facts)) return "its public facts differ";
  return isOfEntry(entry, "facts", salt, hidden) ? undefined : "its private facts differ";
}

export function isOfEntry(
  entry: Entry,
  part: PrivatePart,
  salt: Uint8Array | null,
  value: unknown,
): boolean {
  return salt !== null && toBase64(commit(sha256, part, salt, value)) === entry.hashes[part];
}
