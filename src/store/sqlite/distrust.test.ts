/**
 * An orderly end is marked in the file, and the next opening then checks less. After any error of a disk there is no such
 * mark, whichever thread met it; and where it was the log that could not be written or read, nothing more is taken.
 */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync, writeSync, openSync, closeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { mock, test } from "node:test";
import { rejectsWith, request } from "../contract-tools.ts";
import type { StoreFault } from "../port.ts";
import { openSqliteStore } from "./engine.ts";
import { LogWriter } from "./log-writer.ts";
import { fileNames } from "./schema.ts";
import { withDirectory } from "./test-directory.ts";

/** As the next opening finds it. */
function isMarkedClean(directory: string): boolean {
  const database = new DatabaseSync(join(directory, fileNames.database), { timeout: 5_000 });
  try {
    return database.prepare("SELECT clean FROM store").get()?.clean === 1;
  } finally {
    database.close();
  }
}

test("an orderly end is marked", () =>
  withDirectory(async (directory) => {
    const store = await openSqliteStore({ directory });
    await store.append(request("north", 0, "c1", "{}"));
    await store.close();
    assert.equal(isMarkedClean(directory), true);
  }));

test("the background thread fails: nothing more is taken, and the end is no orderly one", () =>
  withDirectory(async (directory) => {
    // It makes this directory; a file stands in its way.
    writeFileSync(join(directory, fileNames.snapshots), "");
    const store = await openSqliteStore({ directory });
    const heard = Promise.withResolvers<StoreFault>();
    store.onFailure(heard.resolve);
    await heard.promise;
    await rejectsWith("store.failed", store.append(request("north", 0, "c1", "{}")));
    await store.close();
    assert.equal(isMarkedClean(directory), false);
  }));

test("what was read is not what was written: nothing more is taken, and the end is no orderly one", () =>
  withDirectory(async (directory) => {
    const first = await openSqliteStore({ directory });
    await first.append(request("north", 0, "c1", '{"a":"the first of all events"}'));
    await first.close();
    const path = join(directory, fileNames.database);
    const file = openSync(path, "r+");
    writeSync(file, Buffer.from("THE"), 0, 3, readFileSync(path).indexOf("the first of all"));
    closeSync(file);

    const store = await openSqliteStore({ directory });
    const heard: StoreFault[] = [];
    store.onFailure((fault) => heard.push(fault));
    await store.append(request("south", 0, "c1", "{}"));
    await rejectsWith("store.corrupt", store.read("north", 0, 10));
    assert.deepEqual(
      heard.map(({ code }) => code),
      ["store.failed"],
    );
    assert.match(heard[0].message, /^reading failed \(the events from position 1 on are damaged/);
    await rejectsWith("store.failed", store.append(request("south", 1, "c2", "{}")));
    await rejectsWith("store.failed", store.writeDocument("accounts", "a", 0, "{}"));
    assert.equal((await store.read("south", 0, 10)).length, 1, "what can be read is still read");
    await store.close();
    assert.equal(isMarkedClean(directory), false);
  }));

test("a snapshot cannot be written: commands go on, but the end is no orderly one", () =>
  withDirectory(async (directory) => {
    const store = await openSqliteStore({ directory });
    await store.append(request("north", 0, "c1", "{}"));
    mkdirSync(join(directory, fileNames.snapshots, "north.snapshot.partial"));
    const snapshot = { position: 1, bytes: new Uint8Array(8) };
    await rejectsWith("store.failed", store.saveSnapshot("north", snapshot));
    await store.append(request("north", 1, "c2", "{}"));
    assert.equal(store.status.state, "open");
    await store.close();
    assert.equal(isMarkedClean(directory), false);
    const again = await openSqliteStore({ directory });
    assert.equal(await again.readHead("north"), 2);
    await again.close();
  }));

test("an error after a sync of the thread stops the store, and not the process", () =>
  withDirectory(async (directory) => {
    const store = await openSqliteStore({ directory, syncPlace: () => "thread" });
    const heard = Promise.withResolvers<StoreFault>();
    store.onFailure(heard.resolve);
    const look = mock.method(LogWriter.prototype, "isTooLong", () => {
      throw new Error("EIO: i/o error, read");
    });
    try {
      // It was durable before.
      assert.equal((await store.append(request("north", 0, "c1", "{}"))).lastPosition, 1);
      assert.match((await heard.promise).message, /EIO: i\/o error, read/);
    } finally {
      look.mock.restore();
    }
    await rejectsWith("store.failed", store.append(request("north", 1, "c2", "{}")));
    await store.close();
    assert.equal(isMarkedClean(directory), false);
  }));
