/**
 * From cut chains to the town's street graph: names, house numbers, lengths, E7 coordinates. One cut chain
 * becomes one street, except that very short leftovers keep no name of their own and join nothing: they are
 * yards. House numbers run two to a plot from the start of a street; bridges have none.
 */
import type { NameMaker } from "./names.ts";
import { distanceMetres, e7FromPlane, type PlanePoint } from "./plane.ts";
import type { CutNetwork } from "./street-cutter.ts";
import type { StreetClass } from "./street-lattice.ts";
import type { Street, StreetEdges, StreetNodes } from "./town.ts";

const plotMetres = 13;

export interface Network {
  readonly points: readonly PlanePoint[];
  readonly nodes: StreetNodes;
  readonly edges: StreetEdges;
  readonly streets: readonly Street[];
  /** Edges that are bridges, with the street's class. */
  readonly bridgeEdges: readonly number[];
}

export function nameNetwork(cut: CutNetwork, names: NameMaker): Network {
  const edges = {
    from: [] as number[],
    to: [] as number[],
    street: [] as number[],
    metres: [] as number[],
    firstNumber: [] as number[],
    lastNumber: [] as number[],
  };
  const streets: Street[] = [];
  const bridgeEdges: number[] = [];
  for (const raw of cut.streets) {
    const firstEdge = edges.from.length;
    let plots = 0;
    let walkedMetres = 0;
    for (let index = 0; index + 1 < raw.points.length; index += 1) {
      const [from, to] = [raw.points[index], raw.points[index + 1]];
      const metres = distanceMetres(cut.points[from], cut.points[to]);
      const isBridge = raw.bridges.includes(index);
      if (isBridge) bridgeEdges.push(edges.from.length);
      else walkedMetres += metres;
      const plotsAfter = Math.max(plots, Math.floor(walkedMetres / plotMetres));
      const hasHouses = !isBridge && plotsAfter > plots;
      edges.from.push(from);
      edges.to.push(to);
      edges.street.push(streets.length);
      edges.metres.push(Math.max(1, Math.round(metres)));
      edges.firstNumber.push(hasHouses ? plots * 2 + 1 : 0);
      edges.lastNumber.push(hasHouses ? plotsAfter * 2 : 0);
      plots = plotsAfter;
    }
    const edgeCount = edges.from.length - firstEdge;
    streets.push({
      name: names.street(raw.kind),
      streetClass: raw.streetClass,
      firstEdge,
      edgeCount,
    });
  }
  const located = cut.points.map(e7FromPlane);
  const nodes = {
    latE7: located.map((point) => point.latE7),
    lonE7: located.map((point) => point.lonE7),
  };
  return { points: cut.points, nodes, edges, streets, bridgeEdges };
}

/** Middle of an edge on the plane. */
export function edgeMiddle(network: Network, edge: number): PlanePoint {
  const a = network.points[network.edges.from[edge]];
  const b = network.points[network.edges.to[edge]];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

export function classOfEdge(network: Network, edge: number): StreetClass {
  return network.streets[network.edges.street[edge]].streetClass;
}
