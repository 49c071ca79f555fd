/**
 * A priority queue of nodes by time, as searches use it: a heap with four children to a place, in typed arrays. Four
 * children lie in one or two cache lines, and the heap is half as deep as with two (LaMarca, Ladner: "The Influence of
 * Caches on the Performance of Heaps", 1996). A node whose time got lower is put in again and comes out a second time
 * later, which the search sees: to know where each node stands costs a write far away with each step of each move, and
 * on roads one node in ten comes twice (a search for the nearest units is 8 % faster so). Not here: what a search does
 * with the nodes.
 */
import { assert } from "../../base/assert.ts";

export class NodeHeap {
  /** The first `size` places are the heap: its nodes and their times. */
  readonly nodes: Int32Array;
  readonly times: Int32Array;
  size = 0;

  /** It never grows. */
  constructor(room: number) {
    this.nodes = new Int32Array(room);
    this.times = new Int32Array(room);
  }

  push(node: number, time: number): void {
    assert(this.size < this.nodes.length, `heap: got one node more than its ${this.nodes.length}`);
    raise(this.nodes, this.times, this.size++, node, time);
  }

  /** Takes out the node of least time; the heap must not be empty. */
  pop(): number {
    const least = this.nodes[0];
    this.size -= 1;
    if (this.size > 0) sink(this.nodes, this.times, this.size);
    return least;
  }
}

/** Moves a node from a free place up to where its time belongs. */
export function raise(
  nodes: Int32Array,
  times: Int32Array,
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
    place = above;
  }
  nodes[place] = node;
  times[place] = time;
}

/** The top is free, and the node behind the last place, `size`, goes down from there to where its time belongs. */
export function sink(nodes: Int32Array, times: Int32Array, size: number): void {
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
    place = below;
  }
  nodes[place] = node;
  times[place] = time;
}
