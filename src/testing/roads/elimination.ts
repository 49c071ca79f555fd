/**
 * What an order is worth, counted the slow and certain way: nodes are taken out one after the other, each leaves its
 * later neighbours joined with each other, and everything is counted. The yardstick for orders is here too: plain
 * minimum degree, which looks at no map and no cut.
 */
import type { Topology } from "../../roads/network.ts";

export interface OrderWorth {
  /** Arcs of the hierarchy, each once, those that contraction adds included. */
  readonly upArcs: number;
  /** Triangles of three arcs: the work of a customisation. */
  readonly triangles: number;
  /** Nodes on the longest climb in the elimination tree. */
  readonly treeHeight: number;
  /** Nodes and arcs that one side of a query sees, on average over all nodes. */
  readonly meanClimbNodes: number;
  readonly meanClimbArcs: number;
}

/** Plays the elimination of `rank`, a permutation of the nodes. */
export function weighOrder(topology: Topology, rank: Int32Array): OrderWorth {
  const { nodeCount, tail, head } = topology;
  const above = Array.from({ length: nodeCount }, (): number[] => []);
  for (let arc = 0; arc < tail.length; arc += 1) {
    const [low, high] = [rank[tail[arc]], rank[head[arc]]];
    if (low < high) above[low].push(high);
    else if (high < low) above[high].push(low);
  }
  const degree = new Int32Array(nodeCount);
  const parent = new Int32Array(nodeCount).fill(-1);
  let upArcs = 0;
  let triangles = 0;
  for (let position = 0; position < nodeCount; position += 1) {
    const row = [...new Set(above[position])].sort((a, b) => a - b);
    above[position] = [];
    degree[position] = row.length;
    upArcs += row.length;
    triangles += (row.length * (row.length - 1)) / 2;
    if (row.length === 0) continue;
    // The first of them passes the others on when its own turn comes.
    parent[position] = row[0];
    for (const other of row.slice(1)) above[row[0]].push(other);
  }
  return { upArcs, triangles, ...weighClimbs(parent, degree) };
}

function weighClimbs(parent: Int32Array, degree: Int32Array) {
  const count = parent.length;
  const nodes = new Int32Array(count);
  const arcs = new Float64Array(count);
  let treeHeight = 0;
  let allNodes = 0;
  let allArcs = 0;
  for (let position = count - 1; position >= 0; position -= 1) {
    const above = parent[position];
    nodes[position] = 1 + (above === -1 ? 0 : nodes[above]);
    arcs[position] = degree[position] + (above === -1 ? 0 : arcs[above]);
    treeHeight = Math.max(treeHeight, nodes[position]);
    allNodes += nodes[position];
    allArcs += arcs[position];
  }
  const mean = (sum: number) => (count === 0 ? 0 : sum / count);
  return { treeHeight, meanClimbNodes: mean(allNodes), meanClimbArcs: mean(allArcs) };
}

/** The position of each node when always one with the fewest neighbours goes next; of equal ones the one that got there first. */
export function orderByDegree(topology: Topology): Int32Array {
  const { nodeCount, tail, head } = topology;
  const rows = Array.from({ length: nodeCount }, () => new Set<number>());
  for (let arc = 0; arc < tail.length; arc += 1) {
    if (tail[arc] === head[arc]) continue;
    rows[tail[arc]].add(head[arc]);
    rows[head[arc]].add(tail[arc]);
  }
  /** Nodes by the degree they had when they were filed; one that has another by now stands elsewhere too. */
  const byDegree: { readonly nodes: number[]; next: number }[] = [];
  const file = (node: number) => {
    while (byDegree.length <= rows[node].size) byDegree.push({ nodes: [], next: 0 });
    byDegree[rows[node].size].nodes.push(node);
  };
  for (let node = 0; node < nodeCount; node += 1) file(node);
  const rank = new Int32Array(nodeCount).fill(-1);
  let position = 0;
  for (let degree = 0; degree < byDegree.length;) {
    const filed = byDegree[degree];
    if (filed.next === filed.nodes.length) {
      degree += 1;
      continue;
    }
    const node = filed.nodes[filed.next];
    filed.next += 1;
    if (rank[node] !== -1 || rows[node].size !== degree) continue;
    rank[node] = position;
    position += 1;
    for (const a of rows[node]) {
      rows[a].delete(node);
      for (const b of rows[node]) if (a !== b) rows[a].add(b);
    }
    for (const a of rows[node]) file(a);
    // A neighbour may have come to have one fewer.
    degree = Math.max(0, degree - 1);
  }
  return rank;
}
