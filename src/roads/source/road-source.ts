/**
 * Roads as a source gives them, before they become a network: nodes with coordinates, roads along them with what may be
 * driven in which direction, barriers at nodes, forbidden turns. OpenStreetMap, OS Open Roads and the invented town all
 * come in this shape. Not here: reading any of them, and the network (compile/).
 */

export interface SourceRoad {
  /** The source's own id; 0 = it has none. */
  readonly wayId: number;
  /** Indices of nodes, at least two, in the road's own direction. */
  readonly nodes: Int32Array;
  readonly name: string;
  /** Index into `roadClasses`. */
  readonly roadClass: number;
  /** Limit in km/h; 0 = walking only. */
  readonly limitKmh: number;
  /** Bits of `arcRules` for motor vehicles, along the road and against it; undefined = not in the network `road`. */
  readonly motor: DirectionRules | undefined;
  /** The same for people on foot and on bicycles; undefined = not in the network `path`. */
  readonly path: DirectionRules | undefined;
}

export interface DirectionRules {
  readonly forward: number;
  readonly backward: number;
}

export interface SourceTurn {
  /** For messages, for example "relation 4711". */
  readonly element: string;
  /** Ways in the order in which they are driven: from, via ways if any, to. */
  readonly ways: readonly number[];
  /** The node between `from` and `to`; -1 where via ways stand between them. */
  readonly viaNode: number;
  /** False: this turn is forbidden. True: from there only this turn is allowed. */
  readonly isOnly: boolean;
}

export interface RoadSource {
  readonly nodeCount: number;
  readonly latE7: Int32Array;
  readonly lonE7: Int32Array;
  /** Rules for passing a node that has a barrier, by node: for motor vehicles, and for foot and bicycle. */
  readonly motorBarriers: ReadonlyMap<number, number>;
  readonly pathBarriers: ReadonlyMap<number, number>;
  readonly roads: readonly SourceRoad[];
  readonly turns: readonly SourceTurn[];
}
