/**
 * Another thread that asks for ways over a shared metric all the time, and sends what it saw: the epoch and the sum of all
 * answers at it. It stops when the first word of `stop` is not 0, and
 * keeps how many epochs it has seen in the second. See shared-metric.test.ts.
 */
import { parentPort, workerData } from "node:worker_threads";
import { SharedMetric } from "../../roads/closures/shared-metric.ts";
import { contract } from "../../roads/hierarchy/contract.ts";
import { openHierarchy } from "../../roads/hierarchy/hierarchy.ts";
import { WayQuery } from "../../roads/ways/way-query.ts";
import { makeReaderTown, sumOfWays } from "./metric-reader-town.ts";

export interface ReaderData {
  readonly memory: SharedArrayBuffer;
  readonly stop: Int32Array;
}

/** Epochs seen, each with one sum; a second sum for an epoch is a torn read. */
export interface Seen {
  readonly sums: readonly (readonly [epoch: number, sum: number])[];
  readonly torn: number;
}

const { memory, stop } = workerData as ReaderData;
const { topology, rank, pairs } = makeReaderTown();
const hierarchy = openHierarchy(topology, contract(topology, rank));
const shared = SharedMetric.over(memory, hierarchy);
const query = new WayQuery(hierarchy);
const sums = new Map<number, number>();
let torn = 0;
parentPort?.postMessage("reading", []);
while (Atomics.load(stop, 0) === 0) {
  const { epoch, sum } = shared.read(({ weights }, at) => ({
    epoch: at,
    sum: sumOfWays(query, weights, pairs),
  }));
  if ((sums.get(epoch) ?? sum) !== sum) torn += 1;
  sums.set(epoch, sum);
  Atomics.store(stop, 1, sums.size);
}
parentPort?.postMessage({ sums: [...sums], torn } satisfies Seen, []);
