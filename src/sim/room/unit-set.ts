/**
 * A set of units that is walked often: its members lie side by side, and each knows its place among them (a sparse set: Briggs and
 * Torczon, An efficient representation for sparse sets, 1993).
 */
export class UnitSet {
  readonly #members: Int32Array;
  /** By unit; -1 = it is not in the set. */
  readonly #place: Int32Array;
  size = 0;

  /** For units from 0 to `units` - 1. */
  constructor(units: number) {
    this.#members = new Int32Array(units);
    this.#place = new Int32Array(units).fill(-1);
  }

  /** The unit at a place from 0 to `size` - 1. */
  at(place: number): number {
    return this.#members[place];
  }

  add(unit: number): void {
    if (this.#place[unit] >= 0) return;
    this.#place[unit] = this.size;
    this.#members[this.size++] = unit;
  }

  /** The last one takes its place. */
  remove(unit: number): void {
    const place = this.#place[unit];
    if (place < 0) return;
    this.#place[unit] = -1;
    const last = this.#members[--this.size];
    if (last === unit) return;
    this.#members[place] = last;
    this.#place[last] = place;
  }
}
