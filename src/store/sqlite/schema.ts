/**
 * The tables of a Muster store and how a file is recognised as one. Events lie in one b-tree per file under an
 * integer key (region number, position), so a region's log is one stretch of pages and an append touches its last
 * page. Personal text lies in a table of its own: facts are read without it and it can be erased beside them.
 * Not here: telemetry and snapshots, which are files of their own and never delay a commit.
 */
import type { DatabaseSync } from "node:sqlite";
import { StoreFault } from "../port.ts";

/** "MSTR" in ASCII: the application id in the file's header. */
export const applicationId = 0x4d535452;
export const schemaVersion = 1;

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

const tables = `
  CREATE TABLE store (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    store_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,   -- raised at each open; a writer of an older epoch is fenced
    clean INTEGER NOT NULL    -- 1 after an orderly close, 0 while open and after a crash
  ) STRICT;
  CREATE TABLE regions (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE events (id INTEGER PRIMARY KEY, facts TEXT NOT NULL) STRICT;
  CREATE TABLE private_texts (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
  CREATE TABLE commands (       -- in the order of acceptance; by id they are found through command-index.ts
    seq INTEGER PRIMARY KEY,
    region INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    first INTEGER NOT NULL,
    count INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE documents (
    collection TEXT NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (collection, key)
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
  database.exec(tables);
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`);
  database.prepare("INSERT INTO store VALUES (1, ?, 0, 1)").run(storeId);
}

export function readPragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`, { returnArrays: true }).get()?.[0 as never]);
}
