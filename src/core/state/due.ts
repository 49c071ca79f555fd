/**
 * Due work: each table that has a clock keeps a binary heap of its rows over its own columns (`dueAt`, `heap`,
 * `heapIndex`), so timers are state, are forked with it, and one look tells when the next one is. Ties go to the
 * lower row. A row has at most one due time; setting it again moves it.
 */

import { BugError } from "../../base/assert.ts";
import { noInstant, type Instant } from "../../base/instant.ts";

interface DueColumns {
  readonly dueAt: Float64Array;
  readonly heap: Int32Array;
  readonly heapIndex: Int32Array;
}

/** The count of heap entries, element 0 of a head column. */
type Count = Int32Array;

function siftUp(due: DueColumns, start: number, row: number): void {
  const { dueAt, heap, heapIndex } = due;
  const at = dueAt[row];
  let index = start;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent];
    if (dueAt[above] < at || (dueAt[above] === at && above < row)) break;
    heap[index] = above;
    heapIndex[above] = index;
    index = parent;
  }
  heap[index] = row;
  heapIndex[row] = index;
}

function siftDown(due: DueColumns, count: number, start: number, row: number): void {
  const { dueAt, heap, heapIndex } = due;
  const at = dueAt[row];
  let index = start;
  for (let child = 2 * index + 1; child < count; child = 2 * index + 1) {
    let below = heap[child];
    if (child + 1 < count) {
      const right = heap[child + 1];
      if (dueAt[right] < dueAt[below] || (dueAt[right] === dueAt[below] && right < below)) {
        below = right;
        child += 1;
      }
    }
    if (at < dueAt[below] || (at === dueAt[below] && row < below)) break;
    heap[index] = below;
    heapIndex[below] = index;
    index = child;
  }
  heap[index] = row;
  heapIndex[row] = index;
}

/** Sets (or moves) the due time of a row; `noInstant` takes it out. `heapIndex` of a fresh row must be -1. */
export function setDue(due: DueColumns, count: Count, row: number, at: Instant): void {
  if (at === noInstant) {
    // Without a due time it is in no heap.
    if (due.dueAt[row] !== noInstant) clearDue(due, count, row);
    return;
  }
  // A write beside a typed array is lost without a word, and its clock would never ring.
  if (!(row >= 0 && row < due.heap.length))
    throw new BugError(`due work: row ${row} has no place, expected 0 to ${due.heap.length - 1}`);
  const index = due.heapIndex[row];
  const wasLater = index >= 0 && at <= due.dueAt[row];
  due.dueAt[row] = at;
  if (index < 0) {
    count[0] += 1;
    siftUp(due, count[0] - 1, row);
  } else if (wasLater) siftUp(due, index, row);
  else siftDown(due, count[0], index, row);
}

export function clearDue(due: DueColumns, count: Count, row: number): void {
  const index = due.heapIndex[row];
  due.dueAt[row] = noInstant;
  if (index < 0) return;
  due.heapIndex[row] = -1;
  count[0] -= 1;
  const last = due.heap[count[0]];
  if (last === row) return;
  siftDown(due, count[0], index, last);
  siftUp(due, due.heapIndex[last], last);
}

/** Takes a row out of the heap and leaves its due time as it is: for states in which nobody waits for it. */
export function forgetDue(due: DueColumns, count: Count, row: number): void {
  const at = due.dueAt[row];
  clearDue(due, count, row);
  due.dueAt[row] = at;
}

/** Row with the earliest due time, or -1. */
export function findFirstDue(due: DueColumns, count: Count): number {
  return count[0] === 0 ? -1 : due.heap[0];
}
