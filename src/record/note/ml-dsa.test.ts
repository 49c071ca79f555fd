/**
 * Cosignatures with ML-DSA-44 by C2SP tlog-cosignature: the message is laid out here once more, byte by byte from the
 * specification, and signed with node:crypto directly.
 */

import assert from "node:assert/strict";
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { test } from "node:test";
import { sha256, testCrypto } from "../../testing/record/crypto.ts";
import { makeLogKey, signCheckpoint } from "../../testing/record/keys.ts";
import { checkPolicy } from "../policy/check-policy.ts";
import { readPolicy } from "../policy/policy.ts";
import { writeCheckpoint } from "./checkpoint.ts";
import {
  keyTypes,
  makeSignerKey,
  readSignerKey,
  readVerifierKey,
  writeSignerKey,
  writeVerifierKey,
} from "./keys.ts";
import { makeCosigner, makeVerifier } from "./signatures.ts";

const name = "witness.example/pq";
const log = makeLogKey("log.example/a");
const seed = new Uint8Array(32).fill(0x11);
const key = makeSignerKey(testCrypto, name, keyTypes.mlDsaCosignature, seed);
const root = sha256(Buffer.from("root"));
const text = writeCheckpoint({ origin: log.name, size: 20_852_163n, root });

const privateKey = createPrivateKey({
  key: Buffer.concat([Buffer.from("3034020100300b060960864801650304031104228020", "hex"), seed]),
  format: "der",
  type: "pkcs8",
});

function uint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

interface Said {
  readonly cosigner?: string;
  readonly time?: bigint;
  readonly origin?: string;
  readonly start?: bigint;
  readonly end?: bigint;
  readonly label?: string;
}

/** struct cosigned_message, signed; behind its timestamp. */
function cosignature(said: Said = {}): Uint8Array {
  const { cosigner = name, time = 1_679_315_147n, origin = log.name, start = 0n, end = 20_852_163n } = said; // prettier-ignore
  const { label = "subtree/v1\n\0" } = said;
  const message = Buffer.concat([
    Buffer.from(label),
    Buffer.from([cosigner.length]),
    Buffer.from(cosigner),
    uint64(time),
    Buffer.from([origin.length]),
    Buffer.from(origin),
    uint64(start),
    uint64(end),
    root,
  ]);
  return Buffer.concat([uint64(time), sign(null, message, privateKey)]);
}

test("a key is its name, type 6 and 1,312 bytes, with the id that follows from them", () => {
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  const raw = spki.subarray(22);
  assert.equal(raw.length, 1312);
  assert.deepEqual(Buffer.from(key.publicKey), raw);
  const id = createHash("sha256").update(`${name}\n\u0006`).update(raw).digest().subarray(0, 4);
  assert.equal(writeVerifierKey(key), `${name}+${id.toString("hex")}+${Buffer.concat([Buffer.from([6]), raw]).toString("base64")}`); // prettier-ignore
  assert.equal(readVerifierKey(sha256, writeVerifierKey(key)).value?.keyId, key.keyId);
  assert.deepEqual(readSignerKey(testCrypto, writeSignerKey(key)).value, key);
  const short = `${name}+${id.toString("hex")}+${Buffer.concat([Buffer.from([6]), raw.subarray(1)]).toString("base64")}`; // prettier-ignore
  assert.equal(readVerifierKey(sha256, short).fault?.code, "record.wrong-key");
});

test("a cosignature signs the specification's message and no other", () => {
  const verifier = makeVerifier(testCrypto, key);
  assert.equal(cosignature().length, 2428);
  assert.ok(verifier.verify(text, cosignature()));
  const extended = writeCheckpoint({
    origin: log.name,
    size: 20_852_163n,
    root,
    extensions: ["x"],
  });
  assert.ok(verifier.verify(extended, cosignature()), "extension lines are not in the message");
  assert.ok(verifier.verify(text, makeCosigner(testCrypto, key, 5n).sign(text)));
  for (const wrong of [
    { cosigner: "witness.example/other" },
    { origin: "log.example/b" },
    { start: 1n },
    { end: 20_852_164n },
    { label: "subtree/v2\n\0" },
    { label: "subtree/v1\n" },
    // It says nothing about the largest tree.
    { time: 0n },
  ])
    assert.ok(!verifier.verify(text, cosignature(wrong)), JSON.stringify(wrong, (_, v: unknown) => String(v))); // prettier-ignore
  const good = cosignature();
  assert.ok(!verifier.verify(text, Buffer.concat([uint64(9n), good.subarray(8)])), "another time");
  assert.ok(!verifier.verify(text, good.subarray(0, 72)), "of another length");
  assert.ok(!verifier.verify("no checkpoint\n", good));
});

test("a policy takes a witness with such a key, beside one of the other kind", () => {
  const old = makeSignerKey(testCrypto, name, keyTypes.cosignature, seed);
  const lines = [`log ${writeVerifierKey(log)}`, `witness a ${writeVerifierKey(key)}`, `witness b ${writeVerifierKey(old)}`, "group g all a b", "quorum g", ""]; // prettier-ignore
  const policy = readPolicy(sha256, lines.join("\n")).value ?? assert.fail();
  const note = (keys: readonly (typeof key)[]): string => signCheckpoint(log, 3, root, keys);
  assert.equal(checkPolicy(testCrypto, policy, note([key, old])).value?.cosigned.length, 2);
  assert.equal(checkPolicy(testCrypto, policy, note([old])).fault?.code, "record.no-quorum");
  const asLog = `log ${writeVerifierKey(key)}\nquorum none\n`;
  assert.equal(readPolicy(sha256, asLog).fault?.code, "record.wrong-policy");
});
