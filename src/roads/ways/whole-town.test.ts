import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RandomStream } from "../../base/random.ts";
import { skipWithout } from "../../testing/real-data.ts";
import { moscowFile, readMoscow } from "../../testing/roads/moscow.ts";
import { contract } from "../hierarchy/contract.ts";
import { customise, makeWeights } from "../hierarchy/customise.ts";
import { openHierarchy } from "../hierarchy/hierarchy.ts";
import { Recustomiser } from "../hierarchy/recustomise.ts";
import { readStreetMap, streetMaps } from "../../testing/roads/street-maps.ts";
import { type Metric, noWay, type Topology } from "../network.ts";
import { makeOrder } from "../order/order.ts";
import { makeRowTimes, rowsByHead, rowsByTail } from "../search/arc-rows.ts";
import { PlainSearch } from "../search/plain-search.ts";
import { Nearest } from "./nearest.ts";
import { Sweep } from "./sweep.ts";
import { UnitPlaces } from "./unit-places.ts";
import { findWay } from "./unpack.ts";
import { WayQuery } from "./way-query.ts";

/** A town's hierarchy under a metric, with one of everything that asks it. */
function makeTown(topology: Topology, metric: Metric) {
  const hierarchy = openHierarchy(topology, contract(topology, makeOrder(topology).rank));
  const weights = makeWeights(hierarchy);
  customise(hierarchy, metric, weights);
  return {
    topology,
    metric,
    hierarchy,
    weights,
    query: new WayQuery(hierarchy),
    sweep: new Sweep(hierarchy),
    search: new PlainSearch(topology.nodeCount),
    byTail: rowsByTail(topology),
    byHead: rowsByHead(topology),
  };
}
type Town = ReturnType<typeof makeTown>;

/** Every arc at its own speed; one in a hundred takes nobody, whatever the way back does. */
function makeMetric({ arcCount }: Topology, random: RandomStream): Metric {
  return Int32Array.from({ length: arcCount }, () =>
    random.chance(0.01) ? noWay : 1 + random.below(60_000),
  );
}

/** All nodes from one and to one, some of them as single questions with their ways. Gives the pairs that have a way. */
function checkTimes(town: Town, random: RandomStream): number {
  const { topology, metric, hierarchy, weights, query, sweep, search } = town;
  const { nodeCount, tail, head } = topology;
  const place = [{ node: random.below(nodeCount), millis: random.below(1000) }];
  const swept = new Int32Array(nodeCount);
  search.run(town.byHead, makeRowTimes(town.byHead, metric), place);
  sweep.beginTo(weights, place);
  sweep.fillAll(swept);
  assert.deepEqual(swept, search.millis);
  const pairs = search.settledCount;
  search.run(town.byTail, makeRowTimes(town.byTail, metric), place);
  sweep.beginFrom(weights, place);
  sweep.fillAll(swept);
  assert.deepEqual(swept, search.millis);
  for (let asked = 0; asked < 500; asked += 1) {
    const node = random.below(nodeCount);
    const ends = [{ node, millis: 0 }];
    assert.equal(query.millis(weights, place, ends), search.millis[node]);
    if (asked >= 50) continue;
    const way = findWay(hierarchy, query, metric, weights, place, ends);
    let [at, sum] = [place[0].node, place[0].millis];
    for (const arc of way?.arcs ?? []) {
      assert.equal(tail[arc], at);
      assert.ok(metric[arc] < noWay);
      at = head[arc];
      sum += metric[arc];
    }
    if (way === undefined) assert.equal(search.millis[node], noWay);
    else assert.deepEqual([at, sum, way.millis], [node, way.millis, search.millis[node]]);
  }
  return pairs + search.settledCount;
}

function checkNearest(town: Town, random: RandomStream): void {
  const { topology, metric, hierarchy, weights, search } = town;
  const nearest = new Nearest(topology, hierarchy);
  const rowTimes = makeRowTimes(nearest.rows, metric);
  for (const unitCount of [20, 400, 10_000]) {
    const places = new UnitPlaces(hierarchy, unitCount);
    const nodes = Array.from({ length: unitCount }, () => random.below(topology.nodeCount));
    for (const [unit, node] of nodes.entries()) places.place(unit, [{ node, millis: unit % 7 }]);
    const mask = Uint8Array.from(nodes, () => (random.chance(0.8) ? 1 : 0));
    const ends = [{ node: random.below(topology.nodeCount), millis: 5 }];
    const best = nearest.find({ rowTimes, weights, places, mask, ends, direct: [], wanted: 10 });
    search.run(town.byHead, makeRowTimes(town.byHead, metric), ends);
    const expected = nodes
      .map((node, unit) => ({ unit, millis: search.millis[node] + (unit % 7) }))
      .filter(({ unit, millis }) => mask[unit] === 1 && millis < noWay)
      .sort((a, b) => a.millis - b.millis || a.unit - b.unit)
      .slice(0, 10);
    const found = expected.map((_, at) => ({ unit: best.units[at], millis: best.millis[at] }));
    assert.deepEqual(found, expected);
    assert.equal(best.count, expected.length);
  }
}

/** Closes and opens a few times, at last all again. */
function checkTown(topology: Topology, random: RandomStream): number {
  const town = makeTown(topology, makeMetric(topology, random));
  const { metric, weights, hierarchy } = town;
  const open = metric.slice();
  const before = weights.slice();
  const fresh = makeWeights(hierarchy);
  const recustomiser = new Recustomiser(hierarchy);
  let pairs = checkTimes(town, random);
  checkNearest(town, random);
  const closed = new Set<number>();
  for (const size of [1, 100, 3000, 100]) {
    const closing = Array.from({ length: size }, () => random.below(topology.arcCount));
    const opening = [...closed].filter(() => random.chance(0.4));
    for (const arc of opening) closed.delete(arc);
    for (const arc of closing) closed.add(arc);
    for (const arc of opening) metric[arc] = open[arc];
    for (const arc of closing) metric[arc] = noWay;
    recustomiser.updatePart(metric, weights, [...closing, ...opening]);
    customise(hierarchy, metric, fresh);
    assert.deepEqual(weights, fresh);
  }
  pairs += checkTimes(town, random);
  checkNearest(town, random);
  metric.set(open);
  recustomiser.updatePart(metric, weights, [...closed]);
  assert.deepEqual(weights, before);
  for (let more = 0; pairs < leastPairs; more += 1) {
    assert.ok(more < 10, `only ${pairs} pairs have a way`);
    pairs += checkTimes(town, random);
  }
  return pairs;
}

/** Pairs with a way that are compared on every map, besides those without. */
const leastPairs = 100_000;

describe("times are Dijkstra's, before, during and after closures; restored weights equal to the bit", () => {
  const check = (file: string, read: () => Topology | undefined) =>
    test(file, { skip: skipWithout(file) }, (t) => {
      const topology = read();
      assert.ok(topology);
      const pairs = checkTown(topology, new RandomStream(3, `whole-town ${file}`));
      t.diagnostic(`${topology.nodeCount} nodes; ${pairs} pairs with a way between them`);
    });
  check(moscowFile, readMoscow);
  for (const name of streetMaps) check(`maps/${name}`, () => readStreetMap(name));
});
