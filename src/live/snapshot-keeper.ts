/**
 * Keeps the snapshot of a region young enough for a fast start: one at a time, every so many events, and at the end.
 * It is never in the way of a command, and losing one loses nothing.
 */

import type { EventStore, SnapshotRecord } from "../store/port.ts";
import type { Log } from "./log.ts";

export interface SnapshotOptions {
  readonly region: string;
  readonly store: EventStore;
  readonly log: Log;
  readonly everyEvents: number;
  /** The state at a durable position. */
  readonly encode: () => Promise<SnapshotRecord>;
}

export class SnapshotKeeper {
  readonly #options: SnapshotOptions;
  #position: number;
  #isSaving = false;

  constructor(options: SnapshotOptions, position: number) {
    this.#options = options;
    this.#position = position;
  }

  /** Saves in the background when enough has happened since the last one. */
  consider(position: number): void {
    if (position - this.#position >= this.#options.everyEvents) void this.save(position);
  }

  async save(position: number): Promise<void> {
    if (this.#isSaving || position === this.#position) return;
    this.#isSaving = true;
    const { region, store, log, encode } = this.#options;
    try {
      const snapshot = await encode();
      await store.saveSnapshot(region, snapshot);
      this.#position = snapshot.position;
    } catch (error) {
      log.warn({ region, error }, "snapshot not saved");
    } finally {
      this.#isSaving = false;
    }
  }
}
