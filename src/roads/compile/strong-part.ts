/**
 * The largest part of a network in which every node reaches every other: Tarjan's algorithm without recursion (SIAM
 * Journal on Computing 1972). What is not in it (an island, a yard behind bollards, a stub that a one-way street only
 * leads into) would have units that cannot go anywhere, or places that nobody can leave.
 */
import type { Topology } from "../network.ts";

/** Number of the part of each node; arcs with `isShut` do not count. The largest part has number `largest`. */
export interface StrongParts {
  readonly part: Int32Array;
  readonly sizes: readonly number[];
  readonly largest: number;
}

export function findStrongParts(
  { nodeCount, firstArc, head }: Pick<Topology, "nodeCount" | "firstArc" | "head">,
  isShut: (arc: number) => boolean,
): StrongParts {
  const part = new Int32Array(nodeCount).fill(-1);
  const seenAt = new Int32Array(nodeCount);
  const low = new Int32Array(nodeCount);
  const nextArc = firstArc.slice(0, nodeCount);
  const open = new Int32Array(nodeCount);
  const path = new Int32Array(nodeCount);
  const sizes: number[] = [];
  let [time, openCount] = [0, 0];
  for (let root = 0; root < nodeCount; root += 1) {
    if (seenAt[root] !== 0) continue;
    let depth = 0;
    const enter = (node: number): void => {
      time += 1;
      seenAt[node] = time;
      low[node] = time;
      open[openCount] = node;
      openCount += 1;
      path[depth] = node;
      depth += 1;
    };
    enter(root);
    while (depth > 0) {
      const node = path[depth - 1];
      if (nextArc[node] < firstArc[node + 1]) {
        const arc = nextArc[node];
        nextArc[node] += 1;
        if (isShut(arc)) continue;
        const other = head[arc];
        if (seenAt[other] === 0) enter(other);
        else if (part[other] < 0) low[node] = Math.min(low[node], seenAt[other]);
        continue;
      }
      depth -= 1;
      if (depth > 0) low[path[depth - 1]] = Math.min(low[path[depth - 1]], low[node]);
      if (low[node] !== seenAt[node]) continue;
      let size = 0;
      for (let other = -1; other !== node; size += 1) {
        openCount -= 1;
        other = open[openCount];
        part[other] = sizes.length;
      }
      sizes.push(size);
    }
  }
  let largest = 0;
  for (const [index, size] of sizes.entries()) if (size > (sizes[largest] ?? 0)) largest = index;
  return { part, sizes, largest };
}
