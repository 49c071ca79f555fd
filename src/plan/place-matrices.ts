/**
 * Matrices of one table of places on one map: for each state of the closures that is met, one for each vehicle class.
 * When a closure begins or ends the matrices are others; when the same streets are shut again, in this night or another,
 * they are the same as before. Columns are made when they are asked for. Bounded by the numbers that are kept at once:
 * above that the closures that were met longest ago go. Not here: answering with them (matrix-travel.ts).
 */
import type { VehicleClassConfig } from "../core/region/config.ts";
import type { RegionState } from "../core/state/region-state.ts";
import type { Snap } from "../roads/snap/snap.ts";
import { ClassMatrix } from "./class-matrix.ts";
import type { ClassRoads } from "./class-roads.ts";
import type { MapTravel } from "./map-travel.ts";
import type { PlaceTable } from "./place-table.ts";

export const placeMatrixLimits = {
  /** Numbers of four bytes, of all columns: 64 MiB. A column more, and the oldest closures' columns are dropped. */
  cells: 1 << 24,
  /** States of the closures whose matrices are kept. */
  closures: 16,
} as const;

type ByClass = (ClassMatrix | undefined)[];

export class PlaceMatrices {
  /** Columns made so far. */
  columnsMade = 0;
  readonly map: MapTravel;
  readonly table: PlaceTable;
  readonly #mostCells: number;
  #cells = 0;
  /** By what is shut, the one met longest ago first. */
  readonly #byShut = new Map<string, ByClass>();
  #current: ByClass = [];
  #currentKey: string | undefined;
  /** The networks that all of it is about, and by class where the places are on them. */
  #classes: readonly (ClassRoads | undefined)[] = [];
  #configured: readonly VehicleClassConfig[] | undefined;
  readonly #snaps = new Map<ClassRoads, readonly (Snap | undefined)[]>();

  constructor(map: MapTravel, table: PlaceTable, mostCells: number = placeMatrixLimits.cells) {
    this.map = map;
    this.table = table;
    this.#mostCells = mostCells;
  }

  /**
   * Milliseconds of a class from every place to `end`, with what the state has shut; undefined = it has no roads. The map's
   * metrics are brought to the state only where a column has to be made.
   */
  columnTo(state: RegionState, end: number, vehicleClass: number): Int32Array | undefined {
    this.#follow(state);
    const column = this.#current[vehicleClass]?.findColumn(end);
    if (column !== undefined) return column;
    this.map.roadsFor(state);
    const roads = this.map.classes[vehicleClass];
    if (roads === undefined) return undefined;
    return this.#make((this.#current[vehicleClass] ??= this.#open(roads)), end);
  }

  #follow(state: RegionState): void {
    const { map } = this;
    // Another configuration may have other classes, or none: what is known is then of other networks.
    if (state.policy?.vehicleClasses !== this.#configured) {
      this.#configured = state.policy?.vehicleClasses;
      map.roadsFor(state);
    }
    if (map.classes !== this.#classes) {
      this.#classes = map.classes;
      this.#snaps.clear();
      this.#byShut.clear();
      this.#cells = 0;
      this.#currentKey = undefined;
    }
    const shutKey = map.shutKeyOf(state);
    if (shutKey === this.#currentKey) return;
    this.#currentKey = shutKey;
    this.#current = this.#byShut.get(shutKey) ?? [];
    this.#byShut.delete(shutKey);
    this.#byShut.set(shutKey, this.#current);
    if (this.#byShut.size > placeMatrixLimits.closures) this.#dropOldest();
  }

  #open(roads: ClassRoads): ClassMatrix {
    let snaps = this.#snaps.get(roads);
    if (snaps === undefined) {
      const { latE7, lonE7, count } = this.table;
      snaps = Array.from({ length: count }, (_, at) => roads.snapPlace(latE7[at], lonE7[at]));
      this.#snaps.set(roads, snaps);
    }
    return new ClassMatrix(roads, snaps);
  }

  #make(matrix: ClassMatrix, end: number): Int32Array {
    const { placeCount } = matrix;
    while (this.#cells + placeCount > this.#mostCells && this.#byShut.size > 1) this.#dropOldest();
    if (this.#cells + placeCount > this.#mostCells) {
      // What is shut now fills all of it: its columns begin anew.
      for (const each of this.#current) each?.dropColumns();
      this.#cells = 0;
    }
    this.#cells += placeCount;
    this.columnsMade += 1;
    return matrix.makeColumn(end);
  }

  #dropOldest(): void {
    for (const [key, byClass] of this.#byShut) {
      if (key === this.#currentKey) continue;
      for (const matrix of byClass) this.#cells -= matrix?.columnCells ?? 0;
      this.#byShut.delete(key);
      return;
    }
  }
}
