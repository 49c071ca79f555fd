/**
 * A road network from a list of roads between numbered junctions, for tests: small enough to be drawn on paper, so
 * that the right answer can be worked out by hand. Each arc's metric is as given or its length at 10 m/s. Not here:
 * reading maps.
 */
import { distanceM } from "../../base/distance.ts";
import {
  arcRules,
  type Metric,
  noWay,
  type RoadClass,
  roadClasses,
  type RoadNetwork,
} from "../../roads/network.ts";

export interface HandRoad {
  readonly from: number;
  readonly to: number;
  /** Points between the junctions, [latE7, lonE7]. */
  readonly via?: readonly (readonly [number, number])[];
  readonly oneWay?: boolean;
  readonly name?: string;
  /** Default: residential. */
  readonly roadClass?: RoadClass;
  /** Milliseconds in either direction; default: at 10 m/s. */
  readonly millis?: number;
}

export interface HandNetwork {
  readonly network: RoadNetwork;
  /** `noWay` against one-way roads, whose arcs are there all the same. */
  readonly metric: Metric;
}

/** `nodes` are [latE7, lonE7]; the segments are the roads in their order. */
export function makeHandNetwork(
  nodes: readonly (readonly [number, number])[],
  roads: readonly HandRoad[],
): HandNetwork {
  const arcs = roads.flatMap((road, segment) => [
    { tail: road.from, head: road.to, segment, forward: 1 },
    { tail: road.to, head: road.from, segment, forward: 0 },
  ]);
  arcs.sort((a, b) => a.tail - b.tail || a.segment - b.segment || b.forward - a.forward);
  const firstArc = new Int32Array(nodes.length + 1);
  for (const { tail } of arcs) firstArc[tail + 1] += 1;
  for (let node = 0; node < nodes.length; node += 1) firstArc[node + 1] += firstArc[node];
  const lines = roads.map((road) => [nodes[road.from], ...(road.via ?? []), nodes[road.to]]);
  const metres = lines.map((line) =>
    line.slice(1).reduce((sum, [lat, lon], at) => sum + distanceM(...line[at], lat, lon), 0),
  );
  const points = lines.flat();
  const firstPoint = new Int32Array(roads.length + 1);
  for (const [segment, line] of lines.entries())
    firstPoint[segment + 1] = firstPoint[segment] + line.length;
  const names = [...new Set(roads.flatMap(({ name }) => (name === undefined ? [] : [name])))];
  const network: RoadNetwork = {
    nodeCount: nodes.length,
    arcCount: arcs.length,
    firstArc,
    tail: Int32Array.from(arcs, ({ tail }) => tail),
    head: Int32Array.from(arcs, ({ head }) => head),
    latE7: Int32Array.from(nodes, ([lat]) => lat),
    lonE7: Int32Array.from(nodes, ([, lon]) => lon),
    segmentCount: roads.length,
    arcSegment: Int32Array.from(arcs, ({ segment }) => segment),
    arcForward: Uint8Array.from(arcs, ({ forward }) => forward),
    arcRules: Uint16Array.from(arcs, ({ segment, forward }) =>
      roads[segment].oneWay === true && forward === 0 ? arcRules.oneWay : 0,
    ),
    firstPoint,
    pointLatE7: Int32Array.from(points, ([lat]) => lat),
    pointLonE7: Int32Array.from(points, ([, lon]) => lon),
    lengthDm: Int32Array.from(metres, (length) => Math.max(1, Math.round(length * 10))),
    roadClass: Uint8Array.from(roads, ({ roadClass }) =>
      roadClasses.indexOf(roadClass ?? "residential"),
    ),
    limitKmh: new Uint8Array(roads.length).fill(36),
    segmentName: Int32Array.from(roads, ({ name }) =>
      name === undefined ? -1 : names.indexOf(name),
    ),
    names,
    wayId: new Float64Array(roads.length),
  };
  const metric = Int32Array.from(arcs, ({ segment, forward }) => {
    if (roads[segment].oneWay === true && forward === 0) return noWay;
    return roads[segment].millis ?? Math.max(1, Math.round(metres[segment] * 100));
  });
  return { network, metric };
}
