import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { DatabaseSync } from "node:sqlite";
import { readCheckpoint } from "../../record/note/checkpoint.ts";
import { readVerifierKey } from "../../record/note/keys.ts";
import { openNote } from "../../record/note/note.ts";
import { makeVerifier } from "../../record/note/signatures.ts";
import { readBundle } from "../../record/tree/tiles.ts";
import { plainRoot, plainTile } from "../../testing/record/plain-tree.ts";
import { crashSteps, runCrashes } from "../../testing/record/crash-run.ts";
import { makeKey, readKeys, writeKeys } from "./key-file.ts";
import { nodeCrypto, sha256 } from "./node-crypto.ts";
import { RecordLog } from "./record-log.ts";

const root = mkdtempSync(join(tmpdir(), "muster-record-"));
after(() => rmSync(root, { recursive: true, force: true }));
const origin = "log.example/a";
const history = "h";

function makeRows(count: number, from = 0) {
  return Array.from({ length: count }, (_, index) => ({
    entry: Buffer.from(`entry ${from + index}`),
    factsSalt: Buffer.alloc(32, 1),
    textSalt: Buffer.alloc(32, 2),
  }));
}

function open(name: string): RecordLog {
  return new RecordLog({ directory: join(root, name), origin, history });
}

const read = (name: string, file: string): Buffer => readFileSync(join(root, name, "public", file));

describe("a record's log", () => {
  test("writes what the specification says, at every size, and goes on after it was closed", () => {
    const entries = makeRows(600).map(({ entry }) => entry);
    let log = open("grow");
    let size = 0;
    for (const step of [1, 4, 250, 1, 1, 43, 212, 88]) {
      log.append(makeRows(step, size));
      size += step;
      assert.equal(log.publish(), true);
      assert.equal(log.publish(), false);
      const verifier = makeVerifier(
        nodeCrypto,
        readVerifierKey(sha256, log.keys[0] ?? "").value ?? assert.fail(),
      );
      const opened = openNote(read("grow", "checkpoint"), [verifier]).value ?? assert.fail();
      const checkpoint = readCheckpoint(opened.text).value ?? assert.fail();
      assert.equal(checkpoint.size, BigInt(size));
      assert.equal(Buffer.from(checkpoint.root).toString("hex"), plainRoot(entries.slice(0, size)));
      if (size % 256 > 0) {
        const index = Math.floor(size / 256);
        const path = `${String(index).padStart(3, "0")}.p/${size % 256}`;
        const tile = read("grow", `tile/0/${path}`).toString("hex");
        assert.equal(tile, plainTile(entries.slice(0, size), 0, index).join(""));
        const bundle = readBundle(read("grow", `tile/entries/${path}`), size % 256).value;
        assert.deepEqual(bundle?.map(String), entries.slice(index * 256, size).map(String));
      }
      log.close();
      log = open("grow");
      assert.equal(log.size, size);
    }
    assert.equal(read("grow", "tile/0/000").length, 8192);
    assert.equal(read("grow", "tile/1/000.p/2").length, 64);
    // The partial tiles of a full one are gone, those of the open one are kept.
    assert.equal(existsSync(join(root, "grow", "public", "tile/0/000.p")), false);
    assert.ok(existsSync(join(root, "grow", "public", "tile/0/002.p/88")));
    log.close();
  });

  test("proves for every size that it had", () => {
    const log = open("proofs");
    log.append(makeRows(700));
    log.publish();
    assert.equal(log.proveInclusion(13, 700).length, 10);
    assert.equal(log.proveInclusion(299, 300).length > 0, true);
    assert.ok(log.proveConsistency(257, 699).length > 0);
    for (const wrong of [
      () => log.proveInclusion(700, 700),
      () => log.proveConsistency(0, 700),
      () => log.proveInclusion(0, 701),
    ])
      assert.throws(wrong, { code: "record.no-proof" });
    log.close();
  });

  test("has its key and its salts for its owner alone, and destroys a salt for good", () => {
    const log = open("owner");
    log.append(makeRows(3));
    log.destroyTextSalt(1);
    assert.equal(log.findRow(1)?.textSalt, null);
    assert.ok(log.findRow(2)?.textSalt);
    assert.equal(statSync(join(root, "owner", "keys")).mode & 0o777, 0o600);
    assert.equal(statSync(join(root, "owner")).mode & 0o077, 0);
    log.close();
  });

  test("signs with every key of its file, the newest first", () => {
    const log = open("rotate");
    log.append(makeRows(2));
    const directory = join(root, "rotate");
    const newer = makeKey(origin);
    writeKeys(directory, [newer, ...readKeys(directory, origin)]);
    log.reloadKeys();
    log.publish();
    assert.equal(log.keys.length, 2);
    const verifiers = log.keys.map((key) =>
      makeVerifier(nodeCrypto, readVerifierKey(sha256, key).value ?? assert.fail()),
    );
    const opened = openNote(read("rotate", "checkpoint"), verifiers).value;
    assert.equal(opened?.verified.length, 2);
    log.close();
  });

  test("signs nothing that would contradict what it signed", () => {
    const check = (name: string, code: string, spoil: (database: DatabaseSync) => void): void => {
      const log = open(name);
      log.append(makeRows(300));
      log.publish();
      log.close();
      const database = new DatabaseSync(join(root, name, "record.db"));
      spoil(database);
      database.close();
      assert.throws(() => open(name), { code }, name);
    };
    check("fewer", "record.damaged", (database) =>
      database.exec("DELETE FROM entries WHERE id > 200"),
    );
    check("tile", "record.damaged", (database) => {
      const row = database.prepare("SELECT bytes FROM open_tiles WHERE level = 1").get();
      const bytes = row?.["bytes"] as Uint8Array;
      bytes[5] = (bytes[5] ?? 0) ^ 1;
      database.prepare("UPDATE open_tiles SET bytes = ? WHERE level = 1").run(bytes);
    });
    check("foreign", "record.foreign", (database) => database.exec("PRAGMA application_id = 7"));
    const other = () =>
      new RecordLog({ directory: join(root, "tile"), origin: "log.example/b", history });
    assert.throws(other, { code: "record.other-origin" });
    const directory = join(root, "keys");
    open("keys").close();
    chmodSync(join(directory, "keys"), 0o600);
    writeFileSync(join(directory, "keys"), "PRIVATE+KEY+nonsense\n");
    assert.throws(() => open("keys"), { code: "record.wrong-keys" });
  });

  test("killed between any two of its steps never contradicts itself", () => {
    const { kills, left, checkpoints } = runCrashes(join(root, "crash"), 30);
    assert.equal(kills, 30);
    for (const step of crashSteps) {
      const { kills: each, unsigned, unpublished } = left[step];
      assert.equal(each, 6);
      // Before the signature is committed there are entries without one; after it and before its rename, one out of its place.
      if (["appended", "tiles", "signed"].includes(step)) assert.equal(unsigned, each, step);
      assert.equal(unpublished, step === "kept" ? each : 0, step);
    }
    assert.ok(checkpoints > 15, `${checkpoints} checkpoints were seen`);
  });
});
