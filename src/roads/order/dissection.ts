/**
 * Nested dissection: a part of the graph is cut by a separator, whose nodes are contracted last of the part, and each
 * piece that is left is a part again. A part is a range of positions in the order, and owns that range of every shared
 * array; so parts can be split in any sequence and by any thread, and the order comes out the same. Not here: threads,
 * and how a cut is found (separator.ts).
 */
import { CutSearch } from "./cut-search.ts";
import { directionCount } from "./directions.ts";
import type { Graph } from "./graph.ts";
import { LeafOrder } from "./leaf.ts";
import { defaultSeparatorRule, findSeparator, type SeparatorRule } from "./separator.ts";

/** What the splitting of parts works on. The arrays may stand in shared memory. */
export interface Dissection {
  readonly graph: Graph;
  /** The nodes along each direction; within the range of a part, the part's nodes. */
  readonly sorted: Int32Array;
  /** The first position of the part that each node is in; -1 = its own position is known. */
  readonly partOf: Int32Array;
  /** The node at each position of the order, where it is known. */
  readonly nodeAt: Int32Array;
}

/** The nodes at positions `from` up to `to`. */
export interface Part {
  readonly from: number;
  readonly to: number;
  /** How many cuts it took to make it. */
  readonly level: number;
}

export interface DissectionRule extends SeparatorRule {
  /** A part of at most this many nodes is not cut. */
  readonly leafNodes: number;
}

export const defaultDissectionRule: DissectionRule = { ...defaultSeparatorRule, leafNodes: 32 };

/** What one split did. */
export interface Split {
  /** Nodes of the separator; 0 = the part was ordered to the end. */
  readonly separator: number;
  readonly parts: readonly Part[];
}

/** Splits parts of one dissection. Holds the workspace; one per thread. */
export class Dissector {
  readonly #dissection: Dissection;
  readonly #rule: DissectionRule;
  /** These are for parts of up to `#capacity` nodes, made when such a part comes. */
  #search = new CutSearch(0);
  #queue = new Int32Array(0);
  #capacity = 0;
  readonly #leaf: LeafOrder;
  /** The number of each node in the part at hand. */
  readonly #local: Int32Array;
  /** By number in the part: the piece it falls to, `inSeparator`, or `unknown`. */
  #piece = new Int32Array(0);

  constructor(dissection: Dissection, rule: DissectionRule = defaultDissectionRule) {
    const { nodeCount } = dissection.graph;
    this.#dissection = dissection;
    this.#rule = rule;
    this.#leaf = new LeafOrder(nodeCount);
    this.#local = new Int32Array(nodeCount);
  }

  split(part: Part): Split {
    const { from, to } = part;
    const { graph, sorted, nodeAt, partOf } = this.#dissection;
    if (to - from <= this.#rule.leafNodes) {
      const nodes = nodeAt.subarray(from, to);
      nodes.set(sorted.subarray(from, to));
      this.#leaf.sort(graph, nodes);
      for (const node of nodes) partOf[node] = -1;
      return { separator: 0, parts: [] };
    }
    this.#makeRoom(to - from);
    const local = this.#extract(part);
    const separator = this.#isWhole(local) ? this.#findCut(local, part) : [];
    return { separator: separator.length, parts: this.#separate(local, part, separator) };
  }

  #makeRoom(nodeCount: number): void {
    if (nodeCount <= this.#capacity) return;
    this.#capacity = nodeCount;
    this.#search = new CutSearch(nodeCount);
    this.#piece = new Int32Array(nodeCount);
    this.#queue = new Int32Array(nodeCount);
  }

  /** The part as a graph of its own, its nodes numbered along the first direction. */
  #extract({ from, to }: Part): Graph {
    const { graph, sorted, partOf } = this.#dissection;
    const nodeCount = to - from;
    const nodes = sorted.subarray(from, to);
    const local = this.#local;
    for (let at = 0; at < nodeCount; at += 1) local[nodes[at]] = at;
    let most = 0;
    for (const node of nodes) most += graph.first[node + 1] - graph.first[node];
    const first = new Int32Array(nodeCount + 1);
    const edges = new Int32Array(most);
    let count = 0;
    for (let at = 0; at < nodeCount; at += 1) {
      const node = nodes[at];
      for (let place = graph.first[node]; place < graph.first[node + 1]; place += 1) {
        const next = graph.edges[place];
        if (partOf[next] !== from) continue;
        edges[count] = local[next];
        count += 1;
      }
      first[at + 1] = count;
    }
    return { nodeCount, first, edges };
  }

  #isWhole(local: Graph): boolean {
    this.#piece.fill(unknown, 0, local.nodeCount);
    return this.#spread(local, 0, 0) === local.nodeCount;
  }

  /** Marks all that can be reached from `start` as `piece`; answers how many there are. */
  #spread({ first, edges }: Graph, start: number, piece: number): number {
    const pieces = this.#piece;
    const queue = this.#queue;
    pieces[start] = piece;
    queue[0] = start;
    let count = 1;
    for (let at = 0; at < count; at += 1) {
      const node = queue[at];
      for (let place = first[node]; place < first[node + 1]; place += 1) {
        const next = edges[place];
        if (pieces[next] !== unknown) continue;
        pieces[next] = piece;
        queue[count] = next;
        count += 1;
      }
    }
    return count;
  }

  #findCut(local: Graph, { from, to }: Part): number[] {
    const { sorted, graph } = this.#dissection;
    const { nodeCount, first } = local;
    if (first[nodeCount] === nodeCount * (nodeCount - 1))
      return Array.from({ length: nodeCount }, (_, node) => node);
    const lines = new Int32Array(directionCount * nodeCount);
    for (let direction = 0; direction < directionCount; direction += 1) {
      const start = direction * graph.nodeCount;
      for (let at = from; at < to; at += 1)
        lines[direction * nodeCount + at - from] = this.#local[sorted[start + at]];
    }
    return findSeparator(local, lines, this.#search, this.#rule) ?? [hubOf(local)];
  }

  /** Gives the separator the last positions of the part, and each piece that is left a range of its own. */
  #separate(local: Graph, { from, to, level }: Part, separator: readonly number[]): Part[] {
    const { sorted, partOf, nodeAt, graph } = this.#dissection;
    const { nodeCount } = local;
    const nodes = sorted.slice(from, to);
    const pieces = this.#piece;
    pieces.fill(unknown, 0, nodeCount);
    for (const [at, node] of separator.entries()) {
      pieces[node] = inSeparator;
      nodeAt[to - separator.length + at] = nodes[node];
      partOf[nodes[node]] = -1;
    }
    const parts: Part[] = [];
    let position = from;
    for (let node = 0; node < nodeCount; node += 1) {
      if (pieces[node] !== unknown) continue;
      const count = this.#spread(local, node, parts.length);
      parts.push({ from: position, to: position + count, level: level + 1 });
      position += count;
    }
    for (let node = 0; node < nodeCount; node += 1)
      if (pieces[node] !== inSeparator) partOf[nodes[node]] = parts[pieces[node]].from;
    for (let direction = 0; direction < directionCount; direction += 1) {
      const start = direction * graph.nodeCount;
      this.#partition(sorted.subarray(start + from, start + to), from, parts);
    }
    return parts;
  }

  /** Moves the nodes of each piece to its range; within it they stay as they were sorted. */
  #partition(line: Int32Array, from: number, parts: readonly Part[]): void {
    const next = parts.map((part) => part.from - from);
    const moved = this.#queue.subarray(0, line.length);
    for (const node of line) {
      const piece = this.#piece[this.#local[node]];
      if (piece === inSeparator) continue;
      moved[next[piece]] = node;
      next[piece] += 1;
    }
    line.set(moved);
  }
}

const unknown = -1;
const inSeparator = -2;

/** The node with the most neighbours, of equal ones the first: a cut where nothing better is to be had. */
function hubOf({ nodeCount, first }: Graph): number {
  let hub = 0;
  for (let node = 1; node < nodeCount; node += 1)
    if (first[node + 1] - first[node] > first[hub + 1] - first[hub]) hub = node;
  return hub;
}
