/**
 * The nodes of a place, sorted by the climbs that they lie on. A climb is a chain of parents in the elimination tree,
 * and two nodes that an arc joins are always on one, so that a place on a street has a single chain; the copies of a
 * split junction, or the crossings round a shut street, may stand on several. Not here: what is done on a climb.
 */
import type { Hierarchy } from "../hierarchy/hierarchy.ts";
import { noWay } from "../network.ts";
import type { NodeOffset } from "../snap/snap.ts";

export const wayLimits = {
  /** Nodes of one place; more than this is no place but an area. */
  offsetsOfPlace: 64,
} as const;

/** Throws a RangeError for a place that no query can take: nothing of the query has been touched by then. */
export function checkPlace({ nodeCount }: Hierarchy, place: readonly NodeOffset[]): void {
  if (place.length > wayLimits.offsetsOfPlace)
    throw new RangeError(
      `a place has ${place.length} nodes, expected at most ${wayLimits.offsetsOfPlace}; ask for parts of it`,
    );
  for (let at = 0; at < place.length; at += 1) {
    const { node, millis } = place[at];
    if (!(node >= 0 && node < nodeCount && millis >= 0 && millis <= noWay))
      throw new RangeError(
        `a place is ${millis} ms from node ${node}, expected 0 to ${noWay} ms and a node below ${nodeCount}`,
      );
  }
}

/** A workspace: setting it to another place allocates nothing. */
export class PlaceChains {
  /** The place's nodes by ascending rank, with what it takes to get to each, and the chain each is on. */
  readonly ranks = new Int32Array(wayLimits.offsetsOfPlace);
  readonly millis = new Int32Array(wayLimits.offsetsOfPlace);
  readonly chainOf = new Int32Array(wayLimits.offsetsOfPlace);
  nodeCount = 0;
  /** Rank of the node at which each chain begins, and of the highest of the place's nodes on it. */
  readonly lowest = new Int32Array(wayLimits.offsetsOfPlace);
  readonly #highest = new Int32Array(wayLimits.offsetsOfPlace);
  chainCount = 0;

  /** The place must have passed `checkPlace`. */
  set({ rank, parent }: Hierarchy, place: readonly NodeOffset[]): void {
    this.nodeCount = 0;
    this.chainCount = 0;
    for (let at = 0; at < place.length; at += 1)
      this.#insert(rank[place[at].node], place[at].millis);
    for (let at = 0; at < this.nodeCount; at += 1) this.#join(parent, at);
  }

  #insert(rank: number, millis: number): void {
    const { ranks, millis: times } = this;
    let at = this.nodeCount++;
    for (; at > 0 && ranks[at - 1] > rank; at -= 1) {
      ranks[at] = ranks[at - 1];
      times[at] = times[at - 1];
    }
    ranks[at] = rank;
    times[at] = millis;
  }

  /** Puts the next higher node on a chain that comes by it, or on one of its own. */
  #join(parent: Int32Array, at: number): void {
    const node = this.ranks[at];
    let chain = 0;
    for (; chain < this.chainCount; chain += 1) {
      let climber = this.#highest[chain];
      while (climber >= 0 && climber < node) climber = parent[climber];
      if (climber === node) break;
    }
    if (chain === this.chainCount) {
      this.lowest[chain] = node;
      this.chainCount += 1;
    }
    this.#highest[chain] = node;
    this.chainOf[at] = chain;
  }
}
