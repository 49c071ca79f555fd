/**
 * The network as an order sees it: an undirected graph without loops and without parallel edges, because a
 * contraction order has to serve every vehicle class and every metric, and so may look only at what is joined to
 * what. Not here: coordinates (directions.ts), and anything about travel times.
 */
import type { Topology } from "../network.ts";

/** Each edge stands in the rows of both its ends; neighbours of `node` are `edges[first[node]]` up to `first[node + 1]`. */
export interface Graph {
  readonly nodeCount: number;
  /** Length nodeCount + 1. */
  readonly first: Int32Array;
  /** Rows in ascending order. */
  readonly edges: Int32Array;
}

/** The undirected view of a topology: an edge where there is an arc in either direction. */
export function toGraph({ nodeCount, arcCount, tail, head }: Topology): Graph {
  const start = new Int32Array(nodeCount + 1);
  for (let arc = 0; arc < arcCount; arc += 1) {
    if (tail[arc] === head[arc]) continue;
    start[tail[arc] + 1] += 1;
    start[head[arc] + 1] += 1;
  }
  for (let node = 0; node < nodeCount; node += 1) start[node + 1] += start[node];
  const rows = new Int32Array(start[nodeCount]);
  const fill = start.slice(0, nodeCount);
  for (let arc = 0; arc < arcCount; arc += 1) {
    const from = tail[arc];
    const to = head[arc];
    if (from === to) continue;
    rows[fill[from]] = to;
    fill[from] += 1;
    rows[fill[to]] = from;
    fill[to] += 1;
  }
  return withoutDoubles(nodeCount, start, rows);
}

/** Sorts each row and keeps one of each neighbour. */
function withoutDoubles(nodeCount: number, start: Int32Array, rows: Int32Array): Graph {
  const first = new Int32Array(nodeCount + 1);
  let kept = 0;
  for (let node = 0; node < nodeCount; node += 1) {
    const row = rows.subarray(start[node], start[node + 1]).sort();
    for (let at = 0; at < row.length; at += 1) {
      if (at > 0 && row[at] === row[at - 1]) continue;
      // Never ahead of what is still to be read: at most as many are kept as were passed.
      const neighbour = row[at];
      rows[kept] = neighbour;
      kept += 1;
    }
    first[node + 1] = kept;
  }
  return { nodeCount, first, edges: rows.slice(0, kept) };
}
