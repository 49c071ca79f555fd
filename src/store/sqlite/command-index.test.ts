import assert from "node:assert/strict";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { rejectsWith, request } from "../contract-tools.ts";
import { CommandFilter } from "./command-filter.ts";
import { CommandFinder, CommandFollower, prepareCommandIndex } from "./command-index.ts";
import { openSqliteStore } from "./engine.ts";
import { RunBuilder } from "./run-builder.ts";
import { createTables, fileNames } from "./schema.ts";
import { withDirectory } from "./test-directory.ts";

/** A log's database with `count` commands in each of two regions. */
function makeLog(directory: string, count: number): DatabaseSync {
  const log = new DatabaseSync(join(directory, "log.db"));
  createTables(log, "store-1");
  const runs = new RunBuilder(log, 0);
  log.exec("BEGIN");
  for (let n = 0; n < count; n += 1) {
    runs.addCommand(1, `id-${(n * 7919) % count}`, n + 1, 1, null);
    // Now and then a row holds several commands of a region.
    if (n % 3 === 0) runs.end();
    runs.addCommand(2, `id-${n}`, 3 * n + 1, 3, n);
  }
  runs.end();
  log.exec("COMMIT");
  return log;
}

test("a command is found at every stage of following, and only where it is", () =>
  withDirectory(async (directory) => {
    const count = 12_000;
    const path = join(directory, "index.db");
    const log = makeLog(directory, count);
    prepareCommandIndex(path, "store-1", 2 * count, true);
    const finder = new CommandFinder(path, log);
    const follower = new CommandFollower(path, log);
    const check = (): void => {
      for (const n of [0, 1, 17, 2_499, 2_500, count - 1]) {
        assert.deepEqual(finder.find(2, `id-${n}`), { first: 3 * n + 1, count: 3, fingerprint: n });
        assert.deepEqual(finder.find(1, `id-${(n * 7919) % count}`), {
          first: n + 1,
          count: 1,
          fingerprint: null,
        });
      }
      assert.equal(finder.find(3, "id-1"), undefined);
      assert.equal(finder.find(1, `id-${count}`), undefined);
    };
    check();
    assert.equal(follower.follow(), true, "24,000 commands take two steps");
    check();
    assert.equal(follower.follow(), false);
    check();
    assert.equal(follower.follow(), false, "nothing more to follow");
    const late = new RunBuilder(log, 2 * count);
    late.addCommand(1, "early", 8, 1, null);
    late.addCommand(1, "late", 9, 1, 2 ** 32 - 1);
    late.end();
    assert.deepEqual(finder.find(1, "late"), { first: 9, count: 1, fingerprint: 2 ** 32 - 1 });
    follower.close();
    finder.close();
    log.close();
  }));

test("an index of another store, from the future, damaged or missing is built anew", async () => {
  const spoil: ((path: string) => void)[] = [
    (path) => new DatabaseSync(path).exec("UPDATE follows SET store_id = 'another'"),
    (path) => new DatabaseSync(path).exec("UPDATE follows SET seq = 1000000"),
    (path) => writeFileSync(path, "not a database at all ".repeat(1_000)),
    (path) => rmSync(path),
  ];
  for (const makeWrong of spoil) {
    await withDirectory(async (directory) => {
      const first = await openSqliteStore({ directory });
      await first.append(request("north", 0, "c1", "{}", "{}"));
      await first.close();
      makeWrong(join(directory, fileNames.commandIndex));
      const second = await openSqliteStore({ directory });
      assert.deepEqual(await second.findCommand("north", "c1"), {
        firstPosition: 1,
        lastPosition: 2,
      });
      await rejectsWith("store.duplicate-command", second.append(request("north", 2, "c1", "{}")));
      await second.close();
      const index = new DatabaseSync(join(directory, fileNames.commandIndex), { readOnly: true });
      assert.equal(index.prepare("SELECT count(*) AS n FROM places").get()?.n, 1);
      index.close();
    });
  }
});

test("the index follows a busy store and is complete after an orderly close", () =>
  withDirectory(async (directory) => {
    const store = await openSqliteStore({ directory });
    const count = 12_000;
    const appends = Array.from({ length: count }, (_, n) =>
      store.append(request("north", n, `c${n}`, "{}")),
    );
    await Promise.all(appends);
    for (const n of [0, 5_000, count - 1]) {
      assert.equal((await store.findCommand("north", `c${n}`))?.firstPosition, n + 1);
    }
    await store.close();
    assert.ok(existsSync(join(directory, fileNames.commandIndex)));
    const index = new DatabaseSync(join(directory, fileNames.commandIndex), { readOnly: true });
    assert.equal(index.prepare("SELECT seq FROM follows").get()?.seq, count);
    index.close();
  }));

test("the filter never denies what it has, and seldom claims what it has not", () => {
  const filter = CommandFilter.forCount(100_000);
  const other = CommandFilter.over(filter.memory);
  let wrong = 0;
  for (let n = 0; n < 100_000; n += 1) {
    if ((n % 2 === 0 ? filter : other).add(`r${n % 3}`, `id-${n}`, n < 1_000)) wrong += 1;
  }
  for (let n = 0; n < 100_000; n += 1) {
    assert.ok(filter.mayHave(`r${n % 3}`, `id-${n}`) && other.add(`r${n % 3}`, `id-${n}`, false));
    if (filter.mayHave(`r${(n + 1) % 3}`, `id-${n}`)) wrong += 1;
    if (filter.mayHave(`r${n % 3}`, `other-${n}`)) wrong += 1;
  }
  assert.ok(wrong < 20, `${wrong} of 200,000`);
});
