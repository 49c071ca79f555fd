/**
 * The tables of a Muster store and how a file is recognised as one. Events lie in runs (event-runs.ts) in one b-tree per
 * file under an integer key (region number, position), so a region's log is one stretch of pages and an append touches
 * its last page. Personal text lies in a table of its own: facts are read without it and it can be erased beside them.
 * Not here: telemetry and snapshots, which are files of their own and never delay a commit; older schemas (upgrade.ts).
 */
import { DatabaseSync } from "node:sqlite";
import { StoreFault } from "../port.ts";

/** "MSTR" in ASCII: the application id in the file's header. */
export const applicationId = 0x4d535452;
export const schemaVersion = 3;

/**
 * A file that is a backup, or the copy of one. What follows in it is another history than what followed in the store it
 * was taken of, so the first open gives it an id of its own, however the file came to its place.
 */
export function markAsBackup(path: string): void {
  const database = new DatabaseSync(path);
  try {
    database.exec("PRAGMA synchronous = FULL; UPDATE store SET clean = 2");
  } finally {
    database.close();
  }
}

/** Key of an event: region number times this plus position. 8,000 regions fit below 2^53. */
export const positionsPerRegion = 2 ** 40;

/** Named files of a data directory. */
export const fileNames = {
  database: "muster.db",
  lock: "muster.lock",
  holder: "muster.holder.json",
  commandIndex: "commands.db",
  telemetry: "telemetry.db",
  snapshots: "snapshots",
} as const;

const storeTables = `
  CREATE TABLE store (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    store_id TEXT NOT NULL,   -- names the history that the logs tell
    epoch INTEGER NOT NULL,   -- raised at each open; a writer of an older epoch is fenced
    clean INTEGER NOT NULL    -- 1 after an orderly close, 0 or 3 while open and after a crash, 2 in a backup
  ) STRICT;
  CREATE TABLE regions (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE documents (
    collection TEXT NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (collection, key)
  ) STRICT;
`;

/** Texts are bytes of UTF-8, `lengths` 32-bit integers, little-endian, `crc` is a CRC-32 over lengths and text. */
export const logTables = `
  CREATE TABLE event_runs (
    id INTEGER PRIMARY KEY,     -- key of its first event
    count INTEGER NOT NULL,
    lengths BLOB NOT NULL,      -- of each event's facts, in bytes
    facts BLOB NOT NULL,        -- joined by commas
    crc INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE private_runs (   -- a row for each run in which an event has a private text
    id INTEGER PRIMARY KEY,
    lengths BLOB NOT NULL,      -- of each event's private text, -1 = it has none
    texts BLOB NOT NULL,        -- joined by commas
    crc INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE command_runs (   -- in the order of acceptance; by id they are found through command-index.ts
    seq INTEGER PRIMARY KEY,    -- number of its last command
    region INTEGER NOT NULL,
    first INTEGER NOT NULL,     -- position of the first event of its first command
    count INTEGER NOT NULL,
    commands TEXT NOT NULL,     -- JSON array of id, number of events, fingerprint; in rows of schema 2 without the last
    crc INTEGER NOT NULL
  ) STRICT;
`;

export type FileKind = "empty" | "muster";

/** Says what the file is, or throws store.foreign: another program's database, or a newer Muster's. */
export function checkFileKind(database: DatabaseSync, path: string): FileKind {
  const application = readPragma(database, "application_id");
  const version = readPragma(database, "user_version");
  const tableCount = Number(database.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.n);
  if (application === 0 && version === 0 && tableCount === 0) return "empty";
  if (application !== applicationId) {
    throw new StoreFault(
      "store.foreign",
      `${path} is an SQLite file of another program (application id ${application}, expected ${applicationId}); choose another data directory`,
    );
  }
  if (version > schemaVersion) {
    throw new StoreFault(
      "store.foreign",
      `${path} has schema version ${version}, this Muster knows up to ${schemaVersion}; start the newer Muster that wrote it`,
    );
  }
  return "muster";
}

/** Inside one transaction: a crash here leaves an empty file, which the next open fills anew. */
export function createTables(database: DatabaseSync, storeId: string): void {
  database.exec(storeTables);
  database.exec(logTables);
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`);
  database.prepare("INSERT INTO store VALUES (1, ?, 0, 1)").run(storeId);
}

export function readPragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`, { returnArrays: true }).get()?.[0 as never]);
}
