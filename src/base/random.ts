/**
 * Named random streams. Every draw in Muster comes from Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel
 * random numbers: as easy as 1, 2, 3", SC11), keyed by (seed, stream name) and counted by (block, lane). Two
 * streams never share draws, so adding a draw to one process of a world leaves all the others as they were;
 * and a stream can be put back to any earlier state from three numbers. Nothing here is for secrets: tokens
 * and salts come from node:crypto in the effect layers. `Math.random` is banned, and no seed is made here.
 */
import { assert } from "./assert.ts";

const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
const keyStep0 = 0x9e3779b9;
const keyStep1 = 0xbb67ae85;
const roundCount = 10;
const twoTo32 = 4_294_967_296;
const twoToMinus53 = 1 / 9_007_199_254_740_992;

/** Above this mean a Poisson draw would take a visible time; nothing in a control room comes near it. */
export const maxPoissonMean = 100_000;

/** High 32 bits of the 64-bit product of two unsigned 32-bit integers, by 16-bit halves (each sum stays exact). */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 65_536) + (cross >>> 16)) >>> 0;
}

/**
 * One Philox4x32-10 block: fills `output` (4 unsigned words) from a 128-bit counter and a 64-bit key. Checked
 * against the known answers of Random123 (kat_vectors) in the test beside this file.
 */
export function fillPhiloxBlock(
  output: Uint32Array,
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): void {
  let [x0, x1, x2, x3] = counter;
  let [key0, key1] = key;
  for (let round = 0; round < roundCount; round += 1) {
    const high0 = multiplyHigh(multiplier0, x0);
    const low0 = Math.imul(multiplier0, x0) >>> 0;
    const high1 = multiplyHigh(multiplier1, x2);
    const low1 = Math.imul(multiplier1, x2) >>> 0;
    x0 = (high1 ^ x1 ^ key0) >>> 0;
    x1 = low1;
    x2 = (high0 ^ x3 ^ key1) >>> 0;
    x3 = low0;
    key0 = (key0 + keyStep0) >>> 0;
    key1 = (key1 + keyStep1) >>> 0;
  }
  output[0] = x0;
  output[1] = x1;
  output[2] = x2;
  output[3] = x3;
}

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
  readonly #key: readonly [number, number];
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
    this.#key = [seed >>> 0, hashStreamName(name)];
    this.#lane = lane;
    this.#seedHigh = Math.floor(seed / twoTo32);
  }

  /** The next unsigned 32-bit word. */
  word(): number {
    if (this.#used === 4) {
      fillPhiloxBlock(
        this.#words,
        [this.#blockLow, this.#blockHigh, this.#lane, this.#seedHigh],
        this.#key,
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
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 67_108_864 + low) * twoToMinus53;
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
    return -mean * Math.log(1 - this.uniform());
  }

  /** Marsaglia's polar method; the second value is thrown away so that a position is three numbers. */
  normal(mean = 0, deviation = 1): number {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1)
        return mean + deviation * x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }

  /** `median` in the unit of the answer; `sigma` is the standard deviation of the logarithm. */
  lognormal(median: number, sigma: number): number {
    return median * Math.exp(this.normal(0, sigma));
  }

  /** Gamma with mean shape * scale: Marsaglia and Tsang (2000), with their boost for shapes under 1. */
  gamma(shape: number, scale: number): number {
    assert(
      shape > 0 && scale >= 0,
      `gamma: got shape ${shape}, scale ${scale}, expected shape > 0, scale >= 0`,
    );
    if (shape < 1) return this.gamma(shape + 1, scale) * (1 - this.uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const cube = (1 + c * x) ** 3;
      if (cube <= 0) continue;
      const u = 1 - this.uniform();
      if (Math.log(u) < 0.5 * x * x + d - d * cube + d * Math.log(cube)) return d * cube * scale;
    }
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
