import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { digestLog } from "../digest.ts";
import { rejectsWith, request } from "../contract-tools.ts";
import { openSqliteStore } from "./engine.ts";
import { checksumOf } from "./event-runs.ts";
import { inspectDatabase } from "./inspect.ts";
import {
  applicationId,
  fileNames,
  positionsPerRegion,
  readPragma,
  schemaVersion,
} from "./schema.ts";
import { withDirectory } from "./test-directory.ts";

/** The tables as schema 1 had them, with two regions of `count` commands of one to three events. */
function makeOldStore(path: string, count: number): void {
  const old = new DatabaseSync(path);
  old.exec(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE store (one INTEGER PRIMARY KEY CHECK (one = 1), store_id TEXT NOT NULL, epoch INTEGER NOT NULL, clean INTEGER NOT NULL) STRICT;
    CREATE TABLE regions (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE events (id INTEGER PRIMARY KEY, facts TEXT NOT NULL) STRICT;
    CREATE TABLE private_texts (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
    CREATE TABLE commands (seq INTEGER PRIMARY KEY, region INTEGER NOT NULL, command_id TEXT NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL) STRICT;
    CREATE TABLE documents (collection TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (collection, key)) STRICT;
    PRAGMA application_id = ${applicationId}; PRAGMA user_version = 1;
    INSERT INTO store VALUES (1, 'old-store', 7, 1);
    INSERT INTO regions VALUES (1, 'north'), (2, 'south');
    INSERT INTO documents VALUES ('accounts', 'a', 3, '{"a":1}');
    BEGIN`);
  const [event, text, command] = [
    old.prepare("INSERT INTO events VALUES (?, ?)"),
    old.prepare("INSERT INTO private_texts VALUES (?, ?)"),
    old.prepare("INSERT INTO commands VALUES (?, ?, ?, ?, ?)"),
  ];
  const heads = [0, 0];
  for (let n = 0; n < 2 * count; n += 1) {
    const region = 1 + (n % 2);
    const events = 1 + (n % 3);
    command.run(n + 1, region, `c${n}`, heads[region - 1] + 1, events);
    for (let index = 0; index < events; index += 1) {
      heads[region - 1] += 1;
      const id = region * positionsPerRegion + heads[region - 1];
      event.run(id, `{"n":${n},"index":${index}}`);
      if (n % 5 === 0) text.run(id, `{"who":"Zoë ${n}"}`);
    }
  }
  old.exec("COMMIT");
  old.close();
}

test("a store of schema 1 is taken over whole: every event, text, command and document", () =>
  withDirectory(async (directory) => {
    const count = 1_000;
    const path = join(directory, fileNames.database);
    makeOldStore(path, count);
    const store = await openSqliteStore({ directory });
    assert.equal(store.status.epoch, 8);
    assert.deepEqual(await store.listRegions(), ["north", "south"]);
    let position = 0;
    for (let n = 0; n < 2 * count; n += 2) {
      const events = 1 + (n % 3);
      assert.deepEqual(await store.findCommand("north", `c${n}`), {
        firstPosition: position + 1,
        lastPosition: position + events,
      });
      position += events;
    }
    assert.equal(await store.readHead("north"), position);
    const [first] = await store.read("north", 0, 1);
    assert.deepEqual(first, {
      position: 1,
      facts: '{"n":0,"index":0}',
      privateText: '{"who":"Zoë 0"}',
    });
    const [last] = await store.read("north", position - 1, 5);
    assert.equal(last.facts, `{"n":${2 * count - 2},"index":${(2 * count - 2) % 3}}`);
    assert.equal((await store.readDocument("accounts", "a"))?.version, 3);
    await rejectsWith(
      "store.duplicate-command",
      store.append(request("north", position, "c4", "{}")),
    );
    await store.append(request("north", position, "new", "{}"));
    const digests = [await digestLog(store, "north"), await digestLog(store, "south")];
    await store.close();

    const again = await openSqliteStore({ directory });
    assert.deepEqual([await digestLog(again, "north"), await digestLog(again, "south")], digests);
    await again.close();
    const { findings, regions } = inspectDatabase(path);
    assert.deepEqual(findings, []);
    assert.deepEqual(
      regions.map(({ digest }) => digest),
      digests.map(({ digest }) => digest),
    );
  }));

/** What a store of schema 2 has otherwise than one of today: lists of commands in pairs, and an index without fingerprints. */
function makeSecondSchema(directory: string): void {
  const log = new DatabaseSync(join(directory, fileNames.database));
  const put = log.prepare("UPDATE command_runs SET commands = ?, crc = ? WHERE seq = ?");
  for (const { seq, commands } of log.prepare("SELECT seq, commands FROM command_runs").all()) {
    const flat = JSON.parse(String(commands)) as unknown[];
    const pairs = JSON.stringify(flat.filter((_, index) => index % 3 !== 2));
    put.run(pairs, checksumOf(new Uint8Array(0), pairs), seq);
  }
  const storeId = String(log.prepare("SELECT store_id FROM store").get()?.store_id);
  log.exec("PRAGMA user_version = 2");
  log.close();
  const path = join(directory, fileNames.commandIndex);
  rmSync(path);
  const index = new DatabaseSync(path);
  index.exec(`
    CREATE TABLE follows (one INTEGER PRIMARY KEY CHECK (one = 1), store_id TEXT NOT NULL, seq INTEGER NOT NULL) STRICT;
    CREATE TABLE places (region INTEGER NOT NULL, command_id TEXT NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL,
      PRIMARY KEY (region, command_id)) STRICT, WITHOUT ROWID`);
  index.prepare("INSERT INTO follows VALUES (1, ?, 0)").run(storeId);
  index.close();
}

test("a store of schema 2 goes on: its commands without fingerprints, new ones with", () =>
  withDirectory(async (directory) => {
    const path = join(directory, fileNames.database);
    const before = await openSqliteStore({ directory });
    const appends = Array.from({ length: 50 }, (_, n) =>
      before.append({ ...request("north", n, `c${n}`, "{}"), fingerprint: n }),
    );
    await Promise.all(appends);
    await before.close();
    makeSecondSchema(directory);

    const store = await openSqliteStore({ directory });
    await rejectsWith("store.duplicate-command", store.append(request("north", 50, "c49", "{}")));
    await store.append({ ...request("north", 50, "new", "{}"), fingerprint: 7 });
    await store.close();
    const again = await openSqliteStore({ directory });
    for (const n of [0, 1, 49]) {
      const place = { firstPosition: n + 1, lastPosition: n + 1 };
      assert.deepEqual(await again.findCommand("north", `c${n}`), place);
    }
    assert.deepEqual(await again.findCommand("north", "new"), {
      firstPosition: 51,
      lastPosition: 51,
      fingerprint: 7,
    });
    await again.close();
    assert.deepEqual(inspectDatabase(path).findings, []);
    const log = new DatabaseSync(path, { readOnly: true });
    assert.equal(readPragma(log, "user_version"), schemaVersion);
    log.close();
  }));
