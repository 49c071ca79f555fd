/**
 * The part of an order that needs no search: a junction with at most two neighbours is contracted before any other,
 * which adds at most one edge and takes two away. Dead ends, whole trees and the points along a road go this way, and
 * what is left, the core, has three or more neighbours nearly everywhere and is a seventh of a map with shape points.
 * Contraction goes in rounds that never take two neighbours, so that a long road is halved again and again and the
 * climb out of it is logarithmic, not linear, in its points. Not here: how the core is ordered (dissection.ts).
 */
import type { Graph } from "./graph.ts";

export interface Reduction {
  /** Nodes in the order in which they are contracted. */
  readonly contracted: Int32Array;
  /** The node of each node of the core, ascending. */
  readonly coreNodes: Int32Array;
  /** What is left, edges added by contraction included. */
  readonly core: Graph;
}

/**
 * A road of a million points is gone after this many rounds. What still goes on is taken from one end node by node
 * (a long row of crossings, a valley road with its side streets): it is climbed in as many steps, so the rest is left
 * to be cut in the middle.
 */
const reductionRounds = 20;

const alive = 0;
const gone = 1;

/** A graph that shrinks in place: a row may hold nodes that are gone, and never grows. */
class Shrinking {
  readonly first: Int32Array;
  readonly edges: Int32Array;
  readonly degree: Int32Array;
  readonly state: Uint8Array;

  constructor({ nodeCount, first, edges }: Graph) {
    this.first = first;
    this.edges = edges.slice();
    this.state = new Uint8Array(nodeCount);
    this.degree = new Int32Array(nodeCount);
    for (let node = 0; node < nodeCount; node += 1)
      this.degree[node] = first[node + 1] - first[node];
  }

  /** The living neighbour at or after `at` in the row of `node`, as a place in `edges`; -1 = none. */
  nextPlace(node: number, at: number): number {
    for (let place = at; place < this.first[node + 1]; place += 1)
      if (this.state[this.edges[place]] === alive) return place;
    return -1;
  }

  /** Contracts a node of at most two neighbours and answers them, -1 where there is none. */
  contract(node: number): readonly [number, number] {
    const firstPlace = this.nextPlace(node, this.first[node]);
    const secondPlace = firstPlace === -1 ? -1 : this.nextPlace(node, firstPlace + 1);
    this.state[node] = gone;
    if (firstPlace === -1) return [-1, -1];
    const a = this.edges[firstPlace];
    if (secondPlace === -1) {
      this.degree[a] -= 1;
      return [a, -1];
    }
    const b = this.edges[secondPlace];
    if (this.#isJoined(a, b)) {
      this.degree[a] -= 1;
      this.degree[b] -= 1;
    } else {
      this.#replace(a, node, b);
      this.#replace(b, node, a);
    }
    return [a, b];
  }

  #isJoined(a: number, b: number): boolean {
    const length = (node: number) => this.first[node + 1] - this.first[node];
    const [from, to] = length(a) <= length(b) ? [a, b] : [b, a];
    for (let place = this.first[from]; place < this.first[from + 1]; place += 1)
      if (this.edges[place] === to) return true;
    return false;
  }

  #replace(node: number, old: number, by: number): void {
    let place = this.first[node];
    while (this.edges[place] !== old) place += 1;
    this.edges[place] = by;
  }
}

/** Contracts the nodes that have, or come to have, at most two neighbours. */
export function reduce(graph: Graph, mostRounds: number = reductionRounds): Reduction {
  const { nodeCount } = graph;
  const shrinking = new Shrinking(graph);
  const { degree, state } = shrinking;
  const contracted = new Int32Array(nodeCount);
  let count = 0;
  /** The last round in which a neighbour was contracted: this node has to wait for the next. */
  const touched = new Int32Array(nodeCount);
  let round: number[] = [];
  for (let node = 0; node < nodeCount; node += 1) if (degree[node] <= 2) round.push(node);
  for (let number = 1; round.length > 0 && number <= mostRounds; number += 1) {
    const next: number[] = [];
    const touch = (node: number) => {
      if (node === -1 || touched[node] === number) return;
      touched[node] = number;
      next.push(node);
    };
    for (const node of round) {
      if (touched[node] === number || degree[node] > 2 || state[node] === gone) continue;
      contracted[count] = node;
      count += 1;
      const [a, b] = shrinking.contract(node);
      touch(a);
      touch(b);
    }
    round = next;
  }
  return { contracted: contracted.slice(0, count), ...coreOf(shrinking, nodeCount - count) };
}

function coreOf(shrinking: Shrinking, coreCount: number): Omit<Reduction, "contracted"> {
  const { first, edges, state, degree } = shrinking;
  const coreNodes = new Int32Array(coreCount);
  const coreOfNode = new Int32Array(state.length);
  const coreFirst = new Int32Array(coreCount + 1);
  let count = 0;
  for (let node = 0; node < state.length; node += 1) {
    if (state[node] === gone) continue;
    coreNodes[count] = node;
    coreOfNode[node] = count;
    coreFirst[count + 1] = coreFirst[count] + degree[node];
    count += 1;
  }
  const coreEdges = new Int32Array(coreFirst[coreCount]);
  for (let core = 0; core < coreCount; core += 1) {
    const node = coreNodes[core];
    let at = coreFirst[core];
    for (let place = first[node]; place < first[node + 1]; place += 1) {
      if (state[edges[place]] === gone) continue;
      coreEdges[at] = coreOfNode[edges[place]];
      at += 1;
    }
    coreEdges.subarray(coreFirst[core], at).sort();
  }
  return { coreNodes, core: { nodeCount: coreCount, first: coreFirst, edges: coreEdges } };
}
