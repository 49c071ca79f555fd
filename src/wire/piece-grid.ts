/**
 * The nearest piece of street to a point, found through a square grid over the map: a few dozen pieces are looked
 * at instead of all. Built once per map. Not here: routing, and anything that must hold without a map.
 */
import type { Feature, LineString } from "geojson";

interface Piece {
  readonly street: number;
  readonly piece: number;
}

export interface NearestPiece extends Piece {
  /** 0 at the piece's beginning to 1 at its end. */
  readonly share: number;
  readonly metres: number;
}

const cellMetres = 150;
const metresPerE7 = 111_195 / 1e7;
/** Longer pieces than this (in cells) are put in by their bounding box all the same; a limit keeps it bounded. */
const maxCellsPerPiece = 10_000;

export class PieceGrid {
  readonly #streets: readonly Feature<LineString>[];
  readonly #cells = new Map<number, Piece[]>();
  /** Metres per E7 of longitude at the map's first point. */
  readonly #lonMetres: number;

  constructor(streets: readonly Feature<LineString>[]) {
    this.#streets = streets;
    const lat = streets[0]?.geometry.coordinates[0][1] ?? 0;
    this.#lonMetres = metresPerE7 * Math.cos((lat * Math.PI) / 180);
    for (const [street, feature] of streets.entries()) {
      for (let piece = 0; piece + 1 < feature.geometry.coordinates.length; piece += 1) {
        this.#add({ street, piece });
      }
    }
  }

  #plane(lon: number, lat: number): [number, number] {
    return [lon * 1e7 * this.#lonMetres, lat * 1e7 * metresPerE7];
  }

  #ends(piece: Piece): [number, number, number, number] {
    const line = this.#streets[piece.street].geometry.coordinates;
    const [a, b] = [line[piece.piece], line[piece.piece + 1]];
    return [...this.#plane(a[0], a[1]), ...this.#plane(b[0], b[1])];
  }

  #key(column: number, row: number): number {
    return column * 4_194_304 + row;
  }

  #add(piece: Piece): void {
    const [ax, ay, bx, by] = this.#ends(piece);
    const cell = (value: number): number => Math.floor(value / cellMetres);
    const [west, east] = [cell(Math.min(ax, bx)), cell(Math.max(ax, bx))];
    const [south, north] = [cell(Math.min(ay, by)), cell(Math.max(ay, by))];
    if ((east - west + 1) * (north - south + 1) > maxCellsPerPiece) return;
    for (let column = west; column <= east; column += 1) {
      for (let row = south; row <= north; row += 1) {
        const key = this.#key(column, row);
        const list = this.#cells.get(key);
        if (list === undefined) this.#cells.set(key, [piece]);
        else list.push(piece);
      }
    }
  }

  /** The nearest piece within `reachMetres` (widened to whole cells), or undefined. */
  nearest(latE7: number, lonE7: number, reachMetres: number): NearestPiece | undefined {
    const [x, y] = [lonE7 * this.#lonMetres, latE7 * metresPerE7];
    const [column, row] = [Math.floor(x / cellMetres), Math.floor(y / cellMetres)];
    let best: NearestPiece | undefined;
    for (let ring = 0; (ring - 1) * cellMetres <= reachMetres; ring += 1) {
      // What lies in a further ring is at least `ring - 1` cells away, so a nearer find ends the search.
      if (best !== undefined && best.metres < (ring - 1) * cellMetres) break;
      for (const piece of this.#ring(column, row, ring)) {
        const found = this.#measure(piece, x, y);
        if (found.metres <= reachMetres && (best === undefined || found.metres < best.metres))
          best = found;
      }
    }
    return best;
  }

  *#ring(column: number, row: number, ring: number): Generator<Piece> {
    for (let c = column - ring; c <= column + ring; c += 1) {
      const edge = c === column - ring || c === column + ring;
      for (let r = row - ring; r <= row + ring; r += edge ? 1 : Math.max(1, 2 * ring)) {
        yield* this.#cells.get(this.#key(c, r)) ?? [];
      }
    }
  }

  #measure(piece: Piece, x: number, y: number): NearestPiece {
    const [ax, ay, bx, by] = this.#ends(piece);
    const square = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = square === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square;
    const share = Math.min(1, Math.max(0, along));
    const metres = Math.sqrt((x - ax - (bx - ax) * share) ** 2 + (y - ay - (by - ay) * share) ** 2);
    return { ...piece, share, metres };
  }
}
