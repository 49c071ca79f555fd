/**
 * The recorded past of a region in the browser: the log's events fetched in pages, oldest first, and folded with the
 * same evolve as live. Snapshots of the fold at even distances make every moment quick to reach. It knows no clock
 * and paints nothing; it gives the state as the screens had it at an instant (by when events were entered).
 */

import type { Instant } from "../../base/instant.ts";
import type { CoreEvent } from "../../core/events.ts";
import { evolve } from "../../core/evolve.ts";
import { makeRegionState, type RegionState } from "../../core/state/region-state.ts";
import { encodeSnapshot, findSnapshotState } from "../../core/state/snapshot.ts";
import { readEvents } from "../api/client.ts";

/** A longer log is replayed from its start up to here, and the time bar says so. */
export const replayEventsMost = 250_000;

export interface ReplaySizes {
  /** Events fetched at once; the server gives 1,000 at most. */
  readonly page: number;
  /** Events between two kept states of the fold. */
  readonly stretch: number;
}

const usualSizes: ReplaySizes = { page: 1_000, stretch: 5_000 };

interface KeptSnapshot {
  /** Events folded into it. */
  readonly count: number;
  readonly bytes: Uint8Array;
}

export class ReplayLog {
  readonly #region: string;
  readonly #sizes: ReplaySizes;
  readonly #events: CoreEvent[] = [];
  readonly #snapshots: KeptSnapshot[] = [];
  #state: RegionState = makeRegionState();
  #folded = 0;
  #head = 0;

  constructor(region: string, sizes: ReplaySizes = usualSizes) {
    this.#region = region;
    this.#sizes = sizes;
  }

  get loaded(): number {
    return this.#events.length;
  }

  /** Position of the log's end when it was last asked. */
  get head(): number {
    return this.#head;
  }

  get isTruncated(): boolean {
    return this.#events.length >= replayEventsMost;
  }

  get lastAt(): Instant {
    return this.#events.at(-1)?.entered ?? 0;
  }

  /** Fetches on until an event entered after `at` is there, or the log ends. */
  async loadUntil(at: Instant, signal: AbortSignal, onPage: () => void): Promise<void> {
    while (this.lastAt <= at && !this.isTruncated) {
      const page = await readEvents(this.#region, this.#events.length, this.#sizes.page, signal);
      this.#head = page.position;
      for (const { event } of page.events) this.#events.push(event);
      onPage();
      if (page.events.length < this.#sizes.page) return;
    }
  }

  /** Folds to the instant. The state is the same object until an earlier instant is asked for. */
  stateAt(at: Instant): { readonly state: RegionState; readonly position: number } {
    const count = this.#countUntil(at);
    if (count < this.#folded) this.#goBackTo(count);
    while (this.#folded < count) {
      evolve(this.#state, this.#events[this.#folded]);
      this.#folded += 1;
      const last = this.#snapshots.at(-1)?.count ?? 0;
      if (this.#folded % this.#sizes.stretch === 0 && this.#folded > last)
        this.#snapshots.push({ count: this.#folded, bytes: encodeSnapshot(this.#state) });
    }
    return { state: this.#state, position: this.#folded };
  }

  #goBackTo(count: number): void {
    const kept = this.#snapshots.findLast((snapshot) => snapshot.count <= count);
    const state = kept === undefined ? undefined : findSnapshotState(kept.bytes);
    this.#state = state ?? makeRegionState();
    this.#folded = state === undefined ? 0 : (kept?.count ?? 0);
  }

  /** How many events had been entered by then: binary search, because `entered` never falls. */
  #countUntil(at: Instant): number {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#events[middle].entered <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
