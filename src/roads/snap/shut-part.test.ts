import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { makeHandNetwork } from "../../testing/roads/hand-network.ts";
import { noWay } from "../network.ts";
import { isShutSegment, listShutOffsets, shutPartLimits, type ShutStreets } from "./shut-part.ts";
import { listSegmentArcs, type Snap } from "./snap.ts";

/** A straight street of `count` pieces, each so many metres long, with its crossings numbered from the south. */
function street(count: number, pieceMetres: number, shut: readonly number[]): ShutStreets {
  const nodes = Array.from({ length: count + 1 }, (_, at): readonly [number, number] => [
    540_000_000 + Math.round(at * pieceMetres * 89.932),
    30_000_000,
  ]);
  const roads = Array.from({ length: count }, (_, from) => ({ from, to: from + 1 }));
  const { network, metric: openMetric } = makeHandNetwork(nodes, roads);
  const isShut = (arc: number): boolean => shut.includes(network.arcSegment[arc]);
  const metric = openMetric.map((millis, arc) => (isShut(arc) ? noWay : millis));
  return { network, segmentArcs: listSegmentArcs(network), openMetric, metric };
}

function at(segment: number, share: number): Snap {
  const where = { segment, piece: 0, pieceShare: share, latE7: 0, lonE7: 0, metres: 0 };
  return { ...where, share, isOffRoad: false, walkMillis: 500 };
}

describe("a street is shut", () => {
  test("when no direction that the class may use is open", () => {
    const streets = street(3, 100, [1]);
    assert.deepEqual(
      [0, 1, 2].map((segment) => isShutSegment(streets, segment)),
      [false, true, false],
    );
    const [arc] = [...streets.network.arcSegment.keys()].filter(
      (each) => streets.network.arcSegment[each] === 1,
    );
    streets.metric[arc] = streets.openMetric[arc];
    assert.equal(isShutSegment(streets, 1), false, "one direction is open");
    streets.openMetric.fill(noWay);
    streets.metric.fill(noWay);
    assert.equal(isShutSegment(streets, 1), false, "the class has no business there anyway");
  });
});

describe("from a place in a street that is shut", () => {
  test("both ends, the nearer first, at walking speed with what leads to the road", () => {
    const offsets = listShutOffsets(street(3, 140, [1]), at(1, 0.25), true, 16);
    assert.deepEqual(
      offsets.map(({ node, segments }) => [node, segments]),
      [
        [1, [1]],
        [2, [1]],
      ],
    );
    assert.deepEqual(
      offsets.map(({ millis }) => Math.round(millis / 100)),
      [255, 755],
    );
    assert.deepEqual(
      offsets.map(({ metres }) => Math.round(metres)),
      [35, 105],
    );
  });

  test("over further shut streets up to an open road; those with one come before those without", () => {
    const streets = street(8, 100, [1, 2, 3, 4, 5]);
    const nodes = (most: number) =>
      listShutOffsets(streets, at(3, 0.4), false, most).map(({ node }) => node);
    assert.deepEqual(nodes(16), [3, 4, 1, 6, 2, 5]);
    assert.deepEqual(nodes(4), [3, 4, 1, 6]);
    const [far] = listShutOffsets(streets, at(3, 0.4), false, 3).slice(-1);
    assert.deepEqual([far.node, far.segments, Math.round(far.metres)], [1, [3, 2, 1], 240]);
  });

  test("not further than anybody would be sent on foot", () => {
    const streets = street(30, 100, [...Array(30).keys()].slice(1, 29));
    const offsets = listShutOffsets(streets, at(15, 0.5), true, 64);
    assert.equal(Math.max(...offsets.map(({ metres }) => Math.round(metres))), 950);
    assert.ok(offsets.every(({ metres }) => metres <= shutPartLimits.walkMetres));
  });
});
