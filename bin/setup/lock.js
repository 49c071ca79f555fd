/**
 * One set-up at a time in one checkout: a lock file made with O_EXCL that holds the process id, the
 * host and a random token. The holder touches it every second; a lock whose processes are gone, or that
 * nobody has touched for a minute, is stale and is taken over. If we crash while holding it, the
 * next process finds dead process ids and goes on. This is not the lock of a data directory: the
 * store has its own, with an epoch.
 */
import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { SetupFault } from "./fault.js";

export const lockLimits = {
  /** A holder touches its lock this often. */
  heartbeatMilliseconds: 1_000,
  /** A lock not touched for this long is stale even if some process has its id. */
  silenceMilliseconds: 60_000,
  /** A helper whose owner was killed touches nothing; it gets this long to end. */
  helperMilliseconds: 10 * 60_000,
  /** A second process waits this long for the first, then gives up. */
  waitMilliseconds: 15 * 60_000,
  pollMilliseconds: 100,
};

/**
 * `helper` is the process that does the work for the owner (npm, the bundler): it may outlive an owner
 * that was killed, and two of them in one folder would spoil each other's work.
 * @typedef {{ pid: number, host: string, token: string, helper?: number }} LockOwner
 */

/** @param {number} pid */
function isProcessAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, but belongs to someone else.
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * Reads a lock file; undefined when it is gone or not (yet) whole.
 * @param {string} path
 * @returns {LockOwner | undefined}
 */
export function findLockOwner(path) {
  try {
    const owner = JSON.parse(readFileSync(path, "utf8"));
    return typeof owner?.pid === "number" ? owner : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether the lock at `path` was left behind by a process that is gone.
 * @param {string} path
 * @param {number} [nowMilliseconds]
 */
export function isLockStale(path, nowMilliseconds = Date.now()) {
  let touchedAt;
  try {
    touchedAt = statSync(path).mtimeMs;
  } catch {
    return false;
  }
  const owner = findLockOwner(path);
  const silence = nowMilliseconds - touchedAt;
  if (owner === undefined || owner.host !== hostname()) {
    return silence > lockLimits.silenceMilliseconds;
  }
  if (isProcessAlive(owner.pid)) return silence > lockLimits.silenceMilliseconds;
  const isHelperAtWork = owner.helper !== undefined && isProcessAlive(owner.helper);
  return !isHelperAtWork || silence > lockLimits.helperMilliseconds;
}

/**
 * Removes a stale lock. A second O_EXCL file serialises those who want to do so: without it, one
 * could remove the fresh lock that another has just made in the stale one's place.
 * @param {string} path
 */
function removeStaleLock(path) {
  const takeover = `${path}.takeover`;
  try {
    writeFileSync(takeover, String(process.pid), { flag: "wx" });
  } catch {
    const age = Date.now() - (statSync(takeover, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > lockLimits.silenceMilliseconds) rmSync(takeover, { force: true });
    return;
  }
  try {
    if (isLockStale(path)) rmSync(path, { force: true });
  } finally {
    rmSync(takeover, { force: true });
  }
}

/**
 * @param {string} path
 * @param {LockOwner} owner
 */
function tryTakeLock(path, owner) {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw notWritable(path, error);
  }
  try {
    writeFileSync(path, JSON.stringify(owner), { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw notWritable(path, error);
  }
}

/**
 * @param {string} path
 * @param {unknown} error
 */
function notWritable(path, error) {
  return new SetupFault("setup.not-writable", {
    what: "cannot write to this folder",
    got: String(error),
    expected: `a checkout in which ${path} can be made`,
    remedy: "make the folder writable for this user, or run set-up once as a user who can write",
  });
}

/**
 * Runs `work` while holding the lock at `path`. It is handed a function to name its helper process by.
 * @template T
 * @param {string} path
 * @param {(nameHelper: (pid: number) => void) => Promise<T>} work
 * @param {(line: string) => void} say
 * @returns {Promise<T>}
 */
export async function withLock(path, work, say) {
  const owner = { pid: process.pid, host: hostname(), token: randomUUID() };
  const giveUpAt = Date.now() + lockLimits.waitMilliseconds;
  let told = false;
  while (!tryTakeLock(path, owner)) {
    if (isLockStale(path)) {
      removeStaleLock(path);
    } else if (Date.now() > giveUpAt) {
      throw new SetupFault("setup.lock-held", {
        what: "another set-up has been running for too long",
        got: `${path} held by process ${findLockOwner(path)?.pid ?? "unknown"}`,
        expected: "the other set-up to end within 15 minutes",
        remedy: "look at that process; if it hangs, end it and start again",
      });
    } else if (!told) {
      told = true;
      say(`waiting for the set-up of process ${findLockOwner(path)?.pid ?? "unknown"} to end`);
    }
    await delay(lockLimits.pollMilliseconds);
  }
  const release = () => {
    // Only our own: after a long sleep of this machine, another may rightly have taken over.
    if (findLockOwner(path)?.token === owner.token) rmSync(path, { force: true });
  };
  process.once("exit", release);
  const heartbeat = setInterval(() => touch(path), lockLimits.heartbeatMilliseconds);
  try {
    return await work((helper) => writeFileSync(path, JSON.stringify({ ...owner, helper })));
  } finally {
    clearInterval(heartbeat);
    process.off("exit", release);
    release();
  }
}

/** @param {string} path */
function touch(path) {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // Gone: someone took over. Our release() will see a foreign token and leave it.
  }
}
