/**
 * A road network as flat arrays: junctions are nodes, a directed way from one to the next is an arc, and the one or two
 * arcs of the same piece of road share a segment, which has the name, the class and the shape. Everything in src/roads
 * is a function of these arrays and of a metric (one travel time per arc). The network holds every arc that some
 * vehicle class could ever use; which class may is a question of the arc's rules and of the class's profile, so all
 * classes share one topology and a closure is never a change of topology. Not here: how a network is read (osm,
 * open roads, the town), what an arc costs (profiles, closures), and how ways are found.
 */

/** Nodes and arcs, in compressed rows by tail: the arcs out of `node` are `firstArc[node]` up to `firstArc[node + 1]`. */
export interface Topology {
  readonly nodeCount: number;
  readonly arcCount: number;
  /** Length nodeCount + 1. */
  readonly firstArc: Int32Array;
  /** Length arcCount; redundant with `firstArc`, kept because every inner loop wants it. */
  readonly tail: Int32Array;
  readonly head: Int32Array;
  /**
   * Degrees times 10^7. A junction with a turn restriction stands here several times, once for each way into it that
   * is restricted: such copies share their coordinates, and only such junctions are split.
   */
  readonly latE7: Int32Array;
  readonly lonE7: Int32Array;
}

export interface RoadNetwork extends Topology {
  readonly segmentCount: number;
  /** Segment of each arc, and whether the arc runs in the direction of the segment's points (1) or against it (0). */
  readonly arcSegment: Int32Array;
  readonly arcForward: Uint8Array;
  /** Bits of `arcRules`: what a vehicle class must be allowed to ignore before it may use the arc; 0 = open to all. */
  readonly arcRules: Uint16Array;
  /** Points of a segment, both ends included: `firstPoint[segment]` up to `firstPoint[segment + 1]`, degrees times 10^7. */
  readonly firstPoint: Int32Array;
  readonly pointLatE7: Int32Array;
  readonly pointLonE7: Int32Array;
  /** Length along the points in decimetres, at least 1. */
  readonly lengthDm: Int32Array;
  /** Index into `roadClasses`. */
  readonly roadClass: Uint8Array;
  /** Speed limit in km/h as tagged, or the class's default where it is not; 0 = walking only. */
  readonly limitKmh: Uint8Array;
  /** Index into `names`; -1 = the piece of road has no name. */
  readonly segmentName: Int32Array;
  readonly names: readonly string[];
  /** The source's own id of the way the segment was cut from, for messages to people; 0 = it has none. */
  readonly wayId: Float64Array;
}

/** From the fastest to the slowest; OSM's `highway` values and OS Open Roads' functions are mapped onto these. */
export const roadClasses = [
  "motorway",
  "trunk",
  "primary",
  "secondary",
  "tertiary",
  "unclassified",
  "residential",
  "living street",
  "service",
  "track",
  "pedestrian",
  "cycleway",
  "footway",
  "steps",
] as const;
export type RoadClass = (typeof roadClasses)[number];

/** What stands against using an arc. A vehicle class's profile says which of these it may ignore. */
export const arcRules = {
  /** Against the direction of a one-way street. */
  oneWay: 1 << 0,
  /** A turn that a restriction forbids: the arc leaves a copy of a split junction. */
  turn: 1 << 1,
  /** `access=private` and its like: a gate, a yard, a barracks. */
  private: 1 << 2,
  /** A gate or lift gate across the road. */
  gate: 1 << 3,
  /** Bollards, blocks, steps: no motor vehicle gets through, whoever drives it. */
  bollard: 1 << 4,
  /** Buses and trams only. */
  bus: 1 << 5,
  /** No motor vehicles by sign: a pedestrian street, a cycle street. */
  noMotor: 1 << 6,
  /** Not for people on foot (a motorway). */
  noFoot: 1 << 7,
  /** Not for bicycles. */
  noBicycle: 1 << 8,
  /** Destination or delivery traffic only. */
  destination: 1 << 9,
  /** A ford, a width or a weight limit: passable for some vehicles only. */
  narrow: 1 << 10,
} as const;

/**
 * No way, in milliseconds. Two of these still add up to a positive 32-bit number, so inner loops may add before they
 * compare; anything at or above it means that there is no way.
 */
export const noWay = 0x3fff_ffff;

/** Travel time of each arc in milliseconds: 1 to `noWay`. The first is the network's, the second is what it costs. */
export type Metric = Int32Array;
