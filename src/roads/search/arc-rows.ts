/**
 * The arcs of a topology as a search walks them: by tail when it goes from a place, by head when it looks for who can
 * come to it. Both have the same shape, so that one search serves both directions. Not here: travel times, which
 * stay with the arcs, so that a closure changes one number.
 */
import type { Topology } from "../network.ts";

export interface ArcRows {
  readonly nodeCount: number;
  /** The arcs at `node`: `arc[first[node]]` up to `arc[first[node + 1]]`, each with the node at its `other` end. */
  readonly first: Int32Array;
  readonly arc: Int32Array;
  readonly other: Int32Array;
}

export function rowsByTail({ nodeCount, arcCount, firstArc, head }: Topology): ArcRows {
  const arc = new Int32Array(arcCount);
  for (let at = 0; at < arcCount; at += 1) arc[at] = at;
  return { nodeCount, first: firstArc, arc, other: head };
}

export function rowsByHead({ nodeCount, arcCount, tail, head }: Topology): ArcRows {
  const first = new Int32Array(nodeCount + 1);
  for (let at = 0; at < arcCount; at += 1) first[head[at] + 1] += 1;
  for (let node = 0; node < nodeCount; node += 1) first[node + 1] += first[node];
  const next = first.slice();
  const arc = new Int32Array(arcCount);
  const other = new Int32Array(arcCount);
  for (let at = 0; at < arcCount; at += 1) {
    const to = next[head[at]]++;
    arc[to] = at;
    other[to] = tail[at];
  }
  return { nodeCount, first, arc, other };
}
