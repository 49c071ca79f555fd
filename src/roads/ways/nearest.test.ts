import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { anyTown, makeTopology, relaxAll } from "../../testing/roads/random-topology.ts";
import { contract } from "../hierarchy/contract.ts";
import { customise, makeWeights } from "../hierarchy/customise.ts";
import { openHierarchy } from "../hierarchy/hierarchy.ts";
import { noWay, type Topology } from "../network.ts";
import { makeRowTimes } from "../search/arc-rows.ts";
import { Nearest } from "./nearest.ts";
import { UnitPlaces } from "./unit-places.ts";

const offset = fc.record({ node: fc.nat(), millis: fc.nat(30) });
const place = fc.array(offset, { maxLength: 3 });
const units = fc.array(fc.record({ place, counts: fc.boolean() }), { maxLength: 60 });

test("the list is everybody's times sorted, ties by number, with those who come directly", () => {
  const direct = fc.array(fc.record({ unit: fc.nat(), millis: fc.nat(30) }), { maxLength: 2 });
  const wanted = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(anyTown, units, place, direct, wanted, (town, some, someEnds, near, count) => {
      const { topology, metric } = town;
      const onMap = (at: { node: number; millis: number }) => ({
        node: at.node % topology.nodeCount,
        millis: at.millis,
      });
      const hierarchy = openHierarchy(topology, contract(topology, town.rank));
      const weights = makeWeights(hierarchy);
      customise(hierarchy, metric, weights);
      const places = new UnitPlaces(hierarchy, some.length);
      for (const [unit, at] of some.entries()) places.place(unit, at.place.map(onMap));
      const ends = someEnds.map(onMap);
      const come =
        some.length === 0 ? [] : near.map((at) => ({ ...at, unit: at.unit % some.length }));
      const times = Array.from({ length: topology.nodeCount }, (_, from) =>
        relaxAll(topology, metric, from),
      );
      const expected = some
        .flatMap(({ place: at, counts }, unit) => {
          const ways = at
            .map(onMap)
            .flatMap((start) =>
              ends.map((end) => start.millis + times[start.node][end.node] + end.millis),
            );
          const directly = come.flatMap((one) => (one.unit === unit ? [one.millis] : []));
          const least = Math.min(noWay, ...ways, ...directly);
          return counts && least < noWay ? [[unit, least]] : [];
        })
        .sort(([unitA, a], [unitB, b]) => a - b || unitA - unitB)
        .slice(0, count);
      const nearest = new Nearest(topology, hierarchy);
      const mask = Uint8Array.from(some, ({ counts }) => (counts ? 1 : 0));
      const rowTimes = makeRowTimes(nearest.rows, metric);
      const question = { rowTimes, weights, places, mask, ends, direct: come, wanted: count };
      for (let round = 0; round < 2; round += 1) {
        const best = nearest.find(question);
        const found = [...best.units.subarray(0, best.count)].map((unit, at) => [
          unit,
          best.millis[at],
        ]);
        assert.deepEqual(found, expected);
      }
    }),
    { numRuns: 300 },
  );
});

/** A street of `length` nodes with two-way roads of 10 ms. */
function makeStreet(length: number): { topology: Topology; metric: Int32Array } {
  return makeTopology(
    length,
    Array.from({ length: length - 1 }, (_, node) => [
      { tail: node, head: node + 1, millis: 10 },
      { tail: node + 1, head: node, millis: 10 },
    ]).flat(),
  );
}

test("it searches where units are plentiful, asks the hierarchy where they are few, and changes its mind", () => {
  const length = 40_000;
  const { topology, metric } = makeStreet(length);
  // Every second node, then every second of the rest: the shallowest hierarchy of a street.
  const rank = new Int32Array(length);
  let next = 0;
  for (let step = 1; next < length; step *= 2)
    for (let node = step - 1; node < length; node += 2 * step) rank[node] = next++;
  const hierarchy = openHierarchy(topology, contract(topology, rank));
  const weights = makeWeights(hierarchy);
  customise(hierarchy, metric, weights);
  const nearest = new Nearest(topology, hierarchy);
  const rowTimes = makeRowTimes(nearest.rows, metric);
  const ask = (unitCount: number, nodeOf: (unit: number) => number) => {
    const places = new UnitPlaces(hierarchy, unitCount);
    for (let unit = 0; unit < unitCount; unit += 1)
      places.place(unit, [{ node: nodeOf(unit), millis: 0 }]);
    const mask = new Uint8Array(unitCount).fill(1);
    const ends = [{ node: 0, millis: 0 }];
    const best = nearest.find({ rowTimes, weights, places, mask, ends, direct: [], wanted: 3 });
    return [...best.millis.subarray(0, best.count)];
  };
  assert.deepEqual(
    ask(4000, (unit) => 10 * unit),
    [0, 100, 200],
  );
  assert.equal(nearest.answeredBy, "search");
  assert.deepEqual(
    ask(3, (unit) => 100 * unit),
    [0, 1000, 2000],
  );
  assert.equal(nearest.answeredBy, "hierarchy");
  // All of them at the far end of the street.
  assert.deepEqual(
    ask(1000, (unit) => length - 1 - unit),
    [390_000, 390_010, 390_020],
  );
  assert.equal(nearest.answeredBy, "both");
});

test("a mask of other units is refused", () => {
  const { topology, metric } = makeStreet(2);
  const hierarchy = openHierarchy(topology, contract(topology, Int32Array.of(0, 1)));
  const weights = makeWeights(hierarchy);
  const places = new UnitPlaces(hierarchy, 3);
  const nearest = new Nearest(topology, hierarchy);
  const rowTimes = makeRowTimes(nearest.rows, metric);
  const question = { rowTimes, weights, places, ends: [], direct: [], wanted: 1 };
  assert.throws(
    () => nearest.find({ ...question, mask: new Uint8Array(2) }),
    /2 units, expected 3/,
  );
});
