/**
 * What is planned for later, in order of time; what stands for one instant goes in the order in which it was
 * planned. A binary heap; nothing here knows a clock.
 */
import type { Instant } from "../../base/instant.ts";

export type Action = (at: Instant) => void;

interface Planned {
  readonly at: Instant;
  readonly order: number;
  readonly action: Action;
}

function isBefore(a: Planned, b: Planned): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

export class Schedule {
  readonly #heap: Planned[] = [];
  #order = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** When the next action is due; undefined when nothing is planned. */
  get nextAt(): Instant | undefined {
    return this.#heap[0]?.at;
  }

  plan(at: Instant, action: Action): void {
    const planned = { at, order: this.#order, action };
    this.#order += 1;
    let index = this.#heap.push(planned) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(planned, this.#heap[parent])) break;
      this.#heap[index] = this.#heap[parent];
      index = parent;
    }
    this.#heap[index] = planned;
  }

  /** Runs everything due by `now`, each with the instant it was planned for; what they plan runs too if due. */
  runDue(now: Instant): number {
    let count = 0;
    for (let next = this.#heap[0]; next !== undefined && next.at <= now; next = this.#heap[0]) {
      this.#removeFirst();
      next.action(next.at);
      count += 1;
    }
    return count;
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= this.#heap.length) break;
      if (child + 1 < this.#heap.length && isBefore(this.#heap[child + 1], this.#heap[child]))
        child += 1;
      if (!isBefore(this.#heap[child], last)) break;
      this.#heap[index] = this.#heap[child];
      index = child;
    }
    this.#heap[index] = last;
  }
}
