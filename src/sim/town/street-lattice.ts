/**
 * The drawing board of the street network: rings, spokes and the blocks between them, as chains of points
 * before water, parks and chance have cut anything away. Neighbouring cells share the points on the street
 * between them, so whatever is cut later, streets meet where they cross. Not here: water, names, numbers.
 */
import type { RandomStream } from "../../base/random.ts";
import type { StreetKind } from "./names.ts";
import type { PlanePoint } from "./plane.ts";
import type { Terrain } from "./terrain.ts";

export type StreetClass = "trunk" | "main" | "local";

export interface Chain {
  readonly streetClass: StreetClass;
  readonly kind: StreetKind;
  /** Indices into the lattice's points. */
  readonly points: readonly number[];
  /** The cell whose inside this chain runs through; -1 for rings and spokes. */
  readonly cell: number;
  /** Where a ring changes its name: indices into `points`. Empty for the rest. */
  readonly nameBreaks: readonly number[];
}

export interface Cell {
  readonly band: number;
  readonly innerRadius: number;
  readonly outerRadius: number;
  readonly fromAngle: number;
  readonly toAngle: number;
  readonly centre: PlanePoint;
}

export interface Lattice {
  readonly points: PlanePoint[];
  readonly chains: Chain[];
  readonly cells: Cell[];
}

/** Two points of one ring or spoke nearer than this become one. */
const snapMetres = 32;
const ringGapsMetres = [130, 280, 420, 600, 750, 900, 1000];
/** Up to this band the old town's cells are finer, and every spoke runs through. */
const oldTownBands = 2;

interface Stop {
  readonly along: number;
  readonly point: number;
}

/** Points along one ring or spoke piece, found again by their place on it. */
class StopList {
  readonly stops: Stop[] = [];

  find(along: number, tolerance: number): number | undefined {
    let best: Stop | undefined;
    for (const stop of this.stops) {
      const gap = Math.abs(stop.along - along);
      if (gap < tolerance && (best === undefined || gap < Math.abs(best.along - along)))
        best = stop;
    }
    return best?.point;
  }

  add(along: number, point: number): void {
    this.stops.push({ along, point });
  }

  listPoints(): number[] {
    return this.stops.toSorted((a, b) => a.along - b.along).map((stop) => stop.point);
  }
}

class LatticeBuilder {
  readonly points: PlanePoint[] = [];
  readonly chains: Chain[] = [];
  readonly cells: Cell[] = [];
  readonly #stream: RandomStream;
  readonly #terrain: Terrain;
  readonly #radii: number[];
  readonly #angles: number[];
  readonly #rings: StopList[];
  readonly #spokes = new Map<string, StopList>();

  constructor(stream: RandomStream, terrain: Terrain) {
    this.#stream = stream;
    this.#terrain = terrain;
    this.#radii = makeRadii(terrain.radiusMetres);
    const spokeCount = 6 + stream.below(3);
    const first = stream.between(0, 1);
    // Twice as many as the spokes that reach the centre: the odd ones begin at the edge of the old town.
    this.#angles = Array.from({ length: spokeCount * 2 }, (_, index) => {
      const jitter = stream.between(-0.18, 0.18);
      return ((index + first + jitter) * Math.PI) / spokeCount;
    });
    this.#rings = this.#radii.map(() => new StopList());
  }

  build(): Lattice {
    for (let ring = 0; ring < this.#radii.length; ring += 1) {
      for (const [index, angle] of this.#angles.entries()) {
        if (ring >= oldTownBands || index % 2 === 0) this.#ringPoint(ring, angle);
      }
    }
    for (let band = 0; band + 1 < this.#radii.length; band += 1) {
      const step = band < oldTownBands ? 2 : 1;
      for (let index = 0; index < this.#angles.length; index += step) {
        this.#fillCell(band, index, index + step);
      }
    }
    this.#drawRings();
    this.#drawSpokes();
    return { points: this.points, chains: this.chains, cells: this.cells };
  }

  #angleAt(index: number): number {
    const count = this.#angles.length;
    return this.#angles[index % count] + (index >= count ? 2 * Math.PI : 0);
  }

  #addPoint(radius: number, angle: number, jitterMetres: number): number {
    const bent = this.#terrain.bend(radius, angle);
    this.points.push({
      x: bent.x + this.#stream.between(-jitterMetres, jitterMetres),
      y: bent.y + this.#stream.between(-jitterMetres, jitterMetres),
    });
    return this.points.length - 1;
  }

  #ringPoint(ring: number, angle: number): number {
    const turn = 2 * Math.PI;
    const along = ((angle % turn) + turn) % turn;
    const radius = this.#radii[ring];
    const found =
      this.#rings[ring].find(along, snapMetres / radius) ??
      this.#rings[ring].find(along - turn, snapMetres / radius);
    if (found !== undefined) return found;
    const point = this.#addPoint(radius, along, 4);
    this.#rings[ring].add(along, point);
    return point;
  }

  #spokePoint(band: number, index: number, radius: number): number {
    const spoke = index % this.#angles.length;
    const key = `${band}/${spoke}`;
    let list = this.#spokes.get(key);
    if (list === undefined) {
      list = new StopList();
      for (const ring of [band, band + 1]) {
        list.add(this.#radii[ring], this.#ringPoint(ring, this.#angles[spoke]));
      }
      this.#spokes.set(key, list);
    }
    const found = list.find(radius, snapMetres);
    if (found !== undefined) return found;
    const point = this.#addPoint(radius, this.#angles[spoke], 4);
    list.add(radius, point);
    return point;
  }

  #fillCell(band: number, fromIndex: number, toIndex: number): void {
    const innerRadius = this.#radii[band];
    const outerRadius = this.#radii[band + 1];
    const fromAngle = this.#angleAt(fromIndex);
    const toAngle = this.#angleAt(toIndex);
    const middle = (innerRadius + outerRadius) / 2;
    const centre = this.#terrain.bend(middle, (fromAngle + toAngle) / 2);
    this.cells.push({ band, innerRadius, outerRadius, fromAngle, toAngle, centre });
    const fine = band < oldTownBands ? 0.72 : this.#stream.between(0.9, 1.3);
    const columns = Math.max(2, Math.round(((toAngle - fromAngle) * middle) / (150 * fine)));
    const rows = Math.max(2, Math.round((outerRadius - innerRadius) / (105 * fine)));
    const jitter = band < oldTownBands ? 14 : 8;
    const inside: number[][] = [];
    for (let row = 1; row < rows; row += 1) {
      const radius = innerRadius + ((outerRadius - innerRadius) * row) / rows;
      inside.push(
        Array.from({ length: columns - 1 }, (_, column) =>
          this.#addPoint(
            radius,
            fromAngle + ((toAngle - fromAngle) * (column + 1)) / columns,
            jitter,
          ),
        ),
      );
      const left = this.#spokePoint(band, fromIndex, radius);
      const right = this.#spokePoint(band, toIndex, radius);
      this.#addInnerChain([left, ...inside[row - 1], right]);
    }
    for (let column = 1; column < columns; column += 1) {
      const angle = fromAngle + ((toAngle - fromAngle) * column) / columns;
      const start = this.#ringPoint(band, angle);
      const end = this.#ringPoint(band + 1, angle);
      this.#addInnerChain([start, ...inside.map((line) => line[column - 1]), end]);
    }
  }

  #addInnerChain(points: number[]): void {
    const cell = this.cells.length - 1;
    const kind = this.cells[cell].band < oldTownBands ? "centre" : "suburb";
    this.chains.push({ streetClass: "local", kind, points, cell, nameBreaks: [] });
  }

  #drawRings(): void {
    for (const [ring, list] of this.#rings.entries()) {
      const points = list.listPoints();
      const crossings = new Set(this.#angles.map((angle) => this.#ringPoint(ring, angle)));
      const nameBreaks: number[] = [];
      let passed = 0;
      for (const [index, point] of points.entries()) {
        if (!crossings.has(point)) continue;
        passed += 1;
        if (passed % 3 === 0) nameBreaks.push(index);
      }
      const streetClass = ring === this.#radii.length - 2 ? "trunk" : "main";
      const closed = [...points, points[0]];
      this.chains.push({ streetClass, kind: "ring", points: closed, cell: -1, nameBreaks });
    }
  }

  #drawSpokes(): void {
    for (let spoke = 0; spoke < this.#angles.length; spoke += 1) {
      const points: number[] = [];
      for (let band = 0; band + 1 < this.#radii.length; band += 1) {
        const list = this.#spokes.get(`${band}/${spoke}`);
        if (list !== undefined)
          points.push(...list.listPoints().slice(points.length === 0 ? 0 : 1));
      }
      const streetClass = spoke % 4 === 0 ? "trunk" : "main";
      this.chains.push({ streetClass, kind: "spoke", points, cell: -1, nameBreaks: [] });
    }
  }
}

function makeRadii(radiusMetres: number): number[] {
  const radii: number[] = [];
  let radius = 0;
  for (let ring = 0; radius < radiusMetres; ring += 1) {
    radius += ringGapsMetres[Math.min(ring, ringGapsMetres.length - 1)];
    radii.push(radius);
  }
  return radii;
}

export function makeLattice(stream: RandomStream, terrain: Terrain): Lattice {
  return new LatticeBuilder(stream, terrain).build();
}
