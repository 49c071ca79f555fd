/**
 * From a road source to a road network: cut into segments, turns as copies of junctions, the largest strongly connected
 * part kept and the rest listed, everything in flat arrays. One function; its steps are the other files of this folder.
 */
import { assert } from "../../base/assert.ts";
import { arcRules, type RoadNetwork } from "../network.ts";
import { type LeftOut, MapDataFault } from "../source/map-fault.ts";
import type { RoadSource } from "../source/road-source.ts";
import { cutSegments, type CutRoads, type NetworkName, type Segment } from "./cut-segments.ts";
import { findStrongParts } from "./strong-part.ts";
import { applyTurns, type BaseArcs, type TurnArcs } from "./turn-automaton.ts";
import { arcOf, listSequences } from "./turn-sequences.ts";

export const networkLimits = { segments: 1 << 26 } as const;

/** Not to be driven by those for whom the network must hang together: an ordinary vehicle, or somebody on foot. */
const shutRules: Readonly<Record<NetworkName, number>> = {
  road: arcRules.oneWay | arcRules.bollard,
  path: arcRules.noFoot | arcRules.bollard,
};

/** Throws MapDataFault where nothing is left. */
export function buildNetwork(source: RoadSource, name: NetworkName, leftOut: LeftOut): RoadNetwork {
  const cut = cutSegments(source, name);
  if (cut.segments.length > networkLimits.segments) {
    throw new MapDataFault(
      "map.too-large",
      `the network ${name} has ${cut.segments.length} segments, expected at most ${networkLimits.segments}; cut the map to your area`,
    );
  }
  const arcs = baseArcsOf(cut);
  const isRoad = name === "road";
  const sequences = isRoad ? listSequences(source.turns, source.roads, cut, leftOut) : [];
  const turned = applyTurns(cut.junctionNode.length, arcs, sequences);
  return flatten(source, cut, turned, name, leftOut);
}

function baseArcsOf({ segments, junctionNode }: CutRoads): BaseArcs {
  const head = new Int32Array(2 * segments.length);
  const rules = new Uint16Array(2 * segments.length);
  const firstOut = new Int32Array(junctionNode.length + 1);
  for (const [index, { from, to, forwardRules, backwardRules }] of segments.entries()) {
    head[arcOf(index, true)] = to;
    head[arcOf(index, false)] = from;
    rules[arcOf(index, true)] = forwardRules;
    rules[arcOf(index, false)] = backwardRules;
    firstOut[from + 1] += 1;
    firstOut[to + 1] += 1;
  }
  for (let at = 0; at < junctionNode.length; at += 1) firstOut[at + 1] += firstOut[at];
  const next = firstOut.slice();
  const out = new Int32Array(head.length);
  for (const [index, { from, to }] of segments.entries()) {
    out[next[from]++] = arcOf(index, true);
    out[next[to]++] = arcOf(index, false);
  }
  return { head, rules, firstOut, out };
}

/** Which nodes, arcs and segments stay, and their new numbers. */
interface Kept {
  readonly nodes: Int32Array;
  readonly nodeNumber: Int32Array;
  readonly arcs: Int32Array;
  readonly segments: Int32Array;
  readonly segmentNumber: Int32Array;
}

function keepLargest(
  source: RoadSource,
  cut: CutRoads,
  turned: TurnArcs,
  name: NetworkName,
  leftOut: LeftOut,
): Kept {
  const firstArc = new Int32Array(turned.nodeCount + 1);
  for (const tail of turned.tail) firstArc[tail + 1] += 1;
  for (let node = 0; node < turned.nodeCount; node += 1) firstArc[node + 1] += firstArc[node];
  const shut = shutRules[name];
  // Arcs come out of applyTurns by ascending tail, so their order is that of the rows.
  const parts = findStrongParts(
    { nodeCount: turned.nodeCount, firstArc, head: Int32Array.from(turned.head) },
    (arc) => (turned.rules[arc] & shut) !== 0,
  );
  const isKept = (node: number): boolean => parts.part[node] === parts.largest;
  const segmentKept = new Uint8Array(cut.segments.length);
  const arcs: number[] = [];
  for (let arc = 0; arc < turned.base.length; arc += 1) {
    if (!isKept(turned.tail[arc]) || !isKept(turned.head[arc])) continue;
    arcs.push(arc);
    segmentKept[turned.base[arc] >> 1] = 1;
  }
  const nodes = [...turned.junction.keys()].filter(isKept);
  for (const [index, segment] of cut.segments.entries())
    if (segmentKept[index] === 0) listLost(source, segment, name, leftOut);
  const segments = [...segmentKept.keys()].filter((segment) => segmentKept[segment] === 1);
  return {
    nodes: Int32Array.from(nodes),
    nodeNumber: numbersOf(nodes, turned.nodeCount),
    arcs: Int32Array.from(arcs),
    segments: Int32Array.from(segments),
    segmentNumber: numbersOf(segments, cut.segments.length),
  };
}

function listLost(
  { roads, latE7, lonE7 }: RoadSource,
  { road }: Segment,
  name: NetworkName,
  leftOut: LeftOut,
): void {
  const { wayId, nodes } = roads[road];
  const place = `${(latE7[nodes[0]] / 1e7).toFixed(5)}, ${(lonE7[nodes[0]] / 1e7).toFixed(5)}`;
  // A source without ids is searched by place.
  const element = wayId === 0 ? `road at ${place}` : `way ${wayId}`;
  leftOut.add(`network ${name}: not connected with the largest part`, element);
}

function numbersOf(kept: readonly number[], count: number): Int32Array {
  const number = new Int32Array(count).fill(-1);
  for (const [index, each] of kept.entries()) number[each] = index;
  return number;
}

function flatten(
  source: RoadSource,
  cut: CutRoads,
  turned: TurnArcs,
  name: NetworkName,
  leftOut: LeftOut,
): RoadNetwork {
  const kept = keepLargest(source, cut, turned, name, leftOut);
  const [nodeCount, arcCount] = [kept.nodes.length, kept.arcs.length];
  if (arcCount === 0) {
    throw new MapDataFault(
      "map.no-roads",
      `the network ${name} has no road that leads anywhere; expected a map with roads (OpenStreetMap's highway, OS Open Roads' links)`,
    );
  }
  const tail = Int32Array.from(kept.arcs, (arc) => kept.nodeNumber[turned.tail[arc]]);
  const firstArc = new Int32Array(nodeCount + 1);
  for (const node of tail) firstArc[node + 1] += 1;
  for (let node = 0; node < nodeCount; node += 1) firstArc[node + 1] += firstArc[node];
  assert(firstArc[nodeCount] === arcCount, "every arc is in a row");
  const nodeOf = (node: number): number => cut.junctionNode[turned.junction[node]];
  return {
    nodeCount,
    arcCount,
    firstArc,
    tail,
    head: Int32Array.from(kept.arcs, (arc) => kept.nodeNumber[turned.head[arc]]),
    latE7: Int32Array.from(kept.nodes, (node) => source.latE7[nodeOf(node)]),
    lonE7: Int32Array.from(kept.nodes, (node) => source.lonE7[nodeOf(node)]),
    arcSegment: Int32Array.from(kept.arcs, (arc) => kept.segmentNumber[turned.base[arc] >> 1]),
    arcForward: Uint8Array.from(kept.arcs, (arc) => 1 - (turned.base[arc] & 1)),
    arcRules: Uint16Array.from(kept.arcs, (arc) => turned.rules[arc]),
    ...segmentColumns(source, cut, kept),
  };
}

function segmentColumns(source: RoadSource, cut: CutRoads, { segments }: Kept) {
  const segmentCount = segments.length;
  const firstPoint = new Int32Array(segmentCount + 1);
  for (const [index, segment] of segments.entries())
    firstPoint[index + 1] = firstPoint[index] + cut.segments[segment].points.length;
  const pointLatE7 = new Int32Array(firstPoint[segmentCount]);
  const pointLonE7 = new Int32Array(firstPoint[segmentCount]);
  const nameNumber = new Map<string, number>();
  const segmentName = new Int32Array(segmentCount).fill(-1);
  for (const [index, segment] of segments.entries()) {
    const { points, road } = cut.segments[segment];
    for (const [offset, node] of points.entries()) {
      pointLatE7[firstPoint[index] + offset] = source.latE7[node];
      pointLonE7[firstPoint[index] + offset] = source.lonE7[node];
    }
    const { name } = source.roads[road];
    if (name === "") continue;
    const known = nameNumber.get(name) ?? nameNumber.size;
    nameNumber.set(name, known);
    segmentName[index] = known;
  }
  const roadOf = (segment: number) => source.roads[cut.segments[segment].road];
  return {
    segmentCount,
    firstPoint,
    pointLatE7,
    pointLonE7,
    lengthDm: Int32Array.from(segments, (segment) => cut.segments[segment].lengthDm),
    roadClass: Uint8Array.from(segments, (segment) => roadOf(segment).roadClass),
    limitKmh: Uint8Array.from(segments, (segment) => roadOf(segment).limitKmh),
    segmentName,
    names: [...nameNumber.keys()],
    wayId: Float64Array.from(segments, (segment) => roadOf(segment).wayId),
  };
}
