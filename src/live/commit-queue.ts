/**
 * What was decided and is not durable yet, in order. A state is ahead of the disk by exactly these; whoever answers
 * from the state waits here until its position is durable. When the store refuses one, everything behind it was
 * built on it and is refused by the store, too; the queue then drains and the region loads its state anew.
 */

import type { PublishedEvent } from "./event-text.ts";

export interface WaitingCommit {
  readonly events: readonly PublishedEvent[];
  readonly lastPosition: number;
}

interface Waiter {
  readonly position: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class CommitQueue {
  readonly #commits: WaitingCommit[] = [];
  readonly #waiters: Waiter[] = [];
  #durable: number;
  #idle: (() => void)[] = [];
  /** Why nothing beyond what still waits will ever be durable here. */
  #fault: { readonly error: unknown } | undefined;

  constructor(durable: number) {
    this.#durable = durable;
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
    const durable = new Promise<void>((resolve, reject) =>
      this.#waiters.push({ position, resolve, reject }),
    );
    this.#rejectHopeless();
    return durable;
  }

  whenIdle(): Promise<void> {
    if (this.#commits.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #remove(commit: WaitingCommit): void {
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
