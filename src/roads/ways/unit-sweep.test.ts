import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { anyTown, relaxAll } from "../../testing/roads/random-topology.ts";
import { contract } from "../hierarchy/contract.ts";
import { customise, makeWeights } from "../hierarchy/customise.ts";
import { openHierarchy } from "../hierarchy/hierarchy.ts";
import { noWay } from "../network.ts";
import { UnitSweep } from "./unit-sweep.ts";

const unitCount = 6;
const offset = fc.record({ node: fc.nat(), millis: fc.nat(40) });
/** Some units move, before the question or in the middle of it; then all are asked for. */
const question = fc.record({
  moves: fc.array(fc.tuple(fc.nat(unitCount - 1), fc.array(offset, { maxLength: 3 })), {
    maxLength: 8,
  }),
  movesAfter: fc.nat(8),
  place: fc.array(offset, { maxLength: 3 }),
});

test("units that move between and within questions have the times of Bellman and Ford", () => {
  fc.assert(
    fc.property(anyTown, fc.array(question, { maxLength: 6 }), (town, questions) => {
      const { topology, metric, rank } = town;
      const { nodeCount } = topology;
      const hierarchy = openHierarchy(topology, contract(topology, rank));
      const weights = makeWeights(hierarchy);
      customise(hierarchy, metric, weights);
      const within = (offsets: readonly { node: number; millis: number }[]) =>
        offsets.map(({ node, millis }) => ({ node: node % nodeCount, millis }));
      const table = Array.from({ length: nodeCount }, (_, node) =>
        relaxAll(topology, metric, node),
      );
      const units = new UnitSweep(hierarchy, unitCount);
      const standing = Array.from({ length: unitCount }, () => within([]));
      for (const { moves, movesAfter, place: some } of questions) {
        const place = within(some);
        const move = ([unit, to]: (typeof moves)[number]) => {
          standing[unit] = within(to);
          units.place(unit, standing[unit]);
        };
        moves.slice(0, movesAfter).forEach(move);
        units.beginTo(weights, place);
        moves.slice(movesAfter).forEach(move);
        const expected = standing.map((offsets) => {
          const times = offsets.flatMap((from) =>
            place.map((to) => Math.min(noWay, from.millis + table[from.node][to.node] + to.millis)),
          );
          return Math.min(noWay, ...times);
        });
        assert.deepEqual(
          expected.map((_, unit) => units.millis(unit)),
          expected,
        );
      }
    }),
  );
});
