import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { anyTown, relaxAll } from "../../testing/roads/random-topology.ts";
import { contract } from "../hierarchy/contract.ts";
import { customise, makeWeights } from "../hierarchy/customise.ts";
import { openHierarchy } from "../hierarchy/hierarchy.ts";
import { noWay } from "../network.ts";
import { makeMatrix } from "./matrix.ts";
import { Sweep } from "./sweep.ts";

test("every cell is the shortest way, with more starts than ends and the other way round", () => {
  const place = fc.array(fc.record({ node: fc.nat(), millis: fc.nat(30) }), { maxLength: 3 });
  const list = fc.array(place, { maxLength: 5 });
  fc.assert(
    fc.property(anyTown, list, list, ({ topology, metric, rank }, someStarts, someEnds) => {
      const onMap = (at: { node: number; millis: number }) => ({
        node: at.node % topology.nodeCount,
        millis: at.millis,
      });
      const starts = someStarts.map((each) => each.map(onMap));
      const ends = someEnds.map((each) => each.map(onMap));
      const hierarchy = openHierarchy(topology, contract(topology, rank));
      const weights = makeWeights(hierarchy);
      customise(hierarchy, metric, weights);
      const matrix = makeMatrix(new Sweep(hierarchy), weights, starts, ends);
      const expected = starts.flatMap((from) =>
        ends.map((to) =>
          Math.min(
            noWay,
            ...from.flatMap((start) => {
              const times = relaxAll(topology, metric, start.node);
              return to.map((end) => start.millis + times[end.node] + end.millis);
            }),
          ),
        ),
      );
      assert.deepEqual([...matrix], expected);
    }),
  );
});

test("too large a matrix is refused before anything is allocated", () => {
  const [{ topology, rank }] = fc.sample(anyTown, { numRuns: 1, seed: 1 });
  const hierarchy = openHierarchy(topology, contract(topology, rank));
  const many = Array.from({ length: 10_000 }, () => []);
  assert.throws(
    () => makeMatrix(new Sweep(hierarchy), makeWeights(hierarchy), many, many),
    /10000 x 10000 cells, expected at most 67108864/,
  );
});
