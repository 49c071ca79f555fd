/**
 * A Bloom filter over all command ids of the store, in memory shared by the threads. Nearly every command is new, and
 * the filter says so without asking another thread or reading a page. "Maybe known" only costs a lookup, so the
 * filter may grow old: 32 bits for each id at opening, at least 4 MiB, keep it right more than 99.9 % of the time
 * until the store has grown about threefold.
 */
const bitsPerId = 32;
const leastBits = 2 ** 25;
const probes = 6;

export class CommandFilter {
  readonly memory: SharedArrayBuffer;
  readonly #words: Uint32Array;
  readonly #mask: number;

  private constructor(memory: SharedArrayBuffer) {
    this.memory = memory;
    this.#words = new Uint32Array(memory);
    this.#mask = this.#words.length * 32 - 1;
  }

  static forCount(count: number): CommandFilter {
    let bits = leastBits;
    while (bits < count * bitsPerId && bits < 2 ** 31) bits *= 2;
    return new CommandFilter(new SharedArrayBuffer(bits / 8));
  }

  /** The same filter in another thread. */
  static over(memory: SharedArrayBuffer): CommandFilter {
    return new CommandFilter(memory);
  }

  /** Adds the id; false when it was certainly not there before. */
  add(region: string, commandId: string): boolean {
    const { first, step } = hashOf(region, commandId);
    let had = true;
    for (let probe = 0; probe < probes; probe += 1) {
      const bit = (first + probe * step) & this.#mask;
      const flag = 1 << (bit & 31);
      // Two threads may add to the same word while the filter is filled at opening.
      if ((Atomics.or(this.#words, bit >>> 5, flag) & flag) === 0) had = false;
    }
    return had;
  }

  /** False = certainly never added. */
  mayHave(region: string, commandId: string): boolean {
    const { first, step } = hashOf(region, commandId);
    for (let probe = 0; probe < probes; probe += 1) {
      const bit = (first + probe * step) & this.#mask;
      if ((this.#words[bit >>> 5] & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }
}

/** Two FNV-1a hashes with a last mix (Murmur3's); the probes go from the first by the second. */
function hashOf(region: string, commandId: string): { first: number; step: number } {
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
  return { first: mix(first), step: mix(second) | 1 };
}

function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
