/**
 * The best small set of nodes that parts a connected graph into balanced sides, by inertial flow: along each
 * direction the first nodes are one side and the last ones the other, the fewest nodes between them are cut, the
 * smaller side grows, and so on until no better cut can come (Schild and Sommer, On Balanced Separators in Road
 * Networks, SEA 2015; Gottesbüren, Hamann, Uhl and Wagner, Faster and Better Nested Dissection Orders for
 * Customizable Contraction Hierarchies, Algorithms 2019). The best cut is small for how evenly it divides. Not here:
 * the flow (cut-search.ts), the recursion (dissection.ts).
 */
import { type CutSearch, sinkSide, type Side, sourceSide } from "./cut-search.ts";
import { directionCount } from "./directions.ts";
import type { Graph } from "./graph.ts";

export interface SeparatorRule {
  /** Share of the nodes that each side begins with. */
  readonly firstShare: number;
  /** Share of the nodes by which the smaller side grows at a time. */
  readonly stepShare: number;
  /** Share of the nodes that the smaller side of a cut must have. */
  readonly leastShare: number;
}

export const defaultSeparatorRule: SeparatorRule = {
  firstShare: 0.05,
  stepShare: 0.05,
  leastShare: 0.2,
};

interface Best {
  nodes: number[];
  /** Nodes of the smaller side; 0 = there is no cut yet. */
  smaller: number;
}

/**
 * Nodes whose removal parts `graph`, or undefined where no direction gives any. `sorted` holds its nodes along each
 * direction, one direction behind the other.
 */
export function findSeparator(
  graph: Graph,
  sorted: Int32Array,
  search: CutSearch,
  rule: SeparatorRule = defaultSeparatorRule,
): number[] | undefined {
  const best: Best = { nodes: [], smaller: 0 };
  for (let direction = 0; direction < directionCount; direction += 1) {
    const line = sorted.subarray(direction * graph.nodeCount, (direction + 1) * graph.nodeCount);
    cutAlong(graph, line, search, rule, best);
  }
  return best.smaller === 0 ? undefined : best.nodes;
}

/** Improves `best` by the cuts across one direction. */
function cutAlong(
  graph: Graph,
  line: Int32Array,
  search: CutSearch,
  rule: SeparatorRule,
  best: Best,
): void {
  const { nodeCount } = graph;
  const front = new Front(line, search);
  search.start(graph);
  const firstCount = Math.ceil(nodeCount * rule.firstShare);
  const stepCount = Math.ceil(nodeCount * rule.stepShare);
  const leastCount = Math.ceil(nodeCount * rule.leastShare);
  if (front.grow(sourceSide, firstCount) === 0 || front.grow(sinkSide, firstCount) === 0) return;
  let side: Side = sourceSide;
  // Until it is first looked for, nothing is known of the other side.
  let isKnown = false;
  for (;;) {
    const { flow } = search;
    const limit = mostUseful(nodeCount, best);
    if (flow > limit || !search.raise(side, limit)) return;
    // What the other side reaches changes with the flow only.
    if (search.flow !== flow || !isKnown)
      search.explore(side === sourceSide ? sinkSide : sourceSide);
    isKnown = true;
    const sourceSize = search.sizeOf(sourceSide);
    const sinkSize = search.sizeOf(sinkSide);
    consider(nodeCount, search, sourceSide, leastCount, best);
    consider(nodeCount, search, sinkSide, leastCount, best);
    side = sourceSize <= sinkSize ? sourceSide : sinkSide;
    search.absorb(side);
    if (front.grow(side, stepCount) === 0) return;
  }
}

/** The two ends of a direction's line, from which the sides grow. */
class Front {
  readonly #line: Int32Array;
  readonly #search: CutSearch;
  #low = 0;
  #high: number;

  constructor(line: Int32Array, search: CutSearch) {
    this.#line = line;
    this.#search = search;
    this.#high = line.length - 1;
  }

  /** Adds up to `count` nodes to a side; answers how many there were. */
  grow(side: Side, count: number): number {
    let added = 0;
    while (added < count && this.#low <= this.#high) {
      const node = side === sourceSide ? this.#line[this.#low] : this.#line[this.#high];
      if (side === sourceSide) this.#low += 1;
      else this.#high -= 1;
      if (this.#search.add(node, side)) added += 1;
    }
    return added;
  }
}

/** The largest cut that, with sides of equal size, would still be better than the best so far. */
function mostUseful(nodeCount: number, best: Best): number {
  if (best.smaller === 0) return nodeCount;
  let low = 0;
  let high = nodeCount;
  while (low < high) {
    const flow = (low + high + 1) >> 1;
    if (isBetter(flow, (nodeCount - flow) / 2, best)) low = flow;
    else high = flow - 1;
  }
  return low;
}

/**
 * Whether a cut has less expansion than the best so far, where the expansion is its nodes to the fourth power by the
 * smaller side's to the third: with them by the smaller side itself small cuts far off the middle lose too often
 * (triangles in Porto 1,142,916 against 1,091,638, in Moscow 1,462,969 against 1,438,926). Products, which every
 * machine rounds alike, not powers, which it need not.
 */
function isBetter(cut: number, smaller: number, best: Best): boolean {
  if (best.smaller === 0) return true;
  const bestCut = best.nodes.length;
  const here = cut * cut * cut * cut * best.smaller * best.smaller * best.smaller;
  const there = bestCut * bestCut * bestCut * bestCut * smaller * smaller * smaller;
  return here < there;
}

function consider(
  nodeCount: number,
  search: CutSearch,
  side: Side,
  leastCount: number,
  best: Best,
): void {
  const { flow } = search;
  const size = search.sizeOf(side);
  const smaller = Math.min(size, nodeCount - flow - size);
  if (smaller < leastCount || !isBetter(flow, smaller, best)) return;
  best.nodes = search.listCut(side);
  best.smaller = smaller;
}
