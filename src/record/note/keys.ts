/**
 * Keys of signed notes: the key id, the verifier key ("vkey": NAME+ID+BASE64 of type and public key) and the file of a
 * signer (PRIVATE+KEY+NAME+ID+BASE64 of type and seed, as other implementations keep it). Three types are
 * understood: 0x01, Ed25519 over the note, and the cosignatures of a witness, 0x04 (Ed25519) and 0x06 (ML-DSA-44). The algorithms are
 * handed in.
 */

import { joinBytes, readBase64, readUint32, toBase64, toUtf8 } from "../bytes.ts";
import { faultOf, shortly, type Outcome } from "../fault.ts";
import type { Sha256 } from "../tree/hash.ts";
import { isKeyName } from "./note.ts";

export const keyTypes = { ed25519: 0x01, cosignature: 0x04, mlDsaCosignature: 0x06 } as const;
export type KeyType = (typeof keyTypes)[keyof typeof keyTypes];
const seedBytes = 32;
/** Of FIPS 204, ML-DSA-44. */
const mlDsaKeyBytes = 1312;

/** Whether a key makes cosignatures, of either kind. */
export function isCosigner({ type }: Pick<VerifierKey, "type">): boolean {
  return type === keyTypes.cosignature || type === keyTypes.mlDsaCosignature;
}

/** What the algorithms need from outside; keys and signatures as RFC 8032 encodes them. */
export interface Ed25519 {
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
  /** 64 bytes; `seed` is the 32 bytes of a private key. */
  sign(seed: Uint8Array, message: Uint8Array): Uint8Array;
  publicKeyOf(seed: Uint8Array): Uint8Array;
}

/** ML-DSA-44 of FIPS 204, pure, with an empty context: public keys of 1,312 bytes, signatures of 2,420, private keys as their seed of 32. */
export type MlDsa44 = Ed25519;

export interface SignatureCrypto {
  readonly ed25519: Ed25519;
  readonly mlDsa44: MlDsa44;
}

export interface RecordCrypto extends SignatureCrypto {
  readonly sha256: Sha256;
}

export interface VerifierKey {
  readonly name: string;
  readonly keyId: number;
  readonly type: KeyType;
  readonly publicKey: Uint8Array;
}

export interface SignerKey extends VerifierKey {
  readonly seed: Uint8Array;
}

/** SHA-256(name || 0x0A || type || public key)[:4], as a number of 32 bits. */
export function keyIdOf(sha256: Sha256, name: string, type: number, publicKey: Uint8Array): number {
  const bytes = joinBytes([toUtf8(name), Uint8Array.of(0x0a, type), publicKey]);
  return readUint32(sha256(bytes), 0);
}

export function makeVerifierKey(
  sha256: Sha256,
  name: string,
  type: KeyType,
  publicKey: Uint8Array,
): VerifierKey {
  return { name, type, publicKey, keyId: keyIdOf(sha256, name, type, publicKey) };
}

export function writeVerifierKey({ name, keyId, type, publicKey }: VerifierKey): string {
  return `${name}+${hexOf(keyId)}+${toBase64(joinBytes([Uint8Array.of(type), publicKey]))}`;
}

/** Name of the public file with the last checkpoint that a retired key has signed. */
export function writeUntilName({ keyId }: Pick<VerifierKey, "keyId">): string {
  return `checkpoint.until-${hexOf(keyId)}`;
}

/** 8 lowercase digits. */
export function hexOf(keyId: number): string {
  return keyId.toString(16).padStart(8, "0");
}

export function readVerifierKey(sha256: Sha256, text: string): Outcome<VerifierKey> {
  const parts = splitKey(text);
  if (parts.fault !== undefined) return parts;
  const { name, keyId, type, material: publicKey } = parts.value;
  const computed = keyIdOf(sha256, name, type, publicKey);
  if (keyId !== computed) {
    return wrongKey(text, `the key id ${hexOf(computed)}, which name, type and key give`);
  }
  return { value: { name, keyId, type, publicKey } };
}

const signerPrefix = "PRIVATE+KEY+";

export function writeSignerKey({ name, keyId, type, seed }: SignerKey): string {
  const material = toBase64(joinBytes([Uint8Array.of(type), seed]));
  return `${signerPrefix}${name}+${hexOf(keyId)}+${material}`;
}

/** Errors never quote the text: it is a secret. */
export function readSignerKey(crypto: RecordCrypto, text: string): Outcome<SignerKey> {
  const wrong = faultOf(
    "record.wrong-key",
    "The key file is not PRIVATE+KEY+NAME+ID+BASE64 with an id that fits",
  );
  if (!text.startsWith(signerPrefix)) return wrong;
  const parts = splitKey(text.slice(signerPrefix.length), true);
  if (parts.fault !== undefined) return wrong;
  const { name, keyId, type, material: seed } = parts.value;
  const key = makeSignerKey(crypto, name, type, seed);
  return key.keyId === keyId ? { value: key } : wrong;
}

export function makeSignerKey(
  { sha256, ed25519, mlDsa44 }: RecordCrypto,
  name: string,
  type: KeyType,
  seed: Uint8Array,
): SignerKey {
  const algorithm = type === keyTypes.mlDsaCosignature ? mlDsa44 : ed25519;
  return { ...makeVerifierKey(sha256, name, type, algorithm.publicKeyOf(seed)), seed };
}

function splitKey(
  text: string,
  isPrivate = false,
): Outcome<{ name: string; keyId: number; type: KeyType; material: Uint8Array }> {
  const first = text.indexOf("+");
  const second = text.indexOf("+", first + 1);
  const name = text.slice(0, first);
  const id = text.slice(first + 1, second);
  if (first < 0 || second < 0 || !isKeyName(name) || !/^[0-9a-f]{8}$/.test(id)) {
    return wrongKey(text, "NAME+8 hexadecimal digits+BASE64");
  }
  const bytes = readBase64(text.slice(second + 1));
  const type = bytes?.[0];
  if (bytes === undefined || type === undefined)
    return wrongKey(text, "canonical base64 at the end");
  if (!isKeyType(type)) return wrongKey(text, `key type 1, 4 or 6, not ${type}`);
  const length = !isPrivate && type === keyTypes.mlDsaCosignature ? mlDsaKeyBytes : seedBytes;
  if (bytes.length !== 1 + length) return wrongKey(text, `${length} bytes of key`);
  return { value: { name, keyId: Number.parseInt(id, 16), type, material: bytes.slice(1) } };
}

function wrongKey(text: string, expected: string): ReturnType<typeof faultOf> {
  return faultOf("record.wrong-key", `The key: got ${shortly(text)}, expected ${expected}`);
}

function isKeyType(type: number): type is KeyType {
  return (Object.values(keyTypes) as readonly number[]).includes(type);
}
