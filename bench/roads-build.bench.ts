/**
 * What it takes to make a map ready for travel times, once per map: the whole package from its source in a process of
 * its own; the contraction order in threads and in one, and what the order is worth, counted by elimination. Beside it plain minimum degree, which anybody could write in an
 * afternoon, in the same run. Maps that are not on this machine are named and left out.
 */
import { tinyNetwork } from "./roads/tiny.ts";
import { availableParallelism } from "node:os";
import { makeOrderInThreads } from "../src/cli/map/make-order.ts";
import type { Topology } from "../src/roads/network.ts";
import { type Order } from "../src/roads/order/order.ts";
import { orderByDegree, weighOrder } from "../src/testing/roads/elimination.ts";
import { readMoscow } from "../src/testing/roads/moscow.ts";
import { findRealNetwork } from "../src/testing/roads/real-map.ts";
import {
  atMost,
  type Bench,
  type BenchOptions,
  figure,
  type Row,
  sized,
  isSmoke,
} from "./bench.ts";
import { measureMapBuilds } from "./roads/map-build.ts";

interface Subject {
  readonly name: string;
  /** The most seconds that the order may take. */
  readonly orderSeconds: number;
  /** Undefined where the map is not on this machine. */
  readonly read: () => Topology | undefined;
}

/** Porto as vehicles have it, with its turn restrictions. */
const subjects: readonly Subject[] = [
  {
    name: "Porto",
    orderSeconds: 3,
    read: () => (isSmoke ? tinyNetwork() : findRealNetwork("porto")),
  },
  { name: "Moscow", orderSeconds: 20, read: () => (isSmoke ? undefined : readMoscow()) },
];

const rounds = sized(3, 1);

/** How long something took, and the processor time of all threads: what is left of it on a busy machine. */
async function time<T>(act: () => T | Promise<T>) {
  const startedAt = performance.now();
  const startedCpu = process.cpuUsage();
  const value = await act();
  const { user, system } = process.cpuUsage(startedCpu);
  return {
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
    value,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

async function measureOrder(
  { name, orderSeconds }: Subject,
  topology: Topology,
  say: BenchOptions["say"],
): Promise<Row[]> {
  const threads = availableParallelism();
  const inThreads: number[] = [];
  const inOne: number[] = [];
  const cpu: number[] = [];
  let order: Order | undefined;
  for (let round = 1; round <= rounds; round += 1) {
    say(`${name}: order, round ${round} of ${rounds}`);
    const shared = await time(() => makeOrderInThreads(topology, { threads }));
    order = shared.value;
    inThreads.push(shared.seconds);
    const alone = await time(() => makeOrderInThreads(topology, { threads: 1 }));
    inOne.push(alone.seconds);
    cpu.push(alone.cpuSeconds);
  }
  if (order === undefined) throw new Error("no round was run");
  say(`${name}: minimum degree, for comparison`);
  const plain = await time(() => orderByDegree(topology));
  say(`${name}: counting`);
  const worth = weighOrder(topology, order.rank);
  const plainWorth = weighOrder(topology, plain.value);
  const row = (what: string, value: number, unit: string) =>
    figure(`${name}: ${what}`, value, unit);
  return [
    atMost(
      `${name}: order in ${threads} threads, median of ${rounds}`,
      median(inThreads),
      "s",
      orderSeconds,
    ),
    row("order in one thread", median(inOne), "s"),
    row("order in one thread, processor time", median(cpu), "s"),
    row("order by minimum degree, processor time", plain.cpuSeconds, "s"),
    row("nodes", topology.nodeCount, "nodes"),
    row("nodes left to be cut", order.statistics.coreNodes, "nodes"),
    row("arcs of the hierarchy", worth.upArcs, "arcs"),
    row("arcs by minimum degree", plainWorth.upArcs, "arcs"),
    row("triangles", worth.triangles, "triangles"),
    row("triangles by minimum degree", plainWorth.triangles, "triangles"),
    row("height of the elimination tree", worth.treeHeight, "nodes"),
    row("height by minimum degree", plainWorth.treeHeight, "nodes"),
    row("arcs that one side of a query sees", worth.meanClimbArcs, "arcs"),
    row("arcs by minimum degree that it sees", plainWorth.meanClimbArcs, "arcs"),
  ];
}

export const bench: Bench = {
  name: "roads-build",
  about: "a whole map package from its source; the contraction order and what it is worth",
  async run({ say }) {
    const rows = await measureMapBuilds(say);
    for (const subject of subjects) {
      const topology = subject.read();
      if (topology === undefined) {
        say(`${subject.name}: left out, its map is not on this machine; set MUSTER_DATA`);
        continue;
      }
      rows.push(...(await measureOrder(subject, topology, say)));
    }
    return rows;
  },
};
