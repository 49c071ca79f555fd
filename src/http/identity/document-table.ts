/**
 * A small collection of documents (accounts, sessions, tokens) read once at the start and held in memory, so that
 * no request waits for the store to know who asks. A change is durable first and visible after; if we crash between
 * the two, the next start reads it. One process owns the store, so the memory is never behind.
 */

import type { z } from "zod";
import { StoreFault, storeLimits, type EventStore } from "../../store/port.ts";

interface Row<Value> {
  readonly version: number;
  readonly value: Value;
}

export class DocumentTable<Value> {
  readonly #rows = new Map<string, Row<Value>>();
  /** The writes of each key that are not durable yet. */
  readonly #writing = new Map<string, Promise<unknown>>();
  readonly #store: EventStore;
  readonly #collection: string;
  readonly #schema: z.ZodType<Value>;

  constructor(store: EventStore, collection: string, schema: z.ZodType<Value>) {
    this.#store = store;
    this.#collection = collection;
    this.#schema = schema;
  }

  async load(): Promise<void> {
    this.#rows.clear();
    for (let after: string | undefined; ;) {
      const page = await this.#store.listDocuments(
        this.#collection,
        storeLimits.maxReadCount,
        after,
      );
      for (const { key, version, body } of page) {
        this.#rows.set(key, { version, value: this.#parse(body) });
      }
      if (page.length < storeLimits.maxReadCount) return;
      after = page[page.length - 1].key;
    }
  }

  /** Throws store.corrupt, without a word of what is there: documents hold fingerprints of passwords and sessions. */
  #parse(body: string): Value {
    try {
      return this.#schema.parse(JSON.parse(body));
    } catch {
      throw new StoreFault(
        "store.corrupt",
        `one of the ${this.#collection} in the store is damaged; keep a copy, run "muster doctor", restore the last backup`,
      );
    }
  }

  get size(): number {
    return this.#rows.size;
  }

  find(key: string): Value | undefined {
    return this.#rows.get(key)?.value;
  }

  entries(): [string, Value][] {
    return [...this.#rows].map(([key, row]) => [key, row.value]);
  }

  /** Throws store.stale-position when the row changed meanwhile: two requests raced, the second one asks again. */
  async put(key: string, value: Value): Promise<void> {
    const before = this.#rows.get(key);
    const version = before?.version ?? 0;
    const writing = this.#store.writeDocument(
      this.#collection,
      key,
      version,
      JSON.stringify(value),
    );
    const all = Promise.allSettled([this.#writing.get(key), writing]);
    this.#writing.set(key, all);
    try {
      await writing;
    } finally {
      if (this.#writing.get(key) === all) this.#writing.delete(key);
    }
    // A row that was removed meanwhile stays removed.
    if (this.#rows.get(key) === before) this.#rows.set(key, { version: version + 1, value });
  }

  /** False when there was no such row: of two requests at once only one removes it. */
  async remove(key: string): Promise<boolean> {
    const row = this.#rows.get(key);
    if (row === undefined) return false;
    // Out of memory first: whoever was signed in by this row is out, even when the disk is not willing.
    this.#rows.delete(key);
    await this.#store.writeDocument(this.#collection, key, await this.#versionOf(key, row), null);
    return true;
  }

  /** Writes of this row that are under way may still raise its version; then the store knows it. */
  async #versionOf(key: string, row: Row<Value>): Promise<number> {
    const writing = this.#writing.get(key);
    if (writing === undefined) return row.version;
    await writing;
    return (await this.#store.readDocument(this.#collection, key))?.version ?? row.version;
  }
}
