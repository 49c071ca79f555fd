/**
 * How long after the planned instant units come, or go: the delays that the state still holds, beside ten assumed ones, most of
 * them short and a tenth long. Drawn as they were seen, so that a day on which a quarter of a shift stayed on for hours does not
 * become one on which all stayed a little. Rises with its draw.
 */
import type { Micros } from "../../base/instant.ts";
import { exponentialOf } from "../../base/samplers.ts";

/** Means of two exponential times. */
export interface AssumedDelay {
  readonly shortMicros: Micros;
  readonly longMicros: Micros;
}

/** Of the assumed ones. */
const longShare = 0.1;
/** Seen delays that the assumed ones are worth. */
const assumedWeight = 10;

/** Means of the long ones. */
const mostLongs = 20;

export class Delays {
  readonly #sorted: Float64Array;
  readonly #assumed: AssumedDelay;

  /** Who was early counts as on time. */
  constructor(seen: readonly Micros[], assumed: AssumedDelay) {
    this.#sorted = Float64Array.from(seen, (delay) => Math.max(0, delay)).sort();
    this.#assumed = assumed;
  }

  /** The share that takes longer than this. */
  tail(elapsed: Micros): number {
    const [short, long] = this.#tails(elapsed);
    const seen = this.#sorted.length - this.#firstAfter(elapsed);
    return (short + long + seen) / (assumedWeight + this.#sorted.length);
  }

  /** What is left of one that has lasted `elapsed`; 0 = it begins. */
  drawLeft(u: number, elapsed: Micros): Micros {
    const [short, long] = this.#tails(elapsed);
    const first = this.#firstAfter(elapsed);
    const place = u * (short + long + this.#sorted.length - first);
    if (place < short) return exponentialOf(place / short, this.#assumed.shortMicros);
    const index = first + Math.floor(place - short);
    if (index < this.#sorted.length) return this.#sorted[index] - elapsed;
    const beyond = (place - short - (this.#sorted.length - first)) / long;
    return exponentialOf(Math.min(beyond, 1 - Number.EPSILON), this.#assumed.longMicros);
  }

  /** How many of the assumed ones last longer, of each kind. */
  #tails(elapsed: Micros): readonly [number, number] {
    const { shortMicros, longMicros } = this.#assumed;
    // Further out the share is no number any more; whoever outlasted that goes on as the long ones do.
    const late = Math.min(Math.max(0, elapsed), mostLongs * longMicros);
    return [
      assumedWeight * (1 - longShare) * Math.exp(-late / shortMicros),
      assumedWeight * longShare * Math.exp(-late / longMicros),
    ];
  }

  #firstAfter(elapsed: Micros): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sorted[middle] > elapsed) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
