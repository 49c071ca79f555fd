import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { anyTown, relaxAll } from "../../testing/roads/random-topology.ts";
import { contract } from "../hierarchy/contract.ts";
import { customise, makeWeights } from "../hierarchy/customise.ts";
import { openHierarchy } from "../hierarchy/hierarchy.ts";
import { noWay } from "../network.ts";
import { makeRowTimes } from "../search/arc-rows.ts";
import { Isochrone } from "./isochrone.ts";

test("nodes within the time, and what is covered of the arcs at its edge, both ways", () => {
  const until = fc.oneof(fc.nat(40), fc.nat(2_000_000), fc.constant<number>(noWay));
  fc.assert(
    fc.property(anyTown, until, fc.nat(20), (town, untilMillis, lead) => {
      const { topology, metric } = town;
      const hierarchy = openHierarchy(topology, contract(topology, town.rank));
      const weights = makeWeights(hierarchy);
      customise(hierarchy, metric, weights);
      const area = new Isochrone(topology, hierarchy);
      const table = Array.from({ length: topology.nodeCount }, (_, node) =>
        relaxAll(topology, metric, node),
      );
      for (const towards of [false, true]) {
        const place = [{ node: 0, millis: lead }];
        if (towards) area.findTo(makeRowTimes(area.byHead, metric), weights, place, untilMillis);
        else area.findFrom(makeRowTimes(area.byTail, metric), weights, place, untilMillis);
        const times = table.map((row, node) => lead + (towards ? row[0] : table[0][node]));
        const isReached = (node: number) => times[node] <= untilMillis && times[node] < noWay;
        const nodes = times.flatMap((_, node) => (isReached(node) ? [node] : []));
        assert.deepEqual([...area.nodes.subarray(0, area.nodeCount)], nodes);
        assert.deepEqual(
          [...area.millis.subarray(0, area.nodeCount)],
          nodes.map((node) => times[node]),
        );
        const parts = new Map<number, number>();
        for (const [arc, takes] of metric.entries()) {
          const near = towards ? topology.head[arc] : topology.tail[arc];
          const left = Math.min(untilMillis, noWay - 1) - times[near];
          if (takes < noWay && isReached(near) && takes > left) parts.set(arc, left / takes);
        }
        const found = new Map(
          [...area.partArcs.subarray(0, area.partCount)].map((arc, at) => [
            arc,
            area.partShares[at],
          ]),
        );
        assert.equal(found.size, area.partCount);
        assert.deepEqual(
          [...found].sort(([a], [b]) => a - b),
          [...parts],
        );
      }
    }),
  );
});
