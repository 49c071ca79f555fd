/**
 * The streets of an OpenStreetMap extract as a topology: every way with a `highway` tag, footpaths too, cut where ways
 * meet; places at the same coordinates are one node. For tests and measurements of what looks only at what is joined to
 * what. Not here: who may use a street (the map package's reader knows), turn restrictions.
 */
import type { Topology } from "../../roads/network.ts";
import { readOsmPlaces } from "../osm-places.ts";
import { findRealData } from "../real-data.ts";
import { keepLargestPart, makeTopology } from "./hand-topology.ts";

export const portoFile = "maps/porto-2015.osm.pbf";
export const isleOfManFile = "maps/isle-of-man-2020.osm.pbf";

/** The largest connected part; undefined where the data is absent. */
export function readOsmStreets(file: string): Topology | undefined {
  const path = findRealData(file);
  if (path === undefined) return undefined;
  const { segmentCount, firstPoint, pointLatE7, pointLonE7 } = readOsmPlaces(path, file).streets;
  const nodes = new Map<string, number>();
  const lats: number[] = [];
  const lons: number[] = [];
  const nodeAt = (point: number): number => {
    const key = `${pointLatE7[point]} ${pointLonE7[point]}`;
    const known = nodes.get(key);
    if (known !== undefined) return known;
    lats.push(pointLatE7[point]);
    lons.push(pointLonE7[point]);
    nodes.set(key, nodes.size);
    return nodes.size - 1;
  };
  const edges = new Int32Array(2 * segmentCount);
  for (let segment = 0; segment < segmentCount; segment += 1) {
    edges[2 * segment] = nodeAt(firstPoint[segment]);
    edges[2 * segment + 1] = nodeAt(firstPoint[segment + 1] - 1);
  }
  return keepLargestPart(makeTopology(Int32Array.from(lats), Int32Array.from(lons), edges));
}
