/**
 * Opens a map package: one read into memory that threads can share, the hash checked, and from it the two things that
 * the server wants: the map that is drawn and searched, and the roads. The place index is made at opening (0.2 s for a
 * city); everything else is views into the file.
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { PackageFile, packageLimits } from "../../roads/map/package-file.ts";
import type { RoadMap } from "../../roads/map/road-map.ts";
import { openRoads } from "../../roads/map/road-sections.ts";
import type { RoadNetwork } from "../../roads/network.ts";
import { MapDataFault } from "../../roads/source/map-fault.ts";
import { makeLoadedMap, type LoadedMap, type MapLabels } from "../../wire/map-source.ts";
import type {
  SourceAddress,
  SourceArea,
  SourcePlace,
  StreetLines,
} from "../../wire/places/place-source.ts";
import { tileAddress } from "../../wire/tiles.ts";
import { keyOfTile } from "./list-tiles.ts";
import { sha256, type MapMeta } from "./make-package.ts";

export interface OpenedMap {
  readonly map: LoadedMap;
  readonly roads: RoadMap;
  readonly meta: MapMeta;
  readonly file: PackageFile;
}

/** Throws MapDataFault, or what the file system throws. */
export function openPackageFile(path: string): OpenedMap {
  const descriptor = openSync(path, "r");
  try {
    const { size } = fstatSync(descriptor);
    if (size > packageLimits.bytes) {
      throw new MapDataFault(
        "map.too-large",
        `${path} has ${size} bytes, expected at most ${packageLimits.bytes}; cut the map to your area`,
      );
    }
    const bytes = new Uint8Array(new SharedArrayBuffer(size));
    for (let at = 0; at < size;) {
      const read = readSync(descriptor, bytes, at, Math.min(size - at, 1 << 28), at);
      if (read === 0) break;
      at += read;
    }
    return openPackage(bytes);
  } finally {
    closeSync(descriptor);
  }
}

export function openPackage(bytes: Uint8Array): OpenedMap {
  const file = PackageFile.open(bytes, sha256);
  const meta = file.json("meta") as MapMeta;
  const { name, attribution, dataDate, tileZoom } = meta;
  const roads = openRoads(file, bytes, { name, attribution });
  const map = makeLoadedMap({
    findTile: tileFinder(file),
    tileUrl: tileAddress,
    tileZoom,
    labels: file.json("labels") as MapLabels,
    source: {
      name,
      attribution,
      dataDate,
      streets: joinStreets(roads.road.network, roads.path.network),
      places: file.json("places") as SourcePlace[],
      addresses: file.json("addresses") as SourceAddress[],
      areas: file.json("areas") as SourceArea[],
    },
  });
  return { map, roads, meta, file };
}

function tileFinder(file: PackageFile): LoadedMap["findTile"] {
  const key = file.f64("tiles.key");
  const end = file.f64("tiles.end");
  const bytes = file.u8("tiles.bytes");
  return (z, x, y) => {
    if (![z, x, y].every((part) => Number.isInteger(part) && part >= 0 && part < 2 ** 20))
      return undefined;
    const wanted = keyOfTile(z, x, y);
    let [low, high] = [0, key.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (key[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    if (key[low] !== wanted) return undefined;
    // A copy: what goes out over HTTP must not be shared memory.
    return bytes.slice(low === 0 ? 0 : end[low - 1], end[low]);
  };
}

/** Streets of both networks, each once: those of the roads, and what only people on foot or bicycles use. */
function joinStreets(road: RoadNetwork, path: RoadNetwork): StreetLines {
  const driven = new Set(road.wayId);
  const only: number[] = [];
  for (let segment = 0; segment < path.segmentCount; segment += 1) {
    const way = path.wayId[segment];
    if (way === 0 || !driven.has(way)) only.push(segment);
  }
  const points = only.reduce(
    (sum, segment) => sum + path.firstPoint[segment + 1] - path.firstPoint[segment],
    0,
  );
  const before = road.firstPoint[road.segmentCount];
  const firstPoint = new Int32Array(road.segmentCount + only.length + 1);
  firstPoint.set(road.firstPoint);
  const pointLatE7 = new Int32Array(before + points);
  const pointLonE7 = new Int32Array(before + points);
  pointLatE7.set(road.pointLatE7.subarray(0, before));
  pointLonE7.set(road.pointLonE7.subarray(0, before));
  const names = [...road.names];
  const numberOf = new Map(names.map((name, index) => [name, index]));
  const segmentName = new Int32Array(road.segmentCount + only.length);
  segmentName.set(road.segmentName);
  let at = before;
  for (const [index, segment] of only.entries()) {
    const [from, to] = [path.firstPoint[segment], path.firstPoint[segment + 1]];
    pointLatE7.set(path.pointLatE7.subarray(from, to), at);
    pointLonE7.set(path.pointLonE7.subarray(from, to), at);
    at += to - from;
    firstPoint[road.segmentCount + index + 1] = at;
    segmentName[road.segmentCount + index] = nameNumber(path, segment, names, numberOf);
  }
  const segmentCount = road.segmentCount + only.length;
  return { segmentCount, firstPoint, pointLatE7, pointLonE7, segmentName, names };
}

function nameNumber(
  path: RoadNetwork,
  segment: number,
  names: string[],
  numberOf: Map<string, number>,
): number {
  const number = path.segmentName[segment];
  if (number < 0) return -1;
  const name = path.names[number];
  const known = numberOf.get(name) ?? names.push(name) - 1;
  numberOf.set(name, known);
  return known;
}
