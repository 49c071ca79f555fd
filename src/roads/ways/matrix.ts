/**
 * Times between all places of a list, stations and zones, under one state of the roads: a column has the times from every
 * place to one of them. It is made by one sweep when it is first asked for and kept, because a rehearsal asks for the same
 * few hundred again and again, and for many never. Not here: which state of the roads it belongs to, and how many
 * columns may be kept (plan/place-matrices.ts); places on one street, whose way touches no node (plan/class-matrix.ts).
 */
import type { Weights } from "../hierarchy/customise.ts";
import type { Hierarchy } from "../hierarchy/hierarchy.ts";
import type { NodeOffset } from "../snap/snap.ts";
import { UnitSweep } from "./unit-sweep.ts";

export const matrixLimits = {
  /** A column has one number for each. */
  places: 1 << 16,
} as const;

export class Matrix {
  readonly placeCount: number;
  columnCount = 0;
  readonly #sweep: UnitSweep;
  readonly #columns: (Int32Array | undefined)[];

  /** `departures`: by place, the nodes that it reaches without another road. Throws a RangeError above `matrixLimits`. */
  constructor(hierarchy: Hierarchy, departures: readonly (readonly NodeOffset[])[]) {
    const { length } = departures;
    if (length > matrixLimits.places)
      throw new RangeError(
        `the matrix has ${length} places, expected at most ${matrixLimits.places}; ask for parts of it`,
      );
    this.placeCount = length;
    this.#sweep = new UnitSweep(hierarchy, length);
    for (const [place, nodes] of departures.entries()) this.#sweep.place(place, nodes);
    this.#columns = Array.from({ length });
  }

  /** Undefined = not made, or dropped. */
  findColumn(end: number): Int32Array | undefined {
    return this.#columns[end];
  }

  /**
   * Milliseconds from each place to `end`, which is reached from the nodes `arrivals`; `noWay` where there is no way. Two
   * places on one segment count by way of its nodes only. The column is kept, and is the caller's to correct.
   */
  makeColumn(weights: Weights, end: number, arrivals: readonly NodeOffset[]): Int32Array {
    const column = new Int32Array(this.placeCount);
    this.#sweep.beginTo(weights, arrivals);
    for (let place = 0; place < column.length; place += 1)
      column[place] = this.#sweep.millis(place);
    if (this.#columns[end] === undefined) this.columnCount += 1;
    this.#columns[end] = column;
    return column;
  }

  dropColumns(): void {
    this.#columns.fill(undefined);
    this.columnCount = 0;
  }
}
