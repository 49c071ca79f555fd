/**
 * Where the units are on the network, both ways round: the nodes that each unit can get to from where it stands, and
 * the units that can get to each node. It is kept as units move, so that a question need not look for anybody. Nodes
 * have their ranks here, as in the hierarchy. The columns are as long as the units allow; nothing is allocated when a
 * unit moves. Not here: bringing a unit to its
 * segment (snap), and which units count for an incident (the caller's mask).
 */
import type { Hierarchy } from "../hierarchy/hierarchy.ts";
import { noWay } from "../network.ts";
import type { NodeOffset } from "../snap/snap.ts";

const nodesOfUnitBits = 4;

export const unitPlaceLimits = {
  units: 1 << 20,
  /** The two ends of a segment, and the copies of a split junction, of which there is one for each way into it. */
  nodesOfUnit: 1 << nodesOfUnitBits,
} as const;

const { nodesOfUnit } = unitPlaceLimits;
const nobody = -1;

export class UnitPlaces {
  readonly unitCount: number;
  readonly #rank: Int32Array;
  /**
   * An entry is one node of one unit: those of `unit` are `unit * nodesOfUnit` and the `nodeCounts[unit] - 1` after it.
   */
  readonly nodeCounts: Uint8Array;
  readonly ranks: Int32Array;
  /** From the unit to the node. */
  readonly millis: Int32Array;
  /** Entries at a node: the first of them, then the next of each; -1 at the end. */
  readonly firstAt: Int32Array;
  readonly next: Int32Array;
  readonly #previous: Int32Array;

  /** Units are numbered from 0 to `unitCount` - 1. */
  constructor({ nodeCount, rank }: Hierarchy, unitCount: number) {
    if (unitCount > unitPlaceLimits.units)
      throw new RangeError(
        `there are ${unitCount} units, expected at most ${unitPlaceLimits.units}; divide the region`,
      );
    this.unitCount = unitCount;
    this.#rank = rank;
    this.nodeCounts = new Uint8Array(unitCount);
    this.ranks = new Int32Array(unitCount * nodesOfUnit);
    this.millis = new Int32Array(unitCount * nodesOfUnit);
    this.firstAt = new Int32Array(nodeCount).fill(nobody);
    this.next = new Int32Array(unitCount * nodesOfUnit);
    this.#previous = new Int32Array(unitCount * nodesOfUnit);
  }

  /** The unit is here now; an empty list takes it off the network. Throws a RangeError and leaves it where it was. */
  place(unit: number, offsets: readonly NodeOffset[]): void {
    this.#check(unit, offsets);
    this.#remove(unit);
    for (let at = 0; at < offsets.length; at += 1) {
      const entry = unit * nodesOfUnit + at;
      const node = this.#rank[offsets[at].node];
      const after = this.firstAt[node];
      this.ranks[entry] = node;
      this.millis[entry] = offsets[at].millis;
      this.next[entry] = after;
      this.#previous[entry] = nobody;
      if (after !== nobody) this.#previous[after] = entry;
      this.firstAt[node] = entry;
    }
    this.nodeCounts[unit] = offsets.length;
  }

  #remove(unit: number): void {
    const end = unit * nodesOfUnit + this.nodeCounts[unit];
    for (let entry = unit * nodesOfUnit; entry < end; entry += 1) {
      const before = this.#previous[entry];
      const after = this.next[entry];
      if (before === nobody) this.firstAt[this.ranks[entry]] = after;
      else this.next[before] = after;
      if (after !== nobody) this.#previous[after] = before;
    }
    this.nodeCounts[unit] = 0;
  }

  #check(unit: number, offsets: readonly NodeOffset[]): void {
    if (!(unit >= 0 && unit < this.unitCount))
      throw new RangeError(`unit: got ${unit}, expected 0 to ${this.unitCount - 1}`);
    if (offsets.length > nodesOfUnit)
      throw new RangeError(
        `unit ${unit} is at ${offsets.length} nodes, expected at most ${nodesOfUnit}`,
      );
    for (const { node, millis } of offsets)
      if (!(node >= 0 && node < this.firstAt.length && millis >= 0 && millis <= noWay))
        throw new RangeError(
          `unit ${unit} is ${millis} ms from node ${node}, expected 0 to ${noWay} ms and a node below ${this.firstAt.length}`,
        );
  }
}

/** The unit whose entry it is. */
export function unitOf(entry: number): number {
  return entry >>> nodesOfUnitBits;
}
