/**
 * The signature algorithms of notes that Muster uses: Ed25519 over the text (type 0x01) and the cosignatures of a witness (C2SP
 * tlog-cosignature), which sign a time too and are made over checkpoints only: cosignature/v1 with Ed25519 (type 0x04) and
 * subtree/v1 with ML-DSA-44 (type 0x06).
 */

import { assert } from "../../base/assert.ts";
import { joinBytes, readUint64, toUtf8, uint64Bytes } from "../bytes.ts";
import { readCheckpoint } from "./checkpoint.ts";
import {
  keyTypes,
  type Ed25519,
  type SignatureCrypto,
  type SignerKey,
  type VerifierKey,
} from "./keys.ts";
import type { NoteSigner, NoteVerifier } from "./note.ts";

const ed25519Bytes = 64;
const mlDsaBytes = 2420;
/** A timestamp must not exceed 2^63 - 1. */
const maxTimestamp = 2n ** 63n - 1n;

/** Signatures of another key type, or of another length than the type's, do not verify. */
export function makeVerifier<Key extends VerifierKey>(
  { ed25519, mlDsa44 }: SignatureCrypto,
  key: Key,
): NoteVerifier & { readonly key: Key } {
  const { name, keyId, publicKey, type } = key;
  const known = { name, keyId, key };
  if (type === keyTypes.ed25519)
    return {
      ...known,
      verify: (text, signature) =>
        signature.length === ed25519Bytes && ed25519.verify(publicKey, toUtf8(text), signature),
    };
  const isMlDsa = type === keyTypes.mlDsaCosignature;
  return {
    ...known,
    verify(text, signature) {
      const timestamp = timestampOf(signature);
      const isLong = signature.length === 8 + mlDsaBytes;
      if (timestamp === undefined || isLong !== isMlDsa) return false;
      const message = isMlDsa
        ? subtreeBytes(name, text, timestamp)
        : readCheckpoint(text).fault === undefined
          ? cosignedBytes(text, timestamp)
          : undefined;
      if (message === undefined) return false;
      return (isMlDsa ? mlDsa44 : ed25519).verify(publicKey, message, signature.subarray(8));
    },
  };
}

/** Seconds since 1970 of a cosignature; undefined where it is none. */
export function timestampOf(signature: Uint8Array): bigint | undefined {
  const { length } = signature;
  if (length !== 8 + ed25519Bytes && length !== 8 + mlDsaBytes) return undefined;
  const timestamp = readUint64(signature, 0);
  return timestamp > maxTimestamp ? undefined : timestamp;
}

/** Type 0x01. */
export function makeSigner(ed25519: Ed25519, { name, keyId, seed }: SignerKey): NoteSigner {
  return { name, keyId, sign: (text) => ed25519.sign(seed, toUtf8(text)) };
}

/** Type 0x04 or 0x06: `timestamp` in seconds since 1970. It vouches for checkpoints; the caller has read the text as one. */
export function makeCosigner(
  { ed25519, mlDsa44 }: SignatureCrypto,
  { name, keyId, seed, type }: SignerKey,
  timestamp: bigint,
): NoteSigner {
  const isMlDsa = type === keyTypes.mlDsaCosignature;
  return {
    name,
    keyId,
    sign(text) {
      const message = isMlDsa
        ? subtreeBytes(name, text, timestamp)
        : cosignedBytes(text, timestamp);
      assert(message !== undefined, "a cosigner signs checkpoints with names of 255 bytes at most");
      return joinBytes([uint64Bytes(timestamp), (isMlDsa ? mlDsa44 : ed25519).sign(seed, message)]);
    },
  };
}

function cosignedBytes(text: string, timestamp: bigint): Uint8Array {
  return toUtf8(`cosignature/v1\ntime ${timestamp}\n${text}`);
}

/**
 * The cosigned_message of an ML-DSA-44 cosignature: label, name, time, origin, start (0 for a checkpoint), end and root. Extension lines of
 * the checkpoint are not in it. Undefined for what is no checkpoint, or has a name that does not fit its length of one byte. A time
 * of zero says nothing about the largest tree, which is all that a witness is asked for: it does not count as one.
 */
function subtreeBytes(name: string, text: string, timestamp: bigint): Uint8Array | undefined {
  const { value } = readCheckpoint(text);
  if (value === undefined || timestamp === 0n) return undefined;
  const names = [toUtf8(name), toUtf8(value.origin)];
  if (names.some(({ length }) => length < 1 || length > 255)) return undefined;
  const [cosigner, origin] = names.map((bytes) => joinBytes([Uint8Array.of(bytes.length), bytes]));
  const label = toUtf8("subtree/v1\n\0");
  return joinBytes([label, cosigner, uint64Bytes(timestamp), origin, uint64Bytes(0n), uint64Bytes(value.size), value.root]); // prettier-ignore
}
