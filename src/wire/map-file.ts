/**
 * Reads a user's GeoJSON map file into layers. A feature says its layer itself (`layer`: water, land use, street,
 * place, area, station) or carries the tags that OpenStreetMap and open road data use; features that fit nothing
 * are counted with the reason, never dropped in silence. Coordinates are WGS 84 degrees, as RFC 7946 has it.
 */
import type { Feature, LineString, Point, Polygon, Position } from "geojson";
import { z } from "zod";
import type { MapLayers, StreetClass } from "./map-layers.ts";

export const mapFileLimits = {
  features: 500_000,
  positions: 5_000_000,
  nameLength: 200,
  reportedFaults: 20,
} as const;

export type MapFaultCode =
  | "map.not-geojson" // no FeatureCollection
  | "map.too-large" // above one of mapFileLimits
  | "map.bad-geometry" // a coordinate that is no WGS 84 degree, a ring of fewer than four points
  | "map.empty"; // nothing in it that a map could show

export interface MapFault {
  readonly code: MapFaultCode;
  /** Index of the feature in the file, or -1 for the file as a whole. */
  readonly feature: number;
  /** What was got, what was expected, what to do. */
  readonly detail: string;
}

export type MapReading =
  | { readonly layers: MapLayers; readonly skipped: ReadonlyMap<string, number> }
  | { readonly faults: readonly MapFault[] };

const fileSchema = z.object({
  type: z.literal("FeatureCollection"),
  name: z.string().optional(),
  attribution: z.string().optional(),
  features: z.array(z.unknown()),
});

/** Extra coordinates (heights) are allowed by RFC 7946 and not used. */
const position = z
  .tuple([z.number().min(-180).max(180), z.number().min(-85).max(85)])
  .rest(z.number());
const line = z.array(position).min(2);
const ring = z.array(position).min(4);
const featureSchema = z.object({
  type: z.literal("Feature"),
  properties: z.record(z.string(), z.unknown()).nullable(),
  geometry: z.discriminatedUnion("type", [
    z.object({ type: z.literal("Point"), coordinates: position }),
    z.object({ type: z.literal("LineString"), coordinates: line }),
    z.object({ type: z.literal("MultiLineString"), coordinates: z.array(line) }),
    z.object({ type: z.literal("Polygon"), coordinates: z.array(ring).min(1) }),
    z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(ring).min(1)) }),
  ]),
});
type ReadFeature = z.output<typeof featureSchema>;

const layerNames: readonly string[] = ["water", "land use", "street", "place", "area", "station"];

const trunkWords = /^(motorway|trunk|a road|primary)/i;
const mainWords = /^(secondary|tertiary|main|b road|minor road)/i;
const parkWords =
  /^(park|garden|recreation_ground|forest|wood|grass|cemetery|pitch|nature_reserve)$/;
const industryWords = /^(industrial|commercial|port|railway)$/;

function textOf(properties: Record<string, unknown>, ...keys: string[]): string {
  for (const key of keys) {
    const value = properties[key];
    if (typeof value === "string" && value !== "") return value.slice(0, mapFileLimits.nameLength);
  }
  return "";
}

/** One of `layerNames`, or the reason why the feature belongs to none. */
function layerOf(properties: Record<string, unknown>, geometry: string): string {
  const said = textOf(properties, "layer");
  if (layerNames.includes(said)) return said;
  if (said !== "") return `layer "${said}" is none of ${layerNames.join(", ")}`;
  const isLine = geometry.endsWith("LineString");
  const isPolygon = geometry.endsWith("Polygon");
  if (isLine && textOf(properties, "highway", "road_function", "class") !== "") return "street";
  if (isPolygon && textOf(properties, "waterway", "water") !== "") return "water";
  if (isPolygon && /^(water|bay|coastline)$/.test(textOf(properties, "natural"))) return "water";
  if (isPolygon && textOf(properties, "landuse", "leisure", "natural") !== "") return "land use";
  if (geometry === "Point" && textOf(properties, "amenity") === "police") return "station";
  if (geometry === "Point" && textOf(properties, "amenity", "place", "shop", "tourism") !== "") {
    return textOf(properties, "name") === "" ? "place without a name" : "place";
  }
  return `${geometry} without a layer or a known tag`;
}

function classOf(properties: Record<string, unknown>): StreetClass {
  const word = textOf(properties, "class", "highway", "road_function");
  if (trunkWords.test(word)) return "trunk";
  return mainWords.test(word) ? "main" : "local";
}

function landUseKindOf(properties: Record<string, unknown>): string {
  const word = textOf(properties, "kind", "leisure", "landuse", "natural");
  if (parkWords.test(word)) return "park";
  return industryWords.test(word) ? "industrial" : word === "" ? "built-up" : word;
}

function rankOf(properties: Record<string, unknown>): number {
  const said = properties["rank"];
  if (typeof said === "number" && said >= 1 && said <= 4) return Math.floor(said);
  if (/^(hospital|townhall|university)$/.test(textOf(properties, "amenity"))) return 1;
  return textOf(properties, "place") === "" ? 4 : 2;
}

class LayerBuilder {
  readonly water: Feature<Polygon>[] = [];
  readonly landUse: Feature<Polygon>[] = [];
  readonly streets: Feature<LineString>[] = [];
  readonly places: Feature<Point>[] = [];
  readonly areas: Feature<Polygon>[] = [];
  readonly stations: Feature<Point>[] = [];
  readonly skipped = new Map<string, number>();
  positionCount = 0;

  add(feature: ReadFeature): void {
    const properties = feature.properties ?? {};
    const layer = layerOf(properties, feature.geometry.type);
    const { geometry } = feature;
    if (geometry.type === "Point") this.#addPoint(layer, geometry.coordinates, properties);
    else if (geometry.type === "LineString") this.#addLine(layer, geometry.coordinates, properties);
    else if (geometry.type === "MultiLineString") {
      for (const part of geometry.coordinates) this.#addLine(layer, part, properties);
    } else {
      const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
      for (const part of parts) this.#addPolygon(layer, part, properties);
    }
  }

  #skip(layer: string, what: string): void {
    const reason = layerNames.includes(layer) ? `${layer} drawn as ${what}` : layer;
    this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + 1);
  }

  #addPoint(layer: string, coordinates: Position, properties: Record<string, unknown>): void {
    this.positionCount += 1;
    const geometry = { type: "Point" as const, coordinates };
    const name = textOf(properties, "name");
    if (layer === "station") {
      const code = textOf(properties, "code", "ref");
      this.stations.push({ type: "Feature", geometry, properties: { code, name } });
    } else if (layer === "place") {
      const kind = textOf(properties, "kind", "amenity", "shop", "tourism", "place");
      const rank = rankOf(properties);
      this.places.push({ type: "Feature", geometry, properties: { name, kind, rank } });
    } else this.#skip(layer, "a point");
  }

  #addLine(layer: string, coordinates: Position[], properties: Record<string, unknown>): void {
    this.positionCount += coordinates.length;
    if (layer !== "street") return this.#skip(layer, "a line");
    const geometry = { type: "LineString" as const, coordinates };
    const name = textOf(properties, "name");
    const kept: Record<string, unknown> = { name, class: classOf(properties) };
    const numbers = properties["numbers"];
    if (Array.isArray(numbers)) kept["numbers"] = numbers;
    this.streets.push({ type: "Feature", geometry, properties: kept });
  }

  #addPolygon(layer: string, coordinates: Position[][], properties: Record<string, unknown>): void {
    this.positionCount += coordinates.reduce((sum, part) => sum + part.length, 0);
    const geometry = { type: "Polygon" as const, coordinates };
    const name = textOf(properties, "name");
    if (layer === "water") {
      const kind = textOf(properties, "kind", "water", "natural", "waterway");
      this.water.push({ type: "Feature", geometry, properties: { kind, name } });
    } else if (layer === "land use") {
      const kind = landUseKindOf(properties);
      this.landUse.push({ type: "Feature", geometry, properties: { kind, name } });
    } else if (layer === "area") {
      const code = textOf(properties, "code", "ref");
      this.areas.push({ type: "Feature", geometry, properties: { code, name } });
    } else this.#skip(layer, "a polygon");
  }
}

function describeIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return `at ${issue.path.map(String).join(".") || "the top"}: ${issue.message}`;
}

/** `value` is the parsed JSON of the file; `fileName` names the map when the file does not. */
export function readMapFile(value: unknown, fileName: string): MapReading {
  const file = fileSchema.safeParse(value);
  if (!file.success) {
    const detail = `${describeIssue(file.error)}; expected a GeoJSON FeatureCollection (RFC 7946)`;
    return { faults: [{ code: "map.not-geojson", feature: -1, detail }] };
  }
  const { features } = file.data;
  const faults: MapFault[] = [];
  if (features.length > mapFileLimits.features)
    return { faults: [tooLarge("features", features.length)] };
  const builder = new LayerBuilder();
  for (const [index, item] of features.entries()) {
    const feature = featureSchema.safeParse(item);
    if (feature.success) builder.add(feature.data);
    else {
      const detail = `${describeIssue(feature.error)}; expected WGS 84 longitude and latitude in degrees`;
      faults.push({ code: "map.bad-geometry", feature: index, detail });
    }
    if (faults.length >= mapFileLimits.reportedFaults) break;
  }
  if (builder.positionCount > mapFileLimits.positions) {
    faults.push(tooLarge("positions", builder.positionCount));
  }
  if (faults.length === 0 && builder.streets.length + builder.places.length === 0) {
    const detail = "got no street and no place; give each feature a `layer` or OpenStreetMap tags";
    faults.push({ code: "map.empty", feature: -1, detail });
  }
  if (faults.length > 0) return { faults };
  return {
    layers: layersOf(builder, file.data.name ?? fileName, file.data.attribution ?? ""),
    skipped: builder.skipped,
  };
}

function tooLarge(what: "features" | "positions", got: number): MapFault {
  const detail = `got ${got} ${what}, expected at most ${mapFileLimits[what]}; cut the map to your area`;
  return { code: "map.too-large", feature: -1, detail };
}

function layersOf(builder: LayerBuilder, name: string, attribution: string): MapLayers {
  return {
    name,
    attribution,
    water: { type: "FeatureCollection", features: builder.water },
    landUse: { type: "FeatureCollection", features: builder.landUse },
    streets: { type: "FeatureCollection", features: builder.streets },
    places: { type: "FeatureCollection", features: builder.places },
    areas: { type: "FeatureCollection", features: builder.areas },
    stations: { type: "FeatureCollection", features: builder.stations },
  };
}
