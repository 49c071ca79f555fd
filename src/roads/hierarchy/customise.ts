/**
 * Basic customisation: the weights of all slots under a metric (Dibbelt, Strasser, Wagner 2016, section 5). A slot
 * weighs what its arcs do, or the way round by a lower node where that is shorter; the lower nodes come first, so each
 * weight is final when it is used. Weights are 2 * slotCount times in milliseconds, first all ways up, then all ways
 * down, in an array of the caller's, which may be shared between threads. The same metric always gives the same
 * weights, bit by bit. Not here: changing the weights after a closure (recustomise.ts).
 */
import { type Metric, noWay } from "../network.ts";
import type { Hierarchy } from "./hierarchy.ts";

/** Up weight of each slot, then down weight of each; 1 to `noWay` milliseconds. */
export type Weights = Int32Array;

export function makeWeights(hierarchy: Hierarchy): Weights {
  return new Int32Array(2 * hierarchy.slotCount);
}

/** Fills `weights` for `metric`. Throws a RangeError when either has not the hierarchy's length. */
export function customise(hierarchy: Hierarchy, metric: Metric, weights: Weights): void {
  checkLengths(hierarchy, metric, weights);
  setArcs(hierarchy, metric, weights);
  relaxTriangles(hierarchy, weights, 0, hierarchy.nodeCount);
}

export function checkLengths(hierarchy: Hierarchy, metric: Metric, weights: Weights): void {
  const { arcCount, slotCount } = hierarchy;
  if (metric.length !== arcCount)
    throw new RangeError(`the metric has ${metric.length} arcs, expected ${arcCount}`);
  if (weights.length !== 2 * slotCount)
    throw new RangeError(`there are ${weights.length} weights, expected ${2 * slotCount}`);
}

function setArcs({ arcCount, arcWeight }: Hierarchy, metric: Metric, weights: Weights): void {
  weights.fill(noWay);
  for (let arc = 0; arc < arcCount; arc += 1) {
    const at = arcWeight[arc];
    if (at >= 0 && metric[arc] < weights[at]) weights[at] = metric[arc];
  }
}

/** Lets every triangle whose lowest node is from `begin` to before `end` shorten its third side. */
function relaxTriangles(hierarchy: Hierarchy, weights: Weights, begin: number, end: number): void {
  const { slotCount, firstUp, upHead, triangleOffset, firstTriangle } = hierarchy;
  let triangle = firstTriangle[begin];
  for (let v = begin; v < end; v += 1) {
    const last = firstUp[v + 1];
    for (let i = firstUp[v]; i < last; i += 1) {
      const rowUp = firstUp[upHead[i]];
      const up = weights[i];
      const down = weights[slotCount + i];
      for (let j = i + 1; j < last; j += 1) {
        const third = rowUp + triangleOffset[triangle];
        triangle += 1;
        weights[third] = Math.min(weights[third], down + weights[j]);
        weights[slotCount + third] = Math.min(
          weights[slotCount + third],
          weights[slotCount + j] + up,
        );
      }
    }
  }
}
