/**
 * The fewest nodes that part two sides of a graph, by maximum flow: every node outside the sides carries at most one
 * path from the one side to the other, so as many nodes part them as there are paths (Menger). The sides may grow and
 * the flow goes on from where it was, which gives one small cut after another, each better balanced than the last
 * (FlowCutter: Hamann and Strasser, Graph Bisection with Pareto Optimization, JEA 2018). Each round of the search
 * grows one breadth-first tree from every way out of a side, and every tree may bring one path, so that a round finds
 * many. Not here: which nodes the sides begin with, and which cut is best (separator.ts).
 *
 * A free node has two gates. Seen from the side that searches: the near one is where a path from that side comes in,
 * the far one where it leaves. A node without flow is passed from near to far. One with flow can only be turned: a
 * path that comes in at its near gate takes over what flowed on from there and leaves through the far gate of the
 * node before it.
 */
import { assert } from "../../base/assert.ts";
import type { Graph } from "./graph.ts";

export const free = 0;
export const sourceSide = 1;
export const sinkSide = 2;
export type Side = typeof sourceSide | typeof sinkSide;

const none = -1;

/** What one side reaches, and the arrays to find it: made once for the largest graph. */
class Reach {
  readonly side: Side;
  /** The round in which a gate was seen last. */
  readonly near: Int32Array;
  readonly far: Int32Array;
  /** Where the search came from: a neighbour, or the node itself when it came through it from its other gate. */
  readonly nearFrom: Int32Array;
  readonly farFrom: Int32Array;
  /** The tree that has seen the far gate, and the round in which a tree has brought its path. */
  readonly tree: Int32Array;
  readonly spent: Int32Array;
  /** Nodes whose far gate was seen, in that order. */
  readonly queue: Int32Array;
  queued = 0;
  /** Nodes whose near gate was seen. */
  readonly met: Int32Array;
  metCount = 0;
  round = 0;
  /** Nodes of this side that may still have a free neighbour. */
  readonly rim: Int32Array;
  rimCount = 0;
  /** How many nodes belong to the side. */
  size = 0;

  constructor(side: Side, capacity: number) {
    this.side = side;
    this.near = new Int32Array(capacity);
    this.far = new Int32Array(capacity);
    this.nearFrom = new Int32Array(capacity);
    this.farFrom = new Int32Array(capacity);
    this.tree = new Int32Array(capacity);
    this.spent = new Int32Array(capacity);
    this.queue = new Int32Array(capacity);
    this.met = new Int32Array(capacity);
    this.rim = new Int32Array(capacity);
  }

  clear(): void {
    this.queued = 0;
    this.metCount = 0;
    this.rimCount = 0;
    this.size = 0;
  }
}

export class CutSearch {
  readonly #side: Uint8Array;
  /** The node before and after on the path through a node, `none` without flow; may be a node of a side. */
  readonly #before: Int32Array;
  readonly #after: Int32Array;
  readonly #source: Reach;
  readonly #sink: Reach;
  #first: Int32Array = new Int32Array(1);
  #edges: Int32Array = new Int32Array(0);
  #flow = 0;

  /** For graphs of up to `capacity` nodes. */
  constructor(capacity: number) {
    this.#side = new Uint8Array(capacity);
    this.#before = new Int32Array(capacity);
    this.#after = new Int32Array(capacity);
    this.#source = new Reach(sourceSide, capacity);
    this.#sink = new Reach(sinkSide, capacity);
  }

  /** Begins anew, with both sides empty. */
  start({ nodeCount, first, edges }: Graph): void {
    this.#first = first;
    this.#edges = edges;
    this.#side.fill(free, 0, nodeCount);
    this.#before.fill(none, 0, nodeCount);
    this.#after.fill(none, 0, nodeCount);
    this.#source.clear();
    this.#sink.clear();
    this.#flow = 0;
  }

  /** The number of paths between the sides, and so of nodes in either side's cut. */
  get flow(): number {
    return this.#flow;
  }

  /** How many nodes lie on this side of this side's cut. */
  sizeOf(side: Side): number {
    const reach = this.#reachOf(side);
    return reach.size + reach.queued;
  }

  /** The nodes of the cut that is nearest to this side. */
  listCut(side: Side): number[] {
    const { met, metCount, far, round } = this.#reachOf(side);
    const cut: number[] = [];
    for (let at = 0; at < metCount; at += 1) if (far[met[at]] !== round) cut.push(met[at]);
    return cut;
  }

  /**
   * Makes a free node part of a side. Answers false, and changes nothing, for a node that is not free or is a
   * neighbour of the other side: no cut could then be between the two, so it stays free and ends up in every cut.
   */
  add(node: number, side: Side): boolean {
    if (this.#side[node] !== free) return false;
    const other = otherSide(side);
    for (let place = this.#first[node]; place < this.#first[node + 1]; place += 1)
      if (this.#side[this.#edges[place]] === other) return false;
    const back = this.#backOf(side);
    const forth = this.#backOf(other);
    // What flowed into it from its own side no longer has to: the nodes on the way are free for other paths.
    let behind = back[node];
    while (behind !== none && this.#side[behind] === free) {
      const next = back[behind];
      back[behind] = none;
      forth[behind] = none;
      behind = next;
    }
    this.#take(node, this.#reachOf(side));
    return true;
  }

  /** Makes all that this side reaches part of it. The flow stays the maximum it is. */
  absorb(side: Side): void {
    const reach = this.#reachOf(side);
    for (let at = 0; at < reach.queued; at += 1) this.#take(reach.queue[at], reach);
    reach.queued = 0;
  }

  /** Adds paths, searching from `side`, until there are no more. Answers false when it gave up, above `limit` paths. */
  raise(side: Side, limit: number): boolean {
    for (;;) {
      const found = this.#search(this.#reachOf(side), limit - this.#flow);
      this.#flow += found;
      if (this.#flow > limit) return false;
      if (found === 0) return true;
    }
  }

  /** Finds what `side` reaches, once the flow is a maximum. */
  explore(side: Side): void {
    assert(this.#search(this.#reachOf(side), 0) === 0, "explore: the flow is not a maximum");
  }

  #reachOf(side: Side): Reach {
    return side === sourceSide ? this.#source : this.#sink;
  }

  /** For each node with flow, the next one on its path towards `side`. */
  #backOf(side: Side): Int32Array {
    return side === sourceSide ? this.#before : this.#after;
  }

  #take(node: number, reach: Reach): void {
    this.#side[node] = reach.side;
    this.#before[node] = none;
    this.#after[node] = none;
    reach.rim[reach.rimCount] = node;
    reach.rimCount += 1;
    reach.size += 1;
  }

  /** One round of trees: answers how many paths it added. Ends early with more than `enough`. */
  #search(reach: Reach, enough: number): number {
    const { near, farFrom, tree, spent, queue } = reach;
    const sides = this.#side;
    const first = this.#first;
    const edges = this.#edges;
    const back = this.#backOf(reach.side);
    const other = otherSide(reach.side);
    this.#plant(reach, back);
    const { round } = reach;
    let found = 0;
    for (let at = 0; at < reach.queued; at += 1) {
      const node = queue[at];
      const root = tree[node];
      if (spent[root] === round) continue;
      const end = first[node + 1];
      for (let place = first[node]; place < end; place += 1) {
        const next = edges[place];
        const side = sides[next];
        if (side === free) {
          if (near[next] !== round) this.#enter(reach, back, next, node, root);
        } else if (side === other) {
          this.#addPath(reach, node, next);
          spent[root] = round;
          found += 1;
          break;
        }
      }
      if (found > enough) break;
      // Reached against its flow: that flow can be turned as well, further back along its path.
      if (spent[root] !== round && farFrom[node] !== node && near[node] !== round)
        this.#enter(reach, back, node, node, root);
    }
    return found;
  }

  /** Starts a round: one tree for each free node beside the side. */
  #plant(reach: Reach, back: Int32Array): void {
    const { near, rim } = reach;
    reach.round += 1;
    reach.queued = 0;
    reach.metCount = 0;
    let kept = 0;
    let trees = 0;
    for (let at = 0; at < reach.rimCount; at += 1) {
      const node = rim[at];
      let hasFree = false;
      for (let place = this.#first[node]; place < this.#first[node + 1]; place += 1) {
        const next = this.#edges[place];
        if (this.#side[next] !== free) continue;
        hasFree = true;
        if (near[next] === reach.round) continue;
        this.#enter(reach, back, next, node, trees);
        trees += 1;
      }
      if (!hasFree) continue;
      rim[kept] = node;
      kept += 1;
    }
    reach.rimCount = kept;
  }

  /** Comes to the near gate of `node` from `from`, and to the far gate that it leads to. */
  #enter(reach: Reach, back: Int32Array, node: number, from: number, root: number): void {
    const { round } = reach;
    reach.near[node] = round;
    reach.nearFrom[node] = from;
    reach.met[reach.metCount] = node;
    reach.metCount += 1;
    const behind = back[node];
    const gate = behind === none ? node : behind;
    // A path that starts at the side itself leads back to nothing new.
    if (this.#side[gate] !== free || reach.far[gate] === round) return;
    reach.far[gate] = round;
    reach.farFrom[gate] = node;
    reach.tree[gate] = root;
    reach.queue[reach.queued] = gate;
    reach.queued += 1;
  }

  /** Leads a path from the tree's root to the far gate of `last`, and on to `end`, a node of the other side. */
  #addPath(reach: Reach, last: number, end: number): void {
    const { nearFrom, farFrom } = reach;
    const back = this.#backOf(reach.side);
    const forth = this.#backOf(otherSide(reach.side));
    let node = last;
    forth[node] = end;
    for (;;) {
      // Its own near gate for a node that had no flow; else that of the node whose flow is turned here.
      const turned = farFrom[node];
      const from = nearFrom[turned];
      if (from === turned) {
        back[turned] = none;
        forth[turned] = none;
        node = turned;
        continue;
      }
      back[turned] = from;
      if (this.#side[from] !== free) return;
      forth[from] = turned;
      node = from;
    }
  }
}

function otherSide(side: Side): Side {
  return side === sourceSide ? sinkSide : sourceSide;
}
