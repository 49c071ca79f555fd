import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { rejectsWith, request } from "../contract-tools.ts";
import { StoreFault, type EventStore } from "../port.ts";
import { openSqliteStore } from "./engine.ts";
import type { FaultPlan } from "./faults.ts";
import { fileNames } from "./schema.ts";
import type { Place } from "./sync-place.ts";
import { withDirectory } from "./test-directory.ts";

interface Failed {
  readonly acknowledged: readonly number[];
  readonly refused: readonly string[];
}

/** Appends until the store fails: each command in turn, eight ahead. */
async function appendUntilFailure(store: EventStore): Promise<Failed> {
  const acknowledged: number[] = [];
  const refused: string[] = [];
  const facts = `{"a":"${"x".repeat(900)}"}`;
  for (let n = 0; refused.length === 0; n += 8) {
    assert.ok(n < 100_000, "the store was to fail by now");
    const appends = Array.from({ length: 8 }, async (_, index) => {
      try {
        const { firstPosition } = await store.append(
          request("north", n + index, `c${n + index}`, facts),
        );
        acknowledged.push(firstPosition);
      } catch (error) {
        assert.ok(error instanceof StoreFault, String(error));
        refused.push(error.code);
      }
    });
    await Promise.all(appends);
  }
  return { acknowledged, refused };
}

/** What every failed store must do: say it once, take nothing, keep reading, lose nothing after reopening. */
async function checkFailure(
  directory: string,
  faults: FaultPlan,
  says: RegExp,
  syncPlace?: () => Place,
): Promise<{ store: EventStore; acknowledged: number }> {
  const store = await openSqliteStore({ directory, faults, syncPlace });
  const heard: StoreFault[] = [];
  store.onFailure((fault) => heard.push(fault));
  const { acknowledged, refused } = await appendUntilFailure(store);
  assert.ok(acknowledged.length > 0);
  assert.ok(
    refused.every((code) => code === "store.failed"),
    refused.join(),
  );
  assert.equal(heard.length, 1);
  assert.match(heard[0].message, says);
  assert.equal(store.status.state, "failed");
  assert.equal(store.status.queuedCommands, 0);

  // Space may be free again and the disk well: a store that failed once takes nothing more.
  await rejectsWith("store.failed", store.append(request("south", 0, "s1", "{}")));
  await rejectsWith("store.failed", store.writeDocument("accounts", "a", 0, "{}"));
  await rejectsWith(
    "store.failed",
    store.saveSnapshot("north", { position: 1, bytes: new Uint8Array(1) }),
  );
  const head = await store.readHead("north");
  assert.equal(head, acknowledged.length, "what was never acknowledged is not shown");
  assert.equal((await store.read("north", 0, 10)).length, 10);
  assert.equal((await store.readChunk("north", 0, 10_000)).count, Math.min(head, 10_000));
  await store.close();

  const reopened = await openSqliteStore({ directory });
  for (const position of acknowledged) {
    assert.deepEqual(await reopened.findCommand("north", `c${position - 1}`), {
      firstPosition: position,
      lastPosition: position,
    });
  }
  return { store: reopened, acknowledged: acknowledged.length };
}

test("a failed sync that lost the batch: refused, nothing acknowledged is lost, a retry is taken", () =>
  withDirectory(async (directory) => {
    const plan: FaultPlan = {
      failingCommit: 20,
      kind: "lost",
      message: "disk I/O error (injected fsync)",
    };
    const { store, acknowledged } = await checkFailure(
      directory,
      plan,
      /disk I\/O error \(injected fsync\).*start again/,
    );
    const head = await store.readHead("north");
    assert.equal(head, acknowledged);
    await store.append(request("north", head, `c${head}`, "{}"));
    await store.close();
  }));

for (const place of ["main", "thread"] as const) {
  test(`a failed sync in ${place} that had reached the disk: a retry finds the command, it is not done twice`, () =>
    withDirectory(async (directory) => {
      const message = "disk I/O error (injected fsync)";
      const plan: FaultPlan = { failingCommit: 20, kind: "unsynced", message };
      const says = /injected fsync/;
      const { store, acknowledged } = await checkFailure(directory, plan, says, () => place);
      const head = await store.readHead("north");
      assert.ok(head > acknowledged, "what had reached the disk is in the log");
      await rejectsWith(
        "store.duplicate-command",
        store.append(request("north", head, `c${head - 1}`, "{}")),
      );
      await store.close();
    }));
}

test("a full database (SQLite's own page limit)", () =>
  withDirectory(async (directory) => {
    const plan: FaultPlan = { failingCommit: 0, kind: "lost", message: "", maxPages: 60 };
    const { store } = await checkFailure(directory, plan, /database or disk is full/);
    await store.append(request("south", 0, "s1", "{}"));
    await store.close();
  }));

test("a thread that cannot start stops the store instead of leaving it half alive", () =>
  withDirectory(async (directory) => {
    // The background thread makes this directory; a file stands in its way.
    writeFileSync(join(directory, fileNames.snapshots), "");
    const store = await openSqliteStore({ directory });
    const heard = Promise.withResolvers<StoreFault>();
    store.onFailure(heard.resolve);
    assert.equal((await heard.promise).code, "store.failed");
    assert.equal(store.status.state, "failed");
    await rejectsWith("store.failed", store.append(request("north", 0, "c1", "{}")));
    assert.equal(await store.readHead("north"), 0);
    await store.close();
  }));

interface Shell {
  readonly name: string;
  /** Runs "$@" with the store's directory as its last argument, in a world where writing fails. */
  readonly script: string;
  readonly needs: readonly string[];
  readonly says: RegExp;
}

const shells: Shell[] = [
  {
    name: "a full disk (a 24 MiB file system of its own)",
    script: 'for last; do :; done; mount -t tmpfs -o size=24m tmpfs "$last" && exec "$@"',
    needs: ["unshare", "-Urm"],
    says: /disk is full|disk I\/O error/,
  },
  {
    name: "a file size limit of the operating system",
    script: 'trap "" XFSZ; ulimit -f 20480; exec "$@"',
    needs: [],
    says: /disk I\/O error|disk is full/,
  },
  ...(["main", "thread"] as const).map((place) => ({
    name: `fsync in ${place} fails with EIO from the sixtieth on`,
    script: `exec strace -f -qqq -o /dev/null -e trace=fsync,fdatasync -e inject=fsync,fdatasync:error=EIO:when=60+ "$@" ${place}`,
    needs: ["strace", "-f", "-o", "/dev/null"],
    says: /EIO: i\/o error, fdatasync/,
  })),
];

function skipReason({ needs }: Shell): string | false {
  if (process.platform !== "linux") return "needs Linux";
  if (needs.length === 0) return false;
  const [command, ...args] = [...needs, "true"];
  return spawnSync(command, args).status === 0 ? false : `${command} does not work here`;
}

for (const shell of shells) {
  test(`really: ${shell.name}`, { skip: skipReason(shell) }, (t) =>
    withDirectory(async (parent) => {
      const directory = `${parent}/data`;
      mkdirSync(directory);
      const script = fileURLToPath(new URL("./test-failing.ts", import.meta.url));
      const wrapper = shell.needs[0] === "unshare" ? shell.needs : [];
      const command = [
        ...wrapper,
        "bash",
        "-c",
        shell.script,
        "bash",
        process.execPath,
        script,
        directory,
      ];
      const child = spawn(command[0], command.slice(1), { stdio: ["ignore", "pipe", "inherit"] });
      const lines: string[] = [];
      createInterface(child.stdout).on("line", (line) => lines.push(line));
      const [code] = (await once(child, "close")) as [number];
      assert.equal(code, 0, lines.join("\n"));
      const report = JSON.parse(lines.at(-1)!) as Record<string, unknown>;
      t.diagnostic(
        `${String(report.acknowledged)} acknowledged, ${String(report.head)} in the log: ${String(report.fault)}`,
      );
      assert.match(String(report.fault), shell.says);
      assert.deepEqual(
        { state: report.state, heard: report.heard, readable: report.readable, lost: report.lost },
        { state: "failed", heard: 1, readable: true, lost: 0 },
      );
      assert.ok(Number(report.acknowledged) > 0);
    }),
  );
}
