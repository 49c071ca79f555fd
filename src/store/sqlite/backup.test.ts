import assert from "node:assert/strict";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
  closeSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { rejectsWith, request } from "../contract-tools.ts";
import { digestLog } from "../digest.ts";
import { StoreFault, type EventStore } from "../port.ts";
import { CallThread } from "./calls.ts";
import { openSqliteStore } from "./engine.ts";
import { restoreStore } from "./restore.ts";
import { inspectDatabase } from "./inspect.ts";
import { fileNames } from "./schema.ts";
import { withDirectory } from "./test-directory.ts";

async function fill(store: EventStore, region: string, from: number, to: number): Promise<void> {
  const appends = Array.from({ length: to - from }, (_, n) => {
    const facts = `{"n":${from + n},"a":"${"x".repeat(300)}"}`;
    const privateText = n % 3 === 0 ? `{"who":"Zoë ${n}"}` : null;
    const records = [{ facts, privateText }];
    return store.append({ region, expectedPosition: from + n, commandId: `c${from + n}`, records });
  });
  await Promise.all(appends);
}

function throwsFault(code: string, run: () => unknown): string {
  let message = "";
  assert.throws(run, (error: unknown) => {
    assert.ok(error instanceof StoreFault, String(error));
    assert.equal(error.code, code, error.message);
    message = error.message;
    return true;
  });
  return message;
}

test("a backup taken under load restores to a store that is equal up to its heads", () =>
  withDirectory(async (directory) => {
    const backupPath = join(directory, "backup.db");
    const restoredDirectory = join(directory, "restored", "data");
    const store = await openSqliteStore({ directory: join(directory, "data") });
    await fill(store, "north", 0, 2_000);
    await fill(store, "south", 0, 10);
    await store.writeDocument("accounts", "bo", 0, "{}");
    const load = fill(store, "north", 2_000, 6_000);
    await store.backup(backupPath);
    await load;

    const report = restoreStore(backupPath, restoredDirectory);
    assert.deepEqual(report.findings, []);
    assert.equal(report.documents, 1);
    const { documentsDigest } = inspectDatabase(backupPath);
    assert.match(documentsDigest, /^[0-9a-f]{64}$/);
    assert.equal(report.documentsDigest, documentsDigest);
    const restored = await openSqliteStore({ directory: restoredDirectory });
    for (const { region, head, digest } of report.regions) {
      assert.deepEqual(await digestLog(restored, region), { head, digest });
      assert.deepEqual(await restored.read(region, 0, 10_000), await store.read(region, 0, head));
    }
    const north = report.regions.find((entry) => entry.region === "north")!;
    assert.ok(north.head >= 2_000 && north.head <= 6_000, `head ${north.head}`);
    assert.equal(north.commands, north.head);
    assert.notEqual(restored.history, store.history);
    // The restored store knows the old commands and takes new ones.
    await rejectsWith("store.duplicate-command", restored.append(request("south", 10, "c3", "{}")));
    await restored.append(request("south", 10, "c10", "{}"));
    assert.notEqual(
      (await digestLog(restored, "south")).digest,
      (await digestLog(store, "south")).digest,
    );
    await restored.writeDocument("accounts", "bo", 1, "[]");
    const changed = inspectDatabase(join(restoredDirectory, fileNames.database));
    assert.equal(changed.documents, 1);
    assert.notEqual(changed.documentsDigest, documentsDigest, "other documents, another digest");
    await restored.close();
    await store.close();
  }));

test("a store keeps its history's name over restarts, and each restored or copied backup gets another", () =>
  withDirectory(async (directory) => {
    const historyOf = async (name: string): Promise<string> => {
      const opened = await openSqliteStore({ directory: join(directory, name) });
      await opened.close();
      return opened.history;
    };
    const backupPath = join(directory, "backup.db");
    const store = await openSqliteStore({ directory: join(directory, "data") });
    await fill(store, "north", 0, 5);
    await store.backup(backupPath);
    await store.close();
    assert.equal(await historyOf("data"), store.history);
    restoreStore(backupPath, join(directory, "once"));
    restoreStore(backupPath, join(directory, "twice"));
    mkdirSync(join(directory, "copied"));
    copyFileSync(backupPath, join(directory, "copied", fileNames.database));
    // As a Muster that does not mark its backups wrote it.
    new DatabaseSync(backupPath).exec("UPDATE store SET clean = 0");
    restoreStore(backupPath, join(directory, "older"));
    const others = [];
    for (const name of ["once", "twice", "copied", "older"]) {
      others.push(await historyOf(name));
      assert.equal(await historyOf(name), others.at(-1), `${name}, opened again`);
    }
    assert.equal(new Set([store.history, ...others]).size, 5);
  }));

test("nothing is overwritten by a backup or a restore", () =>
  withDirectory(async (directory) => {
    const backupPath = join(directory, "backup.db");
    const data = join(directory, "data");
    const store = await openSqliteStore({ directory: data });
    await fill(store, "north", 0, 5);
    writeFileSync(backupPath, "precious");
    await rejectsWith("store.exists", store.backup(backupPath));
    await assert.rejects(
      store.backup(join(directory, "not-there", "backup.db")),
      /not-there.*can ?not be written.*the store goes on/,
    );
    assert.equal(readFileSync(backupPath, "utf8"), "precious");
    await store.backup(`${backupPath}2`);
    assert.equal(existsSync(`${backupPath}2.partial`), false);
    assert.match(
      throwsFault("store.exists", () => restoreStore(`${backupPath}2`, data)),
      /not empty/,
    );
    assert.equal(await store.readHead("north"), 5);
    await store.close();
  }));

test("a damaged, foreign or missing backup is refused before anything is written", () =>
  withDirectory(async (directory) => {
    const backupPath = join(directory, "backup.db");
    const target = join(directory, "target");
    const store = await openSqliteStore({ directory: join(directory, "data") });
    await fill(store, "north", 0, 500);
    await store.backup(backupPath);
    await store.close();
    const file = openSync(backupPath, "r+");
    writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, 4096 * 25);
    closeSync(file);
    throwsFault("store.corrupt", () => restoreStore(backupPath, target));
    throwsFault("store.foreign", () => restoreStore(join(directory, "none.db"), target));
    new DatabaseSync(join(directory, "songs.db")).exec("CREATE TABLE songs (title)");
    throwsFault("store.foreign", () => restoreStore(join(directory, "songs.db"), target));
    assert.equal(existsSync(target), false);
  }));

test("the examination finds documents that cannot be read", () =>
  withDirectory(async (directory) => {
    const store = await openSqliteStore({ directory });
    await store.writeDocument("accounts", "bo", 0, '{"name":"Bo"}');
    await store.close();
    const path = join(directory, fileNames.database);
    assert.deepEqual(inspectDatabase(path).findings, []);
    new DatabaseSync(path).exec(`UPDATE documents SET body = '{"name":' WHERE key = 'bo'`);
    assert.deepEqual(inspectDatabase(path).findings, [
      "of the documents, 1 of accounts are no JSON",
    ]);
  }));

test("the examination finds gaps, uncovered events and orphaned texts", () =>
  withDirectory(async (directory) => {
    const store = await openSqliteStore({ directory });
    // One after the other, so that each has rows of its own.
    for (let n = 0; n < 20; n += 1) await fill(store, "north", n, n + 1);
    assert.deepEqual(
      inspectDatabase(join(directory, fileNames.database)).findings,
      [],
      "beside the live store",
    );
    await store.close();
    const path = join(directory, fileNames.database);
    const database = new DatabaseSync(path);
    database.exec("DELETE FROM event_runs WHERE id = (SELECT max(id) FROM event_runs) - 1");
    database.exec("DELETE FROM command_runs WHERE commands LIKE '%\"c5\"%'");
    database.close();
    const { findings } = inspectDatabase(path);
    assert.ok(
      findings.some((finding) => finding.includes("position 20 follows 18")),
      findings.join("; "),
    );
    assert.ok(
      findings.some((finding) =>
        finding.includes("a command begins at 7, the one before ends at 5"),
      ),
    );
    assert.ok(
      findings.some((finding) => finding.includes("1 rows of private texts belong to no events")),
    );
  }));

test("a backup that fails leaves nothing on the disk, one that succeeds is for its owner only", () =>
  withDirectory(async (directory) => {
    const data = join(directory, "data");
    const store = await openSqliteStore({ directory: data });
    await fill(store, "north", 0, 2_000);
    const good = join(directory, "good.db");
    await store.backup(good);
    assert.equal(statSync(good).mode & 0o777, 0o600);
    assert.equal(statSync(data).mode & 0o777, 0o700);
    await store.close();
    const damaged = readFileSync(join(data, fileNames.database));
    // From a third on, so that structure is hit and not only what one keeps in it.
    damaged.fill(0x5a, Math.floor(damaged.length / 3));
    const source = join(directory, "damaged.db");
    writeFileSync(source, damaged);
    const thread = new CallThread(new URL("./backup-worker.ts", import.meta.url), { source });
    await rejectsWith("store.corrupt", thread.call("backup", [join(directory, "bad.db")]));
    await thread.call("close", []);
    const left = readdirSync(directory).filter((name) => name.startsWith("bad"));
    assert.deepEqual(left, []);
  }));
