/**
 * Common places: what callers name when they do not know the street. Each stands on a piece of street that
 * suits it (a pub in the middle, a school among houses, a harbour at the shore), apart from its own kind.
 */
import type { RandomStream } from "../../base/random.ts";
import type { NameMaker } from "./names.ts";
import { classOfEdge, edgeMiddle, type Network } from "./network.ts";
import { distanceMetres, e7FromPlane, mixPoints, type PlanePoint } from "./plane.ts";
import type { StreetClass } from "./street-lattice.ts";
import type { Place, PlaceKind } from "./town.ts";

interface PlaceRule {
  readonly kind: PlaceKind;
  /** At scale 1; at least one where `least` is 1. */
  readonly count: number;
  readonly least: 0 | 1;
  /** Shares of the town's radius between which it may stand. */
  readonly from: number;
  readonly to: number;
  readonly classes: readonly StreetClass[];
  readonly rank: number;
  readonly gapMetres: number;
  readonly name: (names: NameMaker) => string;
}

const everywhere: readonly StreetClass[] = ["trunk", "main", "local"];
const large: readonly StreetClass[] = ["trunk", "main"];

function rule(
  kind: PlaceKind,
  count: number,
  band: readonly [from: number, to: number],
  classes: readonly StreetClass[],
  rank: number,
  gapMetres: number,
  name: (names: NameMaker) => string,
): PlaceRule {
  return {
    kind,
    count,
    least: rank <= 2 ? 1 : 0,
    from: band[0],
    to: band[1],
    classes,
    rank,
    gapMetres,
    name,
  };
}

const rules: readonly PlaceRule[] = [
  rule("square", 1, [0, 0.06], large, 1, 0, () => "Station Square"),
  rule("station", 1, [0.02, 0.12], large, 1, 0, () => "Central Station"),
  rule("town hall", 1, [0, 0.1], everywhere, 2, 0, () => "Town Hall"),
  rule("hospital", 1, [0.25, 0.6], large, 1, 0, (names) => names.named("Hospital")),
  rule("bus station", 1, [0.03, 0.15], large, 2, 0, () => "Central Bus Station"),
  rule("court", 1, [0, 0.15], everywhere, 2, 0, () => "Court House"),
  rule("theatre", 1, [0, 0.2], everywhere, 3, 0, (names) => names.named("Theatre")),
  rule("shopping centre", 2, [0.05, 0.4], large, 2, 700, (names) => names.named("Centre")),
  rule("market", 1, [0, 0.15], everywhere, 3, 0, (names) => names.named("Market")),
  rule("nightclub", 4, [0.02, 0.22], everywhere, 4, 60, (names) => names.named("Rooms")),
  rule("stadium", 1, [0.3, 0.8], large, 2, 0, (names) => names.named("Stadium")),
  rule("college", 1, [0.15, 0.6], large, 2, 0, (names) => names.named("College")),
  rule("clinic", 5, [0.2, 0.95], everywhere, 4, 800, (names) => names.named("Clinic")),
  rule("library", 3, [0.05, 0.8], everywhere, 4, 700, (names) => names.named("Library")),
  rule("school", 14, [0.2, 1], ["local"], 3, 450, (names) => names.named("School")),
  rule("pub", 28, [0.02, 1], everywhere, 4, 130, (names) => names.pub()),
  rule("supermarket", 9, [0.1, 1], large, 3, 600, (names) => names.named("Stores")),
  rule("care home", 8, [0.2, 1], ["local"], 4, 500, (names) => names.named("Lodge")),
  rule("petrol station", 8, [0.2, 1], large, 4, 700, (names) => names.named("Garage")),
];

/** Attempts to stand clear of its own kind before the place is put where it fell. */
const maxAttempts = 40;

export class PlaceFinder {
  readonly places: Place[] = [];
  readonly #stream: RandomStream;
  readonly #network: Network;
  readonly #middles: PlanePoint[];
  readonly #bridges: ReadonlySet<number>;

  constructor(stream: RandomStream, network: Network) {
    this.#stream = stream;
    this.#network = network;
    this.#middles = network.edges.from.map((_, edge) => edgeMiddle(network, edge));
    this.#bridges = new Set(network.bridgeEdges);
  }

  /** Edge nearest to a point among those that fit; bridges never do. */
  nearestEdge(point: PlanePoint, classes: readonly StreetClass[]): number {
    let best = -1;
    let bestMetres = Number.POSITIVE_INFINITY;
    for (const [edge, middle] of this.#middles.entries()) {
      const metres = distanceMetres(middle, point);
      if (metres >= bestMetres || this.#bridges.has(edge)) continue;
      if (!classes.includes(classOfEdge(this.#network, edge))) continue;
      best = edge;
      bestMetres = metres;
    }
    return best;
  }

  /** A point on an edge, `share` of the way along it. */
  pointOnEdge(edge: number, share: number): PlanePoint {
    const { points, edges } = this.#network;
    return mixPoints(points[edges.from[edge]], points[edges.to[edge]], share);
  }

  add(kind: PlaceKind, name: string, edge: number, rank: number, share = 0.5): void {
    this.places.push({ ...e7FromPlane(this.pointOnEdge(edge, share)), name, kind, edge, rank });
  }

  addByRules(names: NameMaker, radiusMetres: number, scale: number): void {
    for (const rule of rules) {
      const count = Math.max(rule.least, Math.round(rule.count * scale * scale));
      const fits: number[] = [];
      for (const [edge, middle] of this.#middles.entries()) {
        const share = Math.sqrt(middle.x ** 2 + middle.y ** 2) / radiusMetres;
        if (share < rule.from || share > rule.to || this.#bridges.has(edge)) continue;
        if (rule.classes.includes(classOfEdge(this.#network, edge))) fits.push(edge);
      }
      if (fits.length === 0) continue;
      const stood: PlanePoint[] = [];
      for (let made = 0; made < count; made += 1) {
        const edge = this.#pickApart(fits, stood, rule.gapMetres);
        stood.push(this.#middles[edge]);
        this.add(rule.kind, rule.name(names), edge, rule.rank, this.#stream.between(0.2, 0.8));
      }
    }
  }

  #pickApart(fits: readonly number[], stood: readonly PlanePoint[], gapMetres: number): number {
    let edge = this.#stream.pick(fits);
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      const middle = this.#middles[edge];
      if (stood.every((other) => distanceMetres(other, middle) >= gapMetres)) break;
      edge = this.#stream.pick(fits);
    }
    return edge;
  }
}
