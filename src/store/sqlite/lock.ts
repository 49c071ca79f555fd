/**
 * One process per data directory. The lock is the operating system's own, held through an exclusive SQLite
 * transaction on a lock file: it ends with the process however that dies, so a stale one needs no operator, no age
 * and no guess about reused process ids. Beside it lies a note for people that says who holds it. SQLite itself
 * would serve two processes at once without fencing; the epoch in the database (log-writer.ts) is the second line,
 * for a process that was stopped while somebody took its lock away.
 *
 * Never open the lock file by other means in this process: closing any handle on it would drop the lock (POSIX).
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StoreFault } from "../port.ts";
import { errorCodeOf } from "./faults.ts";
import { fileNames } from "./schema.ts";

export interface StoreLock {
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  readonly token: string;
}

export interface LockRequest {
  readonly directory: string;
  /** For the note: RFC 3339 time and a random token. */
  readonly since: string;
  readonly token: string;
  /**
   * Takes the lock from a process that still lives but hangs (stopped, stuck in the kernel). Its lock file is
   * replaced; when it wakes it is fenced at its next write by the epoch.
   */
  readonly takeOver: boolean;
}

/** Throws store.locked while another live process, or this one, holds the directory. */
export function takeLock(request: LockRequest): StoreLock {
  const path = join(request.directory, fileNames.lock);
  const notePath = join(request.directory, fileNames.holder);
  // A crash after the removal leaves no lock file: the next open makes one. The old holder is fenced by the epoch.
  if (request.takeOver) rmSync(path, { force: true });
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    // Nothing is ever written, so no journal file is needed beside it.
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    throw lockedFault(request.directory, notePath, error);
  }
  // A crash before the note is written leaves the dead holder's note; it is only read when the lock is held.
  const holder: Holder = {
    pid: process.pid,
    host: hostname(),
    since: request.since,
    token: request.token,
  };
  writeFileSync(notePath, `${JSON.stringify(holder)}\n`);
  return {
    release: () => {
      if (findHolder(notePath)?.token === request.token) rmSync(notePath, { force: true });
      database.close();
    },
  };
}

function lockedFault(directory: string, notePath: string, error: unknown): StoreFault {
  const busyOrLocked = errorCodeOf(error) === 5 || errorCodeOf(error) === 6;
  if (!busyOrLocked) {
    return new StoreFault(
      "store.locked",
      `${directory}: the lock file cannot be used (${String(error)})`,
      { cause: error },
    );
  }
  const holder = findHolder(notePath);
  const who =
    holder === undefined
      ? "another process"
      : `process ${holder.pid} on ${holder.host} since ${holder.since}`;
  return new StoreFault(
    "store.locked",
    `${directory} is in use by ${who}; stop that process first, or choose another data directory`,
    { cause: error },
  );
}

function findHolder(notePath: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(notePath, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}
