/**
 * OS Open Roads as material for a map package: the roads, and the same links as drawn streets. The product has no water,
 * places or addresses, so the map shows streets alone and finds them by name where the file has names.
 */
import type { Feature, LineString } from "geojson";
import { gunzipSync } from "node:zlib";
import { roadsFromLinks } from "../../roads/open-roads/open-roads.ts";
import {
  openRoadsLimits,
  readOpenRoads,
  type RoadLink,
} from "../../roads/open-roads/read-links.ts";
import { type LeftOut, MapDataFault } from "../../roads/source/map-fault.ts";
import type { StreetClass } from "../../wire/map-layers.ts";
import type { MapMaterial } from "./make-package.ts";
import type { SourceAbout } from "./read-source.ts";

/** Throws MapDataFault. */
export function openRoadsMaterial(
  bytes: Uint8Array,
  { path, name, source, tileZoom }: SourceAbout,
  leftOut: LeftOut,
): MapMaterial {
  const { links, year } = readOpenRoads(textOf(bytes, path), path, leftOut);
  if (links.length === 0)
    throw new MapDataFault(
      "map.no-roads",
      `${path}: got no link with road_function, expected OS Open Roads`,
    );
  // The Open Government Licence asks for this wherever the map is shown.
  const attribution = `Contains OS data © Crown copyright and database right ${year}`.trim();
  const none = { type: "FeatureCollection" as const, features: [] };
  const streets = { type: "FeatureCollection" as const, features: links.map(streetOf) };
  return {
    roads: roadsFromLinks(links, leftOut),
    layers: {
      name,
      attribution,
      streets,
      water: none,
      landUse: none,
      places: none,
      areas: none,
      stations: none,
    },
    places: [],
    addresses: [],
    areas: [],
    // The year of the copyright is not the date of the data.
    dataDate: "",
    source,
    tileZoom,
  };
}

function textOf(bytes: Uint8Array, path: string): string {
  const maxOutputLength = openRoadsLimits.textBytes;
  let plain = bytes;
  try {
    if (/\.gz$/i.test(path)) plain = gunzipSync(bytes, { maxOutputLength });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_BUFFER_TOO_LARGE")
      throw new MapDataFault(
        "map.bad-block",
        `${path}: ends in .gz but is not sound gzip: ${(error as Error).message}`,
      );
    plain = new Uint8Array(0);
  }
  if (plain.length === 0 || plain.length > maxOutputLength)
    throw new MapDataFault(
      "map.too-large",
      `${path}: got an empty file or more than ${maxOutputLength} bytes; cut out your territory`,
    );
  return new TextDecoder().decode(plain);
}

function streetOf({ roadFunction, name, number, latLonE7 }: RoadLink): Feature<LineString> {
  const coordinates = Array.from({ length: latLonE7.length / 2 }, (_, at) => [
    latLonE7[2 * at + 1] / 1e7,
    latLonE7[2 * at] / 1e7,
  ]);
  const properties = { name: name || number, class: classOf(roadFunction) };
  return { type: "Feature", geometry: { type: "LineString", coordinates }, properties };
}

function classOf(roadFunction: string): StreetClass {
  if (roadFunction === "Motorway" || roadFunction === "A Road") return "trunk";
  return roadFunction === "B Road" || roadFunction === "Minor Road" ? "main" : "local";
}
