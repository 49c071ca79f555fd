import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "node:test";
import { request } from "../contract-tools.ts";
import { openSqliteStore } from "./engine.ts";
import { logBytes } from "./open-database.ts";
import { fileNames } from "./schema.ts";
import { withDirectory } from "./test-directory.ts";

test("the write-ahead log is written over and stays bounded under lasting load", () =>
  withDirectory(async (directory) => {
    const store = await openSqliteStore({ directory });
    const log = join(directory, `${fileNames.database}-wal`);
    assert.equal(statSync(log).size, logBytes);
    const facts = `{"a":"${"x".repeat(2_000)}"}`;
    let head = 0;
    let written = 0;
    // Far more than the reserve, without a moment's rest.
    while (written < 6 * logBytes) {
      const appends = Array.from({ length: 16 }, (_, n) =>
        store.append(request("north", head + n, `c${head + n}`, facts)),
      );
      await Promise.all(appends);
      head += 16;
      written += 16 * facts.length;
    }
    assert.ok(statSync(log).size < 5 * logBytes, `the log has ${statSync(log).size} bytes`);
    assert.ok(statSync(join(directory, fileNames.database)).size > 4 * logBytes);
    await store.close();
  }));

test("at rest everything is brought home", () =>
  withDirectory(async (directory) => {
    const store = await openSqliteStore({ directory });
    const facts = `{"a":"${"x".repeat(2_000)}"}`;
    const path = join(directory, fileNames.database);
    const before = statSync(path).size;
    const appends = Array.from({ length: 500 }, (_, n) =>
      store.append(request("north", n, `c${n}`, facts)),
    );
    await Promise.all(appends);
    for (let tries = 0; statSync(path).size < before + 500 * facts.length; tries += 1) {
      assert.ok(tries < 200, "the file has not grown");
      await sleep(50);
    }
    await store.close();
  }));
