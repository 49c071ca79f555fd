/**
 * A network, its hierarchy and its snap index as sections of a map package, and back. The columns are stored as they
 * are used; only the list of names is text.
 */
import type { RoadNetwork } from "../network.ts";
import { SnapIndex } from "../snap/snap-index.ts";
import type { PackageFile, SectionValue } from "./package-file.ts";
import type { MapNetwork, RoadMap } from "./road-map.ts";

const i32Columns = [
  "firstArc",
  "tail",
  "head",
  "latE7",
  "lonE7",
  "arcSegment",
  "firstPoint",
  "pointLatE7",
  "pointLonE7",
  "lengthDm",
  "segmentName",
] as const satisfies readonly (keyof RoadNetwork)[];
const u8Columns = [
  "arcForward",
  "roadClass",
  "limitKmh",
] as const satisfies readonly (keyof RoadNetwork)[];
const hierarchyColumns = ["rank", "firstUp", "upHead", "arcWeight"] as const;

/** Sections of the network called `name` ("road", "path"). */
export function listNetworkSections(
  name: string,
  { network, hierarchy, snapIndex }: MapNetwork,
): [string, SectionValue][] {
  return [
    ...i32Columns.map((column): [string, SectionValue] => [`${name}.${column}`, network[column]]),
    ...u8Columns.map((column): [string, SectionValue] => [`${name}.${column}`, network[column]]),
    [`${name}.arcRules`, network.arcRules],
    [`${name}.wayId`, network.wayId],
    [`${name}.names`, { json: network.names }],
    ...hierarchyColumns.map((column): [string, SectionValue] => [
      `${name}.${column}`,
      hierarchy[column],
    ]),
    [`${name}.snap`, new Uint8Array(snapIndex.data)],
  ];
}

/** The roads of a package alone; `about` is told by whoever reads the rest of it. */
export function openRoads(
  file: PackageFile,
  bytes: Uint8Array,
  about: Pick<RoadMap, "name" | "attribution">,
): RoadMap {
  const [road, path] = [openMapNetwork(file, "road"), openMapNetwork(file, "path")];
  return { ...about, hash: file.hash, bytes, road, path };
}

export function openMapNetwork(file: PackageFile, name: string): MapNetwork {
  const i32 = Object.fromEntries(
    i32Columns.map((column) => [column, file.i32(`${name}.${column}`)]),
  ) as Record<(typeof i32Columns)[number], Int32Array>;
  const u8 = Object.fromEntries(
    u8Columns.map((column) => [column, file.u8(`${name}.${column}`)]),
  ) as Record<(typeof u8Columns)[number], Uint8Array>;
  const network: RoadNetwork = {
    nodeCount: i32.firstArc.length - 1,
    arcCount: i32.tail.length,
    segmentCount: i32.firstPoint.length - 1,
    ...i32,
    ...u8,
    arcRules: file.u16(`${name}.arcRules`),
    wayId: file.f64(`${name}.wayId`),
    names: file.json(`${name}.names`) as string[],
  };
  const [rank, firstUp, upHead, arcWeight] = hierarchyColumns.map((column) =>
    file.i32(`${name}.${column}`),
  );
  const tree = file.u8(`${name}.snap`);
  return {
    network,
    hierarchy: { rank, firstUp, upHead, arcWeight },
    snapIndex: SnapIndex.from(network, tree.buffer, tree.byteOffset),
  };
}
