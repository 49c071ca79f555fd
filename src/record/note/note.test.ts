import assert from "node:assert/strict";
import { createHash, verify } from "node:crypto";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { testCrypto, sha256 } from "../../testing/record/crypto.ts";
import { makeLogKey, makeWitnessKey, signCheckpoint } from "../../testing/record/keys.ts";
import { readCheckpoint, writeCheckpoint } from "./checkpoint.ts";
import {
  keyTypes,
  makeVerifierKey,
  readSignerKey,
  readVerifierKey,
  writeSignerKey,
  writeVerifierKey,
} from "./keys.ts";
import { openNote, readNote, signNote, writeNote } from "./note.ts";
import { makeCosigner, makeSigner, makeVerifier, timestampOf } from "./signatures.ts";

const { ed25519 } = testCrypto;
const log = makeLogKey("log.example/a");
const witness = makeWitnessKey("witness.example/w");
const logVerifier = makeVerifier(testCrypto, log);
const witnessVerifier = makeVerifier(testCrypto, witness);
const root = sha256(Buffer.from("root"));

/** The note that the first implementation of the format was published with. */
const knownKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const knownNote =
  "If you think cryptography is the answer to your problem,\n" +
  "then you don't know what your problem is.\n\n" +
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

/** The examples of tlog-checkpoint and tlog-cosignature. */
const cosignedExample =
  "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n" +
  "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n" +
  "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

describe("published notes", () => {
  test("the known note opens with the known key, and not with a bit changed", () => {
    const key = readVerifierKey(sha256, knownKey).value ?? assert.fail();
    assert.equal(writeVerifierKey(key), knownKey);
    const verifier = makeVerifier(testCrypto, key);
    assert.equal(openNote(knownNote, [verifier]).value?.verified.length, 1);
    const changed = knownNote.replace("answer", "Answer");
    assert.equal(openNote(changed, [verifier]).fault?.code, "record.wrong-signature");
  });

  test("the specification's example is read to the byte", () => {
    const { text, signatures } = readNote(cosignedExample).value ?? assert.fail();
    const checkpoint = readCheckpoint(text).value ?? assert.fail();
    assert.equal(checkpoint.origin, "example.com/behind-the-sofa");
    assert.equal(checkpoint.size, 20852163n);
    assert.equal(writeCheckpoint(checkpoint), text);
    assert.deepEqual(
      signatures.map(({ name, keyId }) => [name, keyId.toString(16)]),
      [
        ["example.com/behind-the-sofa", "33de0ae"],
        ["witness.example.com/w1", "8d66cf3f"],
      ],
    );
    assert.equal(timestampOf(signatures[1]?.signature ?? assert.fail()), 1679315147n);
    assert.equal(writeNote({ text, signatures }), cosignedExample);
  });
});

describe("a note", () => {
  const good = signCheckpoint(log, 7, root);

  test("keeps unknown signature lines and ignores them, by name and id together", () => {
    const stranger = makeLogKey("log.example/a", 9);
    const { text } = readNote(good).value ?? assert.fail();
    const both =
      signNote(text, [makeSigner(ed25519, stranger), makeSigner(ed25519, log)]).value ?? "";
    const opened = openNote(both, [logVerifier]).value ?? assert.fail();
    assert.equal(opened.verified.length, 1);
    assert.equal(opened.unknown.length, 1);
    assert.equal(
      openNote(good, [makeVerifier(testCrypto, stranger)]).fault?.code,
      "record.unsigned",
    );
    const line = `— other.example AAAAAAA=\n`;
    assert.equal(openNote(good + line, [logVerifier]).value?.unknown.length, 1);
  });

  test("is refused whole where a known key's signature is wrong, whatever else is right", () => {
    const { text } = readNote(good).value ?? assert.fail();
    const lie = { name: log.name, keyId: log.keyId, sign: () => new Uint8Array(64) };
    const note = signNote(text, [makeSigner(ed25519, log), lie]).value ?? "";
    assert.equal(openNote(note, [logVerifier]).fault?.code, "record.wrong-signature");
  });

  test("that is no note is refused", () => {
    const line = good.slice(good.indexOf("—"));
    for (const wrong of [
      "",
      "\n",
      "text\n",
      "text\n\n",
      "text\n\n\n",
      "text\n\nno dash\n",
      `text\n${line}`,
      good.slice(0, -1),
      `${good}\n`,
      good.replaceAll("\n", "\r\n"),
      good.replace("log.example", "log\texample"),
      good.replace("— log", "- log"),
      good.replace("— log", "—  log"),
      good.replace("— log", "— lo+g"),
      good.replace("— log.example/a", "— log.example/a "),
      good.replace("— log.example/a", "— log.example/\u00a0a"),
      good.replace("— log.example/a", "— \u2003"),
      good.replace(/\n$/, "=\n"),
      good.replace(/==?\n$/, "\n"),
      `text\n\n— name AAAAAA==\n`,
      `text\n\n— name AAAAAAA\n`,
      `text\n\n— name AAAAAAB=\n`,
      `text\n\n— name AAAA AAA=\n`,
      "text\ud800\n\n— name AAAAAAA=\n",
      `text\n\n${"— name AAAAAAA=\n".repeat(101)}`,
    ]) {
      assert.equal(readNote(wrong).fault?.code, "record.wrong-note", JSON.stringify(wrong));
    }
    assert.equal(readNote(Uint8Array.of(0xff, 0x0a)).fault?.code, "record.wrong-note");
    assert.ok(readNote(`text\n\n${"— name AAAAAAA=\n".repeat(100)}`).value);
    assert.ok(readNote("\n\n— name AAAAAAA=\n").value);
    assert.equal(readNote("a\n\nb\n\n— name AAAAAAA=\n").value?.text, "a\n\nb\n");
    assert.ok(readNote("a\u007f\n\n— näme AAAAAAA=\n").value);
    assert.equal(
      signNote("no newline", [makeSigner(ed25519, log)]).fault?.code,
      "record.wrong-note",
    );
    assert.equal(signNote("tab\t\n", [makeSigner(ed25519, log)]).fault?.code, "record.wrong-note");
  });

  test("of any text is read back as it was signed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (line) => {
        const text = `${line}\n`;
        const note = signNote(text, [makeSigner(ed25519, log)]);
        if (note.fault !== undefined) return;
        const bytes = Buffer.from(note.value);
        assert.equal(openNote(bytes, [logVerifier]).value?.text, text);
      }),
    );
  });
});

describe("keys", () => {
  test("have the id that the formula gives", () => {
    const key = makeVerifierKey(sha256, "näme", keyTypes.cosignature, log.publicKey);
    const hash = createHash("sha256");
    hash.update("näme\n\u0004").update(log.publicKey);
    assert.equal(key.keyId, hash.digest().readUInt32BE(0));
  });

  test("are read back, public and private", () => {
    for (const key of [log, witness]) {
      const { seed: _seed, ...verifierKey } = key;
      const read = readVerifierKey(sha256, writeVerifierKey(key)).value ?? assert.fail();
      assert.deepEqual(
        { ...read, publicKey: Buffer.from(read.publicKey) },
        { ...verifierKey, publicKey: Buffer.from(key.publicKey) },
      );
      assert.equal(readSignerKey(testCrypto, writeSignerKey(key)).value?.keyId, key.keyId);
    }
  });

  test("that are none are refused, and a private one is never quoted", () => {
    const vkey = writeVerifierKey(log);
    const [name = "", id = "", data = ""] = vkey.split("+");
    for (const wrong of [
      "",
      name,
      `${name}+${id}`,
      `+${id}+${data}`,
      `na me+${id}+${data}`,
      `${name}+0${id}+${data}`,
      `${name}+00000000+${data}`,
      `${name}+${id}+${data.slice(0, -1)}`,
      `${name}+${id}+${data}\n`,
      `${name}x+${id}+${data}`,
      `${name}+${id}+Ag${data.slice(2)}`,
      `${name}+${id}+`,
    ]) {
      assert.equal(readVerifierKey(sha256, wrong).fault?.code, "record.wrong-key", wrong);
    }
    const secret = writeSignerKey(log);
    const fault = readSignerKey(testCrypto, secret.replace(id, "00000000")).fault;
    assert.equal(fault?.code, "record.wrong-key");
    assert.ok(!fault.message.includes(secret.slice(-20)));
  });
});

describe("a checkpoint", () => {
  const text = `log.example/a\n7\n${Buffer.from(root).toString("base64")}\n`;
  test("has three lines or more, a plain number and a canonical root", () => {
    assert.equal(readCheckpoint(text).value?.size, 7n);
    assert.deepEqual(readCheckpoint(`${text}more\n`).value?.extensions, ["more"]);
    assert.equal(readCheckpoint(text.replace("\n7\n", "\n0\n")).value?.size, 0n);
    assert.equal(
      readCheckpoint(text.replace("\n7\n", "\n18446744073709551615\n")).value?.size,
      2n ** 64n - 1n,
    );
    for (const wrong of [
      "",
      text.slice(0, -1),
      text.replace("log.example/a", ""),
      text.replace("\n7\n", "\n07\n"),
      text.replace("\n7\n", "\n00\n"),
      text.replace("\n7\n", "\n-7\n"),
      text.replace("\n7\n", "\n+7\n"),
      text.replace("\n7\n", "\n7 \n"),
      text.replace("\n7\n", "\n7.0\n"),
      text.replace("\n7\n", "\n\n"),
      text.replace("\n7\n", "\n18446744073709551616\n"),
      text.replace("=\n", "\n"),
      text.replace("=\n", "==\n"),
      text.replace("=\n", " =\n"),
      "log.example/a\n7\nAAAA\n",
      `${text}\n`,
      `${text}more\n\n`,
      `log.example/a\n7\n${"A".repeat(42)}B=\n`,
      "log.example/a\n7\n",
    ]) {
      assert.equal(
        readCheckpoint(wrong).fault?.code,
        "record.wrong-checkpoint",
        JSON.stringify(wrong),
      );
    }
  });
});

describe("a cosignature", () => {
  test("signs the two lines and the text, which node:crypto alone confirms", () => {
    const note = signCheckpoint(log, 7, root, [witness]);
    const { text, verified } =
      openNote(note, [logVerifier, witnessVerifier]).value ?? assert.fail();
    assert.deepEqual(
      verified.map(({ verifier }) => verifier.name),
      [log.name, witness.name],
    );
    const bytes = Buffer.from(verified[1]?.signature.signature ?? assert.fail());
    assert.equal(bytes.readBigUInt64BE(0), 1_700_000_000n);
    const message = Buffer.from(`cosignature/v1\ntime 1700000000\n${text}`);
    const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), witness.publicKey]);
    assert.ok(verify(null, message, { key: der, format: "der", type: "spki" }, bytes.subarray(8)));
  });

  test("is none without a checkpoint, beyond 2^63 - 1 seconds, or with a changed time", () => {
    const loose = signNote("hello\n", [makeCosigner(testCrypto, witness, 5n)]).value ?? "";
    assert.equal(openNote(loose, [witnessVerifier]).fault?.code, "record.wrong-signature");
    const { text } = readNote(signCheckpoint(log, 7, root)).value ?? assert.fail();
    const late = signNote(text, [makeCosigner(testCrypto, witness, 2n ** 63n)]).value ?? "";
    assert.equal(openNote(late, [witnessVerifier]).fault?.code, "record.wrong-signature");
    const cosigned = makeCosigner(testCrypto, witness, 5n).sign(text);
    cosigned[7] = 6;
    const changed = { name: witness.name, keyId: witness.keyId, signature: cosigned };
    const note = writeNote({ text, signatures: [changed] });
    assert.equal(openNote(note, [witnessVerifier]).fault?.code, "record.wrong-signature");
  });
});
