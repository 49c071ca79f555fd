/**
 * The base map as plain layers: water, land use, streets, places, patrol areas and stations, in GeoJSON. A town
 * from the generator and a map file of the user both come in this shape; tiles, labels and the place search are
 * made from it. Nothing on the command path needs a map. Reading a file's features is in map-file.ts.
 */
import type { Feature, FeatureCollection, LineString, Point, Polygon, Position } from "geojson";

export interface MapLayers {
  readonly name: string;
  /** Shown on the map; the licence of most map data asks for it. */
  readonly attribution: string;
  readonly water: FeatureCollection<Polygon>;
  /** `kind`: built-up, park, industrial or a word of the source. */
  readonly landUse: FeatureCollection<Polygon>;
  /** `name`, `class` (trunk, main, local) and perhaps `numbers`: house numbers [first, last] by piece. */
  readonly streets: FeatureCollection<LineString>;
  /** `name`, `kind`, `rank` (1 = shown from far, 4 = only near). */
  readonly places: FeatureCollection<Point>;
  /** `code`, `name`. */
  readonly areas: FeatureCollection<Polygon>;
  readonly stations: FeatureCollection<Point>;
}

export type StreetClass = "trunk" | "main" | "local";

/** [west, south, east, north] in degrees. */
export type DegreeBounds = readonly [number, number, number, number];

/** A property as text, or undefined when it is none. */
export function textProperty(feature: Feature, key: string): string | undefined {
  const value: unknown = feature.properties?.[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function numberProperty(feature: Feature, key: string): number | undefined {
  const value: unknown = feature.properties?.[key];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

export function listFeatures(layers: MapLayers): Feature<Point | LineString | Polygon>[] {
  return [
    ...layers.landUse.features,
    ...layers.water.features,
    ...layers.streets.features,
    ...layers.areas.features,
    ...layers.places.features,
    ...layers.stations.features,
  ];
}

function listPositions(geometry: Point | LineString | Polygon): readonly Position[] {
  if (geometry.type === "Point") return [geometry.coordinates];
  return geometry.type === "LineString" ? geometry.coordinates : geometry.coordinates.flat();
}

/** The box around streets and places (water may reach far beyond the town); undefined for an empty map. */
export function findBounds(layers: MapLayers): DegreeBounds | undefined {
  let bounds: [number, number, number, number] | undefined;
  const inner = [
    ...layers.streets.features,
    ...layers.places.features,
    ...layers.stations.features,
  ];
  for (const feature of inner.length > 0 ? inner : listFeatures(layers)) {
    for (const [lon, lat] of listPositions(feature.geometry)) {
      bounds ??= [lon, lat, lon, lat];
      bounds[0] = Math.min(bounds[0], lon);
      bounds[1] = Math.min(bounds[1], lat);
      bounds[2] = Math.max(bounds[2], lon);
      bounds[3] = Math.max(bounds[3], lat);
    }
  }
  return bounds;
}

/** Degrees times 10^7, of a position in GeoJSON's order. */
export function e7Of(position: Position): { latE7: number; lonE7: number } {
  return { latE7: Math.round(position[1] * 1e7), lonE7: Math.round(position[0] * 1e7) };
}
