import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { testCrypto, sha256 } from "../../testing/record/crypto.ts";
import { makeLogKey, signCheckpoint } from "../../testing/record/keys.ts";
import { startAt } from "../../testing/record/made-log.ts";
import { plainPath, plainRoot } from "../../testing/record/plain-tree.ts";
import { makeEntry } from "../entry/entry.ts";
import { checkPublication, type PublicationEvidence } from "./publication.ts";

const bytes = (hash: string): Uint8Array => Buffer.from(hash, "hex");
const rootOf = (entries: readonly Buffer[]): Uint8Array => bytes(plainRoot(entries));
const pathOf = (index: number, entries: readonly Buffer[]): Uint8Array[] =>
  plainPath(index, entries).map(bytes);

const key = makeLogKey("log.example/a");
const conditions = [{ metric: "calls", comparator: "le", value: 10 }];

function entryOf(position: number, type: string, shown: Readonly<Record<string, unknown>>): Buffer {
  const salts = { facts: new Uint8Array(32).fill(position), text: new Uint8Array(32) };
  const at = startAt + position * 1_000_000;
  const event = { position, type, at, entered: at, shown, hidden: { by: "ada" }, text: undefined };
  return Buffer.from(makeEntry(sha256, event, salts));
}

interface Made {
  readonly type?: string;
  readonly defined?: unknown;
  readonly checkpoint?: string;
  readonly names?: number;
}

/** Entries 1 to 3, of which the third defines; a checkpoint over them; at 4 it is said to be public; 6 entries in all. */
function make({ type = "normal.defined", defined = conditions, checkpoint, names = 3 }: Made = {}) {
  const other = (position: number): Buffer => entryOf(position, "operation", {});
  const old = [other(1), other(2), entryOf(3, type, { conditions: defined })];
  const note = checkpoint ?? signCheckpoint(key, 3, rootOf(old));
  const published = entryOf(4, "normal.published", { definition: names, checkpoint: note });
  const all = [...old, published, other(5), other(6)];
  const evidence: PublicationEvidence = {
    origin: key.name,
    keys: [key],
    conditions,
    definition: { index: 2, entry: old[2], path: pathOf(2, old) },
    checkpoint: note,
    publication: { index: 3, entry: published, path: pathOf(3, all) },
    newest: signCheckpoint(key, 6, rootOf(all)),
  };
  return { evidence, old, all };
}

function codeOf(evidence: PublicationEvidence): string {
  const checked = checkPublication(testCrypto, evidence);
  return checked.fault?.code ?? "counts";
}

describe("the publication of a definition", () => {
  test("is proven by its entry, the checkpoint that was signed over it, and the entry that says so", () => {
    const { evidence } = make();
    const { value } = checkPublication(testCrypto, evidence);
    assert.equal(value?.position, 3);
    assert.equal(value.publishedAt, startAt + 4_000_000);
    assert.equal(value.publishedPosition, 4);
    assert.equal(value.entry, Buffer.from(evidence.definition.entry).toString());
  });

  test("with a signature of another key, of none, or over another tree counts for nothing", () => {
    const { evidence, old } = make();
    const stranger = makeLogKey(key.name, 7);
    assert.equal(codeOf({ ...evidence, keys: [] }), "record.unsigned");
    assert.equal(codeOf({ ...evidence, keys: [stranger] }), "record.unsigned");
    const forged = make({ checkpoint: signCheckpoint(stranger, 3, rootOf(old)) });
    assert.equal(codeOf(forged.evidence), "record.unsigned");
    const real = signCheckpoint(key, 3, rootOf(old));
    const spoilt = make({ checkpoint: real.replace(/.{6}\n$/, "AAAA==\n") });
    assert.notEqual(codeOf(spoilt.evidence), "counts");
    // Its key id is the real one's, so the signature is looked at, and is wrong.
    const renamed = real.replace(/\n3\n/, "\n4\n");
    assert.equal(codeOf(make({ checkpoint: renamed }).evidence), "record.wrong-signature");
    const short = make({ checkpoint: signCheckpoint(key, 2, rootOf(old.slice(0, 2))) });
    assert.equal(codeOf(short.evidence), "record.wrong-proof", "it has no such entry");
    const fork = make({ checkpoint: signCheckpoint(key, 3, rootOf([...old].reverse())) });
    assert.equal(codeOf(fork.evidence), "record.wrong-proof");
    const elsewhere = makeLogKey("log.example/b");
    const foreign = make({ checkpoint: signCheckpoint(elsewhere, 3, rootOf(old)) });
    assert.equal(
      codeOf({ ...foreign.evidence, keys: [key, elsewhere] }),
      "record.wrong-checkpoint",
    );
  });

  test("of what the record does not have, or has in other words, counts for nothing", () => {
    const { evidence, all } = make();
    const laxer = [{ metric: "calls", comparator: "le", value: 1_000 }];
    assert.equal(codeOf({ ...evidence, conditions: laxer }), "record.wrong-entry");
    const { definition, publication } = evidence;
    const edited = entryOf(3, "normal.defined", { conditions: laxer });
    assert.equal(
      codeOf({ ...evidence, conditions: laxer, definition: { ...definition, entry: edited } }),
      "record.wrong-proof",
    );
    assert.equal(codeOf(make({ type: "level.decided" }).evidence), "record.wrong-entry");
    assert.equal(codeOf(make({ names: 2 }).evidence), "record.wrong-entry");
    const other = { index: 4, entry: all[4], path: pathOf(4, all) };
    assert.equal(codeOf({ ...evidence, publication: other }), "record.wrong-entry");
    const early = entryOf(4, "normal.published", { definition: 3, checkpoint: "x" });
    assert.equal(
      codeOf({ ...evidence, publication: { ...publication, entry: early } }),
      "record.wrong-proof",
    );
    const stale = signCheckpoint(makeLogKey(key.name, 7), 6, rootOf(all));
    assert.equal(codeOf({ ...evidence, newest: stale }), "record.unsigned");
  });
});
