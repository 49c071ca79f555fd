/**
 * Keys for tests of the record, made from a number so that a run can be repeated, and what they sign.
 */

import { createHash } from "node:crypto";
import { nodeCrypto } from "../../live/record/node-crypto.ts";
import { writeCheckpoint } from "../../record/note/checkpoint.ts";
import { keyTypes, makeSignerKey, type SignerKey } from "../../record/note/keys.ts";
import { signNote } from "../../record/note/note.ts";
import { makeCosigner, makeSigner } from "../../record/note/signatures.ts";

function seedOf(number: number): Uint8Array {
  return createHash("sha256").update(`test key ${number}`).digest();
}

export function makeLogKey(name: string, number = 1): SignerKey {
  return makeSignerKey(nodeCrypto, name, keyTypes.ed25519, seedOf(number));
}

export function makeWitnessKey(name: string, number = 2): SignerKey {
  return makeSignerKey(nodeCrypto, name, keyTypes.cosignature, seedOf(number));
}

/** A checkpoint of the log that has the name of its key, cosigned at second 1,700,000,000 by the witnesses. */
export function signCheckpoint(
  log: SignerKey,
  size: bigint | number,
  root: Uint8Array,
  witnesses: readonly SignerKey[] = [],
): string {
  const text = writeCheckpoint({ origin: log.name, size: BigInt(size), root });
  const { ed25519 } = nodeCrypto;
  const cosigners = witnesses.map((key) => makeCosigner(nodeCrypto, key, 1_700_000_000n));
  return signNote(text, [makeSigner(ed25519, log), ...cosigners]).value ?? "";
}
