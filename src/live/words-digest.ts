/** The fingerprint of a text as it travels: SHA-256 (FIPS 180-4) over its UTF-8 bytes, which are not normalised in any way. */

import { createHash } from "node:crypto";
import type { WordsDigest } from "../core/request/request-facts.ts";

export function digestOf(words: string | Uint8Array): WordsDigest {
  const bytes = typeof words === "string" ? Buffer.from(words, "utf8") : words;
  return { sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.byteLength };
}
