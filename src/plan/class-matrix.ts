/**
 * The matrix of one vehicle class under one state of what is shut: between two places of a table it says, to the
 * millisecond, what ClassRoads says of the way between them. Made for as long as that state lasts. Not here: looking
 * whether it still does (place-matrices.ts).
 */
import type { Snap } from "../roads/snap/snap.ts";
import { Matrix } from "../roads/ways/matrix.ts";
import type { ClassRoads } from "./class-roads.ts";

/** In a column: the start, or the end, is not on this map. */
export const offMap = -1;

export class ClassMatrix {
  readonly #roads: ClassRoads;
  readonly #snaps: readonly (Snap | undefined)[];
  readonly #matrix: Matrix;
  /** Places by the segment that they are on. */
  readonly #onSegment = new Map<number, number[]>();
  readonly #offMap: readonly number[];

  /** `snaps`: by place; where a place is in its street does not depend on what is shut. */
  constructor(roads: ClassRoads, snaps: readonly (Snap | undefined)[]) {
    this.#roads = roads;
    this.#snaps = snaps;
    this.#matrix = new Matrix(
      roads.metric.hierarchy,
      snaps.map((snap) => (snap === undefined ? [] : roads.departures(snap))),
    );
    for (const [place, snap] of snaps.entries()) {
      if (snap === undefined) continue;
      const here = this.#onSegment.get(snap.segment);
      if (here === undefined) this.#onSegment.set(snap.segment, [place]);
      else here.push(place);
    }
    this.#offMap = [...snaps.keys()].filter((place) => snaps[place] === undefined);
  }

  get placeCount(): number {
    return this.#matrix.placeCount;
  }

  /** Numbers that its columns hold. */
  get columnCells(): number {
    return this.#matrix.columnCount * this.#matrix.placeCount;
  }

  findColumn(end: number): Int32Array | undefined {
    return this.#matrix.findColumn(end);
  }

  /** Milliseconds from every place to `end`, under what is shut now; `noWay`, or `offMap`. It is kept. */
  makeColumn(end: number): Int32Array {
    const roads = this.#roads;
    const snap = this.#snaps[end];
    const arrivals = snap === undefined ? [] : roads.arrivals(snap);
    const column = this.#matrix.makeColumn(roads.metric.weights, end, arrivals);
    if (snap === undefined) return column.fill(offMap);
    for (const place of this.#onSegment.get(snap.segment) ?? []) {
      const from = this.#snaps[place];
      if (from !== undefined)
        column[place] = Math.min(column[place], roads.alongMillis(from, snap));
    }
    for (const place of this.#offMap) column[place] = offMap;
    return column;
  }

  dropColumns(): void {
    this.#matrix.dropColumns();
  }
}
