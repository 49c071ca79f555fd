/** What somebody could hand to a verifier who means no good: none of it is believed, and none of it breaks anything. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { makeLogKey, signCheckpoint } from "../../testing/record/keys.ts";
import { testCrypto } from "../../testing/record/crypto.ts";
import { Auditor } from "../audit/auditor.ts";
import { toBase64, uint64Bytes } from "../bytes.ts";
import { readCheckpoint, writeCheckpoint } from "../note/checkpoint.ts";
import { hexOf, keyIdOf, readVerifierKey } from "../note/keys.ts";
import { noteLimits, openNote, signNote, writeSignatureLine } from "../note/note.ts";
import { makeSigner, makeVerifier } from "../note/signatures.ts";
import { checkConsistency, checkInclusion } from "../tree/check-proof.ts";
import { makeTreeHasher } from "../tree/hash.ts";
import { checkPolicy } from "./check-policy.ts";

const { ed25519, sha256 } = testCrypto;
const hasher = makeTreeHasher(sha256);
const key = makeLogKey("log.example/a");
const root = new Uint8Array(32).fill(7);
const policy = { logs: [{ key }], witnesses: [], groups: [], quorum: undefined };
const note = signCheckpoint(key, 5, root);
const codeOf = (text: string | Uint8Array): string | undefined =>
  checkPolicy(testCrypto, policy, text).fault?.code;

describe("a hostile checkpoint", () => {
  test("with extension lines is read with them, and they are signed for; an empty one is none", () => {
    const text = writeCheckpoint({ origin: key.name, size: 5n, root, extensions: ["a", "b c"] });
    const signed = signNote(text, [makeSigner(ed25519, key)]).value ?? assert.fail();
    const accepted = checkPolicy(testCrypto, policy, signed).value ?? assert.fail();
    assert.deepEqual(accepted.checkpoint.extensions, ["a", "b c"]);
    assert.equal(codeOf(signed.replace("b c", "b d")), "record.wrong-signature");
    assert.equal(readCheckpoint(`${text}\nx\n`).fault?.code, "record.wrong-checkpoint");
  });

  test("signed twice by one key counts once; with a second signature that is wrong it counts not at all", () => {
    const line = note.slice(note.indexOf("\n\n") + 2);
    const opened = openNote(`${note}${line}`, [makeVerifier(testCrypto, key)]).value;
    assert.equal(opened?.verified.length, 1);
    const wrong = writeSignatureLine({ name: key.name, keyId: key.keyId, signature: new Uint8Array(64) }); // prettier-ignore
    assert.equal(codeOf(`${note}${wrong}`), "record.wrong-signature");
    assert.equal(codeOf(note + line.repeat(noteLimits.maxSignatures)), "record.wrong-note");
  });

  test("longer than a megabyte is refused unread, of another origin it is nobody's", () => {
    assert.equal(codeOf(`${"x".repeat(noteLimits.maxBytes)}\n${note}`), "record.wrong-note");
    assert.equal(codeOf(Buffer.alloc(noteLimits.maxBytes + 1)), "record.wrong-note");
    // The log's own key over the name of another log: keys sign for their own name only.
    const other = writeCheckpoint({ origin: "log.example/b", size: 5n, root });
    const signed = signNote(other, [makeSigner(ed25519, key)]).value ?? assert.fail();
    assert.equal(codeOf(signed), "record.unsigned");
  });

  test("by one of two keys with one name and id is believed by the right one of them, whichever comes first", () => {
    const twin = { ...makeLogKey("log.example/a"), publicKey: new Uint8Array(32).fill(3), keyId: key.keyId }; // prettier-ignore
    for (const keys of [
      [key, twin],
      [twin, key],
    ]) {
      // prettier-ignore
      const opened = openNote(note, keys.map((each) => makeVerifier(testCrypto, each)));
      assert.deepEqual(
        opened.value?.verified.map(({ verifier }) => verifier.key),
        [key],
      );
    }
    assert.equal(openNote(note, [makeVerifier(testCrypto, twin)]).fault?.code, "record.wrong-signature"); // prettier-ignore
  });

  test("with a cosignature of a kind that is not understood is as without it, and such a key is refused by name", () => {
    const type = 0x05;
    const publicKey = new Uint8Array(1_312).fill(1);
    const keyId = keyIdOf(sha256, "w.example/1", type, publicKey);
    const signature = new Uint8Array([...uint64Bytes(1_700_000_000n), ...new Uint8Array(2_420)]);
    const cosigned = note + writeSignatureLine({ name: "w.example/1", keyId, signature });
    assert.equal(codeOf(cosigned), undefined);
    const vkey = `w.example/1+${hexOf(keyId)}+${toBase64(new Uint8Array([type, ...publicKey]))}`;
    const read = readVerifierKey(sha256, vkey);
    assert.equal(read.fault?.code, "record.wrong-key");
    assert.match(read.fault.message, /key type 1, 4 or 6, not 5/);
  });
});

describe("hostile proofs and tiles", () => {
  test("from or to an empty tree prove nothing", () => {
    const leafHash = hasher.leaf(new Uint8Array(1));
    for (const [oldSize, size] of [[0, 0], [0, 5], [5, 0]] as const) // prettier-ignore
      assert.equal(checkConsistency(hasher, { oldSize, oldRoot: hasher.empty, size, root, path: [] })?.code, "record.wrong-proof"); // prettier-ignore
    assert.equal(checkInclusion(hasher, { index: 0, size: 0, leafHash, path: [], root: hasher.empty })?.code, "record.wrong-proof"); // prettier-ignore
  });

  test("of another width than their name says are named, whether too short or too long", () => {
    for (const width of [0, 1, 3, 256]) {
      const fault = new Auditor(hasher, 2).take(new Uint8Array(), new Uint8Array(32 * width));
      assert.equal(fault?.code, "record.wrong-tile", `${width}`);
      assert.equal(fault.index, 0);
    }
    const cut = new Auditor(hasher, 2).take(Uint8Array.of(0, 9, 1), new Uint8Array(64));
    assert.equal(cut?.code, "record.wrong-bundle");
  });
});
