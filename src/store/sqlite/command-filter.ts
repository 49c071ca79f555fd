/**
 * A Bloom filter over all command ids of the store, in memory shared by the threads. Nearly every command is new, and
 * the filter says so without asking another thread or reading a page. "Maybe known" only costs a lookup, so the
 * filter may grow old: 32 bits for each id at opening, at least 4 MiB, keep it right more than 99.9 % of the time
 * until the store has grown about threefold. All probes of an id lie in one block of 64 bytes, so that a command
 * waits for memory once and not six times.
 */
import { hashesOf, mixBits } from "../../base/text-hash.ts";

const bitsPerId = 32;
const leastBits = 2 ** 25;
const mostBits = 2 ** 31;
const wordsPerBlock = 16;
const probes = 6;

export class CommandFilter {
  readonly memory: SharedArrayBuffer;
  readonly #words: Uint32Array;
  readonly #blockMask: number;
  #region = "";
  #regionFirst = 0;
  #regionSecond = 0;

  private constructor(memory: SharedArrayBuffer) {
    this.memory = memory;
    this.#words = new Uint32Array(memory);
    this.#blockMask = this.#words.length / wordsPerBlock - 1;
  }

  static forCount(count: number): CommandFilter {
    let bits = leastBits;
    while (bits < count * bitsPerId && bits < mostBits) bits *= 2;
    return new CommandFilter(new SharedArrayBuffer(bits / 8));
  }

  /** The same filter in another thread. */
  static over(memory: SharedArrayBuffer): CommandFilter {
    return new CommandFilter(memory);
  }

  /**
   * Adds the id; false when it was certainly not there before. `isFilling`: another thread may add to the same word at this
   * moment, as while the filter is filled at opening.
   */
  add(region: string, commandId: string, isFilling: boolean): boolean {
    this.#hashRegion(region);
    const hashes = hashesOf(commandId);
    const second = mixBits(hashes.second ^ this.#regionSecond);
    const words = this.#words;
    const block = (mixBits(hashes.first ^ this.#regionFirst) & this.#blockMask) * wordsPerBlock;
    let had = true;
    for (let probe = 0; probe < probes; probe += 1) {
      const bit = probeBit(second, probe);
      const flag = 1 << (bit & 31);
      const at = block + (bit >>> 5);
      const before = isFilling ? Atomics.or(words, at, flag) : words[at];
      if ((before & flag) !== 0) continue;
      had = false;
      if (!isFilling) words[at] = before | flag;
    }
    return had;
  }

  /** False = certainly never added. */
  mayHave(region: string, commandId: string): boolean {
    this.#hashRegion(region);
    const hashes = hashesOf(commandId);
    const second = mixBits(hashes.second ^ this.#regionSecond);
    const block = (mixBits(hashes.first ^ this.#regionFirst) & this.#blockMask) * wordsPerBlock;
    for (let probe = 0; probe < probes; probe += 1) {
      const bit = probeBit(second, probe);
      if ((this.#words[block + (bit >>> 5)] & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }

  /** One region follows another seldom. */
  #hashRegion(region: string): void {
    if (region === this.#region) return;
    const { first, second } = hashesOf(region);
    this.#region = region;
    this.#regionFirst = mixBits(first);
    this.#regionSecond = mixBits(second);
  }
}

/** One of the 512 bits of a block: a start and an odd step, both from the second hash. */
function probeBit(second: number, probe: number): number {
  return (second + probe * ((second >>> 18) | 1)) & 511;
}
