import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { skipWithout } from "../../testing/real-data.ts";
import { orderByDegree, weighOrder } from "../../testing/roads/elimination.ts";
import { keepLargestPart, makeGrid, makeTopology } from "../../testing/roads/hand-topology.ts";
import { moscowFile, readMoscow } from "../../testing/roads/moscow.ts";
import { findRealNetwork, orderOf, realMaps } from "../../testing/roads/real-map.ts";
import type { Topology } from "../network.ts";
import { defaultDissectionRule } from "./dissection.ts";
import { makeOrder, type Order } from "./order.ts";

/** Edges between places on a small grid, with everything that a map may bring: loops, doubles, equal places, islands. */
const topologies: fc.Arbitrary<Topology> = fc
  .integer({ min: 0, max: 60 })
  .chain((nodeCount) =>
    fc.record({
      places: fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
        minLength: nodeCount,
        maxLength: nodeCount,
      }),
      edges: fc.array(
        nodeCount === 0
          ? fc.constant<[number, number]>([0, 0])
          : fc.tuple(
              fc.integer({ min: 0, max: nodeCount - 1 }),
              fc.integer({ min: 0, max: nodeCount - 1 }),
            ),
        { maxLength: nodeCount * 3 },
      ),
    }),
  )
  .map(({ places, edges }) =>
    makeTopology(
      Int32Array.from(places, ([lat]) => lat * 1000),
      Int32Array.from(places, ([, lon]) => lon * 1000),
      Int32Array.from(edges.flat()),
    ),
  );

function expectPermutation({ rank }: Order, nodeCount: number): void {
  assert.deepEqual(
    [...rank].sort((a, b) => a - b),
    Array.from({ length: nodeCount }, (_, position) => position),
  );
}

describe("order", () => {
  test("is a permutation, the same each time, and its tree is as high as it says", () => {
    fc.assert(
      fc.property(topologies, (topology) => {
        const order = makeOrder(topology);
        expectPermutation(order, topology.nodeCount);
        assert.deepEqual(makeOrder(topology), order);
        // So small a map is one leaf: cut it all the same, down to pairs.
        const cut = makeOrder(topology, { ...defaultDissectionRule, leafNodes: 2 });
        expectPermutation(cut, topology.nodeCount);
        const worth = weighOrder(topology, order.rank);
        assert.equal(order.statistics.treeHeight, worth.treeHeight);
      }),
    );
  });

  test("nasty graphs", () => {
    const at = (count: number, ...edges: number[]) =>
      makeTopology(new Int32Array(count), new Int32Array(count), Int32Array.from(edges));
    const clique = Array.from({ length: 40 }, (_, a) =>
      Array.from({ length: a }, (_, b) => [a, b]),
    ).flat(2);
    // A hub in the middle of a ring: every first choice of sides may touch the hub.
    const wheel = Array.from({ length: 40 }, (_, a) => [a, 40, a, (a + 1) % 40]).flat();
    const halves = Array.from({ length: 20 }, (_, a) =>
      Array.from({ length: 20 }, (_, b) => [a, 20 + b]),
    ).flat(2);
    for (const [name, topology, height] of [
      ["nothing", at(0), 0],
      ["one node", at(1), 1],
      ["a loop", at(1, 0, 0), 1],
      ["islands", at(30), 1],
      ["parallel streets", at(2, 0, 1, 0, 1, 1, 0), 2],
      ["a clique in one place", at(40, ...clique), 40],
      ["a wheel in one place", at(41, ...wheel), 23],
      ["all of one half with all of the other", at(40, ...halves), 21],
    ] as const) {
      const order = makeOrder(topology);
      expectPermutation(order, topology.nodeCount);
      assert.ok(
        order.statistics.treeHeight <= height,
        `${name}: height ${order.statistics.treeHeight}, expected at most ${height}`,
      );
    }
  });

  test("a cut may leave any number of pieces", () => {
    // Each node has a street to the same five, and to no other.
    const count = 150_000;
    const edges = Int32Array.from({ length: 10 * count }, (_, at) =>
      at % 2 === 0 ? 5 + Math.floor(at / 10) : ((at - 1) / 2) % 5,
    );
    const places = Int32Array.from({ length: count + 5 }, (_, node) => (node * 7919) % count);
    const { rank, statistics } = makeOrder(makeTopology(places, places, edges));
    assert.equal(new Set(rank).size, count + 5);
    assert.equal(statistics.treeHeight, 6);
  });

  test("a long road is climbed in its logarithm", () => {
    const count = 10_000;
    const places = Int32Array.from({ length: count }, (_, node) => node);
    const edges = Int32Array.from({ length: 2 * (count - 1) }, (_, at) => (at + 1) >> 1);
    const { statistics } = makeOrder(makeTopology(places, places, edges));
    assert.equal(statistics.coreNodes, 0);
    assert.ok(statistics.treeHeight <= 30, `height ${statistics.treeHeight}`);
  });

  test("a motorway with a crossing every few metres is cut in the middle, not taken from its ends", () => {
    const { statistics } = makeOrder(makeGrid(5000, 2));
    assert.ok(statistics.treeHeight <= 90, `height ${statistics.treeHeight}`);
  });

  test("a grid: its first cut is its short side, and the order beats minimum degree where a query feels it", () => {
    const grid = makeGrid(60, 30);
    const { rank, statistics } = makeOrder(grid);
    assert.ok(statistics.levels[0].largestSeparator <= 30);
    const worth = weighOrder(grid, rank);
    const plain = weighOrder(grid, orderByDegree(grid));
    assert.ok(worth.triangles <= plain.triangles * 1.2);
    assert.ok(worth.treeHeight < plain.treeHeight);
    assert.ok(worth.meanClimbArcs < plain.meanClimbArcs);
  });

  test("every machine makes the same order: a map that is built twice has one hash", () => {
    const { rank } = makeOrder(makeGrid(60, 30));
    let hash = 0;
    for (const position of rank) hash = (Math.imul(hash, 31) + position) | 0;
    assert.equal(
      hash,
      1_936_215_586,
      "after a change of the rules for cuts: put the new number here",
    );
  });

  test("a river with two bridges: the bridges are contracted last", () => {
    const width = 30;
    // Between columns 14 and 15 only two streets go over.
    const city = makeGrid(width, width, (from, to) => {
      const crosses = from % width === 14 && to === from + 1;
      const row = Math.floor(from / width);
      return !crosses || row === 7 || row === 20;
    });
    const { rank } = makeOrder(city);
    const last = [...rank.keys()].sort((a, b) => rank[b] - rank[a]).slice(0, 2);
    for (const node of last) {
      assert.ok([14, 15].includes(node % width));
      assert.ok([7, 20].includes(Math.floor(node / width)));
    }
  });

  test("the largest part of several is kept whole", () => {
    const two = makeTopology(
      new Int32Array(6),
      new Int32Array(6),
      Int32Array.from([0, 1, 2, 3, 3, 4, 4, 2, 4, 4, 2, 3]),
    );
    const part = keepLargestPart(two);
    assert.equal(part.nodeCount, 3);
    assert.deepEqual([...part.firstArc], [0, 3, 6, 10]);
  });

  for (const [name, file, read, mostTriangles] of [
    ["the Isle of Man", realMaps.isleOfMan, () => findRealNetwork("isleOfMan"), 1],
    ["Porto", realMaps.porto, () => findRealNetwork("porto"), 0.6],
    ["Moscow", moscowFile, readMoscow, 0.7],
  ] as const) {
    const title = `${name}: a lower tree, a shorter climb and no more triangles than by minimum degree`;
    test(title, { skip: skipWithout(file) }, (context) => {
      const topology = read();
      assert.ok(topology !== undefined);
      const order = orderOf(topology);
      expectPermutation(order, topology.nodeCount);
      const worth = weighOrder(topology, order.rank);
      const plain = weighOrder(topology, orderByDegree(topology));
      context.diagnostic(`${JSON.stringify(worth)} beside ${JSON.stringify(plain)}`);
      assert.equal(worth.treeHeight, order.statistics.treeHeight);
      assert.ok(worth.treeHeight <= plain.treeHeight * 0.6);
      assert.ok(worth.meanClimbArcs <= plain.meanClimbArcs * 0.4);
      assert.ok(worth.triangles <= plain.triangles * mostTriangles);
      // Good orders make 2.5 to 3 arcs of each street between junctions, fewer where there are shape points.
      assert.ok(worth.upArcs <= 1.5 * topology.arcCount);
    });
  }
});
