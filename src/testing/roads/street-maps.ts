/**
 * The streets and paths of the maps in the data folder as topologies, each street to be used both ways, for what must
 * hold on any real network and for measurements of its size: junctions as they are, segments as straight lines. Who may
 * use what, in which direction and how fast, is the map package's to know. Not here: Moscow, which has no junctions but
 * points (moscow.ts).
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { FeatureCollection, LineString } from "geojson";
import type { Topology } from "../../roads/network.ts";
import { readOsmPlaces } from "../osm-places.ts";
import { findRealData } from "../real-data.ts";
import { keepLargestPart, makeTopology } from "./hand-topology.ts";

/** Collects segments by the coordinates of their ends: what lies at one point is one junction. */
class Junctions {
  readonly #numbers = new Map<number, number>();
  readonly #lats: number[] = [];
  readonly #lons: number[] = [];
  readonly #edges: number[] = [];

  join(latE7: number, lonE7: number, otherLatE7: number, otherLonE7: number): void {
    this.#edges.push(this.#number(latE7, lonE7), this.#number(otherLatE7, otherLonE7));
  }

  #number(latE7: number, lonE7: number): number {
    const key = latE7 * 2 ** 32 + lonE7;
    const number = this.#numbers.get(key) ?? this.#numbers.size;
    if (number === this.#lats.length) {
      this.#numbers.set(key, number);
      this.#lats.push(latE7);
      this.#lons.push(lonE7);
    }
    return number;
  }

  /** The largest connected part. */
  topology(): Topology {
    const [lats, lons, edges] = [this.#lats, this.#lons, this.#edges];
    return keepLargestPart(
      makeTopology(Int32Array.from(lats), Int32Array.from(lons), Int32Array.from(edges)),
    );
  }
}

function readOsm(path: string): Topology {
  const { streets } = readOsmPlaces(path, path);
  const { firstPoint, pointLatE7: lats, pointLonE7: lons } = streets;
  const junctions = new Junctions();
  for (let segment = 0; segment < streets.segmentCount; segment += 1) {
    const [first, last] = [firstPoint[segment], firstPoint[segment + 1] - 1];
    junctions.join(lats[first], lons[first], lats[last], lons[last]);
  }
  return junctions.topology();
}

function readGeojson(path: string): Topology {
  const text = gunzipSync(readFileSync(path)).toString("utf8");
  const { features } = JSON.parse(text) as FeatureCollection<LineString>;
  const junctions = new Junctions();
  const e7 = (degrees: number): number => Math.round(degrees * 1e7);
  for (const { geometry } of features) {
    const [first, last] = [geometry.coordinates[0], geometry.coordinates.at(-1) ?? []];
    junctions.join(e7(first[1]), e7(first[0]), e7(last[1]), e7(last[0]));
  }
  return junctions.topology();
}

/** By file name in the data folder's `maps`. */
export const streetMaps = [
  "porto-2015.osm.pbf",
  "isle-of-man-2020.osm.pbf",
  "london-northern-line-corridor-2026.osm.pbf",
  "edinburgh-os-open-roads-6km.geojson.gz",
] as const;

/** Undefined where the file is not on this machine. */
export function readStreetMap(name: (typeof streetMaps)[number]): Topology | undefined {
  const path = findRealData(`maps/${name}`);
  if (path === undefined) return undefined;
  return path.endsWith(".pbf") ? readOsm(path) : readGeojson(path);
}
