/**
 * Reads OS Open Roads as GeoJSON (WGS 84): one link of road per feature, with its function, form, name and number. A link that
 * cannot be used is left out under its reason with the feature's id or index; coordinates that are no degrees end the
 * reading, because then the whole file is on another grid. Not here: what a function means to drivers (open-roads.ts).
 */
import { type LeftOut, MapDataFault } from "../source/map-fault.ts";

export const openRoadsLimits = {
  textBytes: 500_000_000,
  links: 4_000_000,
  points: 40_000_000,
} as const;

export interface RoadLink {
  /** For messages: "link 1C2B..." by the source's id, else "feature 12", counted from 0. */
  readonly element: string;
  /** `road_function`, for example "A Road". */
  readonly roadFunction: string;
  /** `form_of_way`, for example "Slip Road"; "" = the file does not say. */
  readonly form: string;
  readonly name: string;
  /** "A8"; "" = it has none. */
  readonly number: string;
  /** Degrees times 10^7: lat, lon of each point in turn, at least two points, no point twice in a row. */
  readonly latLonE7: Int32Array;
}

export interface OpenRoads {
  readonly links: readonly RoadLink[];
  /** The year of the database right, where the file says it. */
  readonly year: string;
}

// The spellings of the GeoPackage, of the shapefile and of common conversions.
const functionKeys = ["road_function", "roadFunction", "function"];
const formKeys = ["form_of_way", "formOfWay", "form"];
const nameKeys = ["name_1", "name1", "name"];
const numberKeys = ["road_classification_number", "roadNumber", "road_number", "number"];
const idKeys = ["id", "identifier", "fictitious_id"];

/** Throws MapDataFault: map.not-geojson, map.bad-geometry, map.too-large. `file` is for messages. */
export function readOpenRoads(text: string, file: string, leftOut: LeftOut): OpenRoads {
  const root = parseRoot(text, file);
  const features = root["features"] as unknown[];
  if (features.length > openRoadsLimits.links)
    throw new MapDataFault(
      "map.too-large",
      `${file}: got ${features.length} features, expected at most ${openRoadsLimits.links}; cut out your territory`,
    );
  const links: RoadLink[] = [];
  let points = 0;
  for (const [index, feature] of features.entries()) {
    const link = readLink(feature, index, file, leftOut);
    if (link === undefined) continue;
    points += link.latLonE7.length / 2;
    if (points > openRoadsLimits.points)
      throw new MapDataFault(
        "map.too-large",
        `${file}: got more than ${openRoadsLimits.points} points; cut out your territory`,
      );
    links.push(link);
  }
  const attribution = textOf(root, ["attribution"]);
  return { links, year: /\b(?:19|20)\d\d\b/.exec(attribution)?.[0] ?? "" };
}

type Properties = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseRoot(text: string, file: string): Properties {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch (error) {
    throw new MapDataFault("map.not-geojson", `${file}: no JSON: ${(error as Error).message}`);
  }
  if (isObject(root) && root["type"] === "FeatureCollection" && Array.isArray(root["features"]))
    return root;
  throw new MapDataFault(
    "map.not-geojson",
    `${file}: got other JSON, expected a GeoJSON FeatureCollection of OS Open Roads links`,
  );
}

function textOf(properties: Properties, keys: readonly string[]): string {
  for (const key of keys) {
    const value = properties[key];
    if (typeof value === "string" && value.trim() !== "") return value.trim().slice(0, 200);
  }
  return "";
}

function readLink(
  feature: unknown,
  index: number,
  file: string,
  leftOut: LeftOut,
): RoadLink | undefined {
  const refuse = (reason: string, element = `feature ${index}`): undefined => {
    leftOut.add(reason, element);
  };
  if (!isObject(feature)) return refuse("a feature that is no object");
  const properties = isObject(feature["properties"]) ? feature["properties"] : {};
  const id = textOf(feature, ["id"]) || textOf(properties, idKeys);
  const element = id === "" ? `feature ${index}` : `link ${id}`;
  const { geometry } = feature as { geometry?: unknown };
  if (!isObject(geometry) || geometry["type"] !== "LineString")
    return refuse("a feature that is no LineString", element);
  const { coordinates } = geometry as { coordinates?: unknown };
  if (!Array.isArray(coordinates)) return refuse("a line without coordinates", element);
  const roadFunction = textOf(properties, functionKeys);
  if (roadFunction === "") return refuse("a link without road_function", element);
  const latLonE7 = readLine(coordinates, element, file);
  if (latLonE7.length < 4) return refuse("a link of no length", element);
  const name = textOf(properties, nameKeys);
  const form = textOf(properties, formKeys);
  const number = textOf(properties, numberKeys);
  return { element, roadFunction, form, name, number, latLonE7 };
}

function readLine(coordinates: readonly unknown[], element: string, file: string): Int32Array {
  const line: number[] = [];
  for (const position of coordinates) {
    const [lon, lat] = (Array.isArray(position) ? position : []) as unknown[];
    const isDegrees =
      typeof lon === "number" &&
      typeof lat === "number" &&
      Math.abs(lon) <= 180 &&
      Math.abs(lat) <= 90;
    if (!isDegrees)
      throw new MapDataFault(
        "map.bad-geometry",
        `${file}, ${element}: got the position ${(JSON.stringify(position) ?? "none").slice(0, 60)}, expected longitude and latitude ` +
          `in degrees; convert from the British National Grid to WGS 84 (EPSG:4326) first`,
      );
    const latE7 = Math.round(lat * 1e7);
    const lonE7 = Math.round(lon * 1e7);
    if (line.at(-2) !== latE7 || line.at(-1) !== lonE7) line.push(latE7, lonE7);
  }
  return Int32Array.from(line);
}
