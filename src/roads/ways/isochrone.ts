/**
 * What can be reached from a place within a time, or from where the place can be reached: the nodes with their times,
 * and the arcs that are covered in part. A small area is searched; when that has settled as many nodes as it pays, one
 * sweep over the whole network takes its place. Both give the same, by ascending node. The object is a workspace and
 * holds the answer until the next question. Not here: the segment that the place itself is on (snap.ts knows how far
 * its ends are), and outlines to draw.
 */
import type { Weights } from "../hierarchy/customise.ts";
import type { Hierarchy } from "../hierarchy/hierarchy.ts";
import { noWay, type Topology } from "../network.ts";
import { type ArcRows, rowsByHead, rowsByTail, type RowTimes } from "../search/arc-rows.ts";
import { PlainSearch, type SearchGoal } from "../search/plain-search.ts";
import type { NodeOffset } from "../snap/snap.ts";
import { Sweep } from "./sweep.ts";

/** A sweep of the whole network costs what settling this share of its nodes does. */
const sweepShare = 1 / 8;

export class Isochrone {
  readonly #hierarchy: Hierarchy;
  /** The arcs by tail and by head, nodes numbered by rank; questions come with the times of the one or the other. */
  readonly byTail: ArcRows;
  readonly byHead: ArcRows;
  readonly #search: PlainSearch;
  readonly #sweep: Sweep;
  readonly #budget = new NodeBudget();
  readonly #all: Int32Array;
  /** Nodes of the topology within the time, ascending, and their times; the first `nodeCount`. */
  readonly nodes: Int32Array;
  readonly millis: Int32Array;
  nodeCount = 0;
  /**
   * Arcs that can be begun within the time but not ended, and the share of each that is covered: from its tail on, or
   * up to its head where the place is to be reached; 0 to below 1. The first `partCount`. Any other open arc out of
   * (into) one of the nodes is covered whole.
   */
  readonly partArcs: Int32Array;
  readonly partShares: Float64Array;
  partCount = 0;

  constructor(topology: Topology, hierarchy: Hierarchy) {
    const { nodeCount, arcCount } = topology;
    this.#hierarchy = hierarchy;
    this.byTail = rowsByTail(topology, hierarchy.rank);
    this.byHead = rowsByHead(topology, hierarchy.rank);
    this.#search = new PlainSearch(hierarchy);
    this.#sweep = new Sweep(hierarchy);
    this.#all = new Int32Array(nodeCount);
    this.nodes = new Int32Array(nodeCount);
    this.millis = new Int32Array(nodeCount);
    this.partArcs = new Int32Array(arcCount);
    this.partShares = new Float64Array(arcCount);
  }

  /** Who can be reached from the place within `untilMillis`. Times of `byTail` and weights are of one metric. */
  findFrom(
    tailTimes: RowTimes,
    weights: Weights,
    place: readonly NodeOffset[],
    untilMillis: number,
  ) {
    const until = Math.min(untilMillis, noWay - 1);
    if (!this.#searchArea(this.byTail, tailTimes, place, until)) {
      this.#sweep.beginFrom(weights, place);
      this.#sweepArea(until);
    }
    this.#listParts(this.byTail, tailTimes, until);
  }

  /** Who can reach the place within `untilMillis`. Times of `byHead` and weights are of one metric. */
  findTo(headTimes: RowTimes, weights: Weights, place: readonly NodeOffset[], untilMillis: number) {
    const until = Math.min(untilMillis, noWay - 1);
    if (!this.#searchArea(this.byHead, headTimes, place, until)) {
      this.#sweep.beginTo(weights, place);
      this.#sweepArea(until);
    }
    this.#listParts(this.byHead, headTimes, until);
  }

  /** Whether the search came to its end before a sweep would have. */
  #searchArea(
    rows: ArcRows,
    rowTimes: RowTimes,
    place: readonly NodeOffset[],
    until: number,
  ): boolean {
    const search = this.#search;
    const { node, rank } = this.#hierarchy;
    const budget = this.#budget;
    budget.left = Math.ceil(rows.nodeCount * sweepShare);
    search.run(rows, rowTimes, place, until, budget);
    if (budget.left < 0) return false;
    const count = search.settledCount;
    for (let at = 0; at < count; at += 1) this.nodes[at] = node[search.settled[at]];
    this.nodes.subarray(0, count).sort();
    for (let at = 0; at < count; at += 1) this.millis[at] = search.millis[rank[this.nodes[at]]];
    this.nodeCount = count;
    return true;
  }

  #sweepArea(until: number): void {
    const all = this.#all;
    this.#sweep.fillAll(all);
    let count = 0;
    for (let node = 0; node < all.length; node += 1) {
      if (all[node] > until) continue;
      this.nodes[count] = node;
      this.millis[count] = all[node];
      count += 1;
    }
    this.nodeCount = count;
  }

  #listParts({ first, arc }: ArcRows, rowTimes: RowTimes, until: number): void {
    const { rank } = this.#hierarchy;
    let count = 0;
    for (let at = 0; at < this.nodeCount; at += 1) {
      const v = rank[this.nodes[at]];
      const left = until - this.millis[at];
      for (let row = first[v]; row < first[v + 1]; row += 1) {
        const takes = rowTimes[row];
        if (takes <= left || takes >= noWay) continue;
        this.partArcs[count] = arc[row];
        this.partShares[count] = left / takes;
        count += 1;
      }
    }
    this.partCount = count;
  }
}

/** Ends a search that has settled more nodes than it was given. */
class NodeBudget implements SearchGoal {
  /** Below 0 when the search was ended. */
  left = 0;

  settle(_node: number, _millis: number, untilMillis: number): number {
    this.left -= 1;
    return this.left < 0 ? -1 : untilMillis;
  }
}
