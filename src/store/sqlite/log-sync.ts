/**
 * The sync that makes commits durable. The writer's connection leaves its commits in the page cache of the operating
 * system (`synchronous = NORMAL`); an answer goes out only after the write-ahead log was synced here. One piece of code
 * for the two places that it runs in: the main thread and the thread of the log (sync-place.ts says which when).
 *
 * It opens the file before anything is written to it, so an error of writing pages back reaches the next sync of either
 * place (Linux reports it once to each open file).
 */
import { closeSync, fdatasyncSync, openSync } from "node:fs";
import type { FaultPlan } from "./faults.ts";

export class LogSync {
  readonly #file: number;
  readonly #faults: FaultPlan | undefined;

  /** Throws where the database at `path` has no write-ahead log yet. */
  constructor(path: string, faults: FaultPlan | undefined) {
    this.#file = openSync(`${path}-wal`, "r+");
    this.#faults = faults;
  }

  /**
   * Every commit up to the one with this number (1 = first after opening) is on the disk when it returns; answers how many
   * milliseconds that took. A crash in here leaves all, some or none of them in the log, and nobody was told of any.
   */
  run(commit: number): number {
    const startedAt = performance.now();
    const faults = this.#faults;
    if (faults?.heldSyncs !== undefined) Atomics.wait(faults.heldSyncs, 0, 1);
    fdatasyncSync(this.#file);
    if (faults?.kind === "unsynced" && commit === faults.failingCommit)
      throw new Error(faults.message);
    return performance.now() - startedAt;
  }

  close(): void {
    closeSync(this.#file);
  }
}
