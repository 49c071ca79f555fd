/**
 * What the thread of the log does by itself while the main thread does not write: it writes, always with a sync, the
 * beginning of the write-ahead log anew and the mark of an orderly end; and it looks for command ids.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { DoubtfulId } from "./batch.ts";
import { CommandFinder } from "./command-index.ts";
import { fencedFault } from "./faults.ts";
import type { OpenedDatabase } from "./open-database.ts";

export class LogKeeper {
  readonly #database: DatabaseSync;
  readonly #epoch: number;
  readonly #finder: CommandFinder;
  readonly #numberOf: StatementSync;

  constructor({ database, epoch }: OpenedDatabase, indexPath: string) {
    this.#database = database;
    this.#epoch = epoch;
    this.#finder = new CommandFinder(indexPath, database);
    this.#numberOf = database.prepare("SELECT number FROM regions WHERE name = ?");
  }

  /** Of each id whether the log has it. As long as the index has not followed, that reads the end of the log. */
  look(ids: readonly DoubtfulId[]): boolean[] {
    return this.#finder.listKnown(
      ids.map(({ region, commandId }) => {
        const number = this.#numberOf.get(region)?.number;
        return [number === undefined ? undefined : Number(number), commandId];
      }),
    );
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
    this.#finder.close();
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
