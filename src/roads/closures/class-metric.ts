/**
 * The travel times of one vehicle class with what is shut at the moment: the class's own metric, the one with closures,
 * and the hierarchy's weights for both. Shutting and opening changes arcs between their own time and none, and after any
 * sequence of that the weights equal those of a full customisation to the bit. Not here: which arcs a closure shuts.
 */
import { customise, makeWeights, type Weights } from "../hierarchy/customise.ts";
import type { Hierarchy } from "../hierarchy/hierarchy.ts";
import { Recustomiser } from "../hierarchy/recustomise.ts";
import { type Metric, noWay } from "../network.ts";

export class ClassMetric {
  readonly hierarchy: Hierarchy;
  /** Without closures. */
  readonly openMetric: Metric;
  readonly metric: Metric;
  readonly weights: Weights;
  readonly #recustomiser: Recustomiser;
  readonly #isShut: Uint8Array;
  #shut: readonly number[] = [];
  #openWeights: Weights | undefined;

  /** `allocate` gives the weights' memory, for example shared between threads. */
  constructor(hierarchy: Hierarchy, openMetric: Metric, allocate?: (length: number) => Int32Array) {
    this.hierarchy = hierarchy;
    this.openMetric = openMetric;
    this.metric = openMetric.slice();
    this.weights =
      allocate === undefined ? makeWeights(hierarchy) : allocate(makeWeights(hierarchy).length);
    customise(hierarchy, this.metric, this.weights);
    this.#recustomiser = new Recustomiser(hierarchy);
    this.#isShut = new Uint8Array(hierarchy.arcCount);
  }

  /** Weights without closures, made when they are first asked for. */
  get openWeights(): Weights {
    if (this.#openWeights === undefined) {
      this.#openWeights = makeWeights(this.hierarchy);
      customise(this.hierarchy, this.openMetric, this.#openWeights);
    }
    return this.#openWeights;
  }

  /** From now on exactly these arcs are shut. Returns how many changed. */
  shut(arcs: readonly number[]): number {
    const changed: number[] = [];
    const next = new Set(arcs);
    for (const arc of this.#shut) {
      if (next.has(arc)) continue;
      this.#isShut[arc] = 0;
      this.metric[arc] = this.openMetric[arc];
      changed.push(arc);
    }
    for (const arc of next) {
      if (this.#isShut[arc] === 1) continue;
      this.#isShut[arc] = 1;
      this.metric[arc] = noWay;
      changed.push(arc);
    }
    this.#shut = [...next];
    if (changed.length > 0) this.#recustomiser.update(this.metric, this.weights, changed);
    return changed.length;
  }
}
