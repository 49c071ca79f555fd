/**
 * The two signature algorithms of notes that Muster uses: Ed25519 over the text (type 0x01) and the cosignature/v1 of a
 * witness (C2SP tlog-cosignature, type 0x04), which signs a time with the text and is made over checkpoints only.
 */

import { joinBytes, readUint64, toUtf8, uint64Bytes } from "../bytes.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { keyTypes, type Ed25519, type SignerKey, type VerifierKey } from "./keys.ts";
import type { NoteSigner, NoteVerifier } from "./note.ts";

const ed25519Bytes = 64;
/** A timestamp must not exceed 2^63 - 1. */
const maxTimestamp = 2n ** 63n - 1n;

/** Signatures of another key type, or of another length than the type's, do not verify. */
export function makeVerifier<Key extends VerifierKey>(
  ed25519: Ed25519,
  key: Key,
): NoteVerifier & { readonly key: Key } {
  const { name, keyId, publicKey } = key;
  if (key.type === keyTypes.ed25519) {
    return {
      name,
      keyId,
      key,
      verify: (text, signature) =>
        signature.length === ed25519Bytes && ed25519.verify(publicKey, toUtf8(text), signature),
    };
  }
  return {
    name,
    keyId,
    key,
    verify(text, signature) {
      const timestamp = timestampOf(signature);
      if (timestamp === undefined || readCheckpoint(text).fault !== undefined) return false;
      return ed25519.verify(publicKey, cosignedBytes(text, timestamp), signature.subarray(8));
    },
  };
}

/** Seconds since 1970 of a cosignature; undefined where it is none. */
export function timestampOf(signature: Uint8Array): bigint | undefined {
  if (signature.length !== 8 + ed25519Bytes) return undefined;
  const timestamp = readUint64(signature, 0);
  return timestamp > maxTimestamp ? undefined : timestamp;
}

/** Type 0x01. */
export function makeSigner(ed25519: Ed25519, { name, keyId, seed }: SignerKey): NoteSigner {
  return { name, keyId, sign: (text) => ed25519.sign(seed, toUtf8(text)) };
}

/** Type 0x04: `timestamp` in seconds since 1970. It vouches for checkpoints; the caller has read the text as one. */
export function makeCosigner(
  ed25519: Ed25519,
  { name, keyId, seed }: SignerKey,
  timestamp: bigint,
): NoteSigner {
  return {
    name,
    keyId,
    sign: (text) =>
      joinBytes([uint64Bytes(timestamp), ed25519.sign(seed, cosignedBytes(text, timestamp))]),
  };
}

function cosignedBytes(text: string, timestamp: bigint): Uint8Array {
  return toUtf8(`cosignature/v1\ntime ${timestamp}\n${text}`);
}
