/**
 * The travel times of one vehicle class with what is shut at the moment: the class's own metric, the one with closures,
 * and the hierarchy's weights for both. Shutting and opening changes arcs between their own time and none, and after any
 * sequence of that the weights equal those of a full customisation to the bit. What is read is one of two copies
 * (shared-metric.ts): a change is made in the other, which then comes to the front whole. Not here: which arcs a closure
 * shuts.
 */
import { customise, makeWeights, type Weights } from "../hierarchy/customise.ts";
import type { Hierarchy } from "../hierarchy/hierarchy.ts";
import { Recustomiser } from "../hierarchy/recustomise.ts";
import { type Metric, noWay } from "../network.ts";
import { SharedMetric } from "./shared-metric.ts";

export class ClassMetric {
  readonly hierarchy: Hierarchy;
  /** Without closures. */
  readonly openMetric: Metric;
  /** With closures, for readers in other threads too. */
  readonly shared: SharedMetric;
  readonly #recustomiser: Recustomiser;
  readonly #isShut: Uint8Array;
  #shut: readonly number[] = [];
  /** What the last change made different in front of what is now behind. */
  #changed: readonly number[] = [];
  #openWeights: Weights | undefined;

  constructor(hierarchy: Hierarchy, openMetric: Metric) {
    this.hierarchy = hierarchy;
    this.openMetric = openMetric;
    this.shared = SharedMetric.make(hierarchy);
    const { front, back } = this.shared;
    front.metric.set(openMetric);
    customise(hierarchy, front.metric, front.weights);
    back.metric.set(front.metric);
    back.weights.set(front.weights);
    this.#recustomiser = new Recustomiser(hierarchy);
    this.#isShut = new Uint8Array(hierarchy.arcCount);
  }

  get metric(): Metric {
    return this.shared.front.metric;
  }

  get weights(): Weights {
    return this.shared.front.weights;
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
    const next = new Set(arcs);
    const opened = this.#shut.filter((arc) => !next.has(arc));
    const closed = [...next].filter((arc) => this.#isShut[arc] === 0);
    if (opened.length + closed.length === 0) return 0;
    this.#catchUp();
    const { back } = this.shared;
    for (const arc of opened) {
      this.#isShut[arc] = 0;
      back.metric[arc] = this.openMetric[arc];
    }
    for (const arc of closed) {
      this.#isShut[arc] = 1;
      back.metric[arc] = noWay;
    }
    this.#shut = [...next];
    this.#changed = [...opened, ...closed];
    this.#recustomiser.update(back.metric, back.weights, this.#changed);
    this.shared.swap();
    return this.#changed.length;
  }

  /** The copy behind comes to where the one in front is: by what the last change was, not by copying the whole. */
  #catchUp(): void {
    const { front, back } = this.shared;
    for (const arc of this.#changed) back.metric[arc] = front.metric[arc];
    this.#recustomiser.copyChanged(front.weights, back.weights);
  }
}
