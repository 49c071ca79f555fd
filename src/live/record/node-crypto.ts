/**
 * SHA-256 and Ed25519 of node:crypto as the record takes them (src/record is pure and is handed both). Keys are 32 raw
 * bytes there and objects of DER here; the prefixes are those of RFC 8410. Keys that were used lately are kept ready,
 * because making one costs more than a signature.
 */

import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from "node:crypto";
import type { Ed25519, RecordCrypto } from "../../record/note/keys.ts";

const privatePrefix = Buffer.from("302e020100300506032b657004220420", "hex");
const publicPrefix = Buffer.from("302a300506032b6570032100", "hex");
/** RFC 9881; the private key as its seed alone. */
const mlDsaPrivatePrefix = Buffer.from("3034020100300b060960864801650304031104228020", "hex");
const mlDsaPublicPrefix = Buffer.from("30820532300b06096086480165030403110382052100", "hex");
const maxKeptKeys = 100;

/** One key object for each raw key, the oldest forgotten first. */
function keepKeys(make: (raw: Uint8Array) => KeyObject): (raw: Uint8Array) => KeyObject {
  const kept = new Map<string, KeyObject>();
  return (raw) => {
    const id = Buffer.from(raw).toString("base64");
    const found = kept.get(id) ?? make(raw);
    kept.delete(id);
    kept.set(id, found);
    if (kept.size > maxKeptKeys) kept.delete(kept.keys().next().value ?? "");
    return found;
  };
}

/** Of a signature algorithm whose keys are raw bytes behind these prefixes in DER. */
function makeAlgorithm(publicPrefix: Buffer, privatePrefix: Buffer): Ed25519 {
  const publicKeyFrom = keepKeys((raw) =>
    createPublicKey({ key: Buffer.concat([publicPrefix, raw]), format: "der", type: "spki" }),
  );
  const privateKeyFrom = (seed: Uint8Array): KeyObject =>
    createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: "der", type: "pkcs8" });
  return {
    /** False for what is no key or no signature, as for what does not fit. */
    verify(publicKey, message, signature) {
      try {
        return verify(null, message, publicKeyFrom(publicKey), signature);
      } catch {
        return false;
      }
    },
    sign: (seed, message) => sign(null, message, privateKeyFrom(seed)),
    publicKeyOf(seed) {
      const der = createPublicKey(privateKeyFrom(seed)).export({ format: "der", type: "spki" });
      return der.subarray(publicPrefix.length);
    },
  };
}

/** By way of a text with a character a byte: a buffer from outside of the heap for 32 bytes costs more than the hash of 65. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const text = hash("sha256", bytes, "latin1");
  const digest = new Uint8Array(32);
  for (let at = 0; at < 32; at += 1) digest[at] = text.charCodeAt(at);
  return digest;
}

export const nodeCrypto: RecordCrypto = {
  sha256,
  ed25519: makeAlgorithm(publicPrefix, privatePrefix),
  mlDsa44: makeAlgorithm(mlDsaPublicPrefix, mlDsaPrivatePrefix),
};
