/**
 * What a record must not lose, in a SQLite file of its own beside the store: for each entry its bytes and its salts, the
 * full tiles, the open ones, and the last checkpoint that was signed. Rows, tiles and the open tiles of one append are one
 * transaction with a sync: after a crash either all of them are there or none, and nothing of an append is signed before.
 * The public files are made from it and can be made again. Deliberately not here: events, which are the store's.
 */

import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { makeFolder } from "../../store/make-folder.ts";
import { Frontier, type Tile } from "../../record/tree/frontier.ts";
import type { TreeHasher } from "../../record/tree/hash.ts";
import type { TileName } from "../../record/tree/tiles.ts";
import { RecordLogFault } from "./fault.ts";

/** "MREC" in ASCII. */
const applicationId = 0x4d524543;
const databaseName = "record.db";
const syncedNote = "synced-size";

export interface EntryRow {
  readonly entry: Uint8Array;
  readonly factsSalt: Uint8Array | null;
  /** Null = the event has no text, or its salt was destroyed. */
  readonly textSalt: Uint8Array | null;
}

export interface SignedCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

export class RecordDatabase {
  readonly #database: DatabaseSync;
  readonly #statements: Statements;

  /** Throws RecordLogFault record.foreign where the file is another program's. */
  constructor(directory: string, options: { readonly readOnly?: boolean } = {}) {
    if (options.readOnly !== true) makeFolder(directory, 0o700);
    const path = join(directory, databaseName);
    this.#database = new DatabaseSync(path, {
      timeout: 5_000,
      readOnly: options.readOnly === true,
    });
    const kind = Number(this.#database.prepare("PRAGMA application_id").get()?.["application_id"]);
    if (kind !== applicationId) {
      const tables = this.#database.prepare("SELECT count(*) AS n FROM sqlite_schema").get();
      if (kind !== 0 || Number(tables?.["n"]) > 0 || options.readOnly === true) {
        this.#database.close();
        throw new RecordLogFault(
          "record.foreign",
          `${path} is no record of Muster; choose another directory`,
        );
      }
      createTables(this.#database);
    }
    if (options.readOnly !== true) {
      // FULL: a checkpoint is signed only over what a power cut can not take away again.
      this.#database.exec(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON",
      );
    }
    this.#statements = prepareStatements(this.#database);
  }

  /** Undefined = it was never written. */
  readMeta(name: string): string | undefined {
    const value = this.#statements.readMeta.get(name)?.["value"];
    return value === undefined ? undefined : String(value);
  }

  writeMeta(name: string, value: string): void {
    this.#statements.writeMeta.run(name, value);
  }

  get size(): number {
    return Number(this.#statements.size.get()?.["size"] ?? 0);
  }

  /** The tree as it stands, from its open tiles. */
  openFrontier(hasher: TreeHasher): Frontier {
    const open = new Map<number, Uint8Array>();
    for (const row of this.#statements.readOpen.iterate())
      open.set(Number(row["level"]), row["bytes"] as Uint8Array);
    return Frontier.resume(hasher, this.size, ({ level, width }: TileName) => {
      const bytes = open.get(level);
      if (bytes?.length !== width * 32)
        throw new RecordLogFault(
          "record.damaged",
          `level ${level}: an open tile is not as its size says`,
        );
      return bytes;
    });
  }

  /** One transaction: a crash before its end leaves nothing of it, and nothing of it was signed. */
  append(
    first: number,
    rows: readonly EntryRow[],
    full: readonly Tile[],
    open: readonly Tile[],
  ): void {
    const { insertRow, insertTile, clearOpen, insertOpen } = this.#statements;
    this.#transact(() => {
      rows.forEach(({ entry, factsSalt, textSalt }, index) =>
        insertRow.run(first + index, entry, factsSalt, textSalt),
      );
      for (const { level, index, bytes } of full) insertTile.run(level, index, bytes);
      clearOpen.run();
      for (const { level, bytes } of open) insertOpen.run(level, bytes);
    });
  }

  #transact(work: () => void): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.#database.exec("COMMIT");
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  /** Entries `from` to `to`, the latter not included. */
  readEntries(from: number, to: number): Uint8Array[] {
    return [...this.#statements.readEntries.iterate(from, to)].map(
      (row) => row["entry"] as Uint8Array,
    );
  }

  /** Throws a RecordLogFault where there is none: full tiles are there from the transaction that filled them. */
  readFullTile(level: number, index: number): Uint8Array {
    const bytes = this.#findFullTile(level, index);
    if (bytes === undefined)
      throw new RecordLogFault("record.damaged", `the full tile ${level}/${index} is missing`);
    return bytes;
  }

  #findFullTile(level: number, index: number): Uint8Array | undefined {
    return this.#statements.readTile.get(level, index)?.["bytes"] as Uint8Array | undefined;
  }

  /** Of any size that is durable: a tile that was partial then is the beginning of what is full or open now. */
  readTile({ level, index, width }: TileName): Uint8Array {
    const bytes = this.#findFullTile(level, index) ?? this.#readOpenTile(level);
    if (bytes === undefined || bytes.length < width * 32)
      throw new RecordLogFault("record.damaged", `the tile ${level}/${index} is missing`);
    return bytes.subarray(0, width * 32);
  }

  #readOpenTile(level: number): Uint8Array | undefined {
    return this.#statements.readOpenLevel.get(level)?.["bytes"] as Uint8Array | undefined;
  }

  /** What `work` reads is as it was at one moment, whatever another connection writes meanwhile. */
  readAtOnce(work: () => void): void {
    this.#database.exec("BEGIN");
    try {
      work();
    } finally {
      this.#database.exec("COMMIT");
    }
  }

  /** Up to this size full tiles and bundles are files that a power cut does not take away. */
  get syncedSize(): number {
    return Number(this.readMeta(syncedNote) ?? 0);
  }

  noteSyncedSize(size: number): void {
    this.writeMeta(syncedNote, String(size));
  }

  findRow(index: number): EntryRow | undefined {
    const row = this.#statements.readRow.get(index);
    if (row === undefined) return undefined;
    return {
      entry: row["entry"] as Uint8Array,
      factsSalt: row["facts_salt"] as Uint8Array | null,
      textSalt: row["text_salt"] as Uint8Array | null,
    };
  }

  /** For good: secure_delete overwrites it, and it is nowhere else. Doing it again does nothing. */
  destroyTextSalt(index: number): void {
    this.#statements.destroyText.run(index);
    this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  findSigned(): SignedCheckpoint | undefined {
    const row = this.#statements.readSigned.get();
    if (row === undefined) return undefined;
    return {
      size: Number(row["size"]),
      root: row["root"] as Uint8Array,
      note: String(row["note"]),
    };
  }

  /** Durable when it returns. */
  writeSigned({ size, root, note }: SignedCheckpoint): void {
    this.#statements.writeSigned.run(size, root, note);
  }

  close(): void {
    this.#database.close();
  }
}

function createTables(database: DatabaseSync): void {
  database.exec(`
    BEGIN;
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE entries (
      id INTEGER PRIMARY KEY,   -- index in the log
      entry BLOB NOT NULL,
      facts_salt BLOB,
      text_salt BLOB            -- null = no text, or erased
    ) STRICT;
    CREATE TABLE full_tiles (
      level INTEGER NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL,
      PRIMARY KEY (level, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE open_tiles (level INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    CREATE TABLE signed (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL
    ) STRICT;
    PRAGMA application_id = ${applicationId};
    COMMIT`);
}

interface Statements {
  readonly readMeta: StatementSync;
  readonly writeMeta: StatementSync;
  readonly size: StatementSync;
  readonly readOpen: StatementSync;
  readonly readOpenLevel: StatementSync;
  readonly clearOpen: StatementSync;
  readonly insertOpen: StatementSync;
  readonly insertRow: StatementSync;
  readonly insertTile: StatementSync;
  readonly readEntries: StatementSync;
  readonly readRow: StatementSync;
  readonly readTile: StatementSync;
  readonly destroyText: StatementSync;
  readonly readSigned: StatementSync;
  readonly writeSigned: StatementSync;
}

function prepareStatements(database: DatabaseSync): Statements {
  return {
    readMeta: database.prepare("SELECT value FROM meta WHERE name = ?"),
    writeMeta: database.prepare("INSERT OR REPLACE INTO meta VALUES (?, ?)"),
    size: database.prepare("SELECT max(id) + 1 AS size FROM entries"),
    readOpen: database.prepare("SELECT level, bytes FROM open_tiles"),
    readOpenLevel: database.prepare("SELECT bytes FROM open_tiles WHERE level = ?"),
    clearOpen: database.prepare("DELETE FROM open_tiles"),
    insertOpen: database.prepare("INSERT INTO open_tiles VALUES (?, ?)"),
    insertRow: database.prepare("INSERT INTO entries VALUES (?, ?, ?, ?)"),
    insertTile: database.prepare("INSERT INTO full_tiles VALUES (?, ?, ?)"),
    readEntries: database.prepare("SELECT entry FROM entries WHERE id >= ? AND id < ? ORDER BY id"),
    readRow: database.prepare("SELECT entry, facts_salt, text_salt FROM entries WHERE id = ?"),
    readTile: database.prepare("SELECT bytes FROM full_tiles WHERE level = ? AND number = ?"),
    destroyText: database.prepare("UPDATE entries SET text_salt = NULL WHERE id = ?"),
    readSigned: database.prepare("SELECT size, root, note FROM signed"),
    writeSigned: database.prepare("INSERT OR REPLACE INTO signed VALUES (1, ?, ?, ?)"),
  };
}
