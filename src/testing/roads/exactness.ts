/**
 * Whether everything that answers from a hierarchy says what Dijkstra's plain search says, on one network under one
 * metric: ways between random pairs, sweeps, nearest units, the roads along a way. What differs is collected as
 * sentences, so that a test can expect none and a benchmark can count. Not here: which networks, and closing streets.
 */
import type { RandomStream } from "../../base/random.ts";
import { contract } from "../../roads/hierarchy/contract.ts";
import { customise, makeWeights } from "../../roads/hierarchy/customise.ts";
import { openHierarchy } from "../../roads/hierarchy/hierarchy.ts";
import { type Metric, noWay, type Topology } from "../../roads/network.ts";
import { makeRowTimes, rowsByHead, rowsByTail } from "../../roads/search/arc-rows.ts";
import { PlainSearch } from "../../roads/search/plain-search.ts";
import { Nearest } from "../../roads/ways/nearest.ts";
import { Sweep } from "../../roads/ways/sweep.ts";
import { UnitPlaces } from "../../roads/ways/unit-places.ts";
import { findWay } from "../../roads/ways/unpack.ts";
import { WayQuery } from "../../roads/ways/way-query.ts";

const differencesKept = 20;

export class Exactness {
  readonly topology: Topology;
  readonly hierarchy;
  /** May be changed, arc by arc, with the weights: the caller closes streets. */
  readonly metric: Metric;
  readonly weights;
  /** Pairs that were compared, and those of them that no way joins. */
  pairs = 0;
  pairsApart = 0;
  waysFollowed = 0;
  differenceCount = 0;
  readonly differences: string[] = [];
  readonly #query;
  readonly #sweep;
  readonly #search;
  readonly #byTail;
  readonly #byHead;

  constructor(topology: Topology, metric: Metric, rank: Int32Array) {
    this.topology = topology;
    this.metric = metric;
    this.hierarchy = openHierarchy(topology, contract(topology, rank));
    this.weights = makeWeights(this.hierarchy);
    customise(this.hierarchy, metric, this.weights);
    this.#query = new WayQuery(this.hierarchy);
    this.#sweep = new Sweep(this.hierarchy);
    this.#search = new PlainSearch(topology);
    this.#byTail = rowsByTail(topology);
    this.#byHead = rowsByHead(topology);
  }

  #expect(isRight: boolean, what: () => string): void {
    if (isRight) return;
    this.differenceCount += 1;
    if (this.differences.length < differencesKept) this.differences.push(what());
  }

  /** Ways from each of so many random places to as many random ends; every `followed`th is followed arc by arc. */
  checkPairs(random: RandomStream, starts: number, endsEach: number, followed = 10): void {
    const { nodeCount } = this.topology;
    const millis = this.#search.millis;
    const times = makeRowTimes(this.#byTail, this.metric);
    for (let start = 0; start < starts; start += 1) {
      const place = [{ node: random.below(nodeCount), millis: random.below(1000) }];
      this.#search.run(this.#byTail, times, place);
      for (let end = 0; end < endsEach; end += 1) {
        const node = random.below(nodeCount);
        const found = this.#query.millis(this.weights, place, [{ node, millis: 0 }]);
        this.pairs += 1;
        if (millis[node] === noWay) this.pairsApart += 1;
        this.#expect(
          found === millis[node],
          () => `${place[0].node} to ${node}: ${found} ms, Dijkstra ${millis[node]} ms`,
        );
        if (end % followed === 0) this.#follow(place, node, millis[node]);
      }
    }
  }

  /** The roads of a way lead from its start to its end, may all be used, and take as long as the way. */
  #follow(place: { node: number; millis: number }[], node: number, expected: number): void {
    const { tail, head } = this.topology;
    const { metric, hierarchy, weights } = this;
    const way = findWay(hierarchy, this.#query, metric, weights, place, [{ node, millis: 0 }]);
    this.waysFollowed += 1;
    let [at, sum] = [place[0].node, place[0].millis];
    let isJoined = true;
    for (const arc of way?.arcs ?? []) {
      isJoined &&= tail[arc] === at && metric[arc] < noWay;
      at = head[arc];
      sum += metric[arc];
    }
    const isRight =
      way === undefined
        ? expected === noWay
        : isJoined && at === node && sum === expected && way.millis === expected;
    this.#expect(
      isRight,
      () => `the roads from ${place[0].node} to ${node} come to ${at} in ${sum} ms`,
    );
  }

  /** All nodes from a random place and to it, by sweeps. */
  checkSweeps(random: RandomStream): void {
    const { nodeCount } = this.topology;
    const place = [{ node: random.below(nodeCount), millis: random.below(1000) }];
    const swept = new Int32Array(nodeCount);
    for (const rows of [this.#byHead, this.#byTail]) {
      this.#search.run(rows, makeRowTimes(rows, this.metric), place);
      if (rows === this.#byHead) this.#sweep.beginTo(this.weights, place);
      else this.#sweep.beginFrom(this.weights, place);
      this.#sweep.fillAll(swept);
      this.pairs += nodeCount;
      this.pairsApart += nodeCount - this.#search.settledCount;
      const { millis } = this.#search;
      for (let node = 0; node < nodeCount; node += 1)
        this.#expect(
          swept[node] === millis[node],
          () =>
            `a sweep about ${place[0].node}: ${swept[node]} ms at ${node}, Dijkstra ${millis[node]}`,
        );
    }
  }

  checkNearest(random: RandomStream): void {
    const { topology, metric, hierarchy, weights } = this;
    const nearest = new Nearest(topology, hierarchy);
    const rowTimes = makeRowTimes(nearest.rows, metric);
    for (const unitCount of [20, 400, 10_000]) {
      const places = new UnitPlaces(hierarchy, unitCount);
      const nodes = Array.from({ length: unitCount }, () => random.below(topology.nodeCount));
      for (const [unit, node] of nodes.entries()) places.place(unit, [{ node, millis: unit % 7 }]);
      const mask = Uint8Array.from(nodes, () => (random.chance(0.8) ? 1 : 0));
      const ends = [{ node: random.below(topology.nodeCount), millis: 5 }];
      const best = nearest.find({ rowTimes, weights, places, mask, ends, direct: [], wanted: 10 });
      this.#search.run(this.#byHead, makeRowTimes(this.#byHead, metric), ends);
      const expected = nodes
        .map((node, unit) => ({ unit, millis: this.#search.millis[node] + (unit % 7) }))
        .filter(({ unit, millis }) => mask[unit] === 1 && millis < noWay)
        .sort((a, b) => a.millis - b.millis || a.unit - b.unit)
        .slice(0, 10);
      const found = Array.from({ length: best.count }, (_, at) => ({
        unit: best.units[at],
        millis: best.millis[at],
      }));
      this.#expect(
        JSON.stringify(found) === JSON.stringify(expected),
        () => `the nearest of ${unitCount} units to ${ends[0].node}: ${JSON.stringify(found)}`,
      );
    }
  }

  /** The weights are those of a full customisation, or of `others`, to the bit. */
  checkWeights(others?: Int32Array): void {
    let expected = others;
    if (expected === undefined) {
      expected = makeWeights(this.hierarchy);
      customise(this.hierarchy, this.metric, expected);
    }
    const at = this.weights.findIndex((weight, index) => weight !== expected[index]);
    this.#expect(at < 0, () => `weight ${at} is ${this.weights[at]}, expected ${expected[at]}`);
  }
}
