/**
 * Which known place somebody on the way is nearest to: who would rather be quick than exact counts a unit that is driving
 * as there. It is remembered by squares of a hundred metres, so that a search is made once for each square where
 * somebody drives.
 */
import type { PlaceTable } from "./place-table.ts";

export const nearestPlaceLimits = {
  /** Nothing further away is found: whoever is there must be asked about by itself. */
  reachM: 1_000,
  /** Squares remembered; above that all are forgotten. */
  squares: 1 << 16,
} as const;

/** E7 degrees of latitude in a metre, and in a square's side. */
const latE7PerMetre = 89.932;
const side = Math.round(100 * latE7PerMetre);
/** More than there are squares round the earth. */
const column = 1 << 20;

export class NearestPlaces {
  readonly #table: PlaceTable;
  readonly #bySquare = new Map<number, number>();

  constructor(table: PlaceTable) {
    this.#table = table;
  }

  /** The number of the place nearest to the middle of the square; -1 = none is in reach. */
  find(latE7: number, lonE7: number): number {
    const [row, at] = [Math.floor(latE7 / side), Math.floor(lonE7 / side)];
    const square = row * column + at;
    const known = this.#bySquare.get(square);
    if (known !== undefined) return known;
    if (this.#bySquare.size >= nearestPlaceLimits.squares) this.#bySquare.clear();
    const found = this.#search((row + 0.5) * side, (at + 0.5) * side);
    this.#bySquare.set(square, found);
    return found;
  }

  #search(latE7: number, lonE7: number): number {
    const { latE7: lats, lonE7: lons, count } = this.#table;
    const narrow = Math.cos((latE7 / 1e7) * (Math.PI / 180));
    const reach = nearestPlaceLimits.reachM * latE7PerMetre;
    let [nearest, least] = [-1, reach * reach];
    for (let place = 0; place < count; place += 1) {
      const north = lats[place] - latE7;
      const east = (lons[place] - lonE7) * narrow;
      const square = north * north + east * east;
      if (square <= least) [nearest, least] = [place, square];
    }
    return nearest;
  }
}
