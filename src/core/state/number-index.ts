/**
 * From the numbers of contacts, incidents and alarms to their rows: open addressing over one Int32Array whose length is
 * a power of two and at least twice the rows, linear probing, deletion by shifting back (Knuth, TAOCP 3, 6.4, R).
 * A slot holds a row, -1 = empty; the number itself stands in the row. A ring by number would be simpler, but one
 * contact that stays open for days would then hold the place of all that came after it.
 */

/** 2^32 divided by the golden ratio: spreads numbers that follow each other (Fibonacci hashing). */
const spread = 0x9e3779b1;

function firstSlot(index: Int32Array, number: number): number {
  return Math.imul(number, spread) >>> Math.clz32(index.length - 1);
}

/** Slots for a table of `rows` rows. */
export function indexSize(rows: number): number {
  return 2 << (32 - Math.clz32(Math.max(rows, 2) - 1));
}

/** Row of the number, or -1; any number may be asked for, also one that no row can have. */
export function findNumberRow(index: Int32Array, numbers: Int32Array, number: number): number {
  if (typeof number !== "number" || (number | 0) !== number || number <= 0) return -1;
  const mask = index.length - 1;
  for (let slot = firstSlot(index, number); ; slot = (slot + 1) & mask) {
    const row = index[slot];
    if (row < 0 || numbers[row] === number) return row;
  }
}

/** `numbers[row]` must be set already. */
export function addNumberRow(index: Int32Array, numbers: Int32Array, row: number): void {
  const mask = index.length - 1;
  let slot = firstSlot(index, numbers[row]);
  while (index[slot] >= 0) slot = (slot + 1) & mask;
  index[slot] = row;
}

/** `numbers[row]` must still be set. */
export function dropNumberRow(index: Int32Array, numbers: Int32Array, row: number): void {
  const mask = index.length - 1;
  let hole = firstSlot(index, numbers[row]);
  while (index[hole] !== row) hole = (hole + 1) & mask;
  for (let slot = (hole + 1) & mask; index[slot] >= 0; slot = (slot + 1) & mask) {
    const home = firstSlot(index, numbers[index[slot]]);
    // It may move back to the hole unless that lies before the place it belongs to.
    if (((slot - home) & mask) < ((slot - hole) & mask)) continue;
    index[hole] = index[slot];
    hole = slot;
  }
  index[hole] = -1;
}
