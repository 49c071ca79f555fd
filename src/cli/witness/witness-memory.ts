/**
 * What a witness must not forget, in a file of its own: of each log the newest checkpoint that it cosigned, and the keys that the log
 * has led to.
 */

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Latest } from "../../record/witness/add-checkpoint.ts";
import { makeFolder } from "../../store/make-folder.ts";

export class WitnessMemory {
  readonly #database: DatabaseSync;

  constructor(directory: string) {
    makeFolder(directory, 0o700);
    this.#database = new DatabaseSync(join(directory, "witness.db"));
    this.#database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS latest (origin TEXT PRIMARY KEY, size TEXT NOT NULL, root BLOB NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS led (origin TEXT PRIMARY KEY, given TEXT NOT NULL, keys TEXT NOT NULL) STRICT`);
  }

  find(origin: string): Latest | undefined {
    const row = this.#database
      .prepare("SELECT size, root FROM latest WHERE origin = ?")
      .get(origin);
    if (row === undefined) return undefined;
    return { size: BigInt(String(row["size"])), root: row["root"] as Uint8Array };
  }

  /** Durable when it returns. */
  keep(origin: string, { size, root }: Latest): void {
    this.#database
      .prepare("INSERT OR REPLACE INTO latest VALUES (?, ?, ?)")
      .run(origin, String(size), root);
  }

  /** The keys that a log has led to from the `given` ones; undefined where it has not, or was given others then. */
  findKeys(origin: string, given: string): readonly string[] | undefined {
    const row = this.#database
      .prepare("SELECT keys FROM led WHERE origin = ? AND given = ?")
      .get(origin, given);
    return row === undefined ? undefined : String(row["keys"]).split("\n");
  }

  /** Durable when it returns. */
  keepKeys(origin: string, given: string, keys: readonly string[]): void {
    this.#database
      .prepare("INSERT OR REPLACE INTO led VALUES (?, ?, ?)")
      .run(origin, given, keys.join("\n"));
  }

  close(): void {
    this.#database.close();
  }
}
