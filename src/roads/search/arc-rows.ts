/**
 * The arcs of a topology as a search walks them: by tail when it goes from a place, by head when it looks for who can
 * come to it. Both have the same shape, so that one search serves both directions. The nodes may have other numbers
 * here than in the topology: by rank, nodes that lie close have numbers that are close. Travel times are an array of
 * the caller's in the order of the rows, beside the weights of the hierarchy: a search that took them from the metric
 * by arc would be a quarter slower, and so it would be with nodes in the file's order. Not here: the searching.
 */
import type { Metric, Topology } from "../network.ts";

/** Milliseconds of each arc in the order of some rows. */
export type RowTimes = Int32Array;

export interface ArcRows {
  readonly nodeCount: number;
  /** Number here of each node of the topology. */
  readonly numbers: Int32Array;
  /** The arcs at node `v`: `arc[first[v]]` up to `arc[first[v + 1]]`, each with the node at its `other` end. */
  readonly first: Int32Array;
  readonly arc: Int32Array;
  readonly other: Int32Array;
  /** Where each arc of the topology stands in the rows. */
  readonly rowOfArc: Int32Array;
}

/** `numbers`: a number from 0 for each node of the topology, as a hierarchy's `rank`; without it, its own. */
export function rowsByTail(topology: Topology, numbers?: Int32Array): ArcRows {
  return makeRows(topology, topology.tail, topology.head, numbers);
}

export function rowsByHead(topology: Topology, numbers?: Int32Array): ArcRows {
  return makeRows(topology, topology.head, topology.tail, numbers);
}

function makeRows(
  { nodeCount, arcCount }: Topology,
  near: Int32Array,
  far: Int32Array,
  given?: Int32Array,
): ArcRows {
  const numbers = given ?? Int32Array.from({ length: nodeCount }, (_, node) => node);
  const first = new Int32Array(nodeCount + 1);
  for (let at = 0; at < arcCount; at += 1) first[numbers[near[at]] + 1] += 1;
  for (let v = 0; v < nodeCount; v += 1) first[v + 1] += first[v];
  const next = first.slice();
  const arc = new Int32Array(arcCount);
  const other = new Int32Array(arcCount);
  const rowOfArc = new Int32Array(arcCount);
  for (let at = 0; at < arcCount; at += 1) {
    const to = next[numbers[near[at]]]++;
    arc[to] = at;
    rowOfArc[at] = to;
    other[to] = numbers[far[at]];
  }
  return { nodeCount, numbers, first, arc, other, rowOfArc };
}

/** The times of the rows under a metric, in a new array. */
export function makeRowTimes({ arc }: ArcRows, metric: Metric): RowTimes {
  const times = new Int32Array(arc.length);
  for (let row = 0; row < arc.length; row += 1) times[row] = metric[arc[row]];
  return times;
}

/** Brings the times up to date after the metric of `arcs` has changed. */
export function updateRowTimes(
  { rowOfArc }: ArcRows,
  metric: Metric,
  arcs: ArrayLike<number>,
  times: RowTimes,
): void {
  for (let at = 0; at < arcs.length; at += 1) times[rowOfArc[arcs[at]]] = metric[arcs[at]];
}
