/**
 * A town as map layers: GeoJSON feature collections in degrees, the same shape that a map file of the user is
 * read into (wire/map-layers.ts), so that tiles, labels and place search know only one kind of map.
 */
import type { Feature, FeatureCollection, LineString, Point, Polygon, Position } from "geojson";
import { isInsideRing, type PointE7 } from "./plane.ts";
import type { Town } from "./town.ts";

export interface TownLayers {
  readonly name: string;
  readonly attribution: string;
  readonly water: FeatureCollection<Polygon>;
  readonly landUse: FeatureCollection<Polygon>;
  readonly streets: FeatureCollection<LineString>;
  readonly places: FeatureCollection<Point>;
  readonly areas: FeatureCollection<Polygon>;
  readonly stations: FeatureCollection<Point>;
}

function positionOf(point: PointE7): Position {
  return [point.lonE7 / 1e7, point.latE7 / 1e7];
}

function collection<G extends Point | LineString | Polygon>(
  features: Feature<G>[],
): FeatureCollection<G> {
  return { type: "FeatureCollection", features };
}

function polygonFeature(
  ring: readonly PointE7[],
  properties: Record<string, string | number>,
): Feature<Polygon> {
  const closed = [...ring, ring[0]].map(positionOf);
  return { type: "Feature", geometry: { type: "Polygon", coordinates: [closed] }, properties };
}

function pointFeature(point: PointE7, properties: Record<string, string | number>): Feature<Point> {
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates: positionOf(point) },
    properties,
  };
}

function listStreets(town: Town): Feature<LineString>[] {
  const { nodes, edges } = town;
  const at = (node: number): Position => [nodes.lonE7[node] / 1e7, nodes.latE7[node] / 1e7];
  return town.streets.map((street) => {
    const list = Array.from({ length: street.edgeCount }, (_, i) => street.firstEdge + i);
    const coordinates = [
      at(edges.from[street.firstEdge]),
      ...list.map((edge) => at(edges.to[edge])),
    ];
    return {
      type: "Feature",
      geometry: { type: "LineString", coordinates },
      properties: {
        name: street.name,
        class: street.streetClass,
        // House numbers by piece, so that an address can be found between two crossings.
        numbers: list.map((edge) => [edges.firstNumber[edge], edges.lastNumber[edge]]),
      },
    };
  });
}

export function layersFromTown(town: Town): TownLayers {
  const uses = (kinds: readonly string[]): Feature<Polygon>[] =>
    town.landUse
      .filter((use) => kinds.includes(use.kind))
      .map((use) => polygonFeature(use.ring, { kind: use.kind, name: use.name }));
  return {
    name: town.name,
    attribution: "Invented town; no real place",
    water: collection(uses(["sea", "river"])),
    landUse: collection(uses(["built-up", "park", "industrial"])),
    streets: collection(listStreets(town)),
    places: collection(
      town.places.map((p) => pointFeature(p, { name: p.name, kind: p.kind, rank: p.rank })),
    ),
    areas: collection(
      town.areas.map((a) => polygonFeature(a.ring, { code: a.code, name: a.name })),
    ),
    stations: collection(town.bases.map((b) => pointFeature(b, { code: b.code, name: b.name }))),
  };
}

/** Index of the area that holds the point, or undefined outside the town's ground. */
export function findArea(town: Pick<Town, "areas">, point: PointE7): number | undefined {
  const index = town.areas.findIndex((area) => isInsideRing(area.ring, point));
  return index < 0 ? undefined : index;
}
