/**
 * Cuts the lattice to what the land allows: streets end at the shore and the river bank, main streets cross the
 * river by bridges that stand well apart, parks stay empty, and some short streets were never built. Promenades
 * join the ends along the water. What is left is one connected network (smaller pieces are dropped).
 */
import type { RandomStream } from "../../base/random.ts";
import type { StreetKind } from "./names.ts";
import { distanceMetres, mixPoints, type PlanePoint } from "./plane.ts";
import type { Chain, Lattice, StreetClass } from "./street-lattice.ts";
import type { Terrain } from "./terrain.ts";

/** A street before it has a name: consecutive points that are joined. */
export interface RawStreet {
  readonly streetClass: StreetClass;
  readonly kind: StreetKind;
  readonly points: number[];
  /** Indices i where the piece from `points[i]` to `points[i + 1]` is a bridge. */
  readonly bridges: number[];
}

export interface CutNetwork {
  readonly points: PlanePoint[];
  readonly streets: RawStreet[];
}

const minBridgeGapMetres = 480;
const maxBridgeMetres = 260;
const maxPromenadeGapMetres = 420;
const waterSnapMetres = 28;
const skippedPieceShare = 0.11;

type WaterSide = "sea north" | "sea south" | "bank north" | "bank south";

class Cutter {
  readonly points: PlanePoint[];
  readonly streets: RawStreet[] = [];
  readonly #stream: RandomStream;
  readonly #terrain: Terrain;
  readonly #waterEnds: Record<WaterSide, number[]> = {
    "sea north": [],
    "sea south": [],
    "bank north": [],
    "bank south": [],
  };
  readonly #bridgeMiddles: PlanePoint[] = [];

  constructor(stream: RandomStream, terrain: Terrain, points: PlanePoint[]) {
    this.#stream = stream;
    this.#terrain = terrain;
    this.points = [...points];
  }

  /** Walks one chain and keeps what is dry; `skips` are pieces left out by chance. */
  cutChain(chain: Chain, kind: StreetKind, skipShare: number): void {
    let run: RawStreet = { streetClass: chain.streetClass, kind, points: [], bridges: [] };
    const finish = (): void => {
      if (run.points.length >= 2) this.streets.push(run);
      run = { streetClass: chain.streetClass, kind, points: [], bridges: [] };
    };
    for (let index = 0; index + 1 < chain.points.length; index += 1) {
      const from = chain.points[index];
      const to = chain.points[index + 1];
      if (from === to) continue;
      if (chain.nameBreaks.includes(index)) finish();
      const path = this.#dryPath(from, to);
      if (path.head.length > 0) {
        if (run.points.length > 0 && run.points.at(-1) !== from) finish();
        if (run.points.length === 0) run.points.push(from);
        if (this.#stream.chance(skipShare)) finish();
        else run.points.push(...path.head.slice(1));
      }
      // Between two dry ends the chain may run under water for several pieces; the run waits for its bridge.
      if (path.tail.length === 0) continue;
      if (this.#takesBridge(run, path.tail[0])) run.bridges.push(run.points.length - 1);
      else finish();
      run.points.push(...path.tail);
    }
    finish();
  }

  /** The dry beginning (`head`) and, after water, the dry end (`tail`) of the piece between two points. */
  #dryPath(from: number, to: number): { head: number[]; tail: number[] } {
    const a = this.points[from];
    const b = this.points[to];
    const dryA = this.#terrain.isDry(a);
    const dryB = this.#terrain.isDry(b);
    const wetMiddle = [0.25, 0.5, 0.75]
      .map((share) => mixPoints(a, b, share))
      .find((point) => !this.#terrain.isDry(point));
    if (
      dryA &&
      dryB &&
      wetMiddle === undefined &&
      this.#terrain.bankOf(a) === this.#terrain.bankOf(b)
    ) {
      return { head: [from, to], tail: [] };
    }
    const wetForA = wetMiddle ?? (dryB ? mixPoints(a, b, 0.5) : b);
    const wetForB = wetMiddle ?? (dryA ? mixPoints(a, b, 0.5) : a);
    const head = dryA ? this.#pieceToWater(from, wetForA) : [];
    const tail = dryB ? this.#pieceToWater(to, wetForB).reverse() : [];
    return { head, tail };
  }

  #pieceToWater(dry: number, wet: PlanePoint): number[] {
    const end = this.#terrain.lastDry(this.points[dry], wet);
    const sea = this.#terrain.shoreMargin(end) < this.#terrain.bankMargin(end);
    const side: WaterSide = `${sea ? "sea" : "bank"} ${this.#terrain.bankOf(end)}`;
    const near = this.#waterEnds[side].find(
      (point) => distanceMetres(this.points[point], end) < waterSnapMetres,
    );
    if (near !== undefined) return near === dry ? [dry] : [dry, near];
    if (distanceMetres(this.points[dry], end) < waterSnapMetres / 2) {
      this.#waterEnds[side].push(dry);
      return [dry];
    }
    this.points.push(end);
    this.#waterEnds[side].push(this.points.length - 1);
    return [dry, this.points.length - 1];
  }

  #takesBridge(run: RawStreet, landing: number): boolean {
    const last = run.points.at(-1);
    if (run.streetClass === "local" || last === undefined) return false;
    const a = this.points[last];
    const b = this.points[landing];
    if (this.#terrain.bankOf(a) === this.#terrain.bankOf(b)) return false;
    if (distanceMetres(a, b) > maxBridgeMetres) return false;
    const middle = mixPoints(a, b, 0.5);
    if (this.#terrain.shoreMargin(middle) < 0) return false;
    const tooNear = this.#bridgeMiddles.some(
      (other) => distanceMetres(other, middle) < minBridgeGapMetres,
    );
    if (tooNear) return false;
    this.#bridgeMiddles.push(middle);
    return true;
  }

  drawPromenades(): void {
    for (const side of ["sea north", "sea south", "bank north", "bank south"] as const) {
      const kind: StreetKind = side.startsWith("sea") ? "shore" : "bank";
      const place = (point: number): number =>
        kind === "shore" ? this.points[point].y : this.points[point].x;
      const ends = [...new Set(this.#waterEnds[side])].sort((a, b) => place(a) - place(b));
      let run: RawStreet = { streetClass: "local", kind, points: [], bridges: [] };
      for (const end of ends) {
        const last = run.points.at(-1);
        const joins = last !== undefined && this.#mayJoin(last, end);
        if (!joins || run.points.length > 7) {
          if (run.points.length >= 2) this.streets.push(run);
          run = { streetClass: "local", kind, points: joins ? [last] : [], bridges: [] };
        }
        run.points.push(end);
      }
      if (run.points.length >= 2) this.streets.push(run);
    }
  }

  #mayJoin(from: number, to: number): boolean {
    const a = this.points[from];
    const b = this.points[to];
    if (distanceMetres(a, b) > maxPromenadeGapMetres) return false;
    return [0.25, 0.5, 0.75].every((share) => {
      const point = mixPoints(a, b, share);
      return this.#terrain.shoreMargin(point) > -25 && this.#terrain.bankMargin(point) > -15;
    });
  }
}

/** Keeps the largest connected piece: streets are split where they left it and points are counted anew. */
function keepConnected(points: readonly PlanePoint[], streets: readonly RawStreet[]): CutNetwork {
  const parent = points.map((_, index) => index);
  const find = (point: number): number => {
    let root = point;
    while (parent[root] !== root) root = parent[root];
    while (parent[point] !== root) [point, parent[point]] = [parent[point], root];
    return root;
  };
  for (const street of streets) {
    for (const point of street.points) parent[find(point)] = find(street.points[0]);
  }
  const sizes = new Map<number, number>();
  for (const street of streets) {
    const root = find(street.points[0]);
    sizes.set(root, (sizes.get(root) ?? 0) + street.points.length);
  }
  const [largest] = [...sizes].reduce((a, b) => (b[1] > a[1] ? b : a));
  const renumbered = new Map<number, number>();
  const keptPoints: PlanePoint[] = [];
  const renumber = (point: number): number => {
    let index = renumbered.get(point);
    if (index === undefined) {
      index = keptPoints.length;
      renumbered.set(point, index);
      keptPoints.push(points[point]);
    }
    return index;
  };
  const keptStreets = streets
    .filter((street) => find(street.points[0]) === largest)
    .map((street) => ({ ...street, points: street.points.map(renumber) }));
  return { points: keptPoints, streets: keptStreets };
}

/** `kindOfCell` says how a cell is used: its streets are left out (park), sparse (industrial) or ordinary. */
export function cutLattice(
  stream: RandomStream,
  terrain: Terrain,
  lattice: Lattice,
  kindOfCell: (cell: number) => "park" | "industrial" | "ordinary",
): CutNetwork {
  const cutter = new Cutter(stream, terrain, lattice.points);
  // Main streets first, in an order from the seed: they take the bridge places.
  const large = stream.shuffle(lattice.chains.filter((chain) => chain.cell < 0));
  for (const chain of large) cutter.cutChain(chain, chain.kind, 0);
  for (const chain of lattice.chains) {
    if (chain.cell < 0) continue;
    const use = kindOfCell(chain.cell);
    if (use === "park") continue;
    const industrial = use === "industrial";
    const skipShare = industrial ? 0.35 : skippedPieceShare;
    cutter.cutChain(chain, industrial ? "industrial" : chain.kind, skipShare);
  }
  cutter.drawPromenades();
  return keepConnected(cutter.points, cutter.streets);
}
