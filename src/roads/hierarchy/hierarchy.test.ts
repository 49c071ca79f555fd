import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { anyTown, makeTopology, type RandomTown } from "../../testing/roads/random-topology.ts";
import { type Metric, noWay } from "../network.ts";
import { contract } from "./contract.ts";
import { customise, makeWeights } from "./customise.ts";
import { hierarchyLimits, openHierarchy, type StoredHierarchy } from "./hierarchy.ts";

/** Contraction as the paper tells it, with sets and shortcuts of both directions; for comparing. */
function contractPlainly({ topology, rank }: RandomTown, metric: Metric) {
  const { nodeCount, arcCount, tail, head } = topology;
  const times = Array.from({ length: nodeCount }, () => new Map<number, number>());
  const relax = (from: number, to: number, time: number): void => {
    times[from].set(to, Math.min(time, noWay, times[from].get(to) ?? noWay));
    if (!times[to].has(from)) times[to].set(from, noWay);
  };
  for (let arc = 0; arc < arcCount; arc += 1)
    if (tail[arc] !== head[arc]) relax(rank[tail[arc]], rank[head[arc]], metric[arc]);
  for (let v = 0; v < nodeCount; v += 1) {
    const above = [...times[v].keys()].filter((w) => w > v);
    for (const u of above)
      for (const w of above)
        if (u !== w) relax(u, w, (times[u].get(v) ?? noWay) + (times[v].get(w) ?? noWay));
  }
  return times.map((row, v) =>
    [...row.keys()]
      .filter((w) => w > v)
      .sort((a, b) => a - b)
      .map((w) => ({ head: w, up: row.get(w), down: times[w].get(v) })),
  );
}

test("slots and weights are those of contraction by sets", () => {
  fc.assert(
    fc.property(anyTown, (town) => {
      const hierarchy = openHierarchy(town.topology, contract(town.topology, town.rank));
      const weights = makeWeights(hierarchy).fill(7);
      customise(hierarchy, town.metric, weights);
      const { firstUp, upHead, slotCount } = hierarchy;
      const rows = Array.from({ length: town.topology.nodeCount }, (_, v) =>
        Array.from({ length: firstUp[v + 1] - firstUp[v] }, (_, i) => ({
          head: upHead[firstUp[v] + i],
          up: weights[firstUp[v] + i],
          down: weights[slotCount + firstUp[v] + i],
        })),
      );
      assert.deepEqual(rows, contractPlainly(town, town.metric));
    }),
  );
});

test("every arc finds its weight and every weight its arcs, loops excepted", () => {
  fc.assert(
    fc.property(anyTown, ({ topology, rank }) => {
      const hierarchy = openHierarchy(topology, contract(topology, rank));
      const { weightArc, nextArc, arcWeight, node, slotTail, upHead, slotCount } = hierarchy;
      const seen: number[] = [];
      for (let weight = 0; weight < 2 * slotCount; weight += 1) {
        for (let arc = weightArc[weight]; arc >= 0; arc = nextArc[arc]) {
          const slot = weight % slotCount;
          const ends = [node[slotTail[slot]], node[upHead[slot]]];
          if (weight >= slotCount) ends.reverse();
          assert.deepEqual([topology.tail[arc], topology.head[arc]], ends);
          assert.equal(arcWeight[arc], weight);
          seen.push(arc);
        }
      }
      const loops = topology.tail.filter((tail, arc) => tail === topology.head[arc]).length;
      assert.equal(new Set(seen).size, topology.arcCount - loops);
    }),
  );
});

// A square with one diagonal: 0-1, 1-2, 2-3, 3-0, 1-3.
const pairs = [0, 1, 1, 2, 2, 3, 3, 0, 1, 3];
const square = makeTopology(
  4,
  pairs.map((tail, at) => ({ tail, head: pairs[at ^ 1], millis: 1 })),
).topology;

test("an order that is none is refused", () => {
  for (const ranks of [
    [0, 1, 2],
    [0, 1, 2, 2],
    [0, 1, 2, 4],
    [-1, 1, 2, 3],
    [0, 1, 2, 3, 4],
  ])
    assert.throws(() => contract(square, Int32Array.from(ranks)), /expected each of 4 once/);
});

test("stored arrays that do not belong together are refused", () => {
  const good = contract(square, Int32Array.of(0, 1, 2, 3));
  const broken = (change: (copy: StoredHierarchy) => Partial<StoredHierarchy> | void) => {
    const copy = {
      rank: good.rank.slice(),
      firstUp: good.firstUp.slice(),
      upHead: good.upHead.slice(),
      arcWeight: good.arcWeight.slice(),
    };
    return { ...copy, ...change(copy) };
  };
  openHierarchy(square, good);
  const table: [StoredHierarchy, RegExp][] = [
    [broken(({ rank }) => void (rank[0] = 4)), /rank: got 4, expected 0 to 3/],
    [
      broken(({ rank }) => void (rank[0] = 1)),
      /expected each rank|weight of arc|a rank is missing/,
    ],
    [broken(({ firstUp }) => ({ firstUp: firstUp.subarray(1) })), /rows/],
    [broken(({ firstUp }) => void (firstUp[1] = 9)), /slots up from one node|head of a slot/],
    [broken(({ upHead }) => void (upHead[0] = 0)), /head of a slot: got 0, expected 1 to 3/],
    [broken(({ upHead }) => void (upHead[1] = 9)), /head of a slot: got 9/],
    [broken(({ upHead }) => ({ upHead: upHead.subarray(1) })), /rows/],
    [broken(({ arcWeight }) => void (arcWeight[0] = 3)), /weight of arc 0: got 3/],
    [broken(({ arcWeight }) => ({ arcWeight: arcWeight.subarray(1) })), /arcs: got 9, expected 10/],
    [broken(({ rank }) => ({ rank: rank.subarray(1) })), /ranks: got 3, expected 4/],
  ];
  for (const [stored, message] of table)
    assert.throws(() => openHierarchy(square, stored), message);
});

test("depths count the steps to the root", () => {
  fc.assert(
    fc.property(anyTown, ({ topology, rank }) => {
      const { parent, depth, upDepth, upHead } = openHierarchy(topology, contract(topology, rank));
      for (let node = 0; node < topology.nodeCount; node += 1) {
        let steps = 0;
        for (let above = parent[node]; above >= 0; above = parent[above]) steps += 1;
        assert.equal(depth[node], steps);
      }
      assert.deepEqual(
        [...upDepth],
        Array.from(upHead, (head) => depth[head]),
      );
    }),
  );
});

test("a climb longer than the limit is refused, one as long as it is taken", () => {
  /** A street whose crossings are contracted from one end to the other. */
  const openStreet = (nodeCount: number) => {
    const arcs = Array.from({ length: nodeCount - 1 }, (_, tail) => ({
      tail,
      head: tail + 1,
      millis: 1,
    }));
    const street = makeTopology(nodeCount, arcs).topology;
    return openHierarchy(street, contract(street, Int32Array.from(street.latE7.keys())));
  };
  const { height } = hierarchyLimits;
  assert.equal(openStreet(height).depth[0], height - 1);
  assert.throws(() => openStreet(height + 1), /65537 nodes on one climb, expected at most 65536/);
});

test("a metric or weights of another map are refused", () => {
  const hierarchy = openHierarchy(square, contract(square, Int32Array.of(0, 1, 2, 3)));
  const weights = makeWeights(hierarchy);
  const metric = new Int32Array(10).fill(1);
  assert.throws(() => customise(hierarchy, metric.subarray(1), weights), /9 arcs, expected 10/);
  assert.throws(() => customise(hierarchy, metric, weights.subarray(1)), /weights, expected/);
});
