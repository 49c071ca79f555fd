/**
 * Random small road networks for properties: whatever a map could hold and a person would not draw. Several roads
 * between the same junctions, roads from a junction to itself, one-way streets (an arc without a way back or with one
 * that takes no one), dead ends, parts that do not hang together, equal times; under any order of contraction. Not
 * here: coordinates that mean anything.
 */
import * as fc from "fast-check";
import { type Metric, noWay, type Topology } from "../../roads/network.ts";

export interface RandomTown {
  readonly topology: Topology;
  readonly metric: Metric;
  readonly rank: Int32Array;
}

/** Short times are frequent, so that many ways are equally long; `noWay` and times near it occur. */
export const anyMillis = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 20 }) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 1_000_000 }) },
  { weight: 2, arbitrary: fc.constant<number>(noWay) },
  { weight: 1, arbitrary: fc.integer({ min: noWay - 10, max: noWay }) },
);

export const anyTown: fc.Arbitrary<RandomTown> = fc
  .integer({ min: 1, max: 24 })
  .chain((nodeCount) =>
    fc.record({
      nodeCount: fc.constant(nodeCount),
      order: fc.shuffledSubarray(
        Array.from({ length: nodeCount }, (_, node) => node),
        { minLength: nodeCount, maxLength: nodeCount },
      ),
      arcs: fc.array(
        fc.tuple(fc.nat(nodeCount - 1), fc.nat(nodeCount - 1), anyMillis, fc.boolean()),
        { maxLength: 3 * nodeCount },
      ),
    }),
  )
  .map(({ nodeCount, order, arcs }) => {
    const both = arcs.flatMap(([tail, head, millis, twoWays]) =>
      twoWays
        ? [
            { tail, head, millis },
            { tail: head, head: tail, millis },
          ]
        : [{ tail, head, millis }],
    );
    return { ...makeTopology(nodeCount, both), rank: Int32Array.from(order) };
  });

interface Arc {
  readonly tail: number;
  readonly head: number;
  readonly millis: number;
}

/** A topology of any arcs, with all nodes at one point. */
export function makeTopology(nodeCount: number, arcs: readonly Arc[]) {
  const sorted = [...arcs].sort((a, b) => a.tail - b.tail);
  const firstArc = new Int32Array(nodeCount + 1);
  for (const { tail } of sorted) firstArc[tail + 1] += 1;
  for (let node = 0; node < nodeCount; node += 1) firstArc[node + 1] += firstArc[node];
  const topology: Topology = {
    nodeCount,
    arcCount: sorted.length,
    firstArc,
    tail: Int32Array.from(sorted, ({ tail }) => tail),
    head: Int32Array.from(sorted, ({ head }) => head),
    latE7: new Int32Array(nodeCount),
    lonE7: new Int32Array(nodeCount),
  };
  return { topology, metric: Int32Array.from(sorted, ({ millis }) => millis) };
}

/** Times from one node to all by Bellman and Ford, which shares nothing with the code under test. */
export function relaxAll(
  { nodeCount, arcCount, tail, head }: Topology,
  metric: Metric,
  from: number,
) {
  const millis = Array<number>(nodeCount).fill(noWay);
  millis[from] = 0;
  for (let changed = true; changed;) {
    changed = false;
    for (let arc = 0; arc < arcCount; arc += 1) {
      const time = millis[tail[arc]] + metric[arc];
      if (time >= millis[head[arc]]) continue;
      millis[head[arc]] = time;
      changed = true;
    }
  }
  return millis;
}
