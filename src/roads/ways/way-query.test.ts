import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { anyTown, relaxAll } from "../../testing/roads/random-topology.ts";
import { contract } from "../hierarchy/contract.ts";
import { customise, makeWeights } from "../hierarchy/customise.ts";
import { openHierarchy } from "../hierarchy/hierarchy.ts";
import { noWay } from "../network.ts";
import { wayLimits } from "./place-chains.ts";
import { findWay } from "./unpack.ts";
import { WayQuery } from "./way-query.ts";

test("times and ways between all nodes are those of Bellman and Ford, and the ways add up", () => {
  fc.assert(
    fc.property(anyTown, ({ topology, metric, rank }) => {
      const hierarchy = openHierarchy(topology, contract(topology, rank));
      const weights = makeWeights(hierarchy);
      customise(hierarchy, metric, weights);
      const query = new WayQuery(hierarchy);
      for (let from = 0; from < topology.nodeCount; from += 1) {
        const times = relaxAll(topology, metric, from);
        for (let to = 0; to < topology.nodeCount; to += 1) {
          const starts = [{ node: from, millis: 0 }];
          const ends = [{ node: to, millis: 0 }];
          assert.equal(query.millis(weights, starts, ends), times[to], `${from} to ${to}`);
          const way = findWay(hierarchy, query, metric, weights, starts, ends);
          if (times[to] === noWay) {
            assert.equal(way, undefined);
            continue;
          }
          assert.ok(way);
          let [at, sum] = [from, 0];
          for (const arc of way.arcs) {
            assert.equal(topology.tail[arc], at);
            assert.ok(metric[arc] < noWay);
            at = topology.head[arc];
            sum += metric[arc];
          }
          assert.deepEqual([at, sum, way.millis], [to, times[to], times[to]]);
        }
      }
    }),
  );
});

test("places with several nodes: the best of all, with what it takes to get to them", () => {
  const offsets = fc.array(fc.record({ node: fc.nat(), millis: fc.nat(30) }), { maxLength: 4 });
  fc.assert(
    fc.property(anyTown, offsets, offsets, ({ topology, metric, rank }, someStarts, someEnds) => {
      const hierarchy = openHierarchy(topology, contract(topology, rank));
      const weights = makeWeights(hierarchy);
      customise(hierarchy, metric, weights);
      const onMap = ({ node, millis }: { node: number; millis: number }) => ({
        node: node % topology.nodeCount,
        millis,
      });
      const [starts, ends] = [someStarts.map(onMap), someEnds.map(onMap)];
      let expected: number = noWay;
      for (const start of starts) {
        const times = relaxAll(topology, metric, start.node);
        for (const end of ends)
          expected = Math.min(expected, start.millis + times[end.node] + end.millis);
      }
      const query = new WayQuery(hierarchy);
      assert.equal(query.millis(weights, starts, ends), expected);
      const way = findWay(hierarchy, query, metric, weights, starts, ends);
      assert.equal(way?.millis ?? noWay, expected);
      if (way === undefined) return;
      const onArcs = way.arcs.reduce((sum, arc) => sum + metric[arc], 0);
      const ends0 = way.arcs.length > 0 ? topology.tail[way.arcs[0]] : undefined;
      const ends1 = way.arcs.length > 0 ? topology.head[way.arcs[way.arcs.length - 1]] : undefined;
      const fits = starts.some((start) =>
        ends.some(
          (end) =>
            (ends0 === undefined
              ? start.node === end.node
              : start.node === ends0 && end.node === ends1) &&
            start.millis + onArcs + end.millis === expected,
        ),
      );
      assert.ok(fits, "the way begins at a start and ends at an end, and all of it adds up");
    }),
  );
});

test("queries share their columns, and each still tells its own way after another was asked", () => {
  fc.assert(
    fc.property(anyTown, anyTown, (one, other) => {
      const made = [one, other].map(({ topology, metric, rank }) => {
        const hierarchy = openHierarchy(topology, contract(topology, rank));
        const weights = makeWeights(hierarchy);
        customise(hierarchy, metric, weights);
        const last = topology.nodeCount - 1;
        const starts = [
          { node: 0, millis: 3 },
          { node: last >> 1, millis: 0 },
        ];
        const ends = [{ node: last, millis: 0 }];
        return { hierarchy, metric, weights, starts, ends, query: new WayQuery(hierarchy) };
      });
      const alone = made.map(({ hierarchy, query, metric, weights, starts, ends }) =>
        findWay(hierarchy, query, metric, weights, starts, ends),
      );
      const times = made.map(({ query, weights, starts, ends }) =>
        query.millis(weights, starts, ends),
      );
      for (const [at, { query, weights, metric, hierarchy }] of made.entries()) {
        assert.equal(alone[at]?.millis ?? noWay, times[at]);
        const sum = query.listWeights(weights).reduce((all, weight) => all + weights[weight], 0);
        if (alone[at] !== undefined)
          assert.equal(
            sum,
            alone[at].arcs.reduce((all, arc) => all + metric[arc], 0),
          );
        assert.equal(query.meetingNode >= 0, times[at] < noWay, `${hierarchy.nodeCount} nodes`);
      }
    }),
  );
});

test("a place of too many nodes is refused", () => {
  const [{ topology, rank }] = fc.sample(anyTown, { numRuns: 1, seed: 1 });
  const hierarchy = openHierarchy(topology, contract(topology, rank));
  const many = Array.from({ length: wayLimits.offsetsOfPlace + 1 }, () => ({ node: 0, millis: 0 }));
  assert.throws(
    () => new WayQuery(hierarchy).millis(makeWeights(hierarchy), many, []),
    /65 nodes, expected at most 64/,
  );
});
