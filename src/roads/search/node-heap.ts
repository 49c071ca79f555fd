/**
 * A priority queue of nodes by time, as searches use it: a heap with four children to a place, in typed arrays, that
 * knows where each node stands so that its time can be lowered. Four children lie in one or two cache lines, and the
 * heap is half as deep as with two (LaMarca, Ladner: "The Influence of Caches on the Performance of Heaps", 1996).
 * It never grows: a node stands in it once, so it has room for all. Not here: what a search does with the nodes.
 */
import { assert } from "../../base/assert.ts";

export class NodeHeap {
  /** The first `size` places are the heap: its nodes and their times. */
  readonly nodes: Int32Array;
  readonly times: Int32Array;
  /** Place of each node, -1 when it is not in the heap. */
  readonly places: Int32Array;
  size = 0;

  constructor(nodeCount: number) {
    this.nodes = new Int32Array(nodeCount);
    this.times = new Int32Array(nodeCount);
    this.places = new Int32Array(nodeCount).fill(-1);
  }

  /** Puts a node in, or lowers its time; a time that is not lower changes nothing. */
  push(node: number, time: number): void {
    const { nodes, times, places } = this;
    let place = places[node];
    if (place < 0) {
      assert(this.size < times.length, `heap: got one node more than its ${times.length}`);
      place = this.size++;
    } else if (times[place] <= time) return;
    raise(nodes, times, places, place, node, time);
  }

  /** Takes out the node of least time; the heap must not be empty. */
  pop(): number {
    const { nodes, times, places } = this;
    const least = nodes[0];
    places[least] = -1;
    this.size -= 1;
    if (this.size > 0) sink(nodes, times, places, this.size);
    return least;
  }

  clear(): void {
    for (let at = 0; at < this.size; at += 1) this.places[this.nodes[at]] = -1;
    this.size = 0;
  }
}

/** Moves a node from a free place up to where its time belongs. */
export function raise(
  nodes: Int32Array,
  times: Int32Array,
  places: Int32Array,
  from: number,
  node: number,
  time: number,
): void {
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

/** The top is free, and the node behind the last place, `size`, goes down from there to where its time belongs. */
export function sink(nodes: Int32Array, times: Int32Array, places: Int32Array, size: number): void {
  const node = nodes[size];
  const time = times[size];
  let place = 0;
  for (let first = 1; first < size; first = 4 * place + 1) {
    const end = Math.min(first + 4, size);
    let below = first;
    let belowTime = times[first];
    for (let other = first + 1; other < end; other += 1) {
      if (times[other] >= belowTime) continue;
      below = other;
      belowTime = times[other];
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
}
