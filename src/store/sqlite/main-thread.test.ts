/**
 * What the main thread must never do itself, because it may take long and all screens would wait: beginning the
 * write-ahead log anew, which syncs its head, and looking for a command id in the log.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { mock, test } from "node:test";
import { rejectsWith, request } from "../contract-tools.ts";
import { CommandRunReader } from "./command-runs.ts";
import { openSqliteStore } from "./engine.ts";
import { LogWriter } from "./log-writer.ts";
import { fileNames } from "./schema.ts";
import { withDirectory } from "./test-directory.ts";

test("right after a checkpoint the main thread commits nothing until the log was begun anew", () =>
  withDirectory(async (directory) => {
    const store = await openSqliteStore({ directory });
    // As the background thread, just before the main thread hears of it.
    const other = new DatabaseSync(join(directory, fileNames.database), { timeout: 1_000 });
    const checkpoint = other.prepare("PRAGMA wal_checkpoint(PASSIVE)");
    const look = other.prepare("PRAGMA wal_checkpoint(NOOP)");
    const wasHome: boolean[] = [];
    // oxlint-disable-next-line typescript/unbound-method -- called with the writer that it is called on
    const { commit } = LogWriter.prototype;
    const commits = mock.method(LogWriter.prototype, "commit", function (this: LogWriter) {
      const length = look.get();
      wasHome.push(length?.log === length?.checkpointed);
      commit.call(this);
    });
    try {
      for (let n = 0; n < 20; n += 1) {
        let home = checkpoint.get();
        // Another thread of the store may still read what would come home.
        for (; home?.log !== home?.checkpointed; home = checkpoint.get()) await sleep(5);
        await store.append(request("north", n, `c${n}`, "{}"));
      }
    } finally {
      commits.mock.restore();
      other.close();
    }
    assert.deepEqual(
      wasHome,
      Array.from({ length: 20 }, () => false),
    );
    await store.close();
  }));

test("ids that may be known are looked for in another thread, and each is still accepted once", () =>
  withDirectory(async (directory) => {
    const store = await openSqliteStore({ directory });
    const count = 300;
    const appendAll = (from: number) =>
      Array.from({ length: count }, (_, n) =>
        store.append(request("north", from + n, `c${n}`, `{"n":${n}}`)),
      );
    await Promise.all(appendAll(0));
    const parsed = mock.method(CommandRunReader.prototype, "listAfter");
    try {
      for (const again of appendAll(count)) await rejectsWith("store.duplicate-command", again);
      // Two of one batch: the first is new, the second a retry of it; and one that is refused does not count.
      const [first, second] = await Promise.allSettled([
        store.append(request("north", count, "new", "{}")),
        store.append(request("north", count, "new", "{}")),
      ]);
      assert.equal(first.status, "fulfilled");
      assert.equal((second as PromiseRejectedResult).reason.code, "store.duplicate-command");
      const [stale, right] = await Promise.allSettled([
        store.append(request("north", 7, "newer", "{}")),
        store.append(request("north", count + 1, "newer", "{}")),
      ]);
      assert.equal((stale as PromiseRejectedResult).reason.code, "store.stale-position");
      assert.deepEqual((right as PromiseFulfilledResult<unknown>).value, {
        firstPosition: count + 2,
        lastPosition: count + 2,
      });
      // The same id in another region is another command.
      await store.append(request("south", 0, "newer", "{}"));
    } finally {
      parsed.mock.restore();
    }
    assert.equal(parsed.mock.callCount(), 0, "lists of commands read in the main thread");
    await store.close();
  }));
