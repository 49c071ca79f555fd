import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { anyMillis, anyTown, makeTopology } from "../../testing/roads/random-topology.ts";
import { noWay } from "../network.ts";
import { contract } from "./contract.ts";
import { customise, makeWeights } from "./customise.ts";
import { openHierarchy } from "./hierarchy.ts";
import { Recustomiser } from "./recustomise.ts";

const change = fc.record({ arc: fc.nat(), millis: anyMillis });
const batches = fc.array(fc.array(change, { maxLength: 8 }), { maxLength: 12 });

test("after any sequence of changes the weights are those of a full customisation, to the bit", () => {
  fc.assert(
    fc.property(anyTown, batches, ({ topology, metric, rank }, steps) => {
      fc.pre(topology.arcCount > 0);
      const hierarchy = openHierarchy(topology, contract(topology, rank));
      const recustomiser = new Recustomiser(hierarchy);
      const weights = makeWeights(hierarchy);
      const fresh = makeWeights(hierarchy);
      const now = metric.slice();
      customise(hierarchy, now, weights);
      for (const step of steps) {
        const arcs = step.map(({ arc }) => arc % topology.arcCount);
        for (const [at, arc] of arcs.entries()) now[arc] = step[at].millis;
        const before = weights.slice();
        recustomiser.updatePart(now, weights, arcs);
        customise(hierarchy, now, fresh);
        assert.deepEqual(weights, fresh);
        // What is said to have changed is what has, and it is enough to bring a copy up to date.
        const { changed, changedCount } = recustomiser;
        const said = [...changed.subarray(0, changedCount)].sort((a, b) => a - b);
        const found = [...weights.keys()].filter((at) => weights[at] !== before[at]);
        assert.deepEqual(said, found);
        recustomiser.copyChanged(weights, before);
        assert.deepEqual(before, weights);
      }
    }),
    { numRuns: 500 },
  );
});

test("closing and opening again leaves nothing behind", () => {
  fc.assert(
    fc.property(
      anyTown,
      fc.array(fc.nat(), { maxLength: 10 }),
      ({ topology, metric, rank }, some) => {
        fc.pre(topology.arcCount > 0);
        const hierarchy = openHierarchy(topology, contract(topology, rank));
        const recustomiser = new Recustomiser(hierarchy);
        const weights = makeWeights(hierarchy);
        customise(hierarchy, metric, weights);
        const before = weights.slice();
        const closed = metric.slice();
        const arcs = some.map((arc) => arc % topology.arcCount);
        for (const arc of arcs) closed[arc] = noWay;
        recustomiser.updatePart(closed, weights, arcs);
        for (const arc of arcs.reverse()) {
          closed[arc] = metric[arc];
          recustomiser.updatePart(closed, weights, [arc]);
        }
        assert.deepEqual(weights, before);
      },
    ),
  );
});

test("nothing changed: nothing is done", () => {
  const { topology, metric } = makeTopology(2, [{ tail: 0, head: 1, millis: 5 }]);
  const hierarchy = openHierarchy(topology, contract(topology, Int32Array.of(0, 1)));
  const weights = makeWeights(hierarchy);
  customise(hierarchy, metric, weights);
  const recustomiser = new Recustomiser(hierarchy);
  recustomiser.updatePart(metric, weights, [0, 0]);
  assert.equal(recustomiser.changedCount, 0);
  for (const arc of [-1, 1, Number.NaN])
    assert.throws(() => recustomiser.updatePart(metric, weights, [arc]), /changed arc: got/);
});

test("a few changed arcs are brought up to date in part, many in full; a copy can follow either", () => {
  const count = 4000;
  const arcs = Array.from({ length: count }, (_, node) => [
    { tail: node, head: (node + 1) % count, millis: 5 },
    { tail: (node + 1) % count, head: node, millis: 5 },
  ]).flat();
  const { topology, metric } = makeTopology(count, arcs);
  const rank = Int32Array.from({ length: count }, (_, node) => node);
  const hierarchy = openHierarchy(topology, contract(topology, rank));
  const [front, back, fresh] = [0, 1, 2].map(() => makeWeights(hierarchy));
  customise(hierarchy, metric, front);
  back.set(front);
  const recustomiser = new Recustomiser(hierarchy);
  for (const [size, full] of [
    [4, false],
    [5, true],
    [3, false],
  ] as const) {
    const changed = Array.from({ length: size }, (_, at) => 100 * at + size);
    for (const arc of changed) metric[arc] += 1;
    recustomiser.update(metric, front, changed);
    assert.equal(recustomiser.wasFull, full);
    customise(hierarchy, metric, fresh);
    assert.deepEqual(front, fresh);
    recustomiser.copyChanged(front, back);
    assert.deepEqual(back, fresh);
  }
});
