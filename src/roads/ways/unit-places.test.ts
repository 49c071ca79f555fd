import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { makeTopology } from "../../testing/roads/random-topology.ts";
import { contract } from "../hierarchy/contract.ts";
import { openHierarchy } from "../hierarchy/hierarchy.ts";
import { UnitPlaces, unitOf, unitPlaceLimits } from "./unit-places.ts";

const { topology } = makeTopology(6, []);
const rank = Int32Array.of(5, 3, 1, 0, 2, 4);
const hierarchy = openHierarchy(topology, contract(topology, rank));

test("each node knows the units that can get to it, whatever moves came before", () => {
  const offset = fc.record({ node: fc.nat(5), millis: fc.nat(100) });
  const move = fc.tuple(fc.nat(4), fc.array(offset, { maxLength: 4 }));
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
      const places = new UnitPlaces(hierarchy, 5);
      const model = Array.from({ length: 5 }, (): { node: number; millis: number }[] => []);
      for (const [unit, offsets] of moves) {
        places.place(unit, offsets);
        model[unit] = offsets;
      }
      for (let node = 0; node < 6; node += 1) {
        const found: string[] = [];
        for (let entry = places.firstAt[rank[node]]; entry >= 0; entry = places.next[entry]) {
          assert.equal(places.ranks[entry], rank[node]);
          found.push(`${unitOf(entry)} ${places.millis[entry]}`);
        }
        const expected = model.flatMap((offsets, unit) =>
          offsets.flatMap((at) => (at.node === node ? [`${unit} ${at.millis}`] : [])),
        );
        assert.deepEqual(found.sort(), expected.sort());
      }
    }),
  );
});

test("what can not be is refused, and the unit stays where it was", () => {
  const places = new UnitPlaces(hierarchy, 2);
  places.place(1, [{ node: 2, millis: 7 }]);
  const many = Array.from({ length: unitPlaceLimits.nodesOfUnit + 1 }, () => ({
    node: 0,
    millis: 0,
  }));
  assert.throws(() => places.place(2, []), /unit: got 2, expected 0 to 1/);
  assert.throws(() => places.place(1, many), /17 nodes, expected at most 16/);
  assert.throws(() => places.place(1, [{ node: 6, millis: 0 }]), /a node below 6/);
  assert.throws(() => places.place(1, [{ node: 0, millis: -1 }]), /is -1 ms/);
  assert.equal(places.nodeCounts[1], 1);
  assert.equal(unitOf(places.firstAt[rank[2]]), 1);
  assert.throws(
    () => new UnitPlaces(hierarchy, unitPlaceLimits.units + 1),
    /expected at most 1048576/,
  );
});
