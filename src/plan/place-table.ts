/**
 * A fixed list of places, stations and zones, found again by their coordinates: a recommendation asks with coordinates,
 * and a matrix answers by number. Open addressing over typed arrays, because it is asked for every unit of every question.
 */

/** Degrees times 10^7. */
export interface TablePlace {
  readonly latE7: number;
  readonly lonE7: number;
}

export class PlaceTable {
  readonly latE7: Int32Array;
  readonly lonE7: Int32Array;
  readonly count: number;
  /** By hash: the place's number, or -1. Half of it at least is free, so that a search ends. */
  readonly #slots: Int32Array;
  readonly #mask: number;

  /** A place that stands there twice has one number. */
  constructor(places: readonly TablePlace[]) {
    let size = 2;
    while (size < 2 * places.length) size *= 2;
    this.#mask = size - 1;
    this.#slots = new Int32Array(size).fill(-1);
    this.latE7 = new Int32Array(places.length);
    this.lonE7 = new Int32Array(places.length);
    let count = 0;
    for (const { latE7, lonE7 } of places) {
      const slot = this.#slotOf(latE7, lonE7);
      if (this.#slots[slot] >= 0) continue;
      this.latE7[count] = latE7;
      this.lonE7[count] = lonE7;
      this.#slots[slot] = count;
      count += 1;
    }
    this.count = count;
  }

  /** The number of the place at exactly this coordinate; -1 = it is none of the list. */
  find(latE7: number, lonE7: number): number {
    return this.#slots[this.#slotOf(latE7, lonE7)];
  }

  #slotOf(latE7: number, lonE7: number): number {
    // Two odd constants of Knuth's multiplicative hashing: neighbours in a street come far apart.
    const mixed = Math.imul(latE7, 0x9e3779b1) ^ Math.imul(lonE7, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & this.#mask;
    for (;;) {
      const place = this.#slots[slot];
      if (place < 0 || (this.latE7[place] === latE7 && this.lonE7[place] === lonE7)) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }
}
