/**
 * Where the climbs from the nodes of a place stand: the lowest goes on first, and two that have come to the same node go
 * on as one. A climb is a chain of parents in the elimination tree, and there are few at a time (a place has two
 * nodes), so a short list is looked through instead of keeping a queue. Not here: what is done at a node.
 */
import type { Hierarchy } from "../hierarchy/hierarchy.ts";
import type { NodeOffset } from "../snap/snap.ts";
import { wayLimits } from "./place-chains.ts";

/** Above every rank. */
const nothingWaits = 0x7fff_ffff;

export class ChainHeads {
  readonly #heads = new Int32Array(wayLimits.offsetsOfPlace);
  #count = 0;

  /** The lowest of the climbs that wait: one that is still below it may go on without asking. */
  lowest = 0;

  /**
   * Starts a climb at each node of a place and writes down in `times`, by rank, what it takes to get to it. The place
   * must have passed `checkPlace`.
   */
  addPlace({ rank }: Hierarchy, place: readonly NodeOffset[], times: Int32Array): void {
    for (let at = 0; at < place.length; at += 1) {
      const node = rank[place[at].node];
      times[node] = Math.min(times[node], place[at].millis);
      this.#add(node);
    }
  }

  #add(node: number): void {
    const heads = this.#heads;
    for (let at = 0; at < this.#count; at += 1) if (heads[at] === node) return;
    heads[this.#count++] = node;
  }

  /** One climb goes on at `next` (-1: it is at its end); takes out the lowest of all, or gives -1. */
  take(next: number): number {
    if (next >= 0) this.#add(next);
    const heads = this.#heads;
    const count = this.#count;
    if (count === 0) return -1;
    let least = 0;
    let lowest: number = nothingWaits;
    for (let at = 1; at < count; at += 1) {
      if (heads[at] < heads[least]) {
        lowest = heads[least];
        least = at;
      } else if (heads[at] < lowest) lowest = heads[at];
    }
    const node = heads[least];
    heads[least] = heads[count - 1];
    this.#count = count - 1;
    this.lowest = lowest;
    return node;
  }
}
