/**
 * Named random streams. Every draw in Muster comes from Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel
 * random numbers: as easy as 1, 2, 3", SC11), keyed by (seed, stream name) and counted by (block, lane). Two
 * streams never share draws, so adding a draw to one process of a world leaves all the others as they were;
 * and a stream can be put back to any earlier state from three numbers. Nothing here is for secrets: tokens
 * and salts come from node:crypto in the effect layers. `Math.random` is banned, and no seed is made here.
 */
import { assert } from "./assert.ts";
import { fillPhiloxBlock } from "./philox.ts";
import { exponentialOf, gammaFrom, lognormalOf, normalOf, uniformFrom } from "./samplers.ts";

const twoTo32 = 4_294_967_296;

/** Above this mean a Poisson draw would take a visible time; nothing in a control room comes near it. */
export const maxPoissonMean = 100_000;

/** FNV-1a, 32 bits, over UTF-16 code units: gives a stream name its place in the key. */
export function hashStreamName(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** Where a stream stands. Together with (seed, name, lane) it gives every later draw. */
export interface StreamPosition {
  readonly blockLow: number;
  readonly blockHigh: number;
  /** Words of the current block already drawn, 0 to 4. */
  readonly used: number;
}

export class RandomStream {
  readonly #key0: number;
  readonly #key1: number;
  readonly #lane: number;
  readonly #seedHigh: number;
  readonly #words = new Uint32Array(4);
  #blockLow = 0;
  #blockHigh = 0;
  #used = 4;

  /** `seed`: safe integer >= 0. `lane`: unsigned 32-bit, for one stream per unit, area or run under one name. */
  constructor(seed: number, name: string, lane = 0) {
    assert(
      Number.isSafeInteger(seed) && seed >= 0,
      `seed: got ${seed}, expected an integer from 0 to 2^53 - 1`,
    );
    assert(
      Number.isInteger(lane) && lane >= 0 && lane < twoTo32,
      `lane: got ${lane}, expected 0 to 2^32 - 1`,
    );
    this.#key0 = seed >>> 0;
    this.#key1 = hashStreamName(name);
    this.#lane = lane;
    this.#seedHigh = Math.floor(seed / twoTo32);
  }

  /** The next unsigned 32-bit word. */
  word(): number {
    if (this.#used === 4) {
      fillPhiloxBlock(
        this.#words,
        this.#blockLow,
        this.#blockHigh,
        this.#lane,
        this.#seedHigh,
        this.#key0,
        this.#key1,
      );
      this.#used = 0;
      this.#blockLow = (this.#blockLow + 1) >>> 0;
      if (this.#blockLow === 0) this.#blockHigh = (this.#blockHigh + 1) >>> 0;
    }
    const word = this.#words[this.#used];
    this.#used += 1;
    return word;
  }

  getPosition(): StreamPosition {
    return { blockLow: this.#blockLow, blockHigh: this.#blockHigh, used: this.#used };
  }

  /** Puts the stream back to a position taken from a stream of the same seed, name and lane. */
  restorePosition(position: StreamPosition): void {
    this.#blockLow = position.blockLow;
    this.#blockHigh = position.blockHigh;
    this.#used = 4;
    if (position.used === 4) return;
    // The block in hand was made from the counter before the one that stands in the position.
    this.#blockLow = (position.blockLow - 1) >>> 0;
    if (position.blockLow === 0) this.#blockHigh = (position.blockHigh - 1) >>> 0;
    this.word();
    this.#used = position.used;
  }

  /** Uniform in [0, 1) with 53 bits. Takes two words. */
  uniform(): number {
    return uniformFrom(this.word(), this.word());
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** Integer from 0 to n - 1, without bias (draws above the last whole multiple of n are thrown away). */
  below(n: number): number {
    assert(
      Number.isInteger(n) && n >= 1 && n <= twoTo32,
      `below: got ${n}, expected an integer from 1 to 2^32`,
    );
    const limit = twoTo32 - (twoTo32 % n);
    for (;;) {
      const word = this.word();
      if (word < limit) return word % n;
    }
  }

  /** True with the given probability; 0 is never and 1 is always. */
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  exponential(mean: number): number {
    return exponentialOf(this.uniform(), mean);
  }

  normal(mean = 0, deviation = 1): number {
    return normalOf(this.uniform(), mean, deviation);
  }

  /** `median` in the unit of the answer; `sigma` is the standard deviation of the logarithm. */
  lognormal(median: number, sigma: number): number {
    return lognormalOf(this.uniform(), median, sigma);
  }

  /** Gamma with mean shape * scale; takes as many words as its rejections ask for. */
  gamma(shape: number, scale: number): number {
    return gammaFrom(this, shape, scale);
  }

  /** Exact for every mean: Knuth's product on pieces of at most 16, whose sum has the whole mean. */
  poisson(mean: number): number {
    assert(
      mean >= 0 && mean <= maxPoissonMean,
      `poisson: got mean ${mean}, expected 0 to ${maxPoissonMean}`,
    );
    let count = 0;
    for (let rest = mean; rest > 0; rest -= 16) {
      const floor = Math.exp(-Math.min(rest, 16));
      for (let product = 1 - this.uniform(); product > floor; product *= 1 - this.uniform())
        count += 1;
    }
    return count;
  }

  pick<T>(items: readonly T[]): T {
    assert(items.length > 0, "pick: got an empty list, expected at least one item");
    return items[this.below(items.length)];
  }

  /** Index drawn in proportion to the weights (each >= 0, at least one > 0). */
  pickWeighted(weights: ArrayLike<number>): number {
    let total = 0;
    let last = -1;
    for (let index = 0; index < weights.length; index += 1) {
      const weight = weights[index];
      assert(weight >= 0, `pickWeighted: got weight ${weight} at ${index}, expected 0 or more`);
      total += weight;
      if (weight > 0) last = index;
    }
    assert(
      last >= 0 && Number.isFinite(total),
      "pickWeighted: expected at least one weight above 0, and a finite sum",
    );
    let left = this.uniform() * total;
    for (let index = 0; index < last; index += 1) {
      left -= weights[index];
      if (left < 0) return index;
    }
    return last;
  }

  /** Fisher-Yates, in place; gives the same array back. */
  shuffle<T>(items: T[]): T[] {
    for (let index = items.length - 1; index > 0; index -= 1) {
      const other = this.below(index + 1);
      const held = items[index];
      items[index] = items[other];
      items[other] = held;
    }
    return items;
  }
}
