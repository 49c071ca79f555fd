/**
 * The least that durability can cost a server: a bare file whose callers wait for their line. What was queued since the
 * last sync goes into one write and one fdatasync, off the main thread.
 */

import { closeSync, fdatasync, fdatasyncSync, openSync, write, writeSync } from "node:fs";

const lineBytes = 640;

/** Lines of one file; each append resolves when its line is synced. */
export class FileLog {
  readonly #file: number;
  readonly #line = Buffer.alloc(lineBytes, "x");
  #waiting: (() => void)[] = [];
  #isSyncing = false;

  constructor(path: string) {
    this.#file = openSync(path, "a");
  }

  append(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    if (!this.#isSyncing) {
      this.#isSyncing = true;
      setImmediate(() => this.#sync());
    }
    return promise;
  }

  /** The disk alone. */
  appendBlocking(lines: number): void {
    writeSync(this.#file, Buffer.concat(Array.from({ length: lines }, () => this.#line)));
    fdatasyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }

  #sync(): void {
    const synced = this.#waiting;
    this.#waiting = [];
    const lines = Buffer.concat(synced.map(() => this.#line));
    write(this.#file, lines, (writeError) => {
      if (writeError !== null) throw writeError;
      fdatasync(this.#file, (syncError) => {
        if (syncError !== null) throw syncError;
        for (const resolve of synced) resolve();
        // The callers' next lines come with their continuations, before the next turn of the loop.
        setImmediate(() => {
          if (this.#waiting.length > 0) this.#sync();
          else this.#isSyncing = false;
        });
      });
    });
  }
}
