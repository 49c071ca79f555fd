/**
 * Times between every place of one list and every place of another: stations and zones, hospitals and streets. The
 * list with fewer places has one sweep for each of them, which all places of the other list share. Not here: keeping
 * a matrix up to date when a street closes; it is made anew.
 */
import type { Weights } from "../hierarchy/customise.ts";
import { noWay } from "../network.ts";
import type { NodeOffset } from "../snap/snap.ts";
import type { Sweep } from "./sweep.ts";

export const matrixLimits = {
  cells: 1 << 26,
} as const;

type Place = readonly NodeOffset[];

/**
 * Milliseconds from each of `starts` to each of `ends`, start by start; `noWay` where there is no way. Two places on
 * one segment count by way of its nodes only. Throws a RangeError above `matrixLimits`.
 */
export function makeMatrix(
  sweep: Sweep,
  weights: Weights,
  starts: readonly Place[],
  ends: readonly Place[],
): Int32Array {
  const cells = starts.length * ends.length;
  if (cells > matrixLimits.cells)
    throw new RangeError(
      `the matrix has ${starts.length} x ${ends.length} cells, expected at most ${matrixLimits.cells}; ask for parts of it`,
    );
  const matrix = new Int32Array(cells);
  if (starts.length < ends.length) {
    for (const [row, start] of starts.entries()) {
      sweep.beginFrom(weights, start);
      for (const [column, end] of ends.entries())
        matrix[row * ends.length + column] = leastMillis(sweep, end);
    }
  } else {
    for (const [column, end] of ends.entries()) {
      sweep.beginTo(weights, end);
      for (const [row, start] of starts.entries())
        matrix[row * ends.length + column] = leastMillis(sweep, start);
    }
  }
  return matrix;
}

function leastMillis(sweep: Sweep, place: Place): number {
  let least: number = noWay;
  for (let at = 0; at < place.length; at += 1)
    least = Math.min(least, place[at].millis + sweep.millis(place[at].node));
  return least;
}
