/**
 * The customisable contraction hierarchy of a topology: what does not depend on any travel time (Dibbelt, Strasser,
 * Wagner: "Customizable Contraction Hierarchies", ACM JEA 2016). Its nodes are the network's, numbered by rank, so
 * that what is contracted together lies together. A slot is an undirected edge of the contracted graph, from its lower
 * node to its higher one; under a metric it has two weights, up and down. Six arrays are worth storing with a map;
 * the rest follows from them in one pass each and is made again when the map is opened. Not here: making the order,
 * the contraction itself (contract.ts), and weights (customise.ts).
 */
import type { Topology } from "../network.ts";

/** Beyond these a map is refused when it is built. Great Britain has about 10 million nodes, 40 million slots. */
export const hierarchyLimits = {
  nodes: 1 << 25,
  arcs: 1 << 27,
  /** Twice as many weights must have indices below 2^31. */
  slots: 1 << 29,
  triangles: 1 << 30,
  /** Slots up from one node: their places within the row are kept in 16 bits. */
  slotsOfNode: 1 << 16,
  /** Nodes on the longest climb: how far below its root a node lies is kept in 16 bits. Moscow has 164. */
  height: 1 << 16,
} as const;

/** What is stored. Nodes are named by rank here: 0 is contracted first. */
export interface StoredHierarchy {
  /** Rank of each node of the topology. */
  readonly rank: Int32Array;
  /** Slots up from `v`: `firstUp[v]` up to `firstUp[v + 1]`. Length nodeCount + 1. */
  readonly firstUp: Int32Array;
  /** Higher node of each slot; ascending within a row. */
  readonly upHead: Int32Array;
  /**
   * Where each arc's travel time goes among the weights: `slot` when the arc leads up, `slotCount + slot` when it
   * leads down, -1 for an arc from a node to itself. Several arcs may share a place; the least of them counts.
   */
  readonly arcWeight: Int32Array;
}

export interface Hierarchy extends StoredHierarchy {
  readonly nodeCount: number;
  readonly arcCount: number;
  readonly slotCount: number;
  readonly triangleCount: number;
  /** Node of the topology at each rank. */
  readonly node: Int32Array;
  /** The elimination tree: lowest node above, -1 at a root. All nodes that `v` can reach upwards are its ancestors. */
  readonly parent: Int32Array;
  /** Steps from each node up to its root; and the same of the higher node of each slot. */
  readonly depth: Uint16Array;
  readonly upDepth: Uint16Array;
  /** Slots that lead up to `v`, by ascending lower node: `downSlot[firstDown[v]]` up to `firstDown[v + 1]`. */
  readonly firstDown: Int32Array;
  readonly downSlot: Int32Array;
  /** Lower node of each slot. */
  readonly slotTail: Int32Array;
  /**
   * Lower triangles by their lowest node. For the i-th and a later j-th slot of the row of `v`, to `u` and `w`, the
   * third side is the slot from `u` to `w`: its place within the row of `u`. In the order of (i, j), from
   * `firstTriangle[v]`.
   */
  readonly firstTriangle: Int32Array;
  readonly triangleOffset: Uint16Array;
  /** Arcs that share a weight: first `weightArc[weight]`, then `nextArc[arc]`, -1 at the end. */
  readonly weightArc: Int32Array;
  readonly nextArc: Int32Array;
}

/**
 * Makes a hierarchy out of its stored part. Throws a RangeError where the arrays do not belong together or to the
 * topology: a wrong index would otherwise go unnoticed, as typed arrays ignore it.
 */
export function openHierarchy(topology: Topology, stored: StoredHierarchy): Hierarchy {
  const { nodeCount, arcCount } = topology;
  const { rank, firstUp, upHead, arcWeight } = stored;
  const slotCount = upHead.length;
  checkCount("nodes", nodeCount, hierarchyLimits.nodes);
  checkCount("arcs", arcCount, hierarchyLimits.arcs);
  checkCount("slots", slotCount, hierarchyLimits.slots);
  checkStored(topology, stored);
  const node = new Int32Array(nodeCount).fill(-1);
  for (let at = 0; at < nodeCount; at += 1) node[rank[at]] = at;
  for (let at = 0; at < nodeCount; at += 1)
    if (node[at] < 0) throw wrong("a rank is missing", at, "each rank from 0 once");
  const parent = new Int32Array(nodeCount);
  for (let v = 0; v < nodeCount; v += 1)
    parent[v] = firstUp[v] < firstUp[v + 1] ? upHead[firstUp[v]] : -1;
  const depth = listDepths(parent);
  const upDepth = new Uint16Array(slotCount);
  for (let slot = 0; slot < slotCount; slot += 1) upDepth[slot] = depth[upHead[slot]];
  const down = listDown(nodeCount, firstUp, upHead);
  const triangles = listTriangles(nodeCount, firstUp, upHead, down);
  const arcs = listArcs(slotCount, arcWeight);
  return {
    nodeCount,
    arcCount,
    slotCount,
    triangleCount: triangles.triangleOffset.length,
    rank,
    firstUp,
    upHead,
    arcWeight,
    node,
    parent,
    depth,
    upDepth,
    ...down,
    ...triangles,
    ...arcs,
  };
}

/** The slot from `low` up to `high`, or -1. */
export function findSlot(
  firstUp: Int32Array,
  upHead: Int32Array,
  low: number,
  high: number,
): number {
  let begin = firstUp[low];
  let end = firstUp[low + 1];
  while (begin < end) {
    const middle = (begin + end) >>> 1;
    if (upHead[middle] < high) begin = middle + 1;
    else end = middle;
  }
  return begin < firstUp[low + 1] && upHead[begin] === high ? begin : -1;
}

export function checkCount(what: string, count: number, limit: number): void {
  if (count > limit)
    throw new RangeError(
      `the hierarchy has ${count} ${what}, expected at most ${limit}; cut the map into smaller ones`,
    );
}

function wrong(what: string, got: number, expected: string): RangeError {
  return new RangeError(
    `hierarchy: ${what}: got ${got}, expected ${expected}; build the map again from its source`,
  );
}

function checkStored(topology: Topology, stored: StoredHierarchy): void {
  const { nodeCount, arcCount } = topology;
  const { rank, firstUp, upHead, arcWeight } = stored;
  const slotCount = upHead.length;
  if (rank.length !== nodeCount) throw wrong("ranks", rank.length, `${nodeCount}`);
  if (firstUp.length !== nodeCount + 1 || firstUp[0] !== 0 || firstUp[nodeCount] !== slotCount)
    throw wrong("rows", firstUp.length, `${nodeCount + 1} that end at ${slotCount}`);
  if (arcWeight.length !== arcCount) throw wrong("arcs", arcWeight.length, `${arcCount}`);
  for (let at = 0; at < nodeCount; at += 1)
    if (rank[at] < 0 || rank[at] >= nodeCount)
      throw wrong("rank", rank[at], `0 to ${nodeCount - 1}`);
  for (let v = 0; v < nodeCount; v += 1) {
    const size = firstUp[v + 1] - firstUp[v];
    if (size < 0 || size > hierarchyLimits.slotsOfNode)
      throw wrong("slots up from one node", size, `0 to ${hierarchyLimits.slotsOfNode}`);
    for (let slot = firstUp[v], below = v; slot < firstUp[v + 1]; slot += 1) {
      if (upHead[slot] <= below || upHead[slot] >= nodeCount)
        throw wrong("head of a slot", upHead[slot], `${below + 1} to ${nodeCount - 1}`);
      below = upHead[slot];
    }
  }
  checkArcs(topology, stored);
}

function checkArcs({ arcCount, tail, head }: Topology, stored: StoredHierarchy): void {
  const { rank, firstUp, upHead, arcWeight } = stored;
  const slotCount = upHead.length;
  for (let arc = 0; arc < arcCount; arc += 1) {
    const from = rank[tail[arc]];
    const to = rank[head[arc]];
    const weight = arcWeight[arc];
    if (from === to && weight === -1) continue;
    const slot = from < to ? weight : weight - slotCount;
    const low = from < to ? from : to;
    const high = from < to ? to : from;
    if (slot < firstUp[low] || slot >= firstUp[low + 1] || upHead[slot] !== high)
      throw wrong(`weight of arc ${arc}`, weight, `that of ranks ${from} and ${to}`);
  }
}

function listDepths(parent: Int32Array): Uint16Array {
  const depth = new Uint16Array(parent.length);
  for (let v = parent.length - 1; v >= 0; v -= 1) {
    if (parent[v] < 0) continue;
    const below = depth[parent[v]] + 1;
    checkCount("nodes on one climb", below + 1, hierarchyLimits.height);
    depth[v] = below;
  }
  return depth;
}

function listDown(nodeCount: number, firstUp: Int32Array, upHead: Int32Array) {
  const slotCount = upHead.length;
  const firstDown = new Int32Array(nodeCount + 1);
  for (let slot = 0; slot < slotCount; slot += 1) firstDown[upHead[slot] + 1] += 1;
  for (let v = 0; v < nodeCount; v += 1) firstDown[v + 1] += firstDown[v];
  const next = firstDown.slice();
  const downSlot = new Int32Array(slotCount);
  const slotTail = new Int32Array(slotCount);
  for (let v = 0; v < nodeCount; v += 1) {
    for (let slot = firstUp[v]; slot < firstUp[v + 1]; slot += 1) {
      slotTail[slot] = v;
      downSlot[next[upHead[slot]]++] = slot;
    }
  }
  return { firstDown, downSlot, slotTail };
}

function listTriangles(
  nodeCount: number,
  firstUp: Int32Array,
  upHead: Int32Array,
  { firstDown, downSlot, slotTail }: ReturnType<typeof listDown>,
) {
  const firstTriangle = new Int32Array(nodeCount + 1);
  for (let v = 0, count = 0; v < nodeCount; v += 1) {
    const size = firstUp[v + 1] - firstUp[v];
    count += (size * (size - 1)) / 2;
    checkCount("triangles", count, hierarchyLimits.triangles);
    firstTriangle[v + 1] = count;
  }
  const triangleOffset = new Uint16Array(firstTriangle[nodeCount]);
  // Place of each node within the row of `u`, valid where `rowOf` says so.
  const place = new Int32Array(nodeCount);
  const rowOf = new Int32Array(nodeCount).fill(-1);
  for (let u = 0; u < nodeCount; u += 1) {
    for (let slot = firstUp[u]; slot < firstUp[u + 1]; slot += 1) {
      place[upHead[slot]] = slot - firstUp[u];
      rowOf[upHead[slot]] = u;
    }
    for (let at = firstDown[u]; at < firstDown[u + 1]; at += 1) {
      const v = slotTail[downSlot[at]];
      const end = firstUp[v + 1];
      const size = end - firstUp[v];
      const i = downSlot[at] - firstUp[v];
      let triangle = firstTriangle[v] + i * (size - 1) - (i * (i - 1)) / 2;
      for (let slot = downSlot[at] + 1; slot < end; slot += 1) {
        const w = upHead[slot];
        if (rowOf[w] !== u) throw wrong(`no third side above rank ${v}`, w, `a slot from ${u}`);
        triangleOffset[triangle] = place[w];
        triangle += 1;
      }
    }
  }
  return { firstTriangle, triangleOffset };
}

function listArcs(slotCount: number, arcWeight: Int32Array) {
  const weightArc = new Int32Array(2 * slotCount).fill(-1);
  const nextArc = new Int32Array(arcWeight.length).fill(-1);
  // Backwards, so that the arcs of a weight stand in ascending order.
  for (let arc = arcWeight.length - 1; arc >= 0; arc -= 1) {
    const weight = arcWeight[arc];
    if (weight < 0) continue;
    nextArc[arc] = weightArc[weight];
    weightArc[weight] = arc;
  }
  return { weightArc, nextArc };
}
