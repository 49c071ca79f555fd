import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { testCrypto, sha256 } from "../../testing/record/crypto.ts";
import { makeLogKey, signCheckpoint } from "../../testing/record/keys.ts";
import { plainPath, plainRoot } from "../../testing/record/plain-tree.ts";
import { writeVerifierKey } from "../note/keys.ts";
import { readPolicy } from "../policy/policy.ts";
import { checkProofFile, readProofFile, writeProofFile } from "./proof-file.ts";

const log = makeLogKey("log.example/a");
const entries = Array.from({ length: 11 }, (_, each) => Buffer.from(`entry ${each}`));
const note = signCheckpoint(log, 11, Buffer.from(plainRoot(entries), "hex"));
const path = plainPath(6, entries).map((hash) => Buffer.from(hash, "hex"));
const policy =
  readPolicy(sha256, `log ${writeVerifierKey(log)}\nquorum none\n`).value ?? assert.fail();
const text = writeProofFile({ index: 6n, path, note });

function check(proofText: string, entry: Buffer): string | undefined {
  const read = readProofFile(Buffer.from(proofText));
  if (read.fault !== undefined) return read.fault.code;
  return checkProofFile(testCrypto, policy, read.value, entry).fault?.code;
}

describe("a proof", () => {
  const entry = entries[6] ?? assert.fail();
  test("holds for its entry alone, with extra data and without", () => {
    assert.equal(check(text, entry), undefined);
    assert.equal(check(text, entries[5] ?? assert.fail()), "record.wrong-proof");
    assert.equal(check(text.replace("index 6", "index 7"), entry), "record.wrong-proof");
    const extra = writeProofFile({ index: 6n, path, note, extra: Buffer.from("hello") });
    assert.ok(extra.startsWith("c2sp.org/tlog-proof@v1\nextra aGVsbG8=\nindex 6\n"));
    assert.equal(check(extra, entry), undefined);
    assert.equal(Buffer.from(readProofFile(extra).value?.extra ?? []).toString(), "hello");
  });

  test("in a tree of one entry has no path", () => {
    const root = Buffer.from(plainRoot([entry]), "hex");
    const alone = writeProofFile({ index: 0n, path: [], note: signCheckpoint(log, 1, root) });
    assert.ok(alone.startsWith("c2sp.org/tlog-proof@v1\nindex 0\n\nlog.example/a\n1\n"));
    assert.equal(check(alone, entry), undefined);
  });

  test("that is none is refused", () => {
    for (const wrong of [
      "",
      text.replace("@v1", "@v2"),
      text.replace("index 6", "index 06"),
      text.replace("index 6", "index  6"),
      text.replace("index 6\n", ""),
      text.replace("index 6", "extra !\nindex 6"),
      text.replace("index 6", "extra \nindex 6"),
      text.replace("index 6\n", "index 6\nextra AAAA\n"),
      text.replace("=\n", "\n"),
      text.replace("\n\n", "\nAAAA\n\n"),
      text.replace("\n\n", "\n"),
      text.replaceAll("\n", "\r\n"),
      `\n${text}`,
    ]) {
      assert.match(check(wrong, entry) ?? "none", /^record\.wrong-(proof|note|checkpoint)$/, wrong);
    }
    assert.equal(check(text.replace("— log", "— loh"), entry), "record.unsigned");
  });
});
