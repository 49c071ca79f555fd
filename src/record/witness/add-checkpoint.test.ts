import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { testCrypto } from "../../testing/record/crypto.ts";
import { makeLogKey, makeWitnessKey, signCheckpoint } from "../../testing/record/keys.ts";
import { plainProof, plainRoot } from "../../testing/record/plain-tree.ts";
import { openNote, readNote } from "../note/note.ts";
import { makeVerifier } from "../note/signatures.ts";
import {
  addCheckpoint,
  readCosignature,
  writeAddCheckpoint,
  type Latest,
} from "./add-checkpoint.ts";

const log = makeLogKey("log.example/a");
const key = makeWitnessKey("witness.example/w");
const entries = Array.from({ length: 20 }, (_, each) => Buffer.from(`entry ${each}`));
const rootOf = (size: number): Buffer => Buffer.from(plainRoot(entries.slice(0, size)), "hex");
const proofOf = (old: number, size: number): Buffer[] =>
  plainProof(old, entries.slice(0, size)).map((hash) => Buffer.from(hash, "hex"));
const witness = { crypto: testCrypto, keys: [key], logs: new Map([[log.name, [log]]]) };

function ask(latest: Latest | undefined, body: string) {
  return addCheckpoint(witness, () => latest, Buffer.from(body), 1_700_000_000n);
}

function bodyOf(old: number, size: number, more: { proof?: Buffer[]; note?: string } = {}): string {
  const proof = more.proof ?? (old > 0 && old <= size ? proofOf(old, size) : []);
  const note = more.note ?? signCheckpoint(log, size, rootOf(size));
  return writeAddCheckpoint({ oldSize: BigInt(old), proof, note });
}

const latestOf = (size: number): Latest => ({ size: BigInt(size), root: rootOf(size) });

describe("a witness", () => {
  test("cosigns the first checkpoint it sees without a proof, and then what is consistent", () => {
    for (const [latest, old, size] of [
      [undefined, 0, 5],
      [undefined, 0, 0],
      [latestOf(5), 5, 9],
      [latestOf(8), 8, 16],
      [latestOf(9), 9, 9],
      [latestOf(0), 0, 3],
    ] as const) {
      const note = signCheckpoint(log, size, rootOf(size));
      const answer = ask(latest, bodyOf(old, size));
      assert.equal(answer.status, 200, `${old} to ${size}: ${answer.body}`);
      assert.deepEqual(answer.remember, {
        origin: log.name,
        latest: { size: BigInt(size), root: new Uint8Array(rootOf(size)) },
      });
      const opened = openNote(note + answer.body, [makeVerifier(testCrypto, key)]);
      assert.equal(opened.value?.verified.length, 1);
      const { text } = readNote(note).value ?? assert.fail();
      assert.ok(readCosignature(testCrypto, key, text, answer.body).value);
    }
  });

  test("answers with the code that the specification gives, and remembers nothing then", () => {
    const stranger = makeLogKey("log.example/a", 9);
    const other = makeLogKey("log.example/b", 9);
    const fork = signCheckpoint(log, 9, rootOf(8));
    const good = bodyOf(5, 9);
    const check = (status: number, latest: Latest | undefined, body: string): void => {
      const answer = ask(latest, body);
      assert.equal(answer.status, status, `${answer.body} ${body}`);
      assert.equal(answer.remember, undefined);
      if (status !== 409) return;
      assert.equal(answer.contentType, "text/x.tlog.size");
      assert.equal(answer.body, `${latest?.size ?? 0}\n`);
    };
    check(404, undefined, bodyOf(0, 9, { note: signCheckpoint(other, 9, rootOf(9)) }));
    check(403, undefined, bodyOf(0, 9, { note: signCheckpoint(stranger, 9, rootOf(9)) }));
    check(403, undefined, bodyOf(0, 9).replace(/\n9\n/, "\n10\n"));
    check(400, latestOf(10), bodyOf(10, 9));
    check(409, latestOf(5), bodyOf(4, 9));
    check(409, undefined, good);
    check(409, latestOf(5), bodyOf(0, 9));
    check(409, latestOf(9), bodyOf(9, 9, { note: fork }));
    check(409, undefined, bodyOf(0, 0, { note: signCheckpoint(log, 0, rootOf(3)) }));
    check(422, latestOf(5), bodyOf(5, 9, { note: fork }));
    check(422, latestOf(5), bodyOf(5, 9, { proof: [] }));
    check(422, latestOf(5), bodyOf(5, 9, { proof: [...proofOf(5, 9), rootOf(1)] }));
    check(422, undefined, bodyOf(0, 9, { proof: [rootOf(1)] }));
    check(422, latestOf(9), bodyOf(9, 9, { proof: [rootOf(1)] }));
    for (const wrong of [
      "",
      "old 5\n",
      good.replace("old 5", "old 05"),
      good.replace("old 5", "old  5"),
      good.replace("old 5", "old -5"),
      good.replace("old 5", "Old 5"),
      good.replace("old 5", "5"),
      good.replace("=\n", "\n"),
      good.replace("=\n", "=\r\n"),
      good.replace("\n\n", "\n"),
      good.slice(0, -1),
      bodyOf(0, 9, { proof: Array.from({ length: 64 }, () => rootOf(1)) }),
      good.replace("\nlog.example/a\n9\n", "\nlog.example/a\n09\n"),
    ])
      check(400, latestOf(5), wrong);
  });

  test("does not stumble over cosignatures of others in its answer", () => {
    const { text } = readNote(signCheckpoint(log, 9, rootOf(9))).value ?? assert.fail();
    const { body } = ask(undefined, bodyOf(0, 9));
    assert.ok(readCosignature(testCrypto, key, text, `— other AAAAAAA=\n${body}`).value);
    assert.equal(readCosignature(testCrypto, key, text, "").fault?.code, "record.unsigned");
    const wrong = readCosignature(testCrypto, key, `${text}x\n`, body);
    assert.equal(wrong.fault?.code, "record.wrong-signature");
  });
});
