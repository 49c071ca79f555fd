/**
 * A metric and the hierarchy's weights for it, twice, in memory that threads share: one copy is in front and is read, the
 * other is brought up to date behind it, and a count swaps them in one atomic step. So a reader in any thread sees the
 * roads as they were before a closure or as they are after it, never in between. The count is the epoch: its lowest bit
 * says which copy is in front. There is one writer. Not here: what changes (class-metric.ts).
 */
import { BugError } from "../../base/assert.ts";
import type { Weights } from "../hierarchy/customise.ts";
import type { Hierarchy } from "../hierarchy/hierarchy.ts";
import type { Metric } from "../network.ts";

export interface MetricCopy {
  readonly metric: Metric;
  readonly weights: Weights;
}

type Sizes = Pick<Hierarchy, "arcCount" | "slotCount">;

/** A reader that was overtaken this often reads while the writer does nothing else: that is a bug, not bad luck. */
const mostReads = 1_000;

export class SharedMetric {
  readonly memory: SharedArrayBuffer;
  readonly #epoch: Int32Array;
  readonly #copies: readonly [MetricCopy, MetricCopy];

  private constructor(memory: SharedArrayBuffer, { arcCount, slotCount }: Sizes) {
    this.memory = memory;
    this.#epoch = new Int32Array(memory, 0, 1);
    const copyAt = (at: number): MetricCopy => ({
      metric: new Int32Array(memory, 4 * at, arcCount),
      weights: new Int32Array(memory, 4 * (at + arcCount), 2 * slotCount),
    });
    this.#copies = [copyAt(1), copyAt(1 + arcCount + 2 * slotCount)];
  }

  static make(sizes: Sizes): SharedMetric {
    return new SharedMetric(new SharedArrayBuffer(bytesOf(sizes)), sizes);
  }

  /** The same copies in another thread. Throws a RangeError for memory of another hierarchy. */
  static over(memory: SharedArrayBuffer, sizes: Sizes): SharedMetric {
    if (memory.byteLength !== bytesOf(sizes))
      throw new RangeError(
        `the shared metric has ${memory.byteLength} bytes, expected ${bytesOf(sizes)} for this hierarchy`,
      );
    return new SharedMetric(memory, sizes);
  }

  /** Counts the swaps since the beginning. */
  get epoch(): number {
    return Atomics.load(this.#epoch, 0);
  }

  get front(): MetricCopy {
    return this.#copies[this.epoch & 1];
  }

  /** The writer's: nobody reads it but who is late by a whole swap, and that one notices (`read`). */
  get back(): MetricCopy {
    return this.#copies[(this.epoch + 1) & 1];
  }

  /** The back comes to the front, at once for all threads. */
  swap(): void {
    Atomics.add(this.#epoch, 0, 1);
  }

  /**
   * Works with the copy in front while a writer in another thread may swap: work that was overtaken by the writer's next
   * update, which then writes where it reads, is done again. The work must have no other effect than its value.
   */
  read<Value>(work: (copy: MetricCopy, epoch: number) => Value): Value {
    for (let attempt = 0; attempt < mostReads; attempt += 1) {
      const epoch = this.epoch;
      const value = work(this.#copies[epoch & 1], epoch);
      // After one swap the copy that was read is behind and may be written; before it, nobody touches it.
      if (this.epoch === epoch) return value;
    }
    throw new BugError(`a reader of the roads was overtaken ${mostReads} times in a row`);
  }
}

function bytesOf({ arcCount, slotCount }: Sizes): number {
  return 4 * (1 + 2 * (arcCount + 2 * slotCount));
}
