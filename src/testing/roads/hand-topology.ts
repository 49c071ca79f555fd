/**
 * A topology from places and edges, each of which can be driven both ways: for tests and measurements that ask only
 * what is joined to what. Not here: roads with names, directions and times (hand-network.ts).
 */
import type { Topology } from "../../roads/network.ts";

/** `edges` are pairs of node numbers, one behind the other; loops and doubles stay as they are. */
export function makeTopology(latE7: Int32Array, lonE7: Int32Array, edges: Int32Array): Topology {
  const nodeCount = latE7.length;
  const arcCount = edges.length;
  const firstArc = new Int32Array(nodeCount + 1);
  for (const node of edges) firstArc[node + 1] += 1;
  for (let node = 0; node < nodeCount; node += 1) firstArc[node + 1] += firstArc[node];
  const next = firstArc.slice(0, nodeCount);
  const tail = new Int32Array(arcCount);
  const head = new Int32Array(arcCount);
  for (let at = 0; at < arcCount; at += 1) {
    const arc = next[edges[at]];
    next[edges[at]] += 1;
    tail[arc] = edges[at];
    // The other end of the pair.
    head[arc] = edges[at ^ 1];
  }
  return { nodeCount, arcCount, firstArc, tail, head, latE7, lonE7 };
}

/** The largest connected part of a topology, its nodes in their old sequence. */
export function keepLargestPart(whole: Topology): Topology {
  const { nodeCount, tail, head, firstArc } = whole;
  const part = new Int32Array(nodeCount).fill(-1);
  let largest = 0;
  let largestSize = 0;
  for (let start = 0; start < nodeCount; start += 1) {
    if (part[start] !== -1) continue;
    const reached = [start];
    part[start] = start;
    for (let at = 0; at < reached.length; at += 1)
      for (let arc = firstArc[reached[at]]; arc < firstArc[reached[at] + 1]; arc += 1) {
        if (part[head[arc]] !== -1) continue;
        part[head[arc]] = start;
        reached.push(head[arc]);
      }
    if (reached.length <= largestSize) continue;
    largest = start;
    largestSize = reached.length;
  }
  const kept = Int32Array.from(part.keys()).filter((node) => part[node] === largest);
  const renamed = new Int32Array(nodeCount).fill(-1);
  for (const [at, node] of kept.entries()) renamed[node] = at;
  const edges: number[] = [];
  // Each edge has an arc at either end; a loop has both at one.
  const loops = new Set<number>();
  for (let arc = 0; arc < tail.length; arc += 1) {
    const from = renamed[tail[arc]];
    const to = renamed[head[arc]];
    if (from === -1) continue;
    if (from < to || (from === to && !loops.delete(from))) edges.push(from, to);
    if (from === to) loops.add(from);
  }
  return makeTopology(
    kept.map((node) => whole.latE7[node]),
    kept.map((node) => whole.lonE7[node]),
    Int32Array.from(edges),
  );
}

/** `width` times `height` junctions, streets along both axes except where `isOpen` says no. */
export function makeGrid(
  width: number,
  height: number,
  isOpen: (from: number, to: number) => boolean = () => true,
): Topology {
  const nodes = Int32Array.from({ length: width * height }, (_, node) => node);
  const edges = [...nodes].flatMap((node) => {
    const right = (node + 1) % width === 0 ? [] : [node, node + 1];
    const up = node + width >= nodes.length ? [] : [node, node + width];
    return [right, up].filter((edge) => edge.length === 2 && isOpen(edge[0], edge[1])).flat();
  });
  return makeTopology(
    nodes.map((node) => Math.floor(node / width) * 1000),
    nodes.map((node) => (node % width) * 1000),
    Int32Array.from(edges),
  );
}
