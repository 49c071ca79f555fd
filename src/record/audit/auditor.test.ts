import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RandomStream } from "../../base/random.ts";
import { sha256, testCrypto } from "../../testing/record/crypto.ts";
import { makeLogKey, signCheckpoint } from "../../testing/record/keys.ts";
import { changeEntry, makeEntries, makeLog, type MadeLog } from "../../testing/record/made-log.ts";
import { plainProof, plainRoot } from "../../testing/record/plain-tree.ts";
import { readCheckpoint } from "../note/checkpoint.ts";
import { openNote } from "../note/note.ts";
import { makeVerifier } from "../note/signatures.ts";
import { checkConsistency } from "../tree/check-proof.ts";
import { makeTreeHasher } from "../tree/hash.ts";
import { writeTilePath } from "../tree/tiles.ts";
import { Auditor } from "./auditor.ts";

const key = makeLogKey("log.example/a");
const verifiers = [makeVerifier(testCrypto, key)];
const hasher = makeTreeHasher(sha256);

interface Remembered {
  readonly size: number;
  readonly root: Uint8Array;
}

/** What is found, as `muster verify` looks: signature, the remembered checkpoint, every entry and tile. */
function find(
  { files }: MadeLog,
  remembered?: Remembered,
): { readonly code: string; readonly index?: number } | undefined {
  const opened = openNote(files.get("checkpoint") ?? new Uint8Array(), verifiers);
  if (opened.fault !== undefined) return opened.fault;
  const checkpoint = readCheckpoint(opened.value.text);
  if (checkpoint.fault !== undefined) return checkpoint.fault;
  const { root } = checkpoint.value;
  const auditor = new Auditor(hasher, Number(checkpoint.value.size));
  const seen: Buffer[] = [];
  const get = (name: string): Uint8Array => files.get(name) ?? new Uint8Array();
  for (let { next } = auditor; next !== undefined; { next } = auditor) {
    const fault = auditor.take(
      get(writeTilePath(next.bundle)),
      get(writeTilePath(next.tile)),
      (_entry, _index, bytes) => seen.push(Buffer.from(bytes)),
    );
    if (fault !== undefined) return fault;
    for (const tile of auditor.takeFullTiles()) {
      const wrong = auditor.compare(tile, get(writeTilePath(tile)));
      if (wrong !== undefined) return wrong;
    }
  }
  for (const tile of auditor.listOpenTiles()) {
    const wrong = auditor.compare(tile, get(writeTilePath(tile)));
    if (wrong !== undefined) return wrong;
  }
  return auditor.compareRoot(root) ?? checkRemembered(seen, root, remembered);
}

function checkRemembered(
  seen: readonly Buffer[],
  root: Uint8Array,
  remembered: Remembered | undefined,
) {
  if (remembered === undefined) return undefined;
  const { size: oldSize, root: oldRoot } = remembered;
  if (oldSize > seen.length) return { code: "record.wrong-proof" };
  const path = plainProof(oldSize, seen).map((hash) => Buffer.from(hash, "hex"));
  return checkConsistency(hasher, { oldSize, oldRoot, size: seen.length, root, path });
}

type Found = ReturnType<typeof find>;
type Tampering = (
  random: RandomStream,
  entries: Uint8Array[],
) => { readonly found: Found; readonly first?: number };

const below = (random: RandomStream, count: number): number => Math.floor(random.uniform() * count);

/** Each spoils a log in another way; `first` is the entry that must be named. */
const tamperings: Readonly<Record<string, Tampering>> = {
  "a bit of an entry, in the bundle alone"(random, entries) {
    const log = makeLog(key, entries);
    const first = below(random, entries.length);
    const bundles = [...log.files].filter(([name]) => name.startsWith("tile/entries/"));
    const [, bundle] = bundles[Math.floor(first / 256)] ?? assert.fail();
    let at = 0;
    for (let each = Math.floor(first / 256) * 256; each < first; each += 1)
      at += 2 + (entries[each]?.length ?? 0);
    flip(random, bundle, at + 2, entries[first]?.length ?? 0);
    return { found: find(log), first };
  },
  "a bit of a tile"(random, entries) {
    const log = makeLog(key, entries);
    const tiles = [...log.files].filter(([name]) => /^tile\/\d/.test(name));
    const [name, tile] = tiles[below(random, tiles.length)] ?? assert.fail();
    const at = flip(random, tile, 0, tile.length);
    const [, level = "0", index = "0"] = /^tile\/(\d+)\/(\d+)/.exec(name) ?? [];
    const first = (Number(index) * 256 + Math.floor(at / 32)) * 256 ** Number(level);
    return { found: find(log), first };
  },
  "a bit of the checkpoint"(random, entries) {
    const log = makeLog(key, entries);
    const checkpoint = log.files.get("checkpoint") ?? assert.fail();
    flip(random, checkpoint, 0, checkpoint.length);
    return { found: find(log) };
  },
  "an entry deleted, everything else made anew and signed"(random, entries) {
    const first = below(random, entries.length - 1);
    return { found: find(makeLog(key, entries.toSpliced(first, 1))), first };
  },
  "two entries exchanged, everything else made anew and signed"(random, entries) {
    const first = below(random, entries.length - 1);
    const [one, two] = entries.slice(first, first + 2);
    const changed = entries.toSpliced(first, 2, two ?? assert.fail(), one ?? assert.fail());
    return { found: find(makeLog(key, changed)), first };
  },
  "a forked history that is right in itself, signed by the log's own key"(random, entries) {
    const size = 1 + below(random, entries.length);
    const first = below(random, size);
    const root = Buffer.from(
      plainRoot(entries.slice(0, size).map((each) => Buffer.from(each))),
      "hex",
    );
    const fork = [...entries.slice(0, first), ...makeEntries(entries.length - first, 9, first)];
    return { found: find(makeLog(key, fork), { size, root }) };
  },
  "the end cut off, signed by the log's own key"(random, entries) {
    const size = 1 + below(random, entries.length - 1);
    const root = Buffer.from(plainRoot(entries.map((each) => Buffer.from(each))), "hex");
    const cut = makeLog(key, entries.slice(0, size));
    return { found: find(cut, { size: entries.length, root }) };
  },
  "an entry back-dated without a late mark"(random, entries) {
    const first = below(random, entries.length);
    const at = 1 + below(random, 1_000_000);
    const changed = changeEntry(entries[first] ?? assert.fail(), { at, late: undefined });
    return { found: find(makeLog(key, entries.with(first, changed))), first };
  },
  "an entry slipped in as if it had been entered earlier"(random, entries) {
    const first = 1 + below(random, entries.length - 1);
    const entry = entries[first] ?? assert.fail();
    const { entered } = JSON.parse(Buffer.from(entry).toString()) as { entered: number };
    const early = entered - 2_000_000 - below(random, 1_000_000);
    const changed = changeEntry(entry, { at: early, entered: early, late: undefined });
    return { found: find(makeLog(key, entries.with(first, changed))), first };
  },
  "a checkpoint of another log, or signed by another key"(random, entries) {
    const log = makeLog(key, entries);
    const other = makeLogKey(random.uniform() < 0.5 ? key.name : "log.example/b", 5);
    log.files.set("checkpoint", Buffer.from(signCheckpoint(other, log.size, log.root)));
    return { found: find(log) };
  },
};

function flip(random: RandomStream, bytes: Uint8Array, from: number, length: number): number {
  const at = from + below(random, length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8));
  return at;
}

describe("an audit", () => {
  test("finds nothing in an honest log, whatever its size, and names no remembered checkpoint as forked", () => {
    for (const size of [1, 2, 255, 256, 257, 600]) {
      const entries = makeEntries(size);
      const old = Math.ceil(size / 2);
      const root = Buffer.from(
        plainRoot(entries.slice(0, old).map((each) => Buffer.from(each))),
        "hex",
      );
      assert.equal(find(makeLog(key, entries), { size: old, root }), undefined, `size ${size}`);
    }
  });

  test("finds every one of 10,000 random tamperings, and names the first bad entry", () => {
    const kinds = Object.entries(tamperings);
    const seed = 20_261_129;
    const random = new RandomStream(seed, "tamper");
    const small = makeEntries(24);
    const large = makeEntries(300);
    for (let run = 0; run < 10_000; run += 1) {
      const [kind, tamper] = kinds[run % kinds.length] ?? assert.fail();
      const entries = (run % 500 < kinds.length ? large : small).slice(
        0,
        run % 7 === 0 ? 17 : undefined,
      );
      const { found, first } = tamper(random, entries);
      assert.ok(found !== undefined, `run ${run} of seed ${seed}: ${kind}`);
      if (first !== undefined)
        assert.equal(found.index, first, `run ${run} of seed ${seed}: ${kind}`);
    }
  });
});
