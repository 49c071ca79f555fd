import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { crossingAt, makeGridMap } from "../../testing/roads/grid-map.ts";
import { listSegmentArcs } from "../snap/snap.ts";
import { ClosureResolver, type ShutShape } from "./shut-arcs.ts";

const grid = { side: 5, blockMetres: 100 };
const { network, snapIndex } = makeGridMap(grid).road;
const resolver = new ClosureResolver(network, listSegmentArcs(network), snapIndex);

type Points = ShutShape["points"];

/** A place in blocks from the south-west corner. */
function at(column: number, row: number): readonly [number, number] {
  const [a, b] = [crossingAt(grid, 0, 0), crossingAt(grid, 1, 1)];
  return [
    Math.round(a.lonE7 + (b.lonE7 - a.lonE7) * column),
    Math.round(a.latE7 + (b.latE7 - a.latE7) * row),
  ];
}

function shutParts(kind: ShutShape["kind"], points: Points, more: Partial<ShutShape> = {}) {
  return resolver.listArcs({ kind, points, direction: "both", bearingDegrees: null, ...more });
}

function shut(kind: ShutShape["kind"], points: Points, more: Partial<ShutShape> = {}): number[] {
  return shutParts(kind, points, more).map(({ arc }) => arc);
}

/** What is shut of the streets from the crossing at the lower column or row on, in metres of 100. */
function metresOf(kind: ShutShape["kind"], points: Points) {
  return shutParts(kind, points).map(({ begin, end, arc }) => {
    const segment = network.arcSegment[arc];
    const first = network.firstPoint[segment];
    const last = network.firstPoint[segment + 1] - 1;
    const isRising =
      network.pointLatE7[last] + network.pointLonE7[last] >
      network.pointLatE7[first] + network.pointLonE7[first];
    return (isRising ? [begin, end] : [1 - end, 1 - begin]).map((share) => Math.round(share * 100));
  });
}

/** Streets by name and the crossings at their ends, of some arcs; with an arrow for each direction. */
function namesOf(arcs: readonly number[]): string[] {
  const blocks = (node: number): string => {
    for (let column = 0; column < grid.side; column += 1)
      for (let row = 0; row < grid.side; row += 1) {
        const { latE7, lonE7 } = crossingAt(grid, column, row);
        if (latE7 === network.latE7[node] && lonE7 === network.lonE7[node])
          return `${column}${row}`;
      }
    return "?";
  };
  return arcs.map((arc) => `${blocks(network.tail[arc])}>${blocks(network.head[arc])}`).sort();
}

describe("a barricade", () => {
  test("cuts the street it is drawn across, in both directions", () => {
    assert.deepEqual(namesOf(shut("barricade", [at(1.5, 1.8), at(1.5, 2.2)])), ["12>22", "22>12"]);
  });

  test("that is drawn beside all streets cuts none; one that ends on a street does", () => {
    assert.deepEqual(shut("barricade", [at(1.2, 1.2), at(1.8, 1.8)]), []);
    assert.deepEqual(namesOf(shut("barricade", [at(1.5, 1.5), at(1.5, 2)])), ["12>22", "22>12"]);
  });

  test("takes up 10 m to each side of where it stands, over a crossing too", () => {
    const parts = metresOf("barricade", [at(1.3, 1.8), at(1.3, 2.2)]);
    assert.deepEqual(parts, [
      [20, 40],
      [20, 40],
    ]);
    // Slanting over the crossing of two streets: four of them end at it.
    const corner = metresOf("barricade", [at(1.8, 1.8), at(2.2, 2.2)]);
    assert.equal(corner.length, 8);
    for (const [begin, end] of corner)
      assert.ok((begin === -10 && end === 10) || (begin === 90 && end === 110), `${begin} ${end}`);
  });

  test("that crosses a street twice shuts all between, and along it what it lies on", () => {
    const zigzag = [at(1.2, 1.9), at(1.2, 2.1), at(1.7, 2.1), at(1.7, 1.9)];
    for (const part of metresOf("barricade", zigzag)) assert.deepEqual(part, [10, 80]);
    for (const part of metresOf("barricade", [at(1.4, 2), at(1.6, 2)]))
      assert.deepEqual(part, [30, 70]);
  });

  test("towards one bearing lets the other direction go", () => {
    const points = [at(1.5, 1.8), at(1.5, 2.2)];
    const east = shut("barricade", points, { direction: "bearing", bearingDegrees: 90 });
    assert.deepEqual(namesOf(east), ["12>22"]);
    const west = shut("barricade", points, { direction: "bearing", bearingDegrees: 250 });
    assert.deepEqual(namesOf(west), ["22>12"]);
  });
});

describe("a stretch", () => {
  test("shuts the streets it is drawn along and none that it crosses, even when drawn a little beside", () => {
    const along = [at(0.5, 2.05), at(3.5, 2.05)];
    const names = namesOf(shut("stretch", along));
    assert.deepEqual(names, [
      "02>12",
      "12>02",
      "12>22",
      "22>12",
      "22>32",
      "32>22",
      "32>42",
      "42>32",
    ]);
  });

  test("along the drawing only", () => {
    const names = namesOf(shut("stretch", [at(0.1, 2), at(1.9, 2)], { direction: "along" }));
    assert.deepEqual(names, ["02>12", "12>22"]);
    const back = namesOf(shut("stretch", [at(1.9, 2), at(0.1, 2)], { direction: "along" }));
    assert.deepEqual(back, ["12>02", "22>12"]);
  });

  test("shuts its streets whole", () => {
    for (const { begin, end } of shutParts("stretch", [at(0.1, 2), at(1.9, 2)]))
      assert.ok(begin < 0 && end > 1);
  });

  test("in a field shuts nothing", () => {
    assert.deepEqual(shut("stretch", [at(1.5, 1.5), at(1.5, 1.6)]), []);
  });
});

describe("an area", () => {
  test("shuts what lies in it and what reaches into it", () => {
    const ring = [at(0.8, 0.8), at(1.2, 0.8), at(1.2, 1.2), at(0.8, 1.2)];
    assert.deepEqual(namesOf(shut("area", ring)), [
      "01>11",
      "10>11",
      "11>01",
      "11>10",
      "11>12",
      "11>21",
      "12>11",
      "21>11",
    ]);
    // What lies outside of each street is left open, but for the 10 m.
    for (const [begin, end] of metresOf("area", ring))
      assert.ok((begin === -10 && end === 30) || (begin === 70 && end === 110), `${begin} ${end}`);
    const whole = [at(-1, -1), at(5, -1), at(5, 5), at(-1, 5)];
    const all = shutParts("area", whole);
    assert.equal(all.length, network.arcCount);
    for (const { begin, end } of all) assert.ok(begin < 0 && end > 1);
  });
});

/** The sign of a triangle's area, with whole numbers of any length. */
function turn(a: readonly number[], b: readonly number[], c: readonly number[]): number {
  const [ax, ay, bx, by, cx, cy] = [...a, ...b, ...c].map(BigInt);
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  return area > 0n ? 1 : area < 0n ? -1 : 0;
}

function touch(
  a: readonly number[],
  b: readonly number[],
  c: readonly number[],
  d: readonly number[],
): boolean {
  const boxes = [0, 1].every(
    (axis) =>
      Math.max(a[axis], b[axis]) >= Math.min(c[axis], d[axis]) &&
      Math.max(c[axis], d[axis]) >= Math.min(a[axis], b[axis]),
  );
  return boxes && turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0;
}

test("whatever line is drawn, exactly the streets that it touches are cut", () => {
  const spot = fc.tuple(fc.integer({ min: -20, max: 440 }), fc.integer({ min: -20, max: 440 }));
  fc.assert(
    fc.property(fc.array(spot, { minLength: 2, maxLength: 4 }), (spots) => {
      const points = spots.map(([column, row]) => at(column / 100, row / 100));
      const arcs = new Set(shut("barricade", points));
      for (let arc = 0; arc < network.arcCount; arc += 1) {
        const [tail, head] = [network.tail[arc], network.head[arc]];
        const [a, b] = [tail, head].map((node) => [network.lonE7[node], network.latE7[node]]);
        const isCut = points.slice(1).some((point, index) => touch(a, b, points[index], point));
        assert.equal(arcs.has(arc), isCut, `arc ${arc}`);
      }
    }),
    { numRuns: 300 },
  );
});
