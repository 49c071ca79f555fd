/**
 * A small collection of documents (accounts, sessions, tokens) read once at the start and held in memory, so that
 * no request waits for the store to know who asks. A change is durable first and visible after; if we crash between
 * the two, the next start reads it. One process owns the store, so the memory is never behind.
 */

import type { z } from "zod";
import type { EventStore } from "../../store/port.ts";
import { storeLimits } from "../../store/port.ts";

interface Row<Value> {
  readonly version: number;
  readonly value: Value;
}

export class DocumentTable<Value> {
  readonly #rows = new Map<string, Row<Value>>();
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
        this.#rows.set(key, { version, value: this.#schema.parse(JSON.parse(body)) });
      }
      if (page.length < storeLimits.maxReadCount) return;
      after = page[page.length - 1].key;
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
    const version = this.#rows.get(key)?.version ?? 0;
    await this.#store.writeDocument(this.#collection, key, version, JSON.stringify(value));
    this.#rows.set(key, { version: version + 1, value });
  }

  async remove(key: string): Promise<void> {
    const row = this.#rows.get(key);
    if (row === undefined) return;
    // Out of memory first: whoever was signed in by this row is out, even when the disk is not willing.
    this.#rows.delete(key);
    await this.#store.writeDocument(this.#collection, key, row.version, null);
  }
}
