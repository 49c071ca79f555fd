import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { anyMillis, anyTown, relaxAll } from "../../testing/roads/random-topology.ts";
import { noWay } from "../network.ts";
import { makeRowTimes, rowsByHead, rowsByTail, updateRowTimes } from "./arc-rows.ts";
import { PlainSearch } from "./plain-search.ts";

test("times are those of Bellman and Ford, in both directions, one search after the other", () => {
  fc.assert(
    fc.property(anyTown, ({ topology, metric }) => {
      const { nodeCount } = topology;
      const search = new PlainSearch(topology);
      const [byTail, byHead] = [rowsByTail(topology), rowsByHead(topology)];
      const tailTimes = makeRowTimes(byTail, metric);
      const headTimes = makeRowTimes(byHead, metric);
      const table = Array.from({ length: nodeCount }, (_, from) =>
        relaxAll(topology, metric, from),
      );
      for (let node = 0; node < nodeCount; node += 1) {
        search.run(byTail, tailTimes, [{ node, millis: 0 }]);
        assert.deepEqual([...search.millis], table[node]);
        search.run(byHead, headTimes, [{ node, millis: 0 }]);
        assert.deepEqual(
          [...search.millis],
          table.map((row) => row[node]),
        );
      }
    }),
  );
});

test("several starts count with what it takes to get to them; nodes come in the order of their times", () => {
  fc.assert(
    fc.property(anyTown, fc.nat(), fc.nat(), fc.nat(500), ({ topology, metric }, a, b, lead) => {
      const { nodeCount } = topology;
      const starts = [
        { node: a % nodeCount, millis: 0 },
        { node: b % nodeCount, millis: lead },
      ];
      const search = new PlainSearch(topology);
      const rows = rowsByTail(topology);
      search.run(rows, makeRowTimes(rows, metric), starts);
      const [one, two] = starts.map(({ node }) => relaxAll(topology, metric, node));
      const expected = one.map((time, node) => Math.min(time, two[node] + lead, noWay));
      assert.deepEqual([...search.millis], expected);
      const settled = [...search.settled.subarray(0, search.settledCount)];
      const times = settled.map((node) => search.millis[node]);
      assert.deepEqual(
        times,
        [...times].sort((x, y) => x - y),
      );
      assert.equal(settled.length, expected.filter((time) => time < noWay).length);
    }),
  );
});

test("a search ends where it is told to, at the limit included", () => {
  fc.assert(
    fc.property(anyTown, fc.nat(100), ({ topology, metric }, untilMillis) => {
      const search = new PlainSearch(topology);
      const rows = rowsByTail(topology);
      search.run(rows, makeRowTimes(rows, metric), [{ node: 0, millis: 0 }], untilMillis);
      const times = relaxAll(topology, metric, 0);
      const settled = [...search.settled.subarray(0, search.settledCount)];
      const within = times.flatMap((time, node) => (time <= untilMillis ? [node] : []));
      assert.deepEqual(
        settled.sort((x, y) => x - y),
        within,
      );
    }),
  );
});

test("nodes may have other numbers in the rows", () => {
  fc.assert(
    fc.property(anyTown, ({ topology, metric, rank }) => {
      const search = new PlainSearch(topology);
      const rows = rowsByTail(topology, rank);
      search.run(rows, makeRowTimes(rows, metric), [{ node: 0, millis: 0 }]);
      const times = relaxAll(topology, metric, 0);
      assert.deepEqual(
        times.map((_, node) => search.millis[rank[node]]),
        times,
      );
    }),
  );
});

test("times follow the metric arc by arc", () => {
  const changes = fc.array(fc.tuple(fc.nat(), anyMillis), { maxLength: 6 });
  fc.assert(
    fc.property(anyTown, changes, ({ topology, metric, rank }, some) => {
      fc.pre(topology.arcCount > 0);
      const now = metric.slice();
      for (const rows of [rowsByTail(topology), rowsByHead(topology, rank)]) {
        const times = makeRowTimes(rows, now);
        const arcs = some.map(([arc]) => arc % topology.arcCount);
        for (const [at, arc] of arcs.entries()) now[arc] = some[at][1];
        updateRowTimes(rows, now, arcs, times);
        assert.deepEqual(times, makeRowTimes(rows, now));
      }
    }),
  );
});
