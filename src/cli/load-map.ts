/**
 * The base map of a configuration: a GeoJSON file read once at the start. A file that is no map stops the start and
 * says why; features that fit no layer are counted in the process log.
 */

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { tileAddress } from "../http/routes/map.ts";
import type { Log } from "../live/log.ts";
import { readMapFile, type MapFaultCode } from "../wire/map-file.ts";
import { makeMapSource, type LoadedMap } from "../wire/map-source.ts";

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

export function loadMap(path: string, log: Log): LoadedMap {
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
