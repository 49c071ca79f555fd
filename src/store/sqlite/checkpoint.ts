/**
 * Bringing the write-ahead log home, off the request path. A passive checkpoint copies pages while the writer goes
 * on; it can only be followed by a restart of the log when nothing was appended meanwhile. So this thread copies
 * the bulk as often as the log has grown by a named size, or when it is at rest. The thread of the log then begins it anew
 * (log-keeper.ts), between two commits, also where the log would otherwise grow beyond its reserve.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";

/** Copy when so many frames (4 KiB each) are not home: half of the reserved log. */
const framesBeforeCopy = 2_048;
/** At rest, fewer are left where they are: the log that was begun anew has one. */
const framesLeftAtRest = 64;
/** Let the writer pause for the rest when the log is this long in spite of copying: the reserved log. */
const framesBeforeFinish = 4_096;

export interface CheckpointState {
  /** Nothing is left to copy, or too little. */
  readonly isHome: boolean;
  /** Nothing was appended since the last tick. */
  readonly atRest: boolean;
  /** The log should be begun anew now, between two commits. */
  readonly restart: boolean;
}

export class Checkpointer {
  readonly #look: StatementSync;
  readonly #copy: StatementSync;
  #lastLength = -1;

  constructor(database: DatabaseSync) {
    database.exec("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0");
    this.#look = database.prepare("PRAGMA wal_checkpoint(NOOP)");
    this.#copy = database.prepare("PRAGMA wal_checkpoint(PASSIVE)");
  }

  /**
   * A crash in here loses nothing: the log is only written over after the file has been synced. Throws on a write
   * or sync error, and then the store stops.
   */
  tick(): CheckpointState {
    let { length, waiting } = this.#state(this.#look);
    const atRest = length === this.#lastLength;
    this.#lastLength = length;
    const copies = waiting > (atRest ? framesLeftAtRest : framesBeforeCopy);
    if (copies) ({ length, waiting } = this.#state(this.#copy));
    return {
      atRest,
      isHome: waiting <= framesLeftAtRest,
      restart: waiting === 0 ? copies : length > framesBeforeFinish,
    };
  }

  #state(statement: StatementSync): { length: number; waiting: number } {
    const row = statement.get();
    const length = Number(row?.log);
    return { length, waiting: length - Number(row?.checkpointed) };
  }
}
