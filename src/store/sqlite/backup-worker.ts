/**
 * A thread for one backup: a consistent copy of the database in one read transaction, while commands go on. It ends
 * with its answer. VACUUM INTO and not the backup interface: that one begins anew whenever another connection
 * commits, so under load it would never end.
 */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { workerData } from "node:worker_threads";
import { StoreFault } from "../port.ts";
import { serveCalls } from "./calls.ts";
import { errorCodeOf } from "./faults.ts";
import { busyMillis, syncDirectory } from "./open-database.ts";
import { markAsBackup } from "./schema.ts";

export interface BackupOptions {
  readonly source: string;
}

const sqliteIoError = 10;
const sqliteFull = 13;

const { source } = workerData as BackupOptions;

/**
 * A crash before the rename leaves only `path`.partial, which the next backup to the same path replaces. After an
 * error nothing is left: what half a backup took of a full disk is what the log needs. Only its owner may read it,
 * because callers' words are in it.
 */
function writeBackup(path: string): void {
  if (existsSync(path))
    throw new StoreFault(
      "store.exists",
      `${path} exists; a backup never overwrites, choose a new name`,
    );
  const partial = `${path}.partial`;
  rmSync(partial, { force: true });
  try {
    closeSync(openSync(partial, "wx", 0o600));
    copyLog(partial);
  } catch (error) {
    for (const suffix of ["", "-journal"]) rmSync(`${partial}${suffix}`, { force: true });
    if (!isOfCopy(error)) throw error;
    throw new StoreFault(
      "store.failed",
      `${path} cannot be written (${String(error)}); the store goes on: make the directory, free some space, or choose another place`,
    );
  }
  renameSync(partial, path);
  syncDirectory(dirname(path));
}

/** The file system's own errors are about the copy: the database is read by SQLite, whose errors have codes. */
function isOfCopy(error: unknown): boolean {
  const code = errorCodeOf(error);
  if (code === sqliteIoError || code === sqliteFull) return true;
  return error instanceof Error && "syscall" in error;
}

function copyLog(partial: string): void {
  const database = new DatabaseSync(source, { readOnly: true, timeout: busyMillis });
  try {
    database.prepare("VACUUM INTO ?").run(partial);
  } finally {
    database.close();
  }
  markAsBackup(partial);
  const file = openSync(partial, "r+");
  fsyncSync(file);
  closeSync(file);
}

serveCalls(source, { backup: writeBackup, close: () => undefined });
