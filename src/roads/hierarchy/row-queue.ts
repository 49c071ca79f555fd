/**
 * A set of numbers that gives them out in ascending order, each once, while higher ones are still being added: three
 * levels of bits, where a bit above says that a word below has some. Adding and taking cost a few word operations
 * whatever the set holds. Made for the rows of a hierarchy, whose changes only ever spread upwards. Not here: what
 * stands in the rows.
 */

export class RowQueue {
  readonly #low: Int32Array;
  readonly #middle: Int32Array;
  readonly #high: Int32Array;

  /** For numbers from 0 to `size` - 1. */
  constructor(size: number) {
    this.#low = new Int32Array((size >>> 5) + 1);
    this.#middle = new Int32Array((size >>> 10) + 1);
    this.#high = new Int32Array((size >>> 15) + 1);
  }

  add(row: number): void {
    this.#low[row >>> 5] |= 1 << (row & 31);
    this.#middle[row >>> 10] |= 1 << ((row >>> 5) & 31);
    this.#high[row >>> 15] |= 1 << ((row >>> 10) & 31);
  }

  /** Takes out the least row that is at least `from`, or -1. No row below `from` may be in the set. */
  takeNext(from: number): number {
    const [low, middle, high] = [this.#low, this.#middle, this.#high];
    for (let top = from >>> 15; top < high.length; top += 1) {
      if (high[top] === 0) continue;
      const m = (top << 5) | lowestBit(high[top]);
      const l = (m << 5) | lowestBit(middle[m]);
      const row = (l << 5) | lowestBit(low[l]);
      low[l] &= low[l] - 1;
      if (low[l] === 0) middle[m] &= middle[m] - 1;
      if (middle[m] === 0) high[top] &= high[top] - 1;
      return row;
    }
    return -1;
  }
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
