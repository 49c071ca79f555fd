/**
 * Nothing is answered or shown before it is durable, and a disk that hangs holds up commands but no reader: tried with
 * syncs that begin only when the test lets them.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "node:test";
import { rejectsWith, request } from "../contract-tools.ts";
import { storeLimits, type Appended, type EventStore } from "../port.ts";
import { openSqliteStore } from "./engine.ts";
import { fileNames } from "./schema.ts";
import type { Place } from "./sync-place.ts";
import { withDirectory } from "./test-directory.ts";

interface Disk {
  hang(): void;
  goOn(): void;
}

async function withHangingDisk(
  run: (store: EventStore, disk: Disk, directory: string) => Promise<void>,
): Promise<void> {
  await withDirectory(async (directory) => {
    const heldSyncs = new Int32Array(new SharedArrayBuffer(4));
    const disk: Disk = {
      hang: () => void Atomics.store(heldSyncs, 0, 1),
      goOn: () => {
        Atomics.store(heldSyncs, 0, 0);
        Atomics.notify(heldSyncs, 0);
      },
    };
    const faults = { failingCommit: 0, kind: "lost", message: "", heldSyncs } as const;
    const store = await openSqliteStore({ directory, faults });
    try {
      await run(store, disk, directory);
    } finally {
      disk.goOn();
      await store.close();
    }
  });
}

/** Says at any moment whether it was answered. */
function watch<Value>(promise: Promise<Value>): {
  readonly promise: Promise<Value>;
  done: boolean;
} {
  const watched = { promise, done: false };
  void promise.finally(() => (watched.done = true));
  return watched;
}

/** Long enough for a sync and its answer, had there been any. */
const aWhile = () => sleep(60);

test("while the disk hangs nothing is answered, what is written is not shown, and reading goes on", () =>
  withHangingDisk(async (store, disk) => {
    await store.append(request("north", 0, "c1", '{"n":1}'));
    await store.writeDocument("accounts", "a", 0, '{"a":1}');
    disk.hang();
    const written = watch(store.append(request("north", 1, "c2", '{"n":2}', '{"n":3}')));
    const document = watch(store.writeDocument("accounts", "b", 0, '{"b":1}'));
    await aWhile();
    const other = watch(store.append(request("south", 0, "c1", '{"s":1}')));
    await aWhile();
    assert.deepEqual([written.done, document.done, other.done], [false, false, false]);
    assert.deepEqual([await store.readHead("north"), await store.readHead("south")], [1, 0]);
    assert.deepEqual(await store.listRegions(), ["north"]);
    for (const limit of [1, 2, 10]) {
      assert.equal((await store.read("north", 0, limit)).length, 1);
      assert.equal((await store.readChunk("north", 0, limit)).count, 1);
      for (const after of [1, 2, 3]) {
        assert.deepEqual(await store.read("north", after, limit), []);
        const { count, first, factsArray } = await store.readChunk("north", after, limit);
        assert.deepEqual([count, first, factsArray.length], [0, after + 1, 2]);
      }
    }
    await rejectsWith(
      "store.stale-position",
      store.saveSnapshot("north", { position: 3, bytes: new Uint8Array(1) }),
    );
    assert.equal((await store.findCommand("north", "c1"))?.lastPosition, 1);
    assert.equal((await store.readDocument("accounts", "a"))?.version, 1);
    assert.equal(store.status.queuedCommands, 3);
    // Who asks for what is written and not durable is told of it when it is.
    const found = watch(store.findCommand("north", "c2"));
    const read = watch(store.readDocument("accounts", "b"));
    const listed = watch(store.listDocuments("accounts", 10));
    await aWhile();
    assert.deepEqual([found.done, read.done, listed.done], [false, false, false]);
    disk.goOn();
    assert.deepEqual(await written.promise, { firstPosition: 2, lastPosition: 3 });
    await Promise.all([document.promise, other.promise]);
    assert.deepEqual(await found.promise, { firstPosition: 2, lastPosition: 3 });
    assert.equal((await read.promise)?.version, 1);
    assert.equal((await listed.promise).length, 2);
    assert.deepEqual([await store.readHead("north"), await store.readHead("south")], [3, 1]);
    assert.equal((await store.read("north", 0, 10)).length, 3);
  }));

test("reads that wait for a disk that hangs are bounded, and answered when it goes on", () =>
  withHangingDisk(async (store, disk) => {
    await store.append(request("north", 0, "c1", '{"n":1}'));
    disk.hang();
    const written = store.writeDocument("accounts", "a", 0, "{}");
    await aWhile();
    const most = storeLimits.maxWaitingReads;
    const reads = Array.from({ length: most }, () => store.readDocument("accounts", "a"));
    await rejectsWith("store.busy", store.readDocument("accounts", "a"));
    await rejectsWith("store.busy", store.read("north", 0, 1));
    disk.goOn();
    await written;
    for (const found of await Promise.all(reads)) assert.equal(found?.version, 1);
    assert.equal((await store.read("north", 0, 1)).length, 1);
  }));

test("what a process had written when its store was taken over is in the log once, and is answered so", () =>
  withHangingDisk(async (store, disk, directory) => {
    disk.hang();
    const written = watch(store.append(request("north", 0, "c1", '{"n":1}')));
    await aWhile();
    const successor = await openSqliteStore({ directory, takeOver: true });
    assert.equal(await successor.readHead("north"), 1);
    await successor.append(request("north", 1, "c2", '{"n":2}'));
    assert.equal(written.done, false);
    disk.goOn();
    assert.deepEqual(await written.promise, { firstPosition: 1, lastPosition: 1 });
    await rejectsWith("store.fenced", store.append(request("north", 1, "c3", '{"n":3}')));
    await rejectsWith(
      "store.duplicate-command",
      successor.append(request("north", 2, "c1", '{"n":1}')),
    );
    assert.equal(await successor.readHead("north"), 2);
    await successor.close();
  }));

test("from one place of syncing to the other nothing is lost, changes its order or is answered twice", () =>
  withDirectory(async (directory) => {
    const places: Place[] = [];
    const syncPlace = (): Place => {
      // In no order that a batch could follow.
      places.push((places.length * 7) % 5 < 2 ? "main" : "thread");
      return places.at(-1)!;
    };
    const store = await openSqliteStore({ directory, syncPlace });
    const answers: Appended[] = [];
    let sent = 0;
    const call = async (): Promise<void> => {
      while (sent < 3_000) {
        const n = sent;
        sent += 1;
        answers.push(await store.append(request("north", n, `c${n}`, `{"n":${n}}`)));
        if (n % 40 === 0) await store.writeDocument("accounts", `a${n}`, 0, "{}");
      }
    };
    await Promise.all(Array.from({ length: 24 }, call));
    assert.deepEqual(new Set(places), new Set<Place>(["main", "thread"]));
    assert.deepEqual(
      answers.map(({ lastPosition }) => lastPosition),
      Array.from({ length: 3_000 }, (_, n) => n + 1),
    );
    assert.equal(store.status.commandsCommitted, 3_075);
    assert.equal(store.status.commits, places.length);
    const records = await store.read("north", 0, 5_000);
    assert.deepEqual(
      records.map(({ facts }) => facts),
      Array.from({ length: 3_000 }, (_, n) => `{"n":${n}}`),
    );
    await store.close();
  }));

test("another program's write lock holds up commands and not the main thread", () =>
  withDirectory(async (directory) => {
    const store = await openSqliteStore({ directory });
    await store.append(request("north", 0, "c1", '{"n":1}'));
    const tool = new DatabaseSync(join(directory, fileNames.database));
    tool.exec("BEGIN IMMEDIATE");
    const waiting = watch(store.append(request("north", 1, "c2", '{"n":2}')));
    await aWhile();
    assert.equal(waiting.done, false);
    assert.equal(await store.readHead("north"), 1);
    tool.exec("ROLLBACK");
    tool.close();
    assert.deepEqual(await waiting.promise, { firstPosition: 2, lastPosition: 2 });
    await store.close();
  }));
