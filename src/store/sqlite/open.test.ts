import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { rejectsWith, request } from "../contract-tools.ts";
import { StoreFault } from "../port.ts";
import { openSqliteStore } from "./engine.ts";
import { inspectDatabase } from "./inspect.ts";
import { fileNames } from "./schema.ts";
import { withDirectory } from "./test-directory.ts";

/** A store with enough events for some dozen pages, closed in order. */
async function fillStore(directory: string): Promise<void> {
  const store = await openSqliteStore({ directory });
  const facts = `{"a":"${"x".repeat(600)}"}`;
  const appends = Array.from({ length: 300 }, (_, n) =>
    store.append(request("north", n, `c${n}`, facts)),
  );
  await Promise.all(appends);
  await store.close();
}

interface HolderProcess {
  readonly process: ChildProcess;
  append(): Promise<string>;
  kill(): Promise<void>;
}

async function startHolder(directory: string): Promise<HolderProcess> {
  const script = fileURLToPath(new URL("./test-holder.ts", import.meta.url));
  const child = spawn(process.execPath, [script, directory], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  assert.equal((await lines.next()).value, "holding");
  return {
    process: child,
    append: async () => {
      child.stdin.write("go\n");
      return String((await lines.next()).value);
    },
    kill: async () => {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** As a crash leaves it: the mark of an orderly close is missing. */
function markUnclean(directory: string): void {
  const database = new DatabaseSync(join(directory, fileNames.database));
  database.exec("UPDATE store SET clean = 0");
  database.close();
}

function overwrite(path: string, at: number, bytes: Uint8Array): void {
  const file = openSync(path, "r+");
  writeSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
}

test("a second opening is refused while the first lives, and says who holds the store", () =>
  withDirectory(async (directory) => {
    const first = await openSqliteStore({ directory });
    const fault = await rejectsWith("store.locked", openSqliteStore({ directory }));
    assert.match(fault.message, new RegExp(`process ${process.pid} `));
    // The refusal took nothing from the first.
    await first.append(request("north", 0, "c1", '{"n":1}'));
    await first.close();
    const again = await openSqliteStore({ directory });
    await again.close();
    assert.equal(existsSync(join(directory, fileNames.holder)), false);
  }));

test("a second process is refused; when the first is killed the next takes over by itself", () =>
  withDirectory(async (directory) => {
    const holder = await startHolder(directory);
    assert.equal(await holder.append(), "written");
    const fault = await rejectsWith("store.locked", openSqliteStore({ directory }));
    assert.match(fault.message, new RegExp(`process ${holder.process.pid} `));
    await holder.kill();
    // The dead holder's note is still there, and its process id may by now belong to anybody: it does not matter.
    assert.equal(existsSync(join(directory, fileNames.holder)), true);
    const store = await openSqliteStore({ directory });
    assert.equal(store.status.epoch, 2);
    assert.equal(await store.readHead("north"), 1);
    await store.close();
  }));

test("a process whose store was taken over is fenced at its next write and keeps reading", () =>
  withDirectory(async (directory) => {
    const hung = await openSqliteStore({ directory });
    await hung.append(request("north", 0, "c1", '{"n":1}'));
    const heard: string[] = [];
    hung.onFailure((fault) => heard.push(fault.code));
    const successor = await openSqliteStore({ directory, takeOver: true });
    await successor.append(request("north", 1, "c2", '{"n":2}'));
    // The hung process wakes: its head is old, and even a matching one must not be written.
    await rejectsWith("store.fenced", hung.append(request("north", 1, "c3", '{"n":3}')));
    await rejectsWith("store.fenced", hung.writeDocument("accounts", "a", 0, "{}"));
    assert.deepEqual(heard, ["store.fenced"]);
    assert.equal(hung.status.state, "failed");
    assert.equal(await hung.readHead("north"), 2);
    await hung.close();
    await successor.append(request("north", 2, "c4", '{"n":4}'));
    // The fenced one's close did not give away the successor's lock.
    await rejectsWith("store.locked", openSqliteStore({ directory }));
    await successor.close();
  }));

test(
  "a stopped process that is continued after a take-over writes nothing",
  { skip: process.platform === "win32" && "this system cannot stop a process" },
  () =>
    withDirectory(async (directory) => {
      const hung = await startHolder(directory);
      hung.process.kill("SIGSTOP");
      await rejectsWith("store.locked", openSqliteStore({ directory }));
      const store = await openSqliteStore({ directory, takeOver: true });
      hung.process.kill("SIGCONT");
      assert.equal(await hung.append(), "store.fenced");
      assert.equal(await store.readHead("north"), 0);
      await store.close();
      await hung.kill();
    }),
);

const foreignFiles: Record<
  string,
  { make: (path: string) => void; code: "store.foreign" | "store.corrupt"; says: RegExp }
> = {
  "another program's database": {
    make: (path) =>
      new DatabaseSync(path).exec("CREATE TABLE songs (title); PRAGMA application_id = 77"),
    code: "store.foreign",
    says: /another program/,
  },
  "a database without an application id": {
    make: (path) => new DatabaseSync(path).exec("CREATE TABLE songs (title)"),
    code: "store.foreign",
    says: /another program/,
  },
  "a text file": {
    make: (path) => writeFileSync(path, "Dear diary, ".repeat(500)),
    code: "store.corrupt",
    says: /not a database/,
  },
};

for (const [name, { make, code, says }] of Object.entries(foreignFiles)) {
  test(`${name} is refused and left as it was`, () =>
    withDirectory(async (directory) => {
      const path = join(directory, fileNames.database);
      make(path);
      const before = readFileSync(path);
      assert.match((await rejectsWith(code, openSqliteStore({ directory }))).message, says);
      assert.deepEqual(readFileSync(path), before);
    }));
}

test("a newer schema is refused", () =>
  withDirectory(async (directory) => {
    await fillStore(directory);
    const database = new DatabaseSync(join(directory, fileNames.database));
    database.exec("PRAGMA user_version = 99");
    database.close();
    const fault = await rejectsWith("store.foreign", openSqliteStore({ directory }));
    assert.match(fault.message, /schema version 99/);
  }));

test("a damaged or shortened file is refused after a crash", async () => {
  const damages: ((path: string) => void)[] = [
    (path) => overwrite(path, 4096 * 20, Buffer.alloc(4096 * 4, 0xa5)),
    (path) => truncateSync(path, Math.floor(statSync(path).size / 2)),
    (path) => overwrite(path, 0, Buffer.alloc(4096, 0x11)),
  ];
  for (const damage of damages) {
    await withDirectory(async (directory) => {
      await fillStore(directory);
      markUnclean(directory);
      damage(join(directory, fileNames.database));
      await rejectsWith("store.corrupt", openSqliteStore({ directory }));
    });
  }
});

test("damage found while reading is store.corrupt, and other regions are still read", () =>
  withDirectory(async (directory) => {
    await fillStore(directory);
    const path = join(directory, fileNames.database);
    const store = await openSqliteStore({ directory });
    await store.append(request("south", 0, "s1", '{"s":1}'));
    await store.close();
    const facts = readFileSync(path).indexOf("xxxxxxxx", 4096 * 20);
    overwrite(path, facts, Buffer.from("yy"));
    const damaged = await openSqliteStore({ directory });
    await rejectsWith("store.corrupt", damaged.readChunk("north", 0, 300));
    assert.equal((await damaged.readChunk("south", 0, 10)).count, 1);
    await damaged.close();
  }));

/** The log as it is read back, or the code of the fault that says it cannot be. */
async function readAll(directory: string): Promise<string> {
  try {
    const store = await openSqliteStore({ directory });
    try {
      const { factsArray, textsArray } = await store.readChunk("north", 0, 1_000);
      return (
        Buffer.concat([factsArray, textsArray]).toString() +
        JSON.stringify(await store.findCommand("north", "c7"))
      );
    } finally {
      await store.close();
    }
  } catch (error) {
    return error instanceof StoreFault ? error.code : String(error);
  }
}

test("one flipped bit anywhere in the file never changes what is read", () =>
  withDirectory(async (directory) => {
    await fillStore(directory);
    const path = join(directory, fileNames.database);
    const whole = readFileSync(path);
    const right = await readAll(directory);
    const seen = new Map<string, number>();
    const flips = fc.sample(fc.nat(whole.length * 8 - 1), { numRuns: 40, seed: 20261128 });
    for (const bit of flips) {
      const bytes = Buffer.from(whole);
      bytes[bit >> 3] ^= 1 << (bit & 7);
      writeFileSync(path, bytes);
      const read = await readAll(directory);
      const outcome = read === right ? "right" : read;
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      assert.ok(
        read === right || read.startsWith("store."),
        `bit ${bit} (seed 20261128): ${read.slice(0, 200)}`,
      );
      if (read === "store.corrupt")
        assert.notDeepEqual(findingsOf(path), [], `bit ${bit}: the examination finds it too`);
    }
    assert.ok((seen.get("store.corrupt") ?? 0) > 20, JSON.stringify([...seen]));
  }));

function findingsOf(path: string): readonly string[] {
  try {
    return inspectDatabase(path).findings;
  } catch (error) {
    return [String(error)];
  }
}

test("a crash's write-ahead log is brought home at the next open", () =>
  withDirectory(async (directory) => {
    const path = join(directory, fileNames.database);
    await withDirectory(async (other) => {
      const store = await openSqliteStore({ directory: other });
      const appends = Array.from({ length: 50 }, (_, n) =>
        store.append(request("north", n, `c${n}`, `{"n":${n}}`)),
      );
      await Promise.all(appends);
      // What a power cut leaves: the two files as they are on disk while the store is open.
      copyFileSync(join(other, fileNames.database), path);
      copyFileSync(join(other, `${fileNames.database}-wal`), `${path}-wal`);
      await store.close();
    });
    const store = await openSqliteStore({ directory });
    assert.equal(await store.readHead("north"), 50);
    await store.append(request("north", 50, "c50", '{"n":50}'));
    await store.close();
  }));
