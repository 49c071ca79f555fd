/**
 * What the thread of the log writes by itself, always with a sync and never while the main thread writes: the beginning of
 * the write-ahead log anew, and the mark of an orderly end.
 */
import type { DatabaseSync } from "node:sqlite";
import { fencedFault } from "./faults.ts";
import type { OpenedDatabase } from "./open-database.ts";

export class LogKeeper {
  readonly #database: DatabaseSync;
  readonly #epoch: number;

  constructor({ database, epoch }: OpenedDatabase) {
    this.#database = database;
    this.#epoch = epoch;
  }

  /**
   * Copies the rest of the log into the file, and commits a page. SQLite syncs the head of a log that begins anew within
   * the commit that begins it; so that this commit is never one of the main thread, it is made here. Where a reader still
   * needs the old log, the page is added to that. A crash in here leaves the log as it was, or begun anew.
   */
  restartLog(): void {
    this.#database.prepare("PRAGMA wal_checkpoint(PASSIVE)").get();
    // "Open" has two values (schema.ts), because SQLite writes no page that stays as it was.
    this.#update("CASE clean WHEN 0 THEN 3 ELSE 0 END");
  }

  /** Marks an orderly end, and lets go of the file. A crash before the commit makes the next open check it, no more. */
  close(): void {
    this.#update("1");
    this.#database.close();
  }

  /** Throws store.fenced where another process has opened the store since. */
  #update(clean: string): void {
    const { changes } = this.#database
      .prepare(`UPDATE store SET clean = ${clean} WHERE epoch = ?`)
      .run(this.#epoch);
    if (changes === 1) return;
    const epoch = Number(this.#database.prepare("SELECT epoch FROM store").get()?.epoch);
    throw fencedFault(epoch, this.#epoch);
  }
}
