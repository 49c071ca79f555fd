/**
 * The synthetic town as plain data: JSON in, JSON out, the same bytes for the same options for ever. It stands
 * in the open North Sea and every name in it is invented. Shapes only; make-town.ts builds one, layers.ts turns
 * it into map layers. A town is not a region's configuration: that is made from it where a world is started.
 */
import type { DemandModel } from "./demand.ts";
import type { PointE7 } from "./plane.ts";
import type { StreetClass } from "./street-lattice.ts";

export interface TownOptions {
  /** Safe integer from 0. */
  readonly seed: number;
  /** 24 to 400. */
  readonly unitCount: number;
  /** 1 = about 3.6 km from the middle to the edge; 0.5 to 2. */
  readonly scale: number;
}

export interface Town {
  readonly options: TownOptions;
  readonly name: string;
  readonly centre: PointE7;
  readonly bounds: Bounds;
  readonly nodes: StreetNodes;
  readonly edges: StreetEdges;
  readonly streets: readonly Street[];
  readonly places: readonly Place[];
  readonly landUse: readonly LandUse[];
  readonly areas: readonly Area[];
  readonly bases: readonly Base[];
  readonly units: readonly TownUnit[];
  readonly demand: DemandModel;
}

export interface Bounds {
  readonly southE7: number;
  readonly westE7: number;
  readonly northE7: number;
  readonly eastE7: number;
}

/** Crossings and bends, as parallel lists. */
export interface StreetNodes {
  readonly latE7: readonly number[];
  readonly lonE7: readonly number[];
}

/** Straight pieces of street between two nodes, as parallel lists; both directions may be driven. */
export interface StreetEdges {
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Index into `streets`. */
  readonly street: readonly number[];
  readonly metres: readonly number[];
  /** House numbers on the piece, lowest and highest; 0 and 0 = none (bridges). */
  readonly firstNumber: readonly number[];
  readonly lastNumber: readonly number[];
}

export interface Street {
  readonly name: string;
  readonly streetClass: StreetClass;
  /** Its edges are `firstEdge` to `firstEdge + edgeCount - 1`, in the order in which one walks them. */
  readonly firstEdge: number;
  readonly edgeCount: number;
}

export type PlaceKind =
  | "bridge"
  | "bus station"
  | "care home"
  | "clinic"
  | "college"
  | "court"
  | "harbour"
  | "hospital"
  | "industrial estate"
  | "library"
  | "market"
  | "nightclub"
  | "park"
  | "petrol station"
  | "police station"
  | "pub"
  | "school"
  | "shopping centre"
  | "square"
  | "stadium"
  | "station"
  | "supermarket"
  | "theatre"
  | "town hall";

export interface Place extends PointE7 {
  readonly name: string;
  readonly kind: PlaceKind;
  /** Edge it stands on; -1 for a park, which is an area. */
  readonly edge: number;
  /** 1 = shown from far away, 4 = only near. */
  readonly rank: number;
}

export type LandUseKind = "sea" | "river" | "park" | "industrial" | "built-up";

export interface LandUse {
  readonly kind: LandUseKind;
  readonly name: string;
  /** Open ring: the last point is not the first again. */
  readonly ring: readonly PointE7[];
}

/** A patrol area. The rings of all areas share their corners and partition the town's ground. */
export interface Area {
  /** Two capital letters, the beginning of its units' call signs. */
  readonly code: string;
  readonly name: string;
  readonly centre: PointE7;
  readonly ring: readonly PointE7[];
}

export interface Base extends PointE7 {
  readonly code: string;
  readonly name: string;
  /** Index into `areas`. */
  readonly area: number;
  readonly edge: number;
}

export interface TownUnit {
  /** Two letters and two digits, for example `MK14`. */
  readonly callSign: string;
  readonly kind: string;
  readonly vehicle: string;
  readonly skills: readonly string[];
  readonly crewCount: number;
  /** Index into `areas` and `bases`. */
  readonly area: number;
  readonly base: number;
  /** Which of the three shifts it works: 0 early, 1 late, 2 night. */
  readonly shift: number;
}
