/** The town of shared-metric.test.ts, the same in every thread: a grid of streets, each at a speed of its own. */
import { RandomStream } from "../../base/random.ts";
import type { Weights } from "../../roads/hierarchy/customise.ts";
import type { Metric, Topology } from "../../roads/network.ts";
import { makeOrder } from "../../roads/order/order.ts";
import type { WayQuery } from "../../roads/ways/way-query.ts";
import { makeTopology } from "./hand-topology.ts";

const side = 14;
const pairCount = 60;

export interface ReaderTown {
  readonly topology: Topology;
  readonly rank: Int32Array;
  readonly metric: Metric;
  readonly pairs: readonly (readonly [from: number, to: number])[];
}

export function makeReaderTown(): ReaderTown {
  const nodes = Array.from({ length: side * side }, (_, node) => node);
  const edges = nodes.flatMap((node) => [
    ...(node % side === side - 1 ? [] : [node, node + 1]),
    ...(node >= side * (side - 1) ? [] : [node, node + side]),
  ]);
  const topology = makeTopology(
    Int32Array.from(nodes, (node) => Math.floor(node / side) * 10_000),
    Int32Array.from(nodes, (node) => (node % side) * 10_000),
    Int32Array.from(edges),
  );
  const random = new RandomStream(3, "shared-metric");
  const metric = Int32Array.from({ length: topology.arcCount }, () => 1_000 + random.below(9_000));
  const draw = () => random.below(nodes.length);
  const pairs = Array.from({ length: pairCount }, () => [draw(), draw()] as const);
  return { topology, rank: makeOrder(topology).rank, metric, pairs };
}

export function sumOfWays(query: WayQuery, weights: Weights, pairs: ReaderTown["pairs"]): number {
  let sum = 0;
  for (const [from, to] of pairs)
    sum += query.millis(weights, [{ node: from, millis: 0 }], [{ node: to, millis: 0 }]);
  return sum;
}
