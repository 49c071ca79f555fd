/**
 * The networks of the real maps, for tests and benchmarks: read and compiled once per process. Undefined where the data
 * is absent; the test then skips and says so.
 */
import { readFileSync } from "node:fs";
import { gunzipSync, inflateSync } from "node:zlib";
import type { NetworkName } from "../../roads/compile/cut-segments.ts";
import { buildNetwork } from "../../roads/compile/build-network.ts";
import type { RoadNetwork, Topology } from "../../roads/network.ts";
import { makeOrder, type Order } from "../../roads/order/order.ts";
import { roadsFromLinks } from "../../roads/open-roads/open-roads.ts";
import { readOpenRoads } from "../../roads/open-roads/read-links.ts";
import {
  isBarrierNode,
  isRoadWay,
  isTurnRelation,
  roadsFromOsm,
} from "../../roads/osm/osm-roads.ts";
import { readOsmPbf } from "../../roads/osm/read-pbf.ts";
import { LeftOut, type LeftOutReason } from "../../roads/source/map-fault.ts";
import type { RoadSource } from "../../roads/source/road-source.ts";
import { findRealData } from "../real-data.ts";

export const realMaps = {
  porto: "maps/porto-2015.osm.pbf",
  isleOfMan: "maps/isle-of-man-2020.osm.pbf",
  london: "maps/london-northern-line-corridor-2026.osm.pbf",
  edinburgh: "maps/edinburgh-os-open-roads-6km.geojson.gz",
} as const;
export type RealMapName = keyof typeof realMaps;

export function inflateBlock(packed: Uint8Array, mostBytes: number): Uint8Array {
  return inflateSync(packed, { maxOutputLength: mostBytes });
}

export interface RealRoads {
  readonly source: RoadSource;
  readonly leftOut: readonly LeftOutReason[];
}

const sources = new Map<string, RealRoads>();
const networks = new Map<string, RoadNetwork>();

export function findRealRoads(name: RealMapName): RealRoads | undefined {
  const path = findRealData(realMaps[name]);
  if (path === undefined) return undefined;
  let known = sources.get(name);
  if (known === undefined) {
    const leftOut = new LeftOut();
    const source = path.endsWith(".pbf") ? readOsm(path, leftOut) : readLinks(path, leftOut);
    known = { source, leftOut: leftOut.list() };
    sources.set(name, known);
  }
  return known;
}

function readOsm(path: string, leftOut: LeftOut): RoadSource {
  const data = readOsmPbf(readFileSync(path), {
    inflate: inflateBlock,
    wantsNode: isBarrierNode,
    wantsWay: isRoadWay,
    wantsRelation: isTurnRelation,
  });
  return roadsFromOsm(data, leftOut);
}

function readLinks(path: string, leftOut: LeftOut): RoadSource {
  const text = gunzipSync(readFileSync(path)).toString("utf8");
  return roadsFromLinks(readOpenRoads(text, path, leftOut).links, leftOut);
}

/** Names of `realMaps`. */
export const realMapNames = ["porto", "isleOfMan", "london", "edinburgh"] as const;

export function findRealNetwork(
  name: RealMapName,
  of: NetworkName = "road",
): RoadNetwork | undefined {
  const key = `${name} ${of}`;
  const known = networks.get(key);
  if (known !== undefined) return known;
  const roads = findRealRoads(name);
  if (roads === undefined) return undefined;
  const network = buildNetwork(roads.source, of, new LeftOut());
  networks.set(key, network);
  return network;
}

const orders = new WeakMap<Topology, Order>();

/** The contraction order of a map's network, made once per process. */
export function orderOf(topology: Topology): Order {
  let order = orders.get(topology);
  if (order === undefined) {
    order = makeOrder(topology);
    orders.set(topology, order);
  }
  return order;
}
