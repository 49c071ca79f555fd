/**
 * What the rest of the program gets of an opened map: its two road networks, each with its contraction hierarchy and
 * its snap index, under the hash that names the map in every stored travel time. A package file is opened into this
 * shape, and so is a map that was made in memory. Not here: the file (package.ts), metrics (vehicle-class.ts).
 */
import type { StoredHierarchy } from "../hierarchy/hierarchy.ts";
import type { RoadNetwork } from "../network.ts";
import type { SnapIndex } from "../snap/snap-index.ts";

export interface MapNetwork {
  readonly network: RoadNetwork;
  readonly hierarchy: StoredHierarchy;
  readonly snapIndex: SnapIndex;
}

export interface RoadMap {
  /** SHA-256 of the package in hexadecimal. */
  readonly hash: string;
  readonly name: string;
  readonly attribution: string;
  /** The package that it was opened from, in memory that threads may share; left out = it was made in memory. */
  readonly bytes?: Uint8Array;
  /** For motor vehicles. */
  readonly road: MapNetwork;
  /** For people on foot and on bicycles. */
  readonly path: MapNetwork;
}
