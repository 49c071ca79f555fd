/**
 * The map of a configuration: a map package, or a GeoJSON file, read once at the start. A file that is no map stops the
 * start and says why; features that fit no layer are counted in the process log.
 */

import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { basename } from "node:path";
import type { RoadMap } from "../roads/map/road-map.ts";
import { openPackageFile } from "./map/open-package.ts";
import type { Log } from "../live/log.ts";
import { readMapFile, type MapFaultCode } from "../wire/map-file.ts";
import { makeMapSource, type LoadedMap } from "../wire/map-source.ts";
import { tileAddress } from "../wire/tiles.ts";

export class MapFault extends Error {
  override readonly name = "MapFault";
  readonly code: MapFaultCode;
  constructor(code: MapFaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new MapFault(
      "map.not-geojson",
      `${path} cannot be read as JSON: ${(error as Error).message.slice(0, 200)}`,
    );
  }
}

export interface ServedMap {
  readonly map: LoadedMap;
  /** A GeoJSON file has streets to look at, and none to drive on. */
  readonly roads?: RoadMap;
}

/** A map package or a GeoJSON file; which of the two, its first bytes say. */
export function loadMap(path: string, log: Log): ServedMap {
  if (isPackage(path)) {
    const { map, roads, meta } = openPackageFile(path);
    const { hash, road } = roads;
    log.info(
      { file: path, hash, name: meta.name, arcs: road.network.arcCount, leftOut: map.leftOut },
      "map package opened",
    );
    return { map, roads };
  }
  return { map: loadGeoJson(path, log) };
}

function isPackage(path: string): boolean {
  try {
    const file = openSync(path, "r");
    try {
      const first = Buffer.alloc(8);
      return readSync(file, first, 0, 8, 0) === 8 && first.toString("latin1") === "MUSTRMAP";
    } finally {
      closeSync(file);
    }
  } catch {
    // Whoever reads it next says what is wrong.
    return false;
  }
}

function loadGeoJson(path: string, log: Log): LoadedMap {
  const reading = readMapFile(parseFile(path), basename(path));
  if ("faults" in reading) {
    const [first] = reading.faults;
    const where = first.feature < 0 ? "" : `, feature ${first.feature}`;
    const more = reading.faults.length > 1 ? ` (and ${reading.faults.length - 1} more)` : "";
    throw new MapFault(first.code, `${path}${where}: ${first.detail}${more}`);
  }
  const map = makeMapSource(reading.layers, tileAddress);
  const { leftOut } = map;
  log.info({ file: path, skipped: Object.fromEntries(reading.skipped), leftOut }, "map loaded");
  return map;
}
