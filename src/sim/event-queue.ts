/**
 * What happens next on a virtual clock: a binary heap over typed columns. Everybody has a number and at most one
 * instant that they wait for, so the heap has room for all from the beginning and a write can never fall beside it.
 * Of two at one instant the one of the lower turn comes first; of one turn, the one that was put first. Not here: what
 * happens then.
 */
import { assert, BugError } from "../base/assert.ts";

/** More puts than any run makes; a turn and a put together stay exact. */
const putsPerTurn = 2 ** 44;

export class EventQueue {
  readonly #at: Float64Array;
  readonly #order: Float64Array;
  /** Numbers in heap order, and where each stands; -1 = does not wait. */
  readonly #heap: Int32Array;
  readonly #place: Int32Array;
  #count = 0;
  #puts = 0;

  /** For numbers from 0 to `capacity` - 1. */
  constructor(capacity: number) {
    this.#at = new Float64Array(capacity);
    this.#order = new Float64Array(capacity);
    this.#heap = new Int32Array(capacity);
    this.#place = new Int32Array(capacity).fill(-1);
  }

  /** The earliest instant; Infinity when nobody waits. */
  get nextAt(): number {
    return this.#count === 0 ? Infinity : this.#at[this.#heap[0]];
  }

  /** When `number` waits for; Infinity when it does not. */
  atOf(number: number): number {
    return this.#place[number] < 0 ? Infinity : this.#at[number];
  }

  /** `turn`: a whole number from 0 to 255. */
  put(number: number, at: number, turn = 0): void {
    // Not by assert, which would put its words together every time.
    if (!(number >= 0 && number < this.#place.length) || this.#place[number] >= 0)
      throw new BugError(
        `event queue: ${number} waits already, or is not below ${this.#place.length}`,
      );
    this.#at[number] = at;
    this.#order[number] = turn * putsPerTurn + this.#puts++;
    this.#rise(this.#count++, number);
  }

  /** Takes out the number whose instant comes first. Nobody may be asked for where nobody waits. */
  take(): number {
    const first = this.#heap[0];
    assert(this.#count > 0, "event queue: nobody waits");
    this.#place[first] = -1;
    this.#count -= 1;
    if (this.#count > 0) this.#sink(0, this.#heap[this.#count]);
    return first;
  }

  /** Whoever waits, waits no more. */
  remove(number: number): void {
    const from = this.#place[number];
    if (!(from >= 0)) throw new BugError(`event queue: ${number} does not wait`);
    this.#place[number] = -1;
    this.#count -= 1;
    if (from === this.#count) return;
    const last = this.#heap[this.#count];
    this.#rise(from, last);
    if (this.#heap[from] === last) this.#sink(from, last);
  }

  #rise(from: number, number: number): void {
    const heap = this.#heap;
    const place = this.#place;
    const at = this.#at;
    const order = this.#order;
    const own = at[number];
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (at[above] < own || (at[above] === own && order[above] < order[number])) break;
      heap[index] = above;
      place[above] = index;
      index = parent;
    }
    heap[index] = number;
    place[number] = index;
  }

  #sink(from: number, number: number): void {
    const heap = this.#heap;
    const place = this.#place;
    const at = this.#at;
    const order = this.#order;
    const count = this.#count;
    const own = at[number];
    let index = from;
    for (let child = 2 * index + 1; child < count; child = 2 * index + 1) {
      let below = heap[child];
      if (child + 1 < count) {
        const right = heap[child + 1];
        if (at[right] < at[below] || (at[right] === at[below] && order[right] < order[below])) {
          below = right;
          child += 1;
        }
      }
      if (own < at[below] || (own === at[below] && order[number] < order[below])) break;
      heap[index] = below;
      place[below] = index;
      index = child;
    }
    heap[index] = number;
    place[number] = index;
  }
}
