/**
 * A priority queue of nodes by time, as searches use it: a heap with four children to a place, in typed arrays, that
 * knows where each node stands so that its time can be lowered. Four children lie in one or two cache lines, and the
 * heap is half as deep as with two (LaMarca, Ladner: "The Influence of Caches on the Performance of Heaps", 1996).
 * It never grows: a node stands in it once, so it has room for all. Not here: what a search does with the nodes.
 */
import { assert } from "../../base/assert.ts";

export class NodeHeap {
  readonly #nodes: Int32Array;
  readonly #times: Int32Array;
  /** Place of each node, -1 when it is not in the heap. */
  readonly #places: Int32Array;
  #size = 0;

  constructor(nodeCount: number) {
    this.#nodes = new Int32Array(nodeCount);
    this.#times = new Int32Array(nodeCount);
    this.#places = new Int32Array(nodeCount).fill(-1);
  }

  get size(): number {
    return this.#size;
  }

  /** Time of the next node; the heap must not be empty. */
  get nextTime(): number {
    return this.#times[0];
  }

  /** Puts a node in, or lowers its time; a time that is not lower changes nothing. */
  push(node: number, time: number): void {
    const times = this.#times;
    let place = this.#places[node];
    if (place < 0) {
      assert(this.#size < times.length, `heap: got one node more than its ${times.length}`);
      place = this.#size++;
    } else if (times[place] <= time) return;
    this.#rise(place, node, time);
  }

  #rise(from: number, node: number, time: number): void {
    const nodes = this.#nodes;
    const times = this.#times;
    const places = this.#places;
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 2;
      if (times[above] <= time) break;
      nodes[place] = nodes[above];
      times[place] = times[above];
      places[nodes[place]] = place;
      place = above;
    }
    nodes[place] = node;
    times[place] = time;
    places[node] = place;
  }

  /** Takes out the node of least time; the heap must not be empty. */
  pop(): number {
    const nodes = this.#nodes;
    const times = this.#times;
    const places = this.#places;
    const least = nodes[0];
    places[least] = -1;
    const size = --this.#size;
    if (size === 0) return least;
    // The last node goes down from the top to where it belongs.
    const node = nodes[size];
    const time = times[size];
    let place = 0;
    for (;;) {
      const first = 4 * place + 1;
      if (first >= size) break;
      let below = first;
      let belowTime = times[first];
      const end = first + 4 < size ? first + 4 : size;
      for (let other = first + 1; other < end; other += 1) {
        if (times[other] < belowTime) {
          below = other;
          belowTime = times[other];
        }
      }
      if (belowTime >= time) break;
      nodes[place] = nodes[below];
      times[place] = belowTime;
      places[nodes[place]] = place;
      place = below;
    }
    nodes[place] = node;
    times[place] = time;
    places[node] = place;
    return least;
  }

  clear(): void {
    for (let place = 0; place < this.#size; place += 1) this.#places[this.#nodes[place]] = -1;
    this.#size = 0;
  }
}
