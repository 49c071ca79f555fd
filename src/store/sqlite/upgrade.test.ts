import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { digestLog } from "../digest.ts";
import { rejectsWith, request } from "../contract-tools.ts";
import { openSqliteStore } from "./engine.ts";
import { inspectDatabase } from "./inspect.ts";
import { applicationId, fileNames, positionsPerRegion } from "./schema.ts";
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
