import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { distanceM } from "../../base/distance.ts";
import { type HandRoad, makeHandNetwork } from "../../testing/roads/hand-network.ts";
import { type Metric, noWay, type RoadNetwork } from "../network.ts";
import {
  alongMillis,
  describeOffRoad,
  findSnap,
  listArrivals,
  listDepartures,
  listSegmentArcs,
  markUsable,
  type Snap,
} from "./snap.ts";
import { SnapCache, snapCacheLimits } from "./snap-cache.ts";
import { SnapIndex } from "./snap-index.ts";

const lat0 = 540_000_000;
const lon0 = 30_000_000;

/**
 *   3 --c--- 2        a: 0 -> 1, 1,000 s as two equal pieces, both ways
 *   |        |        b: 1 -> 2, one-way
 *   d        b        c: 2 -> 3, one-way
 *   |        |        d: 3 -> 0, one-way
 *   0 --a--- 1
 */
const corners = [
  [lat0, lon0],
  [lat0, lon0 + 200_000],
  [lat0 + 100_000, lon0 + 200_000],
  [lat0 + 100_000, lon0],
] as const;
const block: readonly HandRoad[] = [
  { from: 0, to: 1, via: [[lat0, lon0 + 100_000]], millis: 1_000_000 },
  { from: 1, to: 2, oneWay: true, millis: 100_000 },
  { from: 2, to: 3, oneWay: true, millis: 200_000 },
  { from: 3, to: 0, oneWay: true, millis: 100_000 },
];

function makeWorld(roads: readonly HandRoad[] = block) {
  const { network, metric } = makeHandNetwork(corners, roads);
  const index = SnapIndex.build(network);
  const usable = markUsable(network, metric);
  const arcs = listSegmentArcs(network);
  const snap = (lat: number, lon: number): Snap => {
    const found = findSnap(network, index, usable, lat, lon);
    assert.ok(found !== undefined);
    return found;
  };
  return { network, metric, index, usable, arcs, snap };
}

test("a place beside a street lies on it, by length along all its pieces", () => {
  const { snap } = makeWorld();
  const at = snap(lat0 + 900, lon0 + 150_000);
  assert.equal(at.segment, 0);
  assert.equal(at.piece, 1);
  assert.ok(Math.abs(at.pieceShare - 0.5) < 1e-6);
  assert.ok(Math.abs(at.share - 0.75) < 1e-6);
  assert.deepEqual([at.latE7, at.lonE7], [lat0, lon0 + 150_000]);
  assert.ok(Math.abs(at.metres - 10) < 0.1, String(at.metres));
  assert.equal(at.walkMillis, 0);
  assert.equal(describeOffRoad(at), "");
});

test("leaving and entering: by each open arc, with the rest of its time", () => {
  const { network, metric, arcs, snap } = makeWorld();
  const onA = snap(lat0, lon0 + 150_000);
  assert.deepEqual(listDepartures(network, arcs, metric, onA), [
    { node: 1, millis: 250_000 },
    { node: 0, millis: 750_000 },
  ]);
  assert.deepEqual(listArrivals(network, arcs, metric, onA), [
    { node: 0, millis: 750_000 },
    { node: 1, millis: 250_000 },
  ]);
  const onB = snap(lat0 + 40_000, lon0 + 200_000);
  assert.deepEqual(listDepartures(network, arcs, metric, onB), [{ node: 2, millis: 60_000 }]);
  assert.deepEqual(listArrivals(network, arcs, metric, onB), [{ node: 1, millis: 40_000 }]);
});

test("on one segment: straight along where that is open, never against a one-way street", () => {
  const { network, metric, arcs, snap } = makeWorld();
  const [west, east] = [snap(lat0, lon0 + 50_000), snap(lat0, lon0 + 150_000)];
  assert.equal(alongMillis(network, arcs, metric, west, east), 500_000);
  assert.equal(alongMillis(network, arcs, metric, east, west), 500_000);
  assert.equal(alongMillis(network, arcs, metric, east, east), 0);
  const [south, north] = [snap(lat0 + 20_000, lon0 + 200_000), snap(lat0 + 80_000, lon0 + 200_000)];
  assert.equal(alongMillis(network, arcs, metric, south, north), 60_000);
  assert.equal(alongMillis(network, arcs, metric, north, south), noWay);
  assert.equal(alongMillis(network, arcs, metric, west, north), noWay);
});

test("at a junction one leaves by any of its roads, also at the end of a one-way street", () => {
  const { network, metric, arcs, snap } = makeWorld();
  const corner = { ...snap(lat0 + 100_000, lon0 + 200_000), segment: 2, share: 0 };
  assert.deepEqual(listDepartures(network, arcs, metric, corner), [
    { node: 3, millis: 200_000 },
    { node: 2, millis: 0 },
  ]);
  assert.deepEqual(listArrivals(network, arcs, metric, corner), [{ node: 2, millis: 0 }]);
});

test("what stands off the road pays for the way to it on foot; far away nothing is found", () => {
  const { network, metric, arcs, snap, index, usable } = makeWorld();
  const field = snap(lat0 - 26_000, lon0 + 100_000);
  assert.equal(describeOffRoad(field), "off the road network by 289 m");
  // (289.1 m - 40 m) at 1.4 m/s.
  assert.ok(Math.abs(field.walkMillis - 177_930) < 100, String(field.walkMillis));
  assert.deepEqual(listDepartures(network, arcs, metric, field), [
    { node: 1, millis: 500_000 + field.walkMillis },
    { node: 0, millis: 500_000 + field.walkMillis },
  ]);
  assert.equal(alongMillis(network, arcs, metric, field, field), 2 * field.walkMillis);
  assert.equal(findSnap(network, index, usable, lat0 - 1_000_000, lon0), undefined);
  const rule = { reachMetres: 20_000, roadMetres: 0, walkMetresPerSecond: 2 };
  const far = findSnap(network, index, usable, lat0 - 1_000_000, lon0, rule);
  assert.ok(far !== undefined && Math.abs(far.walkMillis - 5_559_754) < 2_000);
});

test("a road that no vehicle of the class may use is not seen", () => {
  const { network, metric, index } = makeWorld();
  const closed = Int32Array.from(metric, (millis, arc) =>
    network.arcSegment[arc] === 0 ? noWay : millis,
  );
  const usable = markUsable(network, closed);
  assert.deepEqual([...usable], [0, 1, 1, 1]);
  const at = findSnap(network, index, usable, lat0 - 900, lon0 + 190_000);
  assert.equal(at?.segment, 1);
  assert.equal(findSnap(network, index, new Uint8Array(4), lat0, lon0), undefined);
});

test("the index comes back from its data, and data of another network is refused", () => {
  const { network, index, usable } = makeWorld();
  const packed = new Uint8Array(index.data.byteLength + 16);
  packed.set(new Uint8Array(index.data), 16);
  const again = SnapIndex.from(network, packed.buffer, 16);
  assert.equal(again.pieceCount, 5);
  assert.deepEqual(
    again.findNearest(lat0 + 700, lon0 + 1_000, 500, usable),
    index.findNearest(lat0 + 700, lon0 + 1_000, 500, usable),
  );
  const other = makeHandNetwork(corners, block.slice(1)).network;
  assert.throws(() => SnapIndex.from(other, index.data), /5 pieces, expected 3/);
});

test("a network without a road has an index that finds nothing", () => {
  const { network } = makeHandNetwork(corners, []);
  const index = SnapIndex.build(network);
  assert.equal(index.findNearest(lat0, lon0, 1e6, new Uint8Array(0)), undefined);
  assert.equal(SnapIndex.from(network, index.data).pieceCount, 0);
});

test("the cache searches when a unit moves or other segments count, and at no other time", () => {
  const { network, index, usable } = makeWorld();
  const cache = new SnapCache(network, index, usable);
  const first = cache.snap(7, lat0, lon0 + 50_000);
  for (let query = 0; query < 5; query += 1)
    assert.equal(cache.snap(7, lat0, lon0 + 50_000), first);
  assert.equal(cache.searches, 1);
  assert.equal(cache.snap(7, lat0, lon0 + 60_000)?.segment, 0);
  assert.equal(cache.searches, 2);
  cache.useSegments(Uint8Array.of(0, 1, 1, 1));
  assert.equal(cache.snap(7, lat0, lon0 + 60_000)?.segment, 3);
  cache.forget(7);
  cache.snap(7, lat0, lon0 + 60_000);
  assert.equal(cache.searches, 4);
  cache.snap(snapCacheLimits.units, lat0, lon0);
  cache.snap(snapCacheLimits.units, lat0, lon0);
  assert.equal(cache.searches, 6);
});

const spot = fc.tuple(
  fc.integer({ min: lat0, max: lat0 + 300_000 }),
  fc.integer({ min: lon0, max: lon0 + 300_000 }),
);
const randomNetwork = fc.array(spot, { minLength: 2, maxLength: 8 }).chain((nodes) =>
  fc
    .array(
      fc.record({
        from: fc.nat(nodes.length - 1),
        to: fc.nat(nodes.length - 1),
        via: fc.array(spot, { maxLength: 2 }),
        oneWay: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((roads) => makeHandNetwork(nodes, roads)),
);

test("the nearest piece is the one that a look at all of them finds", () => {
  fc.assert(
    fc.property(
      randomNetwork,
      spot,
      fc.integer({ min: 10, max: 4_000 }),
      ({ network }, at, reach) => {
        const usable = new Uint8Array(network.segmentCount).fill(1);
        const found = SnapIndex.build(network).findNearest(...at, reach, usable);
        let least = Number.POSITIVE_INFINITY;
        for (let segment = 0; segment < network.segmentCount; segment += 1)
          least = Math.min(least, plainMetres(network, segment, at));
        if (found === undefined) assert.ok(least > reach * 0.999, `${least} m within ${reach} m`);
        else
          assert.ok(
            Math.abs(found.metres - least) < 0.01 + least * 1e-3,
            `${found.metres} ${least}`,
          );
      },
    ),
  );
});

/** Metres to a segment by halving: on a straight piece the distance has one minimum. */
function plainMetres(network: RoadNetwork, segment: number, [lat, lon]: [number, number]): number {
  const { firstPoint, pointLatE7: lats, pointLonE7: lons } = network;
  let least = Number.POSITIVE_INFINITY;
  for (let point = firstPoint[segment]; point + 1 < firstPoint[segment + 1]; point += 1) {
    const metresAt = (share: number): number =>
      distanceM(
        lat,
        lon,
        lats[point] + (lats[point + 1] - lats[point]) * share,
        lons[point] + (lons[point + 1] - lons[point]) * share,
      );
    let [low, high] = [0, 1];
    for (let round = 0; round < 60; round += 1) {
      const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
      if (metresAt(a) < metresAt(b)) high = b;
      else low = a;
    }
    least = Math.min(least, metresAt(low));
  }
  return least;
}

/** All least times from the nodes in `from`, by relaxing until nothing changes: too simple to be wrong. */
function relax(
  arcs: readonly (readonly [number, number, number])[],
  from: readonly (readonly [number, number])[],
  count: number,
): number[] {
  const least = Array.from({ length: count }, () => Number.POSITIVE_INFINITY);
  for (const [node, millis] of from) least[node] = Math.min(least[node], millis);
  for (let changed = true; changed;) {
    changed = false;
    for (const [tail, head, millis] of arcs) {
      if (least[tail] + millis >= least[head]) continue;
      least[head] = least[tail] + millis;
      changed = true;
    }
  }
  return least;
}

function listArcs(network: RoadNetwork, metric: Metric): [number, number, number][] {
  return Array.from({ length: network.arcCount }, (_, arc): [number, number, number] => [
    network.tail[arc],
    network.head[arc],
    metric[arc],
  ]).filter(([, , millis]) => millis < noWay);
}

test("times between two snapped places equal those of a network cut at both of them", () => {
  fc.assert(
    fc.property(randomNetwork, spot, spot, ({ network, metric }, a, b) => {
      const [index, usable] = [SnapIndex.build(network), markUsable(network, metric)];
      const rule = { reachMetres: 1e5, roadMetres: 1e5, walkMetresPerSecond: 1 };
      const from = findSnap(network, index, usable, ...a, rule);
      const to = findSnap(network, index, usable, ...b, rule);
      if (from === undefined || to === undefined) return;
      const arcs = listSegmentArcs(network);
      const least = relax(
        listArcs(network, metric),
        listDepartures(network, arcs, metric, from).map(({ node, millis }) => [node, millis]),
        network.nodeCount,
      );
      const byNodes = listArrivals(network, arcs, metric, to).map(
        ({ node, millis }) => least[node] + millis,
      );
      const along = alongMillis(network, arcs, metric, from, to);
      const found = Math.min(along === noWay ? Number.POSITIVE_INFINITY : along, ...byNodes);
      const expected = cutAndMeasure(network, metric, from, to);
      assert.ok(
        found === expected || Math.abs(found - expected) <= 3,
        `${found}, expected ${expected}`,
      );
    }),
    { numRuns: 400 },
  );
});

/** The same question on a network in which both places are nodes of their own. */
function cutAndMeasure(network: RoadNetwork, metric: Metric, from: Snap, to: Snap): number {
  const cuts = [
    { node: network.nodeCount, snap: from },
    { node: network.nodeCount + 1, snap: to },
  ];
  const arcs: [number, number, number][] = [];
  for (let arc = 0; arc < network.arcCount; arc += 1) {
    if (metric[arc] >= noWay) continue;
    const along = cuts
      .filter(({ snap }) => snap.segment === network.arcSegment[arc])
      .map(({ node, snap }) => {
        const share = network.arcForward[arc] === 1 ? snap.share : 1 - snap.share;
        return { node, share };
      })
      .sort((x, y) => x.share - y.share);
    const stops = [
      { node: network.tail[arc], share: 0 },
      ...along,
      { node: network.head[arc], share: 1 },
    ];
    for (let at = 0; at + 1 < stops.length; at += 1) {
      const [x, y] = [stops[at], stops[at + 1]];
      arcs.push([x.node, y.node, metric[arc] * (y.share - x.share)]);
      // Two places at the same spot are one place.
      if (y.share === x.share) arcs.push([y.node, x.node, 0]);
    }
  }
  return relax(arcs, [[network.nodeCount, 0]], network.nodeCount + 2)[network.nodeCount + 1];
}
