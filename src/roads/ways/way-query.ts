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
import { relaxRow } from "../hierarchy/rows.ts";
import { noWay } from "../network.ts";
import type { NodeOffset } from "../snap/snap.ts";
import { ChainHeads, checkPlace } from "./chain-heads.ts";

export class WayQuery {
  readonly #hierarchy: Hierarchy;
  /** By rank: from the start up to here, from here down to the end; `noWay` off the two chains. */
  readonly #toHere: Int32Array;
  readonly #fromHere: Int32Array;
  /** The chains' nodes in ascending order, the first `#chainLength`. */
  readonly #chain: Int32Array;
  #chainLength = 0;
  readonly #heads = new ChainHeads();
  #meeting = -1;

  constructor(hierarchy: Hierarchy) {
    this.#hierarchy = hierarchy;
    this.#toHere = new Int32Array(hierarchy.nodeCount).fill(noWay);
    this.#fromHere = new Int32Array(hierarchy.nodeCount).fill(noWay);
    this.#chain = new Int32Array(hierarchy.nodeCount);
  }

  /** Least milliseconds from one of `starts` to one of `ends`, their own included; `noWay` when there is none. */
  millis(weights: Weights, starts: readonly NodeOffset[], ends: readonly NodeOffset[]): number {
    checkPlace(this.#hierarchy, starts);
    checkPlace(this.#hierarchy, ends);
    this.#forget();
    const heads = this.#heads;
    heads.addPlace(this.#hierarchy, starts, this.#toHere);
    heads.addPlace(this.#hierarchy, ends, this.#fromHere);
    const { firstUp, upHead, slotCount } = this.#hierarchy;
    const toHere = this.#toHere;
    const fromHere = this.#fromHere;
    const chain = this.#chain;
    // An integer to the engine, too: see rows.ts.
    let best = noWay | 0;
    let length = 0;
    let meeting = -1;
    // The lowest of all chains is next. In the end they are one, or each has come to a root of its own.
    for (let node = heads.take(-1); node >= 0;) {
      chain[length++] = node;
      const to = toHere[node];
      const from = fromHere[node];
      if (to + from < best) {
        best = to + from;
        meeting = node;
      }
      const begin = firstUp[node];
      const end = firstUp[node + 1];
      if (to < best) relaxRow(upHead, weights, 0, begin, end, to, toHere);
      if (from < best) relaxRow(upHead, weights, slotCount, begin, end, from, fromHere);
      // The parent is the first of the row, which is at hand.
      const next = begin < end ? upHead[begin] : -1;
      node = next >= 0 && next < heads.lowest ? next : heads.take(next);
    }
    this.#chainLength = length;
    this.#meeting = meeting;
    return best;
  }

  #forget(): void {
    const [chain, toHere, fromHere] = [this.#chain, this.#toHere, this.#fromHere];
    for (let at = 0; at < this.#chainLength; at += 1) {
      toHere[chain[at]] = noWay;
      fromHere[chain[at]] = noWay;
    }
    this.#chainLength = 0;
    this.#meeting = -1;
  }

  /** Where the last query's two climbs met, as the topology numbers it; -1 when there was no way. */
  get meetingNode(): number {
    return this.#meeting < 0 ? -1 : this.#hierarchy.node[this.#meeting];
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
