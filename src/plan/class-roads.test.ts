import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { ClassMetric } from "../roads/closures/class-metric.ts";
import { contract } from "../roads/hierarchy/contract.ts";
import { openHierarchy } from "../roads/hierarchy/hierarchy.ts";
import { noWay } from "../roads/network.ts";
import { makeOrder } from "../roads/order/order.ts";
import type { Snap } from "../roads/snap/snap.ts";
import { type ShutShare, wholeStreet } from "../roads/snap/shut-share.ts";
import { SnapIndex } from "../roads/snap/snap-index.ts";
import { makeHandNetwork, type HandNetwork } from "../testing/roads/hand-network.ts";
import { relaxAll } from "../testing/roads/random-topology.ts";
import { ClassRoads, type RoadWay } from "./class-roads.ts";
import { describeWay } from "./road-way.ts";
import type { ShutWalk } from "./way-ends.ts";

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

/** Crossings 10 m apart in a square of `side` by `side`, with roads between any two. */
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
      540_000_000 + 900 * Math.floor(at / side),
      30_000_000 + 1_500 * (at % side),
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

interface PlainArc {
  readonly tail: number;
  readonly head: number;
  readonly millis: number;
}

type Shut = ReadonlyMap<number, ShutShare>;

/** What the rules say of streets that are shut, from the networks alone. */
function isShut({ network, metric }: ClassRoads, segment: number): boolean {
  const own = [...network.arcSegment.keys()].filter((arc) => network.arcSegment[arc] === segment);
  return (
    own.some((arc) => metric.openMetric[arc] < noWay) &&
    own.every((arc) => metric.metric[arc] === noWay)
  );
}

/**
 * Least time by Bellman and Ford. Each crossing is there three times: on foot from the start through shut streets, on
 * the open road, and on foot to the end; there is a node for each of the two places.
 */
function plainMillis(roads: ClassRoads, shut: Shut, from: Snap, to: Snap): number {
  const { network, metric } = roads;
  const { nodeCount, arcCount, arcSegment, tail, head, lengthDm } = network;
  const arcs: PlainArc[] = [];
  const put = (tailNode: number, headNode: number, millis: number): void =>
    void arcs.push({ tail: tailNode, head: headNode, millis });
  const [walkOut, walkIn, start, end] = [
    nodeCount,
    2 * nodeCount,
    3 * nodeCount,
    3 * nodeCount + 1,
  ];
  const onFoot = (segment: number, share: number) =>
    Math.round((lengthDm[segment] * share * 100) / 1.4);
  for (let node = 0; node < nodeCount; node += 1) {
    put(walkOut + node, node, 0);
    put(node, walkIn + node, 0);
  }
  for (let arc = 0; arc < arcCount; arc += 1) {
    const segment = arcSegment[arc];
    const [a, b] = [shareOn(roads, arc, from), shareOn(roads, arc, to)];
    const millis = metric.metric[arc];
    const [isFrom, isTo] = [segment === from.segment, segment === to.segment];
    if (isShut(roads, segment)) {
      put(walkOut + tail[arc], walkOut + head[arc], onFoot(segment, 1));
      put(walkIn + tail[arc], walkIn + head[arc], onFoot(segment, 1));
      if (isFrom) put(start, walkOut + head[arc], onFoot(segment, 1 - a));
      if (isTo) put(walkIn + tail[arc], end, onFoot(segment, b));
      if (isFrom && isTo) put(start, end, onFoot(segment, Math.abs(b - a)));
    }
    const openMillis = metric.openMetric[arc];
    if (openMillis >= noWay) continue;
    if (millis < noWay) put(tail[arc], head[arc], millis);
    const part = (share: number) => Math.round(openMillis * share);
    /** Whether nothing shut lies from the one to the other share of the arc. */
    const isClear = (least: number, most: number): boolean => {
      const share = millis < noWay ? undefined : shut.get(arc);
      if (share === undefined) return millis < noWay;
      const isForward = network.arcForward[arc] === 1;
      const begin = isForward ? share.begin : 1 - share.end;
      const last = isForward ? share.end : 1 - share.begin;
      return most < begin || least > last;
    };
    if (isFrom && isClear(a, 1)) put(start, head[arc], part(1 - a));
    if (isFrom && a === 0 && isClear(0, 0)) put(start, tail[arc], 0);
    if (isFrom && a === 1 && isClear(1, 1)) put(start, head[arc], 0);
    if (isTo && isClear(0, b)) put(tail[arc], end, part(b));
    if (isTo && b === 1 && isClear(1, 1)) put(head[arc], end, 0);
    if (isTo && b === 0 && isClear(0, 0)) put(tail[arc], end, 0);
    if (isFrom && isTo && b >= a && isClear(a, b)) put(start, end, part(b - a));
  }
  const topology = {
    ...network,
    nodeCount: end + 1,
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
function checkWay(roads: ClassRoads, shut: Shut, way: RoadWay): void {
  const { arcs, from, to, millis, walkFrom, walkTo } = way;
  const { network, metric } = roads;
  let sum = (walkFrom?.millis ?? 0) + (walkTo?.millis ?? 0);
  for (const [index, arc] of arcs.entries()) {
    const time = metric.openMetric[arc];
    assert.ok(time < noWay, "an arc that may not be used");
    const isFirst = index === 0 && network.arcSegment[arc] === from.segment;
    const isLast = index === arcs.length - 1 && network.arcSegment[arc] === to.segment;
    const begin = isFirst ? shareOn(roads, arc, from) : 0;
    const end = isLast ? shareOn(roads, arc, to) : 1;
    assert.ok(begin <= end, "an arc is used backwards");
    if (metric.metric[arc] >= noWay) {
      const share = shut.get(arc) ?? wholeStreet;
      const [from, to] = network.arcForward[arc] === 1 ? [begin, end] : [1 - end, 1 - begin];
      assert.ok(to < share.begin || from > share.end, "a way passes what is shut");
    }
    if (index > 0)
      assert.equal(network.tail[arc], network.head[arcs[index - 1]], "the way is broken");
    else if (walkFrom !== undefined) checkWalk(roads, walkFrom, from, network.tail[arc]);
    else assert.ok(isFirst || standsAt(roads, from, network.tail[arc]), "start");
    if (index === arcs.length - 1 && walkTo !== undefined)
      checkWalk(roads, walkTo, to, network.head[arc]);
    else if (index === arcs.length - 1)
      assert.ok(isLast || standsAt(roads, to, network.head[arc]), "end");
    sum += time * (end - begin);
  }
  if (arcs.length === 0 && walkFrom === undefined && walkTo === undefined)
    assert.ok(from.latE7 === to.latE7 && from.lonE7 === to.lonE7, "no arcs between two places");
  assert.ok(Math.abs(sum - millis) <= 2, `the parts take ${sum} ms, the way ${millis}`);
  const { distanceM } = describeWay(network, metric.openMetric, way);
  assert.ok(distanceM >= 0);
}

/** From the place along shut streets to the node. */
function checkWalk(roads: ClassRoads, { segments }: ShutWalk, place: Snap, node: number): void {
  const { network } = roads;
  assert.equal(segments[0], place.segment);
  for (const segment of segments) assert.ok(isShut(roads, segment));
  const ends = segments.map((segment) =>
    [0, 1].map((end) => {
      const point = end === 0 ? network.firstPoint[segment] : network.firstPoint[segment + 1] - 1;
      return `${network.pointLatE7[point]} ${network.pointLonE7[point]}`;
    }),
  );
  for (const [index, [a, b]] of ends.entries())
    assert.ok(index === 0 || ends[index - 1].includes(a) || ends[index - 1].includes(b));
  assert.ok(ends.at(-1)?.includes(`${network.latE7[node]} ${network.lonE7[node]}`));
}

function standsAt({ network }: ClassRoads, { latE7, lonE7 }: Snap, node: number): boolean {
  return network.latE7[node] === latE7 && network.lonE7[node] === lonE7;
}

function checkBetween(roads: ClassRoads, shut: Shut, from: Snap, to: Snap): void {
  const expected = plainMillis(roads, shut, from, to);
  assert.equal(roads.millisBetween(from, to), expected);
  const way = roads.findWayBetween(from, to);
  assert.equal(way?.millis ?? noWay, expected);
  if (way !== undefined) checkWay(roads, shut, way);
}

const anyPairs = fc.array(fc.tuple(anyPlace, anyPlace), { minLength: 8, maxLength: 8 });

test("between any places of any streets, some of them shut: the least time, and a way that is connected, allowed and as long", () => {
  // A barricade somewhere in the street, which reaches over an end now and then, or all of it.
  const share = fc.oneof(
    fc.constant(wholeStreet),
    fc
      .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 40 }))
      .map(([middle, beside]) => ({
        begin: (middle - beside + 0.5) / 100,
        end: (middle + beside + 0.5) / 100,
      })),
  );
  const closing = fc.array(fc.tuple(fc.nat(), fc.constantFrom("both", "one"), share), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(anyStreets, anyPairs, fc.array(closing, { maxLength: 2 }), (drawn, pairs, shut) => {
      const roads = open(makeHandNetwork(drawn.nodes, drawn.roads));
      const { segmentCount: count, arcSegment, arcCount } = roads.network;
      for (const step of [[], ...shut]) {
        const closed = new Map<number, ShutShare>();
        for (const [number, how, part] of step)
          for (let arc = 0; arc < arcCount; arc += 1)
            if (how === "both" ? arcSegment[arc] === number % count : arc === number % arcCount)
              closed.set(arc, part);
        roads.shut(closed);
        for (const [a, b] of pairs) {
          const from = on(roads, a.segment % count, a.share);
          checkBetween(roads, closed, from, on(roads, b.segment % count, b.share));
          checkBetween(roads, closed, from, on(roads, a.segment % count, b.share));
          const unit = roads.snapUnit(0, from.latE7, from.lonE7);
          const end = on(roads, b.segment % count, b.share);
          assert.ok(unit !== undefined);
          roads.beginTo(end);
          const millis = roads.millisOfUnit(0, from.latE7, from.lonE7);
          assert.equal(millis, roads.millisBetween(unit, end));
        }
      }
    }),
    { numRuns: 250 },
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
    const { steps, distanceM } = describeWay(roads.network, roads.metric.openMetric, way);
    assert.ok(Math.abs(distanceM - (0.2 * 1_001 + 0.7 * 980)) < 5, `${distanceM}`);
    assert.deepEqual(
      steps.map(({ name }) => name),
      ["South Street", "East Street"],
    );
  });
});
