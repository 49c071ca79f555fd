/**
 * A salted commitment to a private part of an event: SHA-256 over a fixed line that names the part, 32 random bytes, and
 * the part in canonical form. Who has part and salt can show that they belong to the entry; once the salt is destroyed
 * nobody can guess the part from the commitment, and every proof still holds.
 */

import { joinBytes, toUtf8, writeUtf8 } from "../bytes.ts";
import type { Sha256 } from "../tree/hash.ts";
import { writeCanonical } from "./canonical.ts";

/** `facts`: what of an event's facts is not public. `text`: what stands under `text`. */
export const privateParts = ["facts", "text"] as const;
export type PrivatePart = (typeof privateParts)[number];

const domains: Readonly<Record<PrivatePart, Uint8Array>> = {
  facts: toUtf8("muster.record/v1/commitment/facts\n"),
  text: toUtf8("muster.record/v1/commitment/text\n"),
};

/** Commitments are made one after another, each in the same room: nearly every part fits. */
const room = new Uint8Array(16 * 1024);

/** `value` is JSON, `salt` 32 bytes. */
export function commit(
  sha256: Sha256,
  part: PrivatePart,
  salt: Uint8Array,
  value: unknown,
): Uint8Array {
  const domain = domains[part];
  const text = writeCanonical(value);
  const start = domain.length + salt.length;
  // A character is at most three bytes of UTF-8; a longer text than there is room for is put together by itself.
  if (start + 3 * text.length > room.length) return sha256(joinBytes([domain, salt, toUtf8(text)]));
  room.set(domain);
  room.set(salt, domain.length);
  return sha256(room.subarray(0, start + writeUtf8(text, room, start)));
}
