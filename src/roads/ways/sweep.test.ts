import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { anyTown, type RandomTown, relaxAll } from "../../testing/roads/random-topology.ts";
import { contract } from "../hierarchy/contract.ts";
import { customise, makeWeights } from "../hierarchy/customise.ts";
import { openHierarchy } from "../hierarchy/hierarchy.ts";
import { noWay } from "../network.ts";
import { Sweep } from "./sweep.ts";

function makeSweep({ topology, metric, rank }: RandomTown) {
  const hierarchy = openHierarchy(topology, contract(topology, rank));
  const weights = makeWeights(hierarchy);
  customise(hierarchy, metric, weights);
  return { sweep: new Sweep(hierarchy), weights };
}

test("times to and from every node are those of Bellman and Ford, asked one by one or all at once", () => {
  const asked = fc.array(fc.tuple(fc.nat(), fc.boolean(), fc.array(fc.nat())), { maxLength: 8 });
  fc.assert(
    fc.property(anyTown, asked, (town, questions) => {
      const { nodeCount } = town.topology;
      const { sweep, weights } = makeSweep(town);
      const table = Array.from({ length: nodeCount }, (_, node) =>
        relaxAll(town.topology, town.metric, node),
      );
      const out = new Int32Array(nodeCount);
      for (const [some, towards, nodes] of questions) {
        const node = some % nodeCount;
        const place = [{ node, millis: 0 }];
        if (towards) sweep.beginTo(weights, place);
        else sweep.beginFrom(weights, place);
        const expected = towards ? table.map((row) => row[node]) : table[node];
        for (const other of nodes)
          assert.equal(sweep.millis(other % nodeCount), expected[other % nodeCount]);
        if (nodes.length % 2 === 0) continue;
        sweep.fillAll(out);
        assert.deepEqual([...out], expected);
      }
    }),
  );
});

test("a place of several nodes counts with what it takes to get to them", () => {
  const offset = fc.record({ node: fc.nat(), millis: fc.nat(40) });
  fc.assert(
    fc.property(anyTown, fc.array(offset, { maxLength: 4 }), (town, some) => {
      const { nodeCount } = town.topology;
      const place = some.map(({ node, millis }) => ({ node: node % nodeCount, millis }));
      const expected = Array<number>(nodeCount).fill(noWay);
      for (const { node, millis } of place) {
        const times = relaxAll(town.topology, town.metric, node);
        for (let at = 0; at < nodeCount; at += 1)
          expected[at] = Math.min(expected[at], millis + times[at]);
      }
      const { sweep, weights } = makeSweep(town);
      sweep.beginFrom(weights, place);
      assert.deepEqual(
        expected.map((_, node) => sweep.millis(node)),
        expected,
      );
    }),
  );
});

test("what can not be asked is refused, and the next question is answered", () => {
  const [town] = fc.sample(anyTown, { numRuns: 1, seed: 3 });
  const { sweep, weights } = makeSweep(town);
  for (const place of [
    { node: -1, millis: 0 },
    { node: 99, millis: 0 },
    { node: 0, millis: -1 },
  ])
    assert.throws(() => sweep.beginTo(weights, [place]), /a place is/);
  assert.throws(() => sweep.fillAll(new Int32Array(99)), /room for 99 nodes/);
  sweep.beginTo(weights, [{ node: 0, millis: 3 }]);
  assert.equal(sweep.millis(0), 3);
});
