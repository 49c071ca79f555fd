/**
 * How long from one place to another: the elimination tree query (Dibbelt, Strasser, Wagner 2016, section 6). Every
 * shortest way rises in the hierarchy and then falls, and what can be reached by rising from a node is exactly its
 * ancestors; so both ends walk up their chains of parents, without a queue, and meet. A place lies on a segment and
 * has some nodes in reach (snap.ts), so each end is a list of nodes with what it takes to get to them. The object is a
 * workspace: a query allocates nothing. Not here: the roads along the way (unpack.ts), and a way that stays on one
 * segment, which touches no node.
 */
import { assert } from "../../base/assert.ts";
import type { Weights } from "../hierarchy/customise.ts";
import { findSlot, type Hierarchy } from "../hierarchy/hierarchy.ts";
import { noWay } from "../network.ts";
import type { NodeOffset } from "../snap/snap.ts";

export const wayLimits = {
  /** Nodes of one place; more than this is no place but an area. */
  offsetsOfPlace: 64,
} as const;

export class WayQuery {
  readonly #hierarchy: Hierarchy;
  /** By rank: from the start up to here, from here down to the end; `noWay` off the two chains. */
  readonly #toHere: Int32Array;
  readonly #fromHere: Int32Array;
  /** The chains' nodes in ascending order, the first `#chainLength`. */
  readonly #chain: Int32Array;
  #chainLength = 0;
  /** Where the chains stand; the first `#headCount`. */
  readonly #heads = new Int32Array(2 * wayLimits.offsetsOfPlace);
  #headCount = 0;
  #meeting = -1;

  constructor(hierarchy: Hierarchy) {
    this.#hierarchy = hierarchy;
    this.#toHere = new Int32Array(hierarchy.nodeCount).fill(noWay);
    this.#fromHere = new Int32Array(hierarchy.nodeCount).fill(noWay);
    this.#chain = new Int32Array(hierarchy.nodeCount);
  }

  /** Least milliseconds from one of `starts` to one of `ends`, their own included; `noWay` when there is none. */
  millis(weights: Weights, starts: readonly NodeOffset[], ends: readonly NodeOffset[]): number {
    this.#forget();
    this.#place(starts, this.#toHere);
    this.#place(ends, this.#fromHere);
    const { parent } = this.#hierarchy;
    const heads = this.#heads;
    let best: number = noWay;
    // While several chains are under way the lowest node is next; they become one, or end at several roots.
    while (this.#headCount > 1) {
      const least = this.#leastHead();
      const node = heads[least];
      best = this.#pass(weights, node, best);
      this.#moveHead(least, parent[node]);
    }
    if (this.#headCount === 1) best = this.#climb(weights, heads[0], best);
    return best;
  }

  #forget(): void {
    const [chain, toHere, fromHere] = [this.#chain, this.#toHere, this.#fromHere];
    for (let at = 0; at < this.#chainLength; at += 1) {
      toHere[chain[at]] = noWay;
      fromHere[chain[at]] = noWay;
    }
    this.#chainLength = 0;
    this.#headCount = 0;
    this.#meeting = -1;
  }

  #place(offsets: readonly NodeOffset[], times: Int32Array): void {
    if (offsets.length > wayLimits.offsetsOfPlace)
      throw new RangeError(
        `a place has ${offsets.length} nodes, expected at most ${wayLimits.offsetsOfPlace}; use a sweep for an area`,
      );
    const { rank } = this.#hierarchy;
    for (let at = 0; at < offsets.length; at += 1) {
      const node = rank[offsets[at].node];
      if (offsets[at].millis < times[node]) times[node] = offsets[at].millis;
      this.#addHead(node);
    }
  }

  #addHead(node: number): void {
    const heads = this.#heads;
    for (let at = 0; at < this.#headCount; at += 1) if (heads[at] === node) return;
    heads[this.#headCount++] = node;
  }

  #leastHead(): number {
    const heads = this.#heads;
    let least = 0;
    for (let at = 1; at < this.#headCount; at += 1) if (heads[at] < heads[least]) least = at;
    return least;
  }

  #moveHead(at: number, node: number): void {
    this.#heads[at] = this.#heads[--this.#headCount];
    if (node >= 0) this.#addHead(node);
  }

  /** Takes one node of the chains: a meeting when both ends come here; then on to everything above it. */
  #pass(weights: Weights, node: number, best: number): number {
    const { firstUp, upHead, slotCount } = this.#hierarchy;
    const [toHere, fromHere] = [this.#toHere, this.#fromHere];
    this.#chain[this.#chainLength++] = node;
    const to = toHere[node];
    const from = fromHere[node];
    if (to + from < best) {
      best = to + from;
      this.#meeting = node;
    }
    const end = firstUp[node + 1];
    if (to < best) {
      for (let slot = firstUp[node]; slot < end; slot += 1) {
        const time = to + weights[slot];
        if (time < toHere[upHead[slot]]) toHere[upHead[slot]] = time;
      }
    }
    if (from < best) {
      for (let slot = firstUp[node]; slot < end; slot += 1) {
        const time = from + weights[slotCount + slot];
        if (time < fromHere[upHead[slot]]) fromHere[upHead[slot]] = time;
      }
    }
    return best;
  }

  /** The rest of the way up, when there is one chain left. */
  #climb(weights: Weights, from: number, best: number): number {
    const { parent } = this.#hierarchy;
    for (let node = from; node >= 0; node = parent[node]) best = this.#pass(weights, node, best);
    return best;
  }

  /**
   * The weights that the last query's way goes over, in the order of travel: of slots up to the meeting, then of slots
   * down from it. Empty when there was no way, or when it goes over no arc. `weights` and the places must be the same.
   */
  listWeights(
    weights: Weights,
    starts: readonly NodeOffset[],
    ends: readonly NodeOffset[],
  ): number[] {
    if (this.#meeting < 0) return [];
    const rise = this.#trace(weights, 0, this.#toHere, starts).reverse();
    return rise.concat(this.#trace(weights, this.#hierarchy.slotCount, this.#fromHere, ends));
  }

  /** From the meeting back to one of `offsets`, along chain nodes whose times add up. */
  #trace(
    weights: Weights,
    base: number,
    times: Int32Array,
    offsets: readonly NodeOffset[],
  ): number[] {
    const { rank, slotTail } = this.#hierarchy;
    const chain = this.#chain;
    const over: number[] = [];
    let node = this.#meeting;
    let at = this.#chainLength - 1;
    while (!offsets.some((offset) => rank[offset.node] === node && offset.millis === times[node])) {
      const slot = this.#findStep(weights, base, times, node, at);
      assert(slot >= 0, `no step leads to rank ${node}; other weights or places than the query's?`);
      over.push(base + slot);
      node = slotTail[slot];
      while (chain[at] !== node) at -= 1;
    }
    return over;
  }

  /** The slot by which `node` got its time, from a chain node not after `last`; -1 when there is none. */
  #findStep(weights: Weights, base: number, times: Int32Array, node: number, last: number): number {
    const { firstUp, upHead } = this.#hierarchy;
    for (let at = last; at >= 0; at -= 1) {
      const below = this.#chain[at];
      if (below >= node || times[below] >= times[node]) continue;
      const slot = findSlot(firstUp, upHead, below, node);
      if (slot >= 0 && times[below] + weights[base + slot] === times[node]) return slot;
    }
    return -1;
  }
}
