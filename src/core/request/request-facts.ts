/**
 * What a request knows in words that are facts: whom it goes to, who owns it, what kit, and the fingerprints of the words that
 * were sent and that arrived. The words themselves are private text; a fingerprint stays when they are erased.
 */

import type { OwnerKind, PartyKind, RequestReceipt } from "../vocabulary.ts";

/** Who is asked, or who asks. `code`: the region's own id, a partner's code, or another region's id. */
export interface Party {
  readonly kind: PartyKind;
  readonly code: string;
}

/** Who must see to it that a request ends: a role of the room, or an account. */
export interface Owner {
  readonly kind: OwnerKind;
  readonly name: string;
}

/** The UTF-8 bytes of a text: how many, and their SHA-256 (FIPS 180-4) in 64 lower-case hexadecimal digits. */
export interface WordsDigest {
  readonly sha256: string;
  readonly bytes: number;
}

export interface RequestFacts {
  /** Code of the kit; null = of another kind, or not named. */
  readonly item: string | null;
  readonly party: Party;
  readonly owner: Owner;
  /** Account that entered it. */
  readonly askedBy: string;
  /** Of the words as whoever asks sent them; null = there are none, or the asking side did not say. */
  readonly sent: WordsDigest | null;
  /** Of the words as they arrived at whoever is asked; null = not said yet. */
  readonly arrived: WordsDigest | null;
}

/** Equal fingerprints are equal bytes (a collision of SHA-256 is not known to anybody). */
export function receiptOf(sent: WordsDigest | null, arrived: WordsDigest | null): RequestReceipt {
  if (sent === null || arrived === null) return "not stated";
  if (sent.sha256 === arrived.sha256 && sent.bytes === arrived.bytes) return "arrived whole";
  return arrived.bytes < sent.bytes ? "shortened copy" : "changed copy";
}
