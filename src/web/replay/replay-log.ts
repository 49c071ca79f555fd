/**
 * The recorded past of a region in the browser: the log's events fetched in pages and folded with the same evolve as
 * live. It begins with the server's kept snapshot where that is old enough, so that the last minutes of a long log are
 * there at once. States of the fold at even distances make every moment quick to reach; of the events only a window is
 * held, and what lies before it is fetched again when it is wanted. It knows no clock and paints nothing; it gives the
 * state as the screens had it at an instant (by when events were entered).
 */

import type { Instant } from "../../base/instant.ts";
import type { CoreEvent } from "../../core/events.ts";
import { evolve } from "../../core/evolve.ts";
import { makeRegionState, type RegionState } from "../../core/state/region-state.ts";
import { encodeSnapshot, findSnapshotState } from "../../core/state/snapshot.ts";
import { findKeptSnapshot, readEvents } from "../api/client.ts";

export interface ReplaySizes {
  /** Events fetched at once; the server gives 1,000 at most. */
  readonly page: number;
  /** Events between two kept states of the fold, at first; the distance doubles when there are too many. */
  readonly stretch: number;
  /** Events held; above it the older half goes. */
  readonly window: number;
  /** Kept states; above it every second one goes. */
  readonly states: number;
}

const usualSizes: ReplaySizes = { page: 1_000, stretch: 5_000, window: 100_000, states: 24 };

interface KeptState {
  /** Events folded into it. */
  readonly count: number;
  /** When the last of them was entered. */
  readonly entered: Instant;
  readonly bytes: Uint8Array;
}

export class ReplayLog {
  readonly #region: string;
  readonly #sizes: ReplaySizes;
  /** The held stretch of the log: its first event has position `#before + 1`. */
  #events: CoreEvent[] = [];
  #before = 0;
  /** When the last event before the held ones was entered; 0 = there is none. */
  #beforeAt: Instant = 0;
  /** Ascending by count. */
  #kept: KeptState[] = [];
  #stretch: number;
  #state: RegionState = makeRegionState();
  #folded = 0;
  #head = 0;
  /** Which history the events here are of; empty = there are none yet. */
  #history = "";
  #hasAskedForKept = false;

  constructor(region: string, sizes: ReplaySizes = usualSizes) {
    this.#region = region;
    this.#sizes = sizes;
    this.#stretch = sizes.stretch;
  }

  /** Position of the last event that is here. */
  get loaded(): number {
    return this.#before + this.#events.length;
  }

  /** Events in memory. */
  get held(): number {
    return this.#events.length;
  }

  /** Position of the log's end when it was last asked. */
  get head(): number {
    return this.#head;
  }

  get #lastAt(): Instant {
    return this.#events.at(-1)?.entered ?? this.#beforeAt;
  }

  /** True when the moment is not between what is held: later than its end, or before its beginning. */
  mustLoad(at: Instant): boolean {
    return this.#lastAt <= at || at < this.#beforeAt;
  }

  /** Fetches on until an event entered after `at` is there, or the log ends. */
  async loadUntil(at: Instant, signal: AbortSignal, onPage: () => void): Promise<void> {
    await this.#beginWithKept(at, signal);
    const ahead = this.#kept.findLast((one) => one.entered <= at);
    if (at < this.#beforeAt || (ahead !== undefined && ahead.count > this.loaded))
      this.#beginAgainBefore(at);
    while (this.#lastAt <= at) {
      const page = await readEvents(this.#region, this.loaded, this.#sizes.page, signal);
      this.#head = page.position;
      if (this.#isOfAnotherHistory(page.history)) {
        this.#beginAgainFromStart();
        continue;
      }
      for (const { event } of page.events) this.#events.push(event);
      this.#shorten();
      onPage();
      if (page.events.length < this.#sizes.page) return;
    }
  }

  /** Folds to the instant. The state is the same object until an earlier instant is asked for. */
  stateAt(at: Instant): { readonly state: RegionState; readonly position: number } {
    const count = this.#before + this.#countUntil(at);
    if (count < this.#folded) this.#goBackTo(count);
    this.#foldTo(count);
    return { state: this.#state, position: this.#folded };
  }

  /** Asked once: later moments are reached by folding on, earlier ones from what is kept here. */
  async #beginWithKept(at: Instant, signal: AbortSignal): Promise<void> {
    if (this.#hasAskedForKept) return;
    const found = await findKeptSnapshot(this.#region, at, signal);
    this.#hasAskedForKept = true;
    // One of another version can not be read: the log is folded from its start.
    if (found === undefined || findSnapshotState(found.bytes) === undefined) return;
    const { position, entered, bytes } = found;
    this.#history = found.history;
    this.#kept.push({ count: position, entered, bytes });
    this.#beginAgainBefore(at);
  }

  /** The store was restored from a backup meanwhile: what is here must not be folded on. */
  #isOfAnotherHistory(history: string): boolean {
    const before = this.#history;
    this.#history = history;
    return before !== "" && before !== history;
  }

  #beginAgainFromStart(): void {
    this.#kept = [];
    this.#beginAgainBefore(0);
  }

  /** From the newest kept state that is not later than the moment, or from the log's start. */
  #beginAgainBefore(at: Instant): void {
    const kept = this.#kept.findLast((one) => one.entered <= at);
    this.#events = [];
    this.#before = kept?.count ?? 0;
    this.#beforeAt = kept?.entered ?? 0;
    this.#goBackTo(this.#before);
  }

  #goBackTo(count: number): void {
    const kept = this.#kept.findLast((one) => one.count <= count);
    const state = kept === undefined ? undefined : findSnapshotState(kept.bytes);
    this.#state = state ?? makeRegionState();
    this.#folded = state === undefined ? 0 : (kept?.count ?? 0);
  }

  #foldTo(count: number): void {
    while (this.#folded < count) {
      evolve(this.#state, this.#events[this.#folded - this.#before]);
      this.#folded += 1;
      if (this.#folded % this.#stretch === 0) this.#keepState();
    }
  }

  #keepState(): void {
    const count = this.#folded;
    if (this.#kept.some((one) => one.count === count)) return;
    const entered = this.#events[count - 1 - this.#before].entered;
    this.#kept.push({ count, entered, bytes: encodeSnapshot(this.#state) });
    this.#kept.sort((a, b) => a.count - b.count);
    if (this.#kept.length <= this.#sizes.states) return;
    this.#stretch *= 2;
    // The one that the held events begin with stays, or they could not be folded.
    this.#kept = this.#kept.filter(
      (one, index) => index % 2 === 0 || one.count === count || one.count === this.#before,
    );
  }

  /** Lets the older half of the held events go, once it is folded into a kept state. */
  #shorten(): void {
    if (this.#events.length <= this.#sizes.window) return;
    const count = this.#before + (this.#events.length >> 1);
    if (this.#folded > count) this.#goBackTo(count);
    this.#foldTo(count);
    this.#keepState();
    this.#events = this.#events.slice(count - this.#before);
    this.#before = count;
    this.#beforeAt = this.#kept.find((one) => one.count === count)?.entered ?? 0;
  }

  /** How many of the held events had been entered by then: binary search, because `entered` never falls. */
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
