/**
 * The two steps that every query on the hierarchy consists of, for one row of slots. They are apart so that there is
 * one place where their speed is decided: `Math.min` becomes a conditional move, where an `if` would be a branch that
 * nobody can predict (a point-to-point query takes 1.6 times as long with it). Sums stay below 2^31 because neither
 * part is above `noWay`. Not here: which rows, in what order.
 */
import type { Weights } from "./customise.ts";

/**
 * A node at `time` tells the nodes above it: `times` by rank, the row's slots from `begin` to before `end`, their
 * weights from `base` on (0 for up, slotCount for down).
 */
export function relaxRow(
  upHead: Int32Array,
  weights: Weights,
  base: number,
  begin: number,
  end: number,
  time: number,
  times: Int32Array,
): void {
  for (let slot = begin; slot < end; slot += 1) {
    const head = upHead[slot];
    times[head] = Math.min(times[head], time + weights[base + slot]);
  }
}

/** The least of `limit` and what the nodes above offer. */
export function leastOfRow(
  upHead: Int32Array,
  weights: Weights,
  base: number,
  begin: number,
  end: number,
  limit: number,
  times: Int32Array,
): number {
  let least = limit;
  for (let slot = begin; slot < end; slot += 1)
    least = Math.min(least, times[upHead[slot]] + weights[base + slot]);
  return least;
}
