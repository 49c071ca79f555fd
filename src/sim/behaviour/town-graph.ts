/**
 * Ways through the town's streets for the people who are played: the quickest path by street class, as a journey
 * with times. It is not the routing that recommendations use (that is roads/): crews here simply drive, and what
 * they need may differ from what was estimated, as it does in life.
 */
import { assert } from "../../base/assert.ts";
import { distanceM } from "../../base/distance.ts";
import type { PointE7 } from "../town/plane.ts";
import type { StreetClass } from "../town/street-lattice.ts";
import type { Town } from "../town/town.ts";
import { type Journey, makeJourney } from "./journey.ts";

/** Metres per second under blue lights in a town; ordinary driving is `ordinaryShare` of it. */
export const blueLightSpeeds: Readonly<Record<StreetClass, number>> = {
  trunk: 17,
  main: 13,
  local: 8.5,
};
export const ordinaryShare = 0.65;

export class TownGraph {
  readonly #town: Town;
  readonly #firstArc: Int32Array;
  readonly #arcTo: Int32Array;
  readonly #arcSeconds: Float64Array;

  constructor(town: Town) {
    this.#town = town;
    const { from, to, metres, street } = town.edges;
    const nodeCount = town.nodes.latE7.length;
    this.#firstArc = new Int32Array(nodeCount + 1);
    for (const edge of from.keys()) {
      this.#firstArc[from[edge] + 1] += 1;
      this.#firstArc[to[edge] + 1] += 1;
    }
    for (let node = 0; node < nodeCount; node += 1)
      this.#firstArc[node + 1] += this.#firstArc[node];
    const next = this.#firstArc.slice();
    this.#arcTo = new Int32Array(from.length * 2);
    this.#arcSeconds = new Float64Array(from.length * 2);
    for (const edge of from.keys()) {
      const seconds = metres[edge] / blueLightSpeeds[town.streets[street[edge]].streetClass];
      for (const [a, b] of [
        [from[edge], to[edge]],
        [to[edge], from[edge]],
      ]) {
        this.#arcTo[next[a]] = b;
        this.#arcSeconds[next[a]] = seconds;
        next[a] += 1;
      }
    }
  }

  nodePoint(node: number): PointE7 {
    return { latE7: this.#town.nodes.latE7[node], lonE7: this.#town.nodes.lonE7[node] };
  }

  nearestNode(point: PointE7): number {
    const { latE7, lonE7 } = this.#town.nodes;
    let best = 0;
    let bestMetres = Number.POSITIVE_INFINITY;
    for (const node of latE7.keys()) {
      const metres = distanceM(point.latE7, point.lonE7, latE7[node], lonE7[node]);
      if (metres < bestMetres) [best, bestMetres] = [node, metres];
    }
    return best;
  }

  /** From anywhere to anywhere: along streets between the nodes nearest to both ends. `slowness` 1 = blue lights. */
  journey(from: PointE7, to: PointE7, slowness: number): Journey {
    const start = this.nearestNode(from);
    const end = this.nearestNode(to);
    const path = this.#quickestPath(start, end);
    const points = [from, ...path.nodes.map((node) => this.nodePoint(node)), to];
    const legSeconds = points.slice(1).map((point, index) => {
      const before = points[index];
      const onStreet = index > 0 && index < points.length - 2;
      const metres = distanceM(before.latE7, before.lonE7, point.latE7, point.lonE7);
      return (onStreet ? path.seconds[index - 1] : metres / blueLightSpeeds.local) * slowness;
    });
    return makeJourney(points, legSeconds);
  }

  /** Dijkstra with a binary heap; the graph is connected, so a path is always found. */
  #quickestPath(start: number, end: number): { nodes: number[]; seconds: number[] } {
    const nodeCount = this.#firstArc.length - 1;
    const best = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
    const before = new Int32Array(nodeCount).fill(-1);
    const heap = new NodeHeap();
    best[start] = 0;
    heap.push(0, start);
    for (let node = heap.pop(); node >= 0 && node !== end; node = heap.pop()) {
      const seconds = best[node];
      for (let arc = this.#firstArc[node]; arc < this.#firstArc[node + 1]; arc += 1) {
        const other = this.#arcTo[arc];
        const total = seconds + this.#arcSeconds[arc];
        if (total >= best[other]) continue;
        best[other] = total;
        before[other] = node;
        heap.push(total, other);
      }
    }
    assert(Number.isFinite(best[end]), "town graph: no way between two nodes of a connected graph");
    const nodes: number[] = [];
    for (let node = end; node >= 0; node = before[node]) nodes.push(node);
    nodes.reverse();
    return { nodes, seconds: nodes.slice(1).map((node, index) => best[node] - best[nodes[index]]) };
  }
}

/** A binary heap of (seconds, node); a node may stand in it more than once, and the first out is the best. */
class NodeHeap {
  readonly #keys: number[] = [];
  readonly #nodes: number[] = [];

  push(key: number, node: number): void {
    let at = this.#keys.length;
    this.#keys.push(key);
    this.#nodes.push(node);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#keys[parent] <= this.#keys[at]) break;
      this.#swap(parent, at);
      at = parent;
    }
  }

  /** -1 when it is empty. */
  pop(): number {
    if (this.#keys.length === 0) return -1;
    const last = this.#keys.length - 1;
    this.#swap(0, last);
    this.#keys.pop();
    const node = this.#nodes.pop() ?? -1;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      if (left >= last) break;
      const child = left + 1 < last && this.#keys[left + 1] < this.#keys[left] ? left + 1 : left;
      if (this.#keys[at] <= this.#keys[child]) break;
      this.#swap(at, child);
      at = child;
    }
    return node;
  }

  #swap(a: number, b: number): void {
    [this.#keys[a], this.#keys[b]] = [this.#keys[b], this.#keys[a]];
    [this.#nodes[a], this.#nodes[b]] = [this.#nodes[b], this.#nodes[a]];
  }
}
