/**
 * The order in which a map's junctions are contracted, which decides how good the hierarchy above the map can be. It
 * depends on what is joined to what and on where it lies, never on travel times, so it is made once per map: first
 * what needs no search (reduce.ts), then nested dissection by inertial flow (dissection.ts). Every map gives the same
 * order on every machine and with any number of threads. Not here: the hierarchy, and threads (the caller hands parts
 * to them: `beginOrder`, a `Dissector` in each with `splitToEnd`, `finishOrder`).
 */
import type { Topology } from "../network.ts";
import { type Dissection, type DissectionRule, Dissector, type Part } from "./dissection.ts";
import { sortAlongDirections } from "./directions.ts";
import { heightOf, listParents, toPostorder } from "./elimination-tree.ts";
import { type Graph, toGraph } from "./graph.ts";
import { reduce, type Reduction } from "./reduce.ts";

export interface OrderStatistics {
  /** Nodes that were contracted before any cut, and nodes left to be cut. */
  readonly reducedNodes: number;
  readonly coreNodes: number;
  /** By level of the dissection: how many cuts, their nodes together, and the largest one. */
  readonly levels: readonly LevelStatistics[];
  /** Nodes on the longest climb in the elimination tree. */
  readonly treeHeight: number;
}

export interface LevelStatistics {
  readonly cuts: number;
  readonly separatorNodes: number;
  readonly largestSeparator: number;
}

export interface Order {
  /** Position of each node in the order: a permutation of 0 to nodeCount - 1; 0 is contracted first. */
  readonly rank: Int32Array;
  readonly statistics: OrderStatistics;
}

/** An order that is being made. */
export interface OrderWork {
  readonly graph: Graph;
  readonly reduction: Reduction;
  readonly dissection: Dissection;
  /** What is to be split first: the whole core. */
  readonly parts: readonly Part[];
}

/** Makes the order in one go. `rule` is for measurements; the default is what is best on road networks. */
export function makeOrder(topology: Topology, rule?: DissectionRule): Order {
  const work = beginOrder(topology);
  const levels = new LevelCounts();
  const dissector = new Dissector(work.dissection, rule);
  for (const part of work.parts) splitToEnd(dissector, part, levels);
  return finishOrder(work, levels);
}

/** Splits a part, and what comes of it, until nothing is left to split. */
export function splitToEnd(dissector: Dissector, part: Part, levels: LevelCounts): void {
  const parts = [part];
  for (let next = parts.pop(); next !== undefined; next = parts.pop()) {
    const split = dissector.split(next);
    levels.addCut(next.level, split.separator);
    for (const piece of split.parts) parts.push(piece);
  }
}

/** `allocate` gives the arrays that splitting works on: in shared memory where threads are to do it. */
export function beginOrder(
  topology: Topology,
  allocate: (length: number) => Int32Array = (length) => new Int32Array(length),
): OrderWork {
  const graph = toGraph(topology);
  const reduction = reduce(graph);
  const { core, coreNodes } = reduction;
  const { nodeCount } = core;
  const put = (values: Int32Array) => {
    const array = allocate(values.length);
    array.set(values);
    return array;
  };
  const dissection: Dissection = {
    graph: { nodeCount, first: put(core.first), edges: put(core.edges) },
    sorted: put(sortAlongDirections(topology, coreNodes)),
    partOf: allocate(nodeCount),
    nodeAt: allocate(nodeCount),
  };
  const parts = nodeCount === 0 ? [] : [{ from: 0, to: nodeCount, level: 0 }];
  return { graph, reduction, dissection, parts };
}

/** When every part has been split to the end. */
export function finishOrder(work: OrderWork, levels: LevelCounts): Order {
  const { graph, reduction, dissection } = work;
  const { contracted, coreNodes } = reduction;
  const rank = new Int32Array(graph.nodeCount);
  for (const [position, node] of contracted.entries()) rank[node] = position;
  for (const [position, core] of dissection.nodeAt.entries())
    rank[coreNodes[core]] = contracted.length + position;
  const parent = listParents(graph, rank);
  const moved = toPostorder(parent);
  for (let node = 0; node < rank.length; node += 1) rank[node] = moved[rank[node]];
  const statistics: OrderStatistics = {
    reducedNodes: contracted.length,
    coreNodes: coreNodes.length,
    levels: levels.list(),
    treeHeight: heightOf(parent),
  };
  return { rank, statistics };
}

/** Counts the cuts of a dissection; the sequence in which they come does not matter. */
export class LevelCounts {
  readonly #levels: LevelStatistics[] = [];

  /** `separatorNodes` of 0 stands for a part that was not cut. */
  addCut(level: number, separatorNodes: number): void {
    if (separatorNodes === 0) return;
    this.#add(level, { cuts: 1, separatorNodes, largestSeparator: separatorNodes });
  }

  /** Adds what was counted elsewhere. */
  addAll(levels: readonly LevelStatistics[]): void {
    for (const [level, counts] of levels.entries()) this.#add(level, counts);
  }

  #add(level: number, more: LevelStatistics): void {
    while (this.#levels.length <= level)
      this.#levels.push({ cuts: 0, separatorNodes: 0, largestSeparator: 0 });
    const counts = this.#levels[level];
    this.#levels[level] = {
      cuts: counts.cuts + more.cuts,
      separatorNodes: counts.separatorNodes + more.separatorNodes,
      largestSeparator: Math.max(counts.largestSeparator, more.largestSeparator),
    };
  }

  list(): readonly LevelStatistics[] {
    return this.#levels;
  }
}
