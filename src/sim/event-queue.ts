/**
 * What happens next on a virtual clock: a heap of four children over typed columns, with the instants in the order of the
 * heap, so that the four that are compared lie beside each other (Knuth, The Art of Computer Programming 3, section 5.2.3, exercise 28,
 * is on more than two children). Everybody has a number and at most one instant that they wait for, so the heap has room
 * for all from the beginning and a write can never fall beside it. Of two at one instant the one of the lower turn comes
 * first; of one turn, the one that was put first. A calendar queue (Brown 1988) would need days that are numbered, so that two instants
 * of one bucket and different rounds never change places; a heap has no such care to take. Not here: what happens then.
 */
import { assert, BugError } from "../base/assert.ts";

/** More puts than any run makes; a turn and a put together stay exact. */
const putsPerTurn = 2 ** 44;

export class EventQueue {
  /** By place in the heap; numbers by place, and places by number; -1 = does not wait. */
  readonly #at: Float64Array;
  readonly #order: Float64Array;
  readonly #heap: Int32Array;
  readonly #place: Int32Array;
  #count = 0;
  #puts = 0;
  /**
   * The first place is empty since a `take`. Who is taken out is mostly put again at once, for what comes next, and then one
   * way down the heap does for both; whoever asks in between has it filled first.
   */
  #isHollow = false;

  /** For numbers from 0 to `capacity` - 1. */
  constructor(capacity: number) {
    this.#at = new Float64Array(capacity + 1);
    this.#order = new Float64Array(capacity + 1);
    this.#heap = new Int32Array(capacity + 1);
    this.#place = new Int32Array(capacity).fill(-1);
  }

  /** The earliest instant; Infinity when nobody waits. */
  get nextAt(): number {
    if (this.#isHollow) this.#fillUp();
    return this.#count === 0 ? Infinity : this.#at[0];
  }

  /** When `number` waits for; Infinity when it does not. */
  atOf(number: number): number {
    const place = this.#place[number];
    return place < 0 ? Infinity : this.#at[place];
  }

  /** `turn`: a whole number from 0 to 255. */
  put(number: number, at: number, turn = 0): void {
    // Not by assert, which would put its words together every time.
    if (!(number >= 0 && number < this.#place.length) || this.#place[number] >= 0)
      throw new BugError(
        `event queue: ${number} waits already, or is not below ${this.#place.length}`,
      );
    const order = turn * putsPerTurn + this.#puts++;
    if (this.#isHollow) {
      this.#isHollow = false;
      this.#sink(0, number, at, order);
    } else this.#rise(this.#count++, number, at, order);
  }

  /** Takes out the number whose instant comes first. Nobody may be asked for where nobody waits. */
  take(): number {
    if (this.#isHollow) this.#fillUp();
    assert(this.#count > 0, "event queue: nobody waits");
    const first = this.#heap[0];
    this.#place[first] = -1;
    this.#isHollow = true;
    return first;
  }

  /** Whoever waits, waits no more. */
  remove(number: number): void {
    if (this.#isHollow) this.#fillUp();
    const from = this.#place[number];
    if (!(from >= 0)) throw new BugError(`event queue: ${number} does not wait`);
    this.#place[number] = -1;
    const last = --this.#count;
    if (from === last) return;
    const other = this.#heap[last];
    const at = this.#at[last];
    const order = this.#order[last];
    this.#rise(from, other, at, order);
    if (this.#heap[from] === other) this.#sink(from, other, at, order);
  }

  /** The last one goes to the first place, and from there to its own. */
  #fillUp(): void {
    this.#isHollow = false;
    const last = --this.#count;
    if (last > 0) this.#sink(0, this.#heap[last], this.#at[last], this.#order[last]);
  }

  #rise(from: number, number: number, at: number, order: number): void {
    const ats = this.#at;
    const orders = this.#order;
    const heap = this.#heap;
    const place = this.#place;
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 2;
      const above = ats[parent];
      if (above < at || (above === at && orders[parent] < order)) break;
      ats[index] = above;
      orders[index] = orders[parent];
      heap[index] = heap[parent];
      place[heap[index]] = index;
      index = parent;
    }
    ats[index] = at;
    orders[index] = order;
    heap[index] = number;
    place[number] = index;
  }

  #sink(from: number, number: number, at: number, order: number): void {
    const ats = this.#at;
    const orders = this.#order;
    const heap = this.#heap;
    const place = this.#place;
    const count = this.#count;
    let index = from;
    for (let child = 4 * index + 1; child < count; child = 4 * index + 1) {
      const end = child + 4 < count ? child + 4 : count;
      let least = child;
      let leastAt = ats[child];
      for (let other = child + 1; other < end; other += 1) {
        const otherAt = ats[other];
        if (otherAt < leastAt || (otherAt === leastAt && orders[other] < orders[least])) {
          least = other;
          leastAt = otherAt;
        }
      }
      if (at < leastAt || (at === leastAt && order < orders[least])) break;
      ats[index] = leastAt;
      orders[index] = orders[least];
      heap[index] = heap[least];
      place[heap[index]] = index;
      index = least;
    }
    ats[index] = at;
    orders[index] = order;
    heap[index] = number;
    place[number] = index;
  }
}
