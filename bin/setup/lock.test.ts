import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { findLockOwner, isLockStale, lockLimits, withLock } from "./lock.js";

/** The id of a process that has ended. */
function deadProcessId(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

describe("set-up lock", () => {
  let folder = "";
  let path = "";
  const silent = () => undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "muster-lock-"));
    path = join(folder, "deep", "setup.lock");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function leaveLock(owner: object): void {
    path = join(folder, "setup.lock");
    writeFileSync(path, JSON.stringify(owner));
  }

  test("is held during the work and gone after it, also when the work fails", async () => {
    const result = await withLock(
      path,
      async () => {
        assert.equal(findLockOwner(path)?.pid, process.pid);
        assert.equal(isLockStale(path), false);
        return 7;
      },
      silent,
    );
    assert.equal(result, 7);
    assert.equal(existsSync(path), false);
    const failing = withLock(path, () => Promise.reject(new Error("no")), silent);
    await assert.rejects(failing, /no/);
    assert.equal(existsSync(path), false);
  });

  test("of a process that is gone is stale and is taken over", async () => {
    leaveLock({ pid: deadProcessId(), host: hostname(), token: "x" });
    assert.equal(isLockStale(path), true);
    assert.equal(await withLock(path, async () => 1, silent), 1);
    assert.equal(existsSync(path), false);
  });

  test("of a process that is gone is not stale while its helper is at work", async () => {
    leaveLock({ pid: deadProcessId(), host: hostname(), token: "x", helper: process.pid });
    assert.equal(isLockStale(path), false);
    leaveLock({ pid: deadProcessId(), host: hostname(), token: "x", helper: deadProcessId() });
    assert.equal(isLockStale(path), true);
    await withLock(
      path,
      async (nameHelper) => {
        nameHelper(12_345);
        assert.equal(findLockOwner(path)?.helper, 12_345);
        assert.equal(findLockOwner(path)?.pid, process.pid);
      },
      silent,
    );
    assert.equal(existsSync(path), false);
  });

  test("of a living process is not stale until it has been silent for long", () => {
    leaveLock({ pid: process.pid, host: hostname(), token: "x" });
    assert.equal(isLockStale(path), false);
    assert.equal(isLockStale(path, Date.now() + lockLimits.silenceMilliseconds + 1_000), true);
  });

  test("of another host is judged by its silence alone", () => {
    leaveLock({ pid: deadProcessId(), host: "elsewhere", token: "x" });
    assert.equal(isLockStale(path), false);
    const longAgo = new Date(Date.now() - lockLimits.silenceMilliseconds - 1_000);
    utimesSync(path, longAgo, longAgo);
    assert.equal(isLockStale(path), true);
  });

  test("half written is not stale at once: its owner may be about to finish it", () => {
    leaveLock({});
    writeFileSync(path, '{"pid"');
    assert.equal(findLockOwner(path), undefined);
    assert.equal(isLockStale(path), false);
  });

  test("taken over by another is not removed by its old owner", async () => {
    const foreign = JSON.stringify({ pid: process.pid, host: hostname(), token: "other" });
    await withLock(path, async () => writeFileSync(path, foreign), silent);
    assert.equal(readFileSync(path, "utf8"), foreign);
  });

  test("where nothing can be written is a fault that says so", async () => {
    path = join(folder, "a-file", "setup.lock");
    writeFileSync(join(folder, "a-file"), "");
    await assert.rejects(
      withLock(path, async () => 1, silent),
      { code: "setup.not-writable" },
    );
  });

  test("lets eight processes in one at a time, past a stale lock", async () => {
    leaveLock({ pid: deadProcessId(), host: hostname(), token: "x" });
    const log = join(folder, "log");
    const program = `
      const { withLock } = await import(${JSON.stringify(join(import.meta.dirname, "lock.js"))});
      const { appendFileSync } = await import("node:fs");
      await withLock(${JSON.stringify(path)}, async () => {
        appendFileSync(${JSON.stringify(log)}, "in ");
        await new Promise((done) => setTimeout(done, 20));
        appendFileSync(${JSON.stringify(log)}, "out ");
      }, () => {});`;
    const ends = Array.from({ length: 8 }, () => {
      const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
        stdio: "inherit",
      });
      return new Promise((done) => child.once("exit", done));
    });
    assert.deepEqual(await Promise.all(ends), Array(8).fill(0));
    assert.equal(readFileSync(log, "utf8"), "in out ".repeat(8));
  });
});
