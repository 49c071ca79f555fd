/**
 * From the bytes of a source file to the material of a map package, by what kind of file it is. Each source says how
 * it must be attributed, and that goes with the map wherever it is shown.
 */
import { inflateSync } from "node:zlib";
import { roadsFromOsm } from "../../roads/osm/osm-roads.ts";
import { readOsmPbf } from "../../roads/osm/read-pbf.ts";
import { type LeftOut, MapDataFault } from "../../roads/source/map-fault.ts";
import type { MapMaterial } from "./make-package.ts";
import { openRoadsMaterial } from "./open-roads-material.ts";
import { baseMapFromOsm, osmWishes } from "./osm-base-map.ts";

export interface SourceAbout {
  readonly path: string;
  readonly name: string;
  readonly source: MapMaterial["source"];
  readonly tileZoom: number;
}

/** Throws MapDataFault. */
export function readMapSource(
  bytes: Uint8Array,
  about: SourceAbout,
  leftOut: LeftOut,
  onProgress: (share: number) => void,
): MapMaterial {
  if (/\.pbf$/i.test(about.path)) return readOsm(bytes, about, leftOut, onProgress);
  if (/\.(geo)?json(\.gz)?$/i.test(about.path)) return openRoadsMaterial(bytes, about, leftOut);
  throw new MapDataFault(
    "map.unsupported",
    `${about.path}: got a file of an unknown kind, expected .osm.pbf (OpenStreetMap) or .geojson, .geojson.gz (OS Open Roads)`,
  );
}

function readOsm(
  bytes: Uint8Array,
  { name, source, tileZoom }: SourceAbout,
  leftOut: LeftOut,
  onProgress: (share: number) => void,
): MapMaterial {
  const data = readOsmPbf(bytes, {
    ...osmWishes,
    inflate: (packed, mostBytes) => inflateSync(packed, { maxOutputLength: mostBytes }),
    onProgress,
  });
  // The Open Database Licence asks for this wherever the map is shown.
  const attribution = "© OpenStreetMap contributors";
  const { layers, places, addresses } = baseMapFromOsm(data, { name, attribution }, leftOut);
  const dataDate =
    data.dataSeconds === 0 ? "" : new Date(data.dataSeconds * 1_000).toISOString().slice(0, 10);
  const roads = roadsFromOsm(data, leftOut);
  return { roads, layers, places, addresses, areas: [], dataDate, source, tileZoom };
}
