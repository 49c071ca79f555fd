/**
 * What was decided and is not durable yet, in order. A state is ahead of the disk by exactly these; whoever answers
 * from the state waits here until its position is durable. When the store refuses one, everything behind it was
 * built on it and is refused by the store, too; the queue then drains and the region loads its state anew. Commands wait
 * as long as the disk takes and are bounded by how many are under way; reads are bounded here, in number and time.
 */

import type { PublishedEvent } from "./event-text.ts";
import { LiveFault } from "./fault.ts";

/**
 * Reads that wait for the disk: so many at once, for so many milliseconds. One more, or one that has waited so long, gets
 * live.not-durable: it may ask again, and what is not durable yet is still on its way.
 */
export const readLimits = { waiting: 1_000, millis: 1_000 } as const;

export interface WaitingCommit {
  readonly events: readonly PublishedEvent[];
  readonly lastPosition: number;
}

interface Waiter extends PromiseWithResolvers<void> {
  readonly position: number;
}

export class CommitQueue {
  readonly #commits: WaitingCommit[] = [];
  readonly #waiters: Waiter[] = [];
  readonly #readLimits: { readonly waiting: number; readonly millis: number };
  #waitingReads = 0;
  #durable: number;
  #idle: (() => void)[] = [];
  /** Why nothing beyond what still waits will ever be durable here. */
  #fault: { readonly error: unknown } | undefined;

  constructor(
    durable: number,
    ofReads: { readonly waiting: number; readonly millis: number } = readLimits,
  ) {
    this.#durable = durable;
    this.#readLimits = ofReads;
  }

  /** Everything up to here is on disk. */
  get durable(): number {
    return this.#durable;
  }

  get length(): number {
    return this.#commits.length;
  }

  push(commit: WaitingCommit): void {
    this.#commits.push(commit);
  }

  /** The commit is durable; commits become so in their order. */
  settle(commit: WaitingCommit): void {
    this.#remove(commit);
    this.#durable = commit.lastPosition;
    while (this.#waiters.length > 0 && this.#waiters[0].position <= this.#durable)
      this.#waiters.shift()?.resolve();
    this.#noteIdle();
  }

  /** The store did not take it. */
  drop(commit: WaitingCommit, error: unknown): void {
    this.#remove(commit);
    for (const waiter of this.#waiters.splice(0)) waiter.reject(error);
    this.giveUp(error);
    this.#noteIdle();
  }

  /** The state is ahead by more than what waits here: nobody may wait for that for ever. The first error counts. */
  giveUp(error: unknown): void {
    this.#fault ??= { error };
    this.#rejectHopeless();
  }

  /** Resolves when `position` is durable; rejects when what it stands on was refused. */
  whenDurable(position: number): Promise<void> {
    if (position <= this.#durable) return Promise.resolve();
    return this.#wait(position).promise;
  }

  /** As `whenDurable`, for whoever only looks: rejects with live.not-durable at the limits of reads. */
  whenReadable(position: number): Promise<void> {
    if (position <= this.#durable) return Promise.resolve();
    const { waiting, millis } = this.#readLimits;
    if (this.#waitingReads >= waiting)
      return Promise.reject(notDurable(`${waiting} reads wait for the disk, which is the most`));
    this.#waitingReads += 1;
    const waiter = this.#wait(position);
    const timer = setTimeout(() => {
      this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
      waiter.reject(notDurable(`The disk has not taken it within ${millis} ms`));
    }, millis);
    return waiter.promise.finally(() => {
      clearTimeout(timer);
      this.#waitingReads -= 1;
    });
  }

  whenIdle(): Promise<void> {
    if (this.#commits.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #wait(position: number): Waiter {
    const waiter: Waiter = { position, ...Promise.withResolvers<void>() };
    this.#waiters.push(waiter);
    this.#rejectHopeless();
    return waiter;
  }

  #remove(commit: WaitingCommit): void {
    // They become durable in their order, so it is the first.
    if (this.#commits[0] === commit) {
      this.#commits.shift();
      return;
    }
    const index = this.#commits.indexOf(commit);
    if (index >= 0) this.#commits.splice(index, 1);
  }

  #rejectHopeless(): void {
    if (this.#fault === undefined || this.#commits.length > 0) return;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(this.#fault.error);
  }

  #noteIdle(): void {
    if (this.#commits.length > 0) return;
    this.#rejectHopeless();
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}

function notDurable(why: string): LiveFault {
  return new LiveFault(
    "live.not-durable",
    `${why}, and nothing is shown before it is on the disk; ask again in a second. Nothing is lost by that.`,
  );
}
