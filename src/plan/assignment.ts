/**
 * Which unit fills which slot of a response plan: as many slots filled as can be, and among those ways the one
 * with the least cost in all (the Hungarian method with potentials, O(slots^2 x candidates)). Taking the nearest unit
 * slot by slot is not enough: the nearest unit may be the only one with the skill that another slot asks for.
 */

/** Stands for "does not fit". */
export const cannotFill = Infinity;

/**
 * `cost[slot * candidates + candidate]` is a whole number from 0 to 2^38, or `cannotFill`. Returns the candidate of
 * each slot, or -1. At most 64 slots: sums stay exact in a double. The same input gives the same answer for ever.
 */
export function assignSlots(slots: number, candidates: number, cost: Float64Array): Int32Array {
  // Column 0 is the method's own start; after the candidates each slot has one column of staying unfilled.
  const columns = candidates + slots;
  const rowPotential = new Float64Array(slots + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOfColumn = new Int32Array(columns + 1);
  const cameFrom = new Int32Array(columns + 1);
  const costOf = (row: number, column: number): number => {
    if (column > candidates) return column - candidates === row ? unfilledCost : forbiddenCost;
    return Math.min(cost[(row - 1) * candidates + column - 1], forbiddenCost);
  };
  for (let row = 1; row <= slots; row += 1) {
    rowOfColumn[0] = row;
    const end = searchPath(columns, costOf, rowPotential, columnPotential, rowOfColumn, cameFrom);
    for (let column = end; column !== 0; column = cameFrom[column])
      rowOfColumn[column] = rowOfColumn[cameFrom[column]];
  }
  const filledBy = new Int32Array(slots).fill(-1);
  for (let column = 1; column <= candidates; column += 1)
    if (rowOfColumn[column] > 0) filledBy[rowOfColumn[column] - 1] = column - 1;
  return filledBy;
}

/** More than any 64 slots can cost together, and small enough that sums of it stay exact. */
const unfilledCost = 2 ** 45;
/** Never chosen: staying unfilled is always possible and cheaper. */
const forbiddenCost = 2 ** 46;

/** Grows the tree of cheapest alternating paths from the row at column 0 to a free column, and returns that. */
function searchPath(
  columns: number,
  costOf: (row: number, column: number) => number,
  rowPotential: Float64Array,
  columnPotential: Float64Array,
  rowOfColumn: Int32Array,
  cameFrom: Int32Array,
): number {
  const least = new Float64Array(columns + 1).fill(Infinity);
  const used = new Uint8Array(columns + 1);
  let column = 0;
  do {
    used[column] = 1;
    const row = rowOfColumn[column];
    let step = Infinity;
    let next = 0;
    for (let other = 1; other <= columns; other += 1) {
      if (used[other] === 1) continue;
      const reduced = costOf(row, other) - rowPotential[row] - columnPotential[other];
      if (reduced < least[other]) {
        least[other] = reduced;
        cameFrom[other] = column;
      }
      if (least[other] < step) {
        step = least[other];
        next = other;
      }
    }
    for (let other = 0; other <= columns; other += 1) {
      if (used[other] === 1) {
        rowPotential[rowOfColumn[other]] += step;
        columnPotential[other] -= step;
      } else least[other] -= step;
    }
    column = next;
  } while (rowOfColumn[column] !== 0);
  return column;
}
