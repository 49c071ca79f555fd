/**
 * Whether ways are right: on every map of the data folder at least 100,000 random pairs before closures and as many after
 * random sequences of closing and opening, each compared with Dijkstra's plain search on the same network with its
 * one-way streets and turn restrictions; one in ten followed road by road; weights restored to the bit. The tests do
 * the same with a small share of the pairs.
 */
import { drawMetric } from "../src/testing/roads/moscow.ts";
import { tinyNetwork } from "./roads/tiny.ts";
import { RandomStream } from "../src/base/random.ts";
import { makeOrderInThreads } from "../src/cli/map/make-order.ts";
import { Exactness } from "../src/testing/roads/exactness.ts";
import { realTowns, shake, type RealTown } from "../src/testing/roads/shaken-town.ts";
import {
  atLeast,
  atMost,
  type Bench,
  type BenchOptions,
  figure,
  type Row,
  sized,
  isSmoke,
} from "./bench.ts";

const starts = sized(400, 5);
const endsEach = sized(260, 4);
const wantedPairs = sized(100_000, 5);

const tinyExact: RealTown = {
  name: "small town",
  file: "none",
  read: (random) => {
    const topology = tinyNetwork();
    return { topology, metric: drawMetric(topology, random) };
  },
};

async function measureTown(
  { name, file, read }: RealTown,
  say: BenchOptions["say"],
): Promise<Row[]> {
  const random = new RandomStream(23, `bench-roads-exact ${name}`);
  const made = read(random);
  if (made === undefined) {
    say(`${name}: left out, ${file} is not on this machine; set MUSTER_DATA to the data folder`);
    return [];
  }
  const { topology, metric } = made;
  say(`${name}: order and hierarchy of ${topology.nodeCount} nodes`);
  const { rank } = await makeOrderInThreads(topology);
  const town = new Exactness(topology, metric, rank);
  say(`${name}: all open`);
  town.checkPairs(random, starts, endsEach);
  const openPairs = town.pairs;
  town.checkNearest(random);
  say(`${name}: closing and opening`);
  shake(town, random, () => {
    town.checkPairs(random, starts, endsEach);
    town.checkSweeps(random);
    town.checkNearest(random);
  });
  for (const difference of town.differences) say(`${name}: ${difference}`);
  return [
    atLeast(`${name}: pairs before closures`, openPairs, "pairs", wantedPairs),
    atLeast(`${name}: pairs after closures`, town.pairs - openPairs, "pairs", wantedPairs),
    figure(`${name}: of these without a way`, town.pairsApart, "pairs"),
    figure(`${name}: ways followed road by road`, town.waysFollowed, "ways"),
    atMost(`${name}: differences from Dijkstra`, town.differenceCount, "differences", 0),
  ];
}

export const bench: Bench = {
  name: "roads-exact",
  about: "random pairs on every map against Dijkstra, before and after closures",
  async run({ say }) {
    const rows: Row[] = [];
    for (const town of isSmoke ? [tinyExact] : realTowns)
      rows.push(...(await measureTown(town, say)));
    return rows;
  },
};
