/**
 * How long from many places to one, or from one to many: the climb from the one place gives its own times to all its
 * ancestors, and any other node's time is the least over its slots up, worked out when it is asked for and remembered,
 * because all that are asked later share most of their ancestors (Strasser, Zeitz: "A Fast and Tight Heuristic for A*
 * in Road Networks", SEA 2021: lazy RPHAST). Asking for all nodes is one pass down the hierarchy (Delling et al.:
 * PHAST, 2011). The object is a workspace: a sweep allocates nothing. Not here: which of the many is nearest.
 */
import type { Weights } from "../hierarchy/customise.ts";
import type { Hierarchy } from "../hierarchy/hierarchy.ts";
import { leastOfRows, relaxRow, unknownTime } from "../hierarchy/rows.ts";
import { noWay } from "../network.ts";
import type { NodeOffset } from "../snap/snap.ts";
import { ChainHeads } from "./chain-heads.ts";
import { checkPlace } from "./place-chains.ts";

const noRanks = new Int32Array(0);

export class Sweep {
  readonly #hierarchy: Hierarchy;
  /** By rank. */
  readonly #times: Int32Array;
  /** Ranks whose time is known, the first `#knownCount`; all of them when that is the node count. */
  readonly #known: Int32Array;
  #knownCount = 0;
  /** Ranks that were filled besides, and perhaps some of the known ones again. */
  #filled = noRanks;
  readonly #heads = new ChainHeads();
  #weights: Weights;
  /** Where the weights of the way up from the asked nodes begin: 0, or slotCount when the many are the ends. */
  #base = 0;

  constructor(hierarchy: Hierarchy) {
    this.#hierarchy = hierarchy;
    this.#times = new Int32Array(hierarchy.nodeCount).fill(unknownTime);
    this.#known = new Int32Array(hierarchy.nodeCount);
    this.#weights = new Int32Array(0);
  }

  /** From now on `millis` answers how long it takes to the place; `weights` must not change meanwhile. */
  beginTo(weights: Weights, place: readonly NodeOffset[]): void {
    this.#begin(weights, place, 0);
  }

  /** From now on `millis` answers how long it takes from the place. */
  beginFrom(weights: Weights, place: readonly NodeOffset[]): void {
    this.#begin(weights, place, this.#hierarchy.slotCount);
  }

  #begin(weights: Weights, place: readonly NodeOffset[], base: number): void {
    const { rank, slotCount, parent, firstUp, upHead } = this.#hierarchy;
    const [times, known, heads] = [this.#times, this.#known, this.#heads];
    checkPlace(this.#hierarchy, place);
    this.#forget();
    this.#weights = weights;
    this.#base = base;
    for (let at = 0; at < place.length; at += 1) this.#openChain(rank[place[at].node]);
    heads.addPlace(this.#hierarchy, place, times);
    // The climb goes against the direction in which the asked nodes rise; then down again over the same nodes.
    const back = slotCount - base;
    let count = 0;
    for (let node = heads.take(-1); node >= 0;) {
      known[count++] = node;
      if (times[node] < noWay)
        relaxRow(upHead, weights, back, firstUp[node], firstUp[node + 1], times[node], times);
      const next = parent[node];
      node = next >= 0 && next < heads.lowest ? next : heads.take(next);
    }
    this.#knownCount = count;
    leastOfRows(this.#hierarchy, weights, base, known, count - 1, -1, -1, times);
  }

  #forget(): void {
    const { nodeCount } = this.#hierarchy;
    if (this.#knownCount === nodeCount) this.#times.fill(unknownTime);
    else
      for (let at = 0; at < this.#knownCount; at += 1) this.#times[this.#known[at]] = unknownTime;
    for (let at = 0; at < this.#filled.length; at += 1) this.#times[this.#filled[at]] = unknownTime;
    this.#knownCount = 0;
    this.#filled = noRanks;
  }

  /** The climb will come to these. */
  #openChain(from: number): void {
    const { parent } = this.#hierarchy;
    const times = this.#times;
    for (let node = from; node >= 0 && times[node] === unknownTime; node = parent[node])
      times[node] = noWay;
  }

  /**
   * Works out these nodes in one pass, so that asking for them is a look. They come by rank, highest first, and with each
   * of them all its ancestors; what `begin` found is left as it is.
   */
  fill(ranks: Int32Array<ArrayBuffer>): void {
    this.#filled = ranks;
    leastOfRows(this.#hierarchy, this.#weights, this.#base, ranks, 0, ranks.length, 1, this.#times);
  }

  /** Milliseconds between the place and a node of the topology; `noWay` when there is no way. */
  millis(node: number): number {
    return this.millisAtRank(this.#hierarchy.rank[node]);
  }

  millisAtRank(asked: number): number {
    const times = this.#times;
    if (times[asked] !== unknownTime) return times[asked];
    const { parent } = this.#hierarchy;
    const known = this.#known;
    // The unknown ancestors stand at the end of the known ones from here on, the highest last.
    const first = this.#knownCount;
    let count = first;
    for (let node = asked; node >= 0 && times[node] === unknownTime; node = parent[node])
      known[count++] = node;
    this.#knownCount = count;
    leastOfRows(this.#hierarchy, this.#weights, this.#base, known, count - 1, first - 1, -1, times);
    return times[asked];
  }

  /** All nodes at once: `out[node]`, by the topology's numbers. */
  fillAll(out: Int32Array): void {
    const { nodeCount, node } = this.#hierarchy;
    if (out.length !== nodeCount)
      throw new RangeError(`out has room for ${out.length} nodes, expected ${nodeCount}`);
    const times = this.#times;
    const known = this.#known;
    for (let at = 0; at < nodeCount; at += 1) known[at] = at;
    leastOfRows(this.#hierarchy, this.#weights, this.#base, known, nodeCount - 1, -1, -1, times);
    for (let at = 0; at < nodeCount; at += 1) out[node[at]] = times[at];
    this.#knownCount = nodeCount;
  }
}
