import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { writeBundle } from "../../record/tree/tiles.ts";
import { plainTile } from "../../testing/record/plain-tree.ts";
import { RecordDatabase } from "./record-database.ts";
import { RecordLog } from "./record-log.ts";
import { TileFiles } from "./tile-files.ts";

const root = mkdtempSync(join(tmpdir(), "muster-tiles-"));
after(() => rmSync(root, { recursive: true, force: true }));

const entries = Array.from({ length: 900 }, (_, index) => Buffer.from(`entry ${index}`));
const rowsOf = (from: number, to: number) =>
  entries.slice(from, to).map((entry) => ({ entry, factsSalt: null, textSalt: null }));

const open = (name: string, areTilesElsewhere: boolean): RecordLog =>
  new RecordLog({
    directory: join(root, name),
    origin: "log.example/a",
    history: "h",
    areTilesElsewhere,
  });

const read = (name: string, file: string): Buffer => readFileSync(join(root, name, "public", file));

describe("tiles as files", () => {
  test("are those of the size that is asked for, written by another connection while the log goes on", () => {
    const log = open("beside", true);
    log.append(rowsOf(0, 300));
    const database = new RecordDatabase(join(root, "beside"), { readOnly: true });
    const files = new TileFiles(join(root, "beside"), database);
    files.writeFull(300);
    assert.equal(read("beside", "tile/0/000").length, 8192);
    assert.throws(() => read("beside", "tile/0/001.p/44"), { code: "ENOENT" });
    // What is signed is the size of before: its partial tiles are the beginnings of fuller ones by now.
    log.append(rowsOf(300, 900));
    files.write(300);
    log.sign(300, files.syncedSize);
    assert.equal(
      read("beside", "tile/0/001.p/44").toString("hex"),
      plainTile(entries.slice(0, 300), 0, 1).join(""),
    );
    assert.deepEqual(
      read("beside", "tile/entries/001.p/44"),
      Buffer.from(writeBundle(entries.slice(256, 300))),
    );
    assert.match(read("beside", "checkpoint").toString(), /^log\.example\/a\n300\n/);
    // A size that was passed meanwhile is not signed any more: it would take a checkpoint back.
    files.write(900);
    log.sign(900, 0);
    log.sign(300, 0);
    assert.match(read("beside", "checkpoint").toString(), /^log\.example\/a\n900\n/);
    files.syncAll();
    assert.equal(files.syncedSize, 768);
    log.noteSynced(files.syncedSize);
    assert.equal(database.syncedSize, 768);
    log.append(rowsOf(0, 1));
    assert.throws(() => log.publish(), /elsewhere/);
    database.close();
    log.close();
  });

  test("that a power cut left empty are whole again after the next start, those of smaller checkpoints too", () => {
    let log = open("cut", false);
    const names: string[] = [];
    for (const [from, to] of [
      [0, 10],
      [10, 100],
      [100, 256],
      [256, 270],
      [270, 300],
    ] as const) {
      log.append(rowsOf(from, to));
      log.publish();
    }
    for (const folder of ["0", "entries"])
      names.push(`tile/${folder}/000`, `tile/${folder}/001.p/14`, `tile/${folder}/001.p/44`);
    names.push("tile/1/000.p/1");
    const before = names.map((name) => read("cut", name));
    // Nothing of it had been noted as synced: that is what an end without close leaves.
    new RecordDatabase(join(root, "cut")).noteSyncedSize(0);
    for (const name of names) writeFileSync(join(root, "cut", "public", name), "");
    const other = open("cut", false);
    names.forEach((name, index) => assert.deepEqual(read("cut", name), before[index], name));
    other.close();
    log.close();
    log = open("cut", false);
    assert.equal(log.size, 300);
    log.close();
  });
});
