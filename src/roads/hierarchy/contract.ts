/**
 * Contraction: takes the nodes away one by one in a given order and joins the neighbours that each leaves behind, so
 * that every shortest way becomes one that only rises and then only falls. Directions and travel times play no part.
 * It is the symbolic elimination of a sparse matrix: what a node passes on goes to its parent alone (Dibbelt, Strasser,
 * Wagner 2016, section 4), so each slot is looked at twice. How many slots come out is the order's doing. Not here:
 * the order, and weights.
 */
import type { Topology } from "../network.ts";
import { checkCount, findSlot, hierarchyLimits, type StoredHierarchy } from "./hierarchy.ts";

/**
 * `rank[node]`: when each node is taken away, each number from 0 to nodeCount - 1 once. Throws a RangeError when it is
 * no such order or the hierarchy would pass `hierarchyLimits`.
 */
export function contract(topology: Topology, rank: Int32Array): StoredHierarchy {
  const { nodeCount } = topology;
  checkCount("nodes", nodeCount, hierarchyLimits.nodes);
  checkRanks(rank, nodeCount);
  const { firstHigher, higher } = listHigher(topology, rank);
  const firstUp = new Int32Array(nodeCount + 1);
  // Children in the elimination tree, as lists.
  const firstChild = new Int32Array(nodeCount).fill(-1);
  const nextChild = new Int32Array(nodeCount).fill(-1);
  const seenFrom = new Int32Array(nodeCount).fill(-1);
  let upHead = new Int32Array(Math.max(16, higher.length));
  let count = 0;
  for (let v = 0; v < nodeCount; v += 1) {
    const begin = count;
    if (upHead.length - begin < nodeCount - v) {
      // A row has no more slots than there are nodes above: with so much room it needs no check inside.
      checkCount("slots", begin, hierarchyLimits.slots);
      const room = Math.max(begin * 1.5, begin + nodeCount - v);
      upHead = copyInto(new Int32Array(Math.ceil(room)), upHead);
    }
    seenFrom[v] = v;
    for (let at = firstHigher[v]; at < firstHigher[v + 1]; at += 1) {
      const w = higher[at];
      if (seenFrom[w] === v) continue;
      seenFrom[w] = v;
      upHead[count++] = w;
    }
    for (let child = firstChild[v]; child >= 0; child = nextChild[child]) {
      for (let slot = firstUp[child]; slot < firstUp[child + 1]; slot += 1) {
        const w = upHead[slot];
        if (seenFrom[w] === v) continue;
        seenFrom[w] = v;
        upHead[count++] = w;
      }
    }
    checkCount("slots up from one node", count - begin, hierarchyLimits.slotsOfNode);
    firstUp[v + 1] = count;
    if (count === begin) continue;
    sortAscending(upHead, begin, count);
    const parent = upHead[begin];
    nextChild[v] = firstChild[parent];
    firstChild[parent] = v;
  }
  checkCount("slots", count, hierarchyLimits.slots);
  upHead = upHead.slice(0, count);
  return { rank, firstUp, upHead, arcWeight: placeArcs(topology, rank, firstUp, upHead) };
}

function checkRanks(rank: Int32Array, nodeCount: number): void {
  const seen = new Uint8Array(nodeCount);
  for (const at of rank) if (at >= 0 && at < nodeCount) seen[at] = 1;
  if (rank.length !== nodeCount || seen.includes(0))
    throw new RangeError(
      `the order has ${rank.length} ranks, expected each of ${nodeCount} once; make the order for this topology`,
    );
}

/** Neighbours of higher rank, in rows by the lower one; repeated where there are several arcs. */
function listHigher({ nodeCount, arcCount, tail, head }: Topology, rank: Int32Array) {
  const firstHigher = new Int32Array(nodeCount + 1);
  for (let arc = 0; arc < arcCount; arc += 1)
    firstHigher[Math.min(rank[tail[arc]], rank[head[arc]]) + 1] += 1;
  for (let v = 0; v < nodeCount; v += 1) firstHigher[v + 1] += firstHigher[v];
  const next = firstHigher.slice();
  const higher = new Int32Array(arcCount);
  for (let arc = 0; arc < arcCount; arc += 1) {
    const from = rank[tail[arc]];
    const to = rank[head[arc]];
    higher[next[Math.min(from, to)]++] = Math.max(from, to);
  }
  return { firstHigher, higher };
}

function copyInto(to: Int32Array<ArrayBuffer>, from: Int32Array): Int32Array<ArrayBuffer> {
  to.set(from);
  return to;
}

/** Most rows are shorter than what the built-in sort is good for. */
const shortRow = 24;

function sortAscending(values: Int32Array, begin: number, end: number): void {
  if (end - begin > shortRow) {
    values.subarray(begin, end).sort();
    return;
  }
  for (let at = begin + 1; at < end; at += 1) {
    const value = values[at];
    let to = at;
    for (; to > begin && values[to - 1] > value; to -= 1) values[to] = values[to - 1];
    values[to] = value;
  }
}

/** The weight that each arc's travel time goes to. */
function placeArcs(
  { arcCount, tail, head }: Topology,
  rank: Int32Array,
  firstUp: Int32Array,
  upHead: Int32Array,
): Int32Array {
  const arcWeight = new Int32Array(arcCount).fill(-1);
  for (let arc = 0; arc < arcCount; arc += 1) {
    const from = rank[tail[arc]];
    const to = rank[head[arc]];
    if (from === to) continue;
    const slot = findSlot(firstUp, upHead, Math.min(from, to), Math.max(from, to));
    arcWeight[arc] = from < to ? slot : upHead.length + slot;
  }
  return arcWeight;
}
