/**
 * The elimination tree of an order: the parent of a node is the first of its neighbours, once contracted nodes have
 * joined theirs, to be contracted after it. A query climbs it, so its height bounds the work; and any order that keeps
 * children before parents makes the same hierarchy, so the order is free to lay every subtree side by side in memory.
 * Source: Liu, The Role of Elimination Trees in Sparse Factorization, SIAM J. Matrix Anal. Appl. 1990. Not here: the
 * hierarchy's arcs.
 */
import type { Graph } from "./graph.ts";

const none = -1;

/** The parent of each position of the order, -1 for a root; `rank` gives the position of each node. */
export function listParents({ nodeCount, first, edges }: Graph, rank: Int32Array): Int32Array {
  const nodeAt = new Int32Array(nodeCount);
  for (let node = 0; node < nodeCount; node += 1) nodeAt[rank[node]] = node;
  const parent = new Int32Array(nodeCount).fill(none);
  /** A shortcut towards the root, shortened further by every climb. */
  const above = new Int32Array(nodeCount).fill(none);
  for (let position = 0; position < nodeCount; position += 1) {
    const node = nodeAt[position];
    for (let place = first[node]; place < first[node + 1]; place += 1) {
      let climber = rank[edges[place]];
      if (climber >= position) continue;
      while (above[climber] !== none && above[climber] !== position) {
        const next = above[climber];
        above[climber] = position;
        climber = next;
      }
      if (above[climber] !== none) continue;
      above[climber] = position;
      parent[climber] = position;
    }
  }
  return parent;
}

/** The new position of each position, when every subtree stands in one piece with its root at the end. */
export function toPostorder(parent: Int32Array): Int32Array {
  const count = parent.length;
  const size = new Int32Array(count).fill(1);
  for (let position = 0; position < count; position += 1)
    if (parent[position] !== none) size[parent[position]] += size[position];
  /** The first free place of each subtree, filled from its end. */
  const end = new Int32Array(count);
  const moved = new Int32Array(count);
  let rootEnd = count;
  for (let position = count - 1; position >= 0; position -= 1) {
    const above = parent[position];
    const place = above === none ? rootEnd : end[above];
    if (above === none) rootEnd -= size[position];
    else end[above] -= size[position];
    moved[position] = place - 1;
    end[position] = place - 1;
  }
  return moved;
}

/** How many nodes the longest climb passes, its start and the root included; 0 for an empty graph. */
export function heightOf(parent: Int32Array): number {
  const depth = new Int32Array(parent.length);
  let height = 0;
  for (let position = parent.length - 1; position >= 0; position -= 1) {
    depth[position] = parent[position] === none ? 1 : depth[parent[position]] + 1;
    if (depth[position] > height) height = depth[position];
  }
  return height;
}
