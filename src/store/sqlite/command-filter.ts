/**
 * A Bloom filter over all command ids of the store, in memory shared by the threads. Nearly every command is new, and
 * the filter says so without asking another thread or reading a page. "Maybe known" only costs a lookup, so the
 * filter may grow old: 32 bits for each id at opening, at least 4 MiB, keep it right more than 99.9 % of the time
 * until the store has grown about threefold. All probes of an id lie in one block of 64 bytes, so that a command
 * waits for memory once and not six times.
 */
const bitsPerId = 32;
const leastBits = 2 ** 25;
const mostBits = 2 ** 31;
const wordsPerBlock = 16;
const probes = 6;

export class CommandFilter {
  readonly memory: SharedArrayBuffer;
  readonly #words: Uint32Array;
  readonly #blockMask: number;
  /** Asked for last: a command is asked for and then added, and its hashes are worked out once. */
  #region = "";
  #commandId = "";
  #first = 0;
  #second = 0;

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

  /** Adds the id; false when it was certainly not there before. */
  add(region: string, commandId: string): boolean {
    this.#hash(region, commandId);
    const second = this.#second;
    const block = (this.#first & this.#blockMask) * wordsPerBlock;
    let had = true;
    for (let probe = 0; probe < probes; probe += 1) {
      const bit = probeBit(second, probe);
      const flag = 1 << (bit & 31);
      // Two threads may add to the same word while the filter is filled at opening.
      if ((Atomics.or(this.#words, block + (bit >>> 5), flag) & flag) === 0) had = false;
    }
    return had;
  }

  /** False = certainly never added. */
  mayHave(region: string, commandId: string): boolean {
    this.#hash(region, commandId);
    const second = this.#second;
    const block = (this.#first & this.#blockMask) * wordsPerBlock;
    for (let probe = 0; probe < probes; probe += 1) {
      const bit = probeBit(second, probe);
      if ((this.#words[block + (bit >>> 5)] & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }

  /** Two FNV-1a hashes with a last mix (Murmur3's): the first chooses the block, the second the bits in it. */
  #hash(region: string, commandId: string): void {
    if (commandId === this.#commandId && region === this.#region) return;
    let first = 0x811c9dc5;
    let second = 0x9e3779b9;
    for (let at = 0; at < region.length; at += 1) {
      const unit = region.charCodeAt(at);
      first = Math.imul(first ^ unit, 0x01000193);
      second = Math.imul(second ^ unit, 0x85ebca6b);
    }
    for (let at = 0; at < commandId.length; at += 1) {
      const unit = commandId.charCodeAt(at) + 0x10000;
      first = Math.imul(first ^ unit, 0x01000193);
      second = Math.imul(second ^ unit, 0x85ebca6b);
    }
    this.#region = region;
    this.#commandId = commandId;
    this.#first = mix(first);
    this.#second = mix(second);
  }
}

/** One of the 512 bits of a block: a start and an odd step, both from the second hash. */
function probeBit(second: number, probe: number): number {
  return (second + probe * ((second >>> 18) | 1)) & 511;
}

function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
