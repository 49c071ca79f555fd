/**
 * Cuts roads into segments: pieces between two junctions. A junction is a node where roads meet, where one ends, or
 * where something stands that is not everybody's to pass. A barrier becomes a short segment of its own between the two
 * sides of it (a star of such where more roads meet there), so that the roads up to it stay open. A closed road without
 * any junction is cut in the middle. Not here: arcs and turns (build-network.ts).
 */
import { distanceM } from "../../base/distance.ts";
import type { RoadSource, SourceRoad } from "../source/road-source.ts";

export type NetworkName = "road" | "path";

export interface Segment {
  /** Index into the source's roads. */
  readonly road: number;
  /** Junction at its first and at its last point. */
  from: number;
  to: number;
  /** Points in the road's direction. */
  readonly points: Int32Array;
  readonly lengthDm: number;
  readonly forwardRules: number;
  readonly backwardRules: number;
}

export interface CutRoads {
  readonly segments: readonly Segment[];
  /** Node of the source at each junction; the sides of a barrier share theirs. */
  readonly junctionNode: readonly number[];
  /** Junction of a source node without a barrier, or -1. */
  junctionOf(node: number): number;
}

/** An arc must take some time, and two junctions may lie in one place. */
const leastDm = 1;

export function cutSegments(source: RoadSource, network: NetworkName): CutRoads {
  const roads = source.roads
    .map((road, index) => ({ road, index }))
    .filter(({ road }) => road[rulesKey(network)] !== undefined);
  const barriers = network === "road" ? source.motorBarriers : source.pathBarriers;
  const uses = countUses(
    source,
    roads.map(({ road }) => road),
    barriers,
  );
  const junctionNode: number[] = [];
  const junctionAt = new Map<number, number>();
  const junctionOf = (node: number): number => {
    let junction = junctionAt.get(node);
    if (junction === undefined) {
      junction = junctionNode.push(node) - 1;
      junctionAt.set(node, junction);
    }
    return junction;
  };
  const segments: Segment[] = [];
  for (const { road, index } of roads) {
    const rules = road[rulesKey(network)];
    if (rules === undefined) continue;
    for (const points of piecesOf(road, uses)) {
      segments.push({
        road: index,
        from: junctionOf(points[0]),
        to: junctionOf(points[points.length - 1]),
        points,
        lengthDm: lengthDmOf(source, points),
        forwardRules: rules.forward,
        backwardRules: rules.backward,
      });
    }
  }
  const barred = splitBarriers(segments, junctionNode, junctionAt, barriers);
  return {
    segments: [...segments, ...barred],
    junctionNode,
    junctionOf: (node) => junctionAt.get(node) ?? -1,
  };
}

function rulesKey(network: NetworkName): "motor" | "path" {
  return network === "road" ? "motor" : "path";
}

/** 2 and more = a junction. */
function countUses(
  { nodeCount }: RoadSource,
  roads: readonly SourceRoad[],
  barriers: ReadonlyMap<number, number>,
): Uint8Array {
  const uses = new Uint8Array(nodeCount);
  const add = (node: number, count: number): void => {
    uses[node] = Math.min(255, uses[node] + count);
  };
  for (const { nodes } of roads) {
    for (const node of nodes) add(node, 1);
    add(nodes[0], 1);
    add(nodes[nodes.length - 1], 1);
  }
  for (const node of barriers.keys()) if (uses[node] > 0) add(node, 2);
  return uses;
}

function* piecesOf({ nodes }: SourceRoad, uses: Uint8Array): Generator<Int32Array> {
  let begin = 0;
  for (let at = 1; at < nodes.length; at += 1) {
    if (uses[nodes[at]] < 2) continue;
    yield* withoutLoop(nodes.subarray(begin, at + 1));
    begin = at;
  }
}

/** A loop back to its own junction is cut in two, or going round it could not be told from standing still. */
function* withoutLoop(points: Int32Array): Generator<Int32Array> {
  if (points[0] !== points[points.length - 1] || points.length < 3) {
    yield points;
    return;
  }
  const middle = points.length >> 1;
  yield points.subarray(0, middle + 1);
  yield points.subarray(middle);
}

function lengthDmOf({ latE7, lonE7 }: RoadSource, points: Int32Array): number {
  let metres = 0;
  for (let at = 1; at < points.length; at += 1) {
    const [a, b] = [points[at - 1], points[at]];
    metres += distanceM(latE7[a], lonE7[a], latE7[b], lonE7[b]);
  }
  return Math.max(leastDm, Math.round(metres * 10));
}

/** Gives each end at a barrier a junction of its own; returns the short segments through the barriers. */
function splitBarriers(
  segments: readonly Segment[],
  junctionNode: number[],
  junctionAt: Map<number, number>,
  barriers: ReadonlyMap<number, number>,
): Segment[] {
  const ends = new Map<number, { segment: Segment; side: "from" | "to" }[]>();
  for (const segment of segments) {
    for (const side of ["from", "to"] as const) {
      const node = junctionNode[segment[side]];
      if (!barriers.has(node)) continue;
      const list = ends.get(node) ?? [];
      list.push({ segment, side });
      ends.set(node, list);
    }
  }
  const through: Segment[] = [];
  for (const [node, list] of ends) {
    const rules = barriers.get(node) ?? 0;
    const centre = junctionAt.get(node) ?? -1;
    // Two ends: the junction stays on one side. More: it stays in the middle, and no end is at it.
    for (const { segment, side } of list.slice(list.length === 2 ? 1 : 0)) {
      if (list.length < 2) break;
      const junction = junctionNode.push(node) - 1;
      segment[side] = junction;
      through.push({
        road: segment.road,
        from: centre,
        to: junction,
        points: Int32Array.of(node, node),
        lengthDm: leastDm,
        forwardRules: rules,
        backwardRules: rules,
      });
    }
  }
  return through;
}
