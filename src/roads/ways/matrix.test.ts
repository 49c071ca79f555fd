import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { anyTown, relaxAll } from "../../testing/roads/random-topology.ts";
import { contract } from "../hierarchy/contract.ts";
import { customise, makeWeights } from "../hierarchy/customise.ts";
import { openHierarchy } from "../hierarchy/hierarchy.ts";
import { noWay } from "../network.ts";
import { Matrix } from "./matrix.ts";

test("every cell is the shortest way, in whatever order columns are asked for, and a column is kept until dropped", () => {
  const place = fc.array(fc.record({ node: fc.nat(), millis: fc.nat(30) }), { maxLength: 3 });
  const list = fc.array(place, { maxLength: 6 });
  fc.assert(
    fc.property(anyTown, list, fc.nat(), ({ topology, metric, rank }, some, turn) => {
      const places = some.map((nodes) =>
        nodes.map(({ node, millis }) => ({ node: node % topology.nodeCount, millis })),
      );
      const hierarchy = openHierarchy(topology, contract(topology, rank));
      const weights = makeWeights(hierarchy);
      customise(hierarchy, metric, weights);
      const matrix = new Matrix(hierarchy, places);
      const least = (from: (typeof places)[number], to: (typeof places)[number]): number =>
        Math.min(
          noWay,
          ...from.flatMap((start) => {
            const times = relaxAll(topology, metric, start.node);
            return to.map((end) => start.millis + times[end.node] + end.millis);
          }),
        );
      for (let step = 0; step < places.length; step += 1) {
        const end = (step + turn) % places.length;
        assert.equal(matrix.findColumn(end), undefined);
        const column = matrix.makeColumn(weights, end, places[end]);
        assert.deepEqual(
          [...column],
          places.map((from) => least(from, places[end])),
        );
        assert.equal(matrix.findColumn(end), column);
      }
      matrix.dropColumns();
      if (places.length > 0) assert.equal(matrix.findColumn(0), undefined);
    }),
  );
});

test("too large a matrix is refused before anything is allocated", () => {
  const [{ topology, rank }] = fc.sample(anyTown, { numRuns: 1, seed: 1 });
  const hierarchy = openHierarchy(topology, contract(topology, rank));
  const many = Array.from({ length: 70_000 }, () => []);
  assert.throws(
    () => new Matrix(hierarchy, many),
    /the matrix has 70000 places, expected at most 65536/,
  );
});
