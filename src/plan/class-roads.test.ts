import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { ClassMetric } from "../roads/closures/class-metric.ts";
import { contract } from "../roads/hierarchy/contract.ts";
import { openHierarchy } from "../roads/hierarchy/hierarchy.ts";
import { noWay } from "../roads/network.ts";
import { makeOrder } from "../roads/order/order.ts";
import type { Snap } from "../roads/snap/snap.ts";
import { SnapIndex } from "../roads/snap/snap-index.ts";
import { makeHandNetwork, type HandNetwork } from "../testing/roads/hand-network.ts";
import { relaxAll } from "../testing/roads/random-topology.ts";
import { ClassRoads, type RoadWay } from "./class-roads.ts";
import { describeWay } from "./road-way.ts";

function open({ network, metric }: HandNetwork): ClassRoads {
  const hierarchy = openHierarchy(network, contract(network, makeOrder(network).rank));
  return new ClassRoads(network, SnapIndex.build(network), new ClassMetric(hierarchy, metric), 4);
}

/** A place on a road of two points. */
function on({ network }: ClassRoads, segment: number, share: number): Snap {
  const first = network.firstPoint[segment];
  const along = (points: Int32Array) =>
    Math.round(points[first] + (points[first + 1] - points[first]) * share);
  const latE7 = along(network.pointLatE7);
  const lonE7 = along(network.pointLonE7);
  const where = { segment, piece: 0, pieceShare: share, latE7, lonE7, metres: 0 };
  return { ...where, share, isOffRoad: false, walkMillis: 0 };
}

/** Crossings 1 km apart in a square of `side` by `side`, with roads between neighbours or any two. */
const anyStreets = fc
  .record({
    side: fc.integer({ min: 2, max: 4 }),
    roads: fc.array(
      fc.record({
        from: fc.nat(15),
        to: fc.nat(15),
        oneWay: fc.boolean(),
        millis: fc.integer({ min: 1, max: 90 }).map((tens) => tens * 100),
      }),
      { minLength: 1, maxLength: 24 },
    ),
  })
  .map(({ side, roads }) => {
    const count = side * side;
    const nodes = Array.from({ length: count }, (_, at): readonly [number, number] => [
      540_000_000 + 90_000 * Math.floor(at / side),
      30_000_000 + 150_000 * (at % side),
    ]);
    const inside = roads
      .map(({ from, to, ...road }) => ({ ...road, from: from % count, to: to % count }))
      .filter(({ from, to }) => from !== to);
    return { nodes, roads: inside.length > 0 ? inside : [{ from: 0, to: 1, millis: 500 }] };
  });
const anyShare = fc.oneof(
  fc.constantFrom(0, 0.5, 1),
  fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
);
const anyPlace = fc.record({ segment: fc.nat(), share: anyShare });

/** How far along an arc a place is, in the arc's direction. */
function shareOn({ network }: ClassRoads, arc: number, { share }: Snap): number {
  return network.arcForward[arc] === 1 ? share : 1 - share;
}

/** Least time by Bellman and Ford, with a node for each of the two places. */
function plainMillis(roads: ClassRoads, from: Snap, to: Snap): number {
  const { network, metric } = roads;
  const { nodeCount, arcCount, arcSegment, tail, head } = network;
  const arcs = Array.from({ length: arcCount }, (_, arc) => ({
    tail: tail[arc],
    head: head[arc],
    millis: metric.metric[arc],
  }));
  const [start, end] = [nodeCount, nodeCount + 1];
  for (let arc = 0; arc < arcCount; arc += 1) {
    const millis = metric.metric[arc];
    if (millis >= noWay) continue;
    const [a, b] = [shareOn(roads, arc, from), shareOn(roads, arc, to)];
    const put = (tailNode: number, headNode: number, share: number) =>
      arcs.push({ tail: tailNode, head: headNode, millis: Math.round(millis * share) });
    if (arcSegment[arc] === from.segment) {
      put(start, head[arc], 1 - a);
      if (a === 0) put(start, tail[arc], 0);
    }
    if (arcSegment[arc] === to.segment) {
      put(tail[arc], end, b);
      if (b === 1) put(head[arc], end, 0);
    }
    if (arcSegment[arc] === from.segment && from.segment === to.segment && b >= a)
      put(start, end, b - a);
  }
  const topology = {
    ...network,
    nodeCount: nodeCount + 2,
    arcCount: arcs.length,
    tail: Int32Array.from(arcs, (arc) => arc.tail),
    head: Int32Array.from(arcs, (arc) => arc.head),
  };
  return relaxAll(
    topology,
    Int32Array.from(arcs, ({ millis }) => millis),
    start,
  )[end];
}

/** Follows the way from the one place to the other: it must be connected, allowed, and take as long as it says. */
function checkWay(roads: ClassRoads, { arcs, from, to, millis }: RoadWay): void {
  const { network, metric } = roads;
  let sum = 0;
  for (const [index, arc] of arcs.entries()) {
    const time = metric.metric[arc];
    assert.ok(time < noWay, "an arc that may not be used");
    const isFirst = index === 0 && network.arcSegment[arc] === from.segment;
    const isLast = index === arcs.length - 1 && network.arcSegment[arc] === to.segment;
    const begin = isFirst ? shareOn(roads, arc, from) : 0;
    const end = isLast ? shareOn(roads, arc, to) : 1;
    assert.ok(begin <= end, "an arc is used backwards");
    if (index === 0) assert.ok(isFirst || standsAt(roads, from, network.tail[arc]), "start");
    else assert.equal(network.tail[arc], network.head[arcs[index - 1]], "the way is broken");
    if (index === arcs.length - 1)
      assert.ok(isLast || standsAt(roads, to, network.head[arc]), "end");
    sum += time * (end - begin);
  }
  if (arcs.length === 0)
    assert.ok(from.latE7 === to.latE7 && from.lonE7 === to.lonE7, "no arcs between two places");
  assert.ok(Math.abs(sum - millis) <= 2, `the arcs take ${sum} ms, the way ${millis}`);
  const { distanceM } = describeWay(network, metric.metric, { arcs, from, to, millis });
  assert.ok(distanceM >= 0);
}

function standsAt({ network }: ClassRoads, { latE7, lonE7 }: Snap, node: number): boolean {
  return network.latE7[node] === latE7 && network.lonE7[node] === lonE7;
}

test("between any places of any streets: the least time, and a way that is connected, allowed and as long", () => {
  fc.assert(
    fc.property(
      anyStreets,
      fc.array(fc.tuple(anyPlace, anyPlace), { minLength: 8, maxLength: 8 }),
      (drawn, pairs) => {
        const roads = open(makeHandNetwork(drawn.nodes, drawn.roads));
        const count = roads.network.segmentCount;
        for (const [a, b] of pairs) {
          const from = on(roads, a.segment % count, a.share);
          const to = on(roads, b.segment % count, b.share);
          const expected = plainMillis(roads, from, to);
          assert.equal(roads.millisBetween(from, to), expected);
          const way = roads.findWayBetween(from, to);
          assert.equal(way?.millis ?? noWay, expected);
          if (way !== undefined) checkWay(roads, way);
          const near = on(roads, a.segment % count, b.share);
          const along = roads.findWayBetween(from, near);
          assert.equal(along?.millis ?? noWay, plainMillis(roads, from, near));
          if (along !== undefined) checkWay(roads, along);
        }
      },
    ),
    { numRuns: 300 },
  );
});

describe("a way across a single crossing", () => {
  const nodes = [
    [540_090_000, 30_000_000],
    [540_000_000, 30_000_000],
    [540_090_000, 30_150_000],
  ] as const;

  test("names both streets, and no other way round", () => {
    const roads = open(
      makeHandNetwork(nodes, [
        { from: 1, to: 0, name: "South Street" },
        { from: 2, to: 0, name: "East Street" },
        { from: 1, to: 0, name: "South Street" },
      ]),
    );
    const way = roads.findWayBetween(on(roads, 0, 0.8), on(roads, 1, 0.3));
    assert.ok(way !== undefined);
    const { steps, distanceM } = describeWay(roads.network, roads.metric.metric, way);
    assert.ok(Math.abs(distanceM - (0.2 * 1_001 + 0.7 * 980)) < 5, `${distanceM}`);
    assert.deepEqual(
      steps.map(({ name }) => name),
      ["South Street", "East Street"],
    );
  });
});
