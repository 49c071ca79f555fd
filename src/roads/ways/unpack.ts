/**
 * The roads along a way. A slot's weight is either one of its arcs' or goes round by the lowest node of a triangle
 * whose two sides add up to it; taking it apart again and again leaves arcs only. Which is found by looking, so that
 * customisation need not remember it; among equals the lowest node is taken, so the same weights always give the same
 * way. Not here: finding out how long it is (way-query.ts), and what the roads are called.
 */
import { assert } from "../../base/assert.ts";
import type { Weights } from "../hierarchy/customise.ts";
import { findSlot, type Hierarchy } from "../hierarchy/hierarchy.ts";
import { type Metric, noWay } from "../network.ts";
import type { NodeOffset } from "../snap/snap.ts";
import type { WayQuery } from "./way-query.ts";

export interface Way {
  /** From the start to the end, with what it takes from the places to their nodes. */
  readonly millis: number;
  /** In the order of travel; each begins where the last one ended. Empty when both places share a node. */
  readonly arcs: readonly number[];
}

/** The shortest way, or undefined when there is none. `weights` must be those of `metric`. */
export function findWay(
  hierarchy: Hierarchy,
  query: WayQuery,
  metric: Metric,
  weights: Weights,
  starts: readonly NodeOffset[],
  ends: readonly NodeOffset[],
): Way | undefined {
  const millis = query.millis(weights, starts, ends);
  if (millis >= noWay) return undefined;
  const arcs: number[] = [];
  for (const weight of query.listWeights(weights)) unpack(hierarchy, metric, weights, weight, arcs);
  return { millis, arcs };
}

/** Adds the arcs behind one weight to `arcs`. */
function unpack(
  hierarchy: Hierarchy,
  metric: Metric,
  weights: Weights,
  weight: number,
  arcs: number[],
): void {
  const rest = [weight];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const arc = findArc(hierarchy, metric, next, weights[next]);
    if (arc >= 0) arcs.push(arc);
    else splitWeight(hierarchy, weights, next, rest);
  }
}

function findArc({ weightArc, nextArc }: Hierarchy, metric: Metric, weight: number, time: number) {
  let arc = weightArc[weight];
  while (arc >= 0 && metric[arc] !== time) arc = nextArc[arc];
  return arc;
}

/** Puts the two weights that add up to this one on `rest`, the one that is travelled first on top. */
function splitWeight(hierarchy: Hierarchy, weights: Weights, weight: number, rest: number[]): void {
  const { slotCount, slotTail, upHead, firstUp, firstDown, downSlot } = hierarchy;
  const rises = weight < slotCount;
  const slot = rises ? weight : weight - slotCount;
  const low = slotTail[slot];
  const high = upHead[slot];
  const time = weights[weight];
  for (let at = firstDown[low]; at < firstDown[low + 1]; at += 1) {
    const toLow = downSlot[at];
    // Up the slot one goes down from its lower node first; down the slot one comes up to it last.
    const near = rises ? slotCount + toLow : toLow;
    if (weights[near] >= time) continue;
    const toHigh = findSlot(firstUp, upHead, slotTail[toLow], high);
    if (toHigh < 0) continue;
    const far = rises ? toHigh : slotCount + toHigh;
    if (weights[near] + weights[far] !== time) continue;
    if (rises) rest.push(far, near);
    else rest.push(near, far);
    return;
  }
  assert(
    false,
    `weight ${weight} of ${time} ms is neither an arc's nor a triangle's; stale metric?`,
  );
}
