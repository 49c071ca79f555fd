/**
 * Restoring a backup into an empty data directory. The backup is examined whole before, and the copy's logs are
 * compared with the backup's after, so the report is a proof and not a hope. Positions of vehicles and snapshots
 * are not in a backup: the first is telemetry, the second a cache.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { makeFolder } from "../make-folder.ts";
import { StoreFault } from "../port.ts";
import { inspectDatabase, type Inspection } from "./inspect.ts";
import { syncDirectory } from "./open-database.ts";
import { fileNames, markAsBackup } from "./schema.ts";

/**
 * Throws store.exists when the directory holds anything, store.corrupt or store.foreign when the backup is not
 * sound. Returns the examination of the restored store, equal to the backup's.
 */
export function restoreStore(backupPath: string, dataDirectory: string): Inspection {
  const directory = resolve(dataDirectory);
  const backup = inspectSound(resolve(backupPath));
  // Callers' words are in there: only the owner may look.
  makeFolder(directory, 0o700);
  const path = join(directory, fileNames.database);
  const partial = `${path}.partial`;
  // A crash during the copy leaves the partial file alone; a restore may be tried again over it.
  const present = readdirSync(directory).filter((name) => name !== `${fileNames.database}.partial`);
  if (present.length > 0) {
    const first = present.slice(0, 3).join(", ");
    throw new StoreFault(
      "store.exists",
      `${directory} is not empty (${first}); restore into an empty directory`,
    );
  }
  copyFileSync(backupPath, partial);
  // Backups of an older Muster have no mark yet.
  markAsBackup(partial);
  syncFile(partial);
  const restored = inspectSound(partial);
  if (JSON.stringify(restored) !== JSON.stringify(backup)) {
    rmSync(partial);
    throw new StoreFault(
      "store.corrupt",
      `the copy of ${backupPath} differs from it; check the disk and try again`,
    );
  }
  renameSync(partial, path);
  syncDirectory(directory);
  syncDirectory(dirname(directory));
  return restored;
}

function inspectSound(path: string): Inspection {
  if (!existsSync(path))
    throw new StoreFault("store.foreign", `${path} does not exist; expected a backup file`);
  const inspection = inspectDatabase(path);
  const [finding] = inspection.findings;
  if (finding === undefined) return inspection;
  throw new StoreFault("store.corrupt", `${path} is damaged (${finding}); take another backup`);
}

function syncFile(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
