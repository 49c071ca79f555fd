/**
 * Travel times that keep to one state, from matrices of known places: between two of them the answer is a look into a
 * column, to the microsecond what the roads say when they are asked (matrix-travel.test.ts), with what the state has
 * shut. Who is at none of them, such as a unit that is driving home, is asked of the roads or, for who would rather be quick
 * than exact, counts as at the one nearest to it. Several may share the matrices: each question is answered under the
 * closures of its own state. Not here: which places there are.
 */
import type { Micros } from "../base/instant.ts";
import type { TravelSource } from "../core/recommendation.ts";
import { limits } from "../core/limits.ts";
import type { RegionState } from "../core/state/region-state.ts";
import { makeCandidates } from "./candidates.ts";
import { offMap } from "./class-matrix.ts";
import type { NearestPlaces } from "./nearest-places.ts";
import type { PlaceMatrices } from "./place-matrices.ts";
import { StateTravel } from "./state-travel.ts";
import type { ShutEnds, TravelStart, TravelStarts, TravelTimes } from "./travel-times.ts";

export class MatrixTravel implements TravelTimes {
  /** Ways answered by a look, and by asking the roads. */
  looked = 0;
  asked = 0;
  readonly #matrices: PlaceMatrices;
  readonly #state: RegionState;
  readonly #ways: StateTravel;
  readonly #nearest: NearestPlaces | undefined;
  /** By unit, where it was at the last question, and which place of the table that is. Beyond the poles: nowhere yet. */
  readonly #unitLatE7 = new Int32Array(limits.units).fill(2_147_483_647);
  readonly #unitLonE7 = new Int32Array(limits.units);
  readonly #unitPlace = new Int32Array(limits.units);
  /** Rows of a question that no column answers, and where in it each stands. */
  readonly #rest = makeCandidates();
  #restRow = new Int32Array(0);
  #restMicros = new Float64Array(0);

  /** `nearest`: where units count as that are at none of the places; left out = the roads are asked for them. */
  constructor(matrices: PlaceMatrices, state: RegionState, nearest?: NearestPlaces) {
    this.#matrices = matrices;
    this.#state = state;
    this.#nearest = nearest;
    this.#ways = new StateTravel(matrices.map, state);
  }

  get source(): TravelSource {
    return this.#ways.source;
  }

  micros(start: TravelStart, toLatE7: number, toLonE7: number): Micros {
    const { map, table } = this.#matrices;
    const end = table.find(toLatE7, toLonE7);
    const column =
      end < 0 ? undefined : this.#matrices.columnTo(this.#state, end, start.vehicleClass);
    const millis =
      column === undefined ? offMap : this.#millis(column, start.unit, start.latE7, start.lonE7);
    if (millis === offMap) {
      this.asked += 1;
      return this.#ways.micros(start, toLatE7, toLonE7);
    }
    this.looked += 1;
    return map.microsOf(millis);
  }

  manyMicros(starts: TravelStarts, toLatE7: number, toLonE7: number, out: Float64Array): void {
    const { map, table } = this.#matrices;
    const end = table.find(toLatE7, toLonE7);
    if (end < 0) {
      this.asked += starts.count;
      this.#ways.manyMicros(starts, toLatE7, toLonE7, out);
      return;
    }
    const { count, unit, vehicleClass, latE7, lonE7 } = starts;
    this.#rest.count = 0;
    let columnClass = -1;
    let column: Int32Array | undefined;
    for (let row = 0; row < count; row += 1) {
      if (vehicleClass[row] !== columnClass) {
        columnClass = vehicleClass[row];
        column = this.#matrices.columnTo(this.#state, end, columnClass);
      }
      const millis =
        column === undefined ? offMap : this.#millis(column, unit[row], latE7[row], lonE7[row]);
      if (millis === offMap) this.#putOff(starts, row);
      else out[row] = map.microsOf(millis);
    }
    this.looked += count - this.#rest.count;
    if (this.#rest.count > 0) this.#askRest(toLatE7, toLonE7, out);
  }

  /** `offMap` where the column does not say. */
  #millis(column: Int32Array, unit: number, latE7: number, lonE7: number): number {
    const from = this.#placeOf(unit, latE7, lonE7);
    return from < 0 ? offMap : column[from];
  }

  /** Most units stand where they stood at the last question: a look by unit is a third of a search. */
  #placeOf(unit: number, latE7: number, lonE7: number): number {
    if (this.#unitLatE7[unit] === latE7 && this.#unitLonE7[unit] === lonE7)
      return this.#unitPlace[unit];
    let place = this.#matrices.table.find(latE7, lonE7);
    if (place < 0 && this.#nearest !== undefined) place = this.#nearest.find(latE7, lonE7);
    this.#unitLatE7[unit] = latE7;
    this.#unitLonE7[unit] = lonE7;
    this.#unitPlace[unit] = place;
    return place;
  }

  #putOff({ unit, vehicleClass, latE7, lonE7 }: TravelStarts, row: number): void {
    const rest = this.#rest;
    if (rest.count === this.#restRow.length) this.#growRest();
    const at = rest.count++;
    this.#restRow[at] = row;
    rest.unit[at] = unit[row];
    rest.vehicleClass[at] = vehicleClass[row];
    rest.latE7[at] = latE7[row];
    rest.lonE7[at] = lonE7[row];
  }

  /** Twice as long, and never longer than a question: that is bounded by the units of a region. */
  #growRest(): void {
    const { count, unit, vehicleClass, latE7, lonE7 } = this.#rest;
    Object.assign(this.#rest, makeCandidates(Math.max(64, 2 * count)), { count });
    this.#rest.unit.set(unit.subarray(0, count));
    this.#rest.vehicleClass.set(vehicleClass.subarray(0, count));
    this.#rest.latE7.set(latE7.subarray(0, count));
    this.#rest.lonE7.set(lonE7.subarray(0, count));
    const rows = this.#restRow;
    this.#restRow = new Int32Array(this.#rest.unit.length);
    this.#restRow.set(rows);
    this.#restMicros = new Float64Array(this.#rest.unit.length);
  }

  #askRest(toLatE7: number, toLonE7: number, out: Float64Array): void {
    const { count } = this.#rest;
    this.asked += count;
    this.#ways.manyMicros(this.#rest, toLatE7, toLonE7, this.#restMicros);
    for (let at = 0; at < count; at += 1) out[this.#restRow[at]] = this.#restMicros[at];
  }

  listReportedOnWay(start: TravelStart, toLatE7: number, toLonE7: number): readonly number[] {
    return this.#ways.listReportedOnWay(start, toLatE7, toLonE7);
  }

  findShutEnds(start: TravelStart, toLatE7: number, toLonE7: number): ShutEnds {
    return this.#ways.findShutEnds(start, toLatE7, toLonE7);
  }

  listShutOnWay(start: TravelStart, toLatE7: number, toLonE7: number): readonly number[] {
    return this.#ways.listShutOnWay(start, toLatE7, toLonE7);
  }
}
