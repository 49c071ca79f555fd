/**
 * How long each of many units takes to one place. A sweep works its nodes out one by one as they are asked for; here it
 * is known beforehand who will be asked, so all nodes above the units are kept as a list, highest first, and are gone
 * through in one pass (Delling, Goldberg, Werneck: "Faster Batched Shortest Paths in Road Networks", 2011: RPHAST).
 * That is the same work in the order in which memory likes it (measured for 5,000 units: 0.5 ms instead of 1.9 ms in
 * Porto, 1.5 ms instead of 5.5 ms in Moscow). The list may be old: what it lacks is worked out one by one, and what it
 * has too much of costs a little time, so it is made anew only when many units have moved.
 */
import type { Weights } from "../hierarchy/customise.ts";
import type { Hierarchy } from "../hierarchy/hierarchy.ts";
import { noWay } from "../network.ts";
import type { NodeOffset } from "../snap/snap.ts";
import { Sweep } from "./sweep.ts";
import { UnitPlaces, unitPlaceLimits } from "./unit-places.ts";

const { nodesOfUnit } = unitPlaceLimits;

/** The list is made anew when it lacks nodes of more than this share of the units, */
const missingShare = 1 / 8;
/** and when so many moves were made for each unit since: it has too much by then. */
const movesOfUnit = 8;

export class UnitSweep {
  readonly #hierarchy: Hierarchy;
  readonly #places: UnitPlaces;
  readonly #sweep: Sweep;
  /** Ranks, highest first, with each all that is above it in the elimination tree. */
  #above = new Int32Array(0);
  readonly #isAbove: Uint8Array;
  #onNetwork = 0;
  /** Since the list was made: units placed, and those of them at a node that it lacks. */
  #moves = 0;
  #missing = 0;
  #isReachable = false;

  /** Units are numbered from 0 to `unitCount` - 1. */
  constructor(hierarchy: Hierarchy, unitCount: number) {
    this.#hierarchy = hierarchy;
    this.#places = new UnitPlaces(hierarchy, unitCount);
    this.#sweep = new Sweep(hierarchy);
    this.#isAbove = new Uint8Array(hierarchy.nodeCount);
  }

  /** The unit is here now; an empty list takes it off the network. Throws a RangeError and leaves it where it was. */
  place(unit: number, offsets: readonly NodeOffset[]): void {
    const before = this.#places.nodeCounts[unit];
    this.#places.place(unit, offsets);
    this.#onNetwork += Math.sign(offsets.length) - Math.sign(before);
    this.#moves += 1;
    const { rank } = this.#hierarchy;
    if (offsets.some(({ node }) => this.#isAbove[rank[node]] === 0)) this.#missing += 1;
  }

  /** Makes the list anew where it is too old; a question does it too, if nobody did before. */
  refresh(): void {
    const units = this.#onNetwork;
    if (this.#missing > units * missingShare || this.#moves > units * movesOfUnit)
      this.#listAbove();
  }

  /** From now on `millis` answers how long units take to this place; `weights` must not change meanwhile. */
  beginTo(weights: Weights, place: readonly NodeOffset[]): void {
    this.#isReachable = place.length > 0;
    if (!this.#isReachable) return;
    this.refresh();
    this.#sweep.beginTo(weights, place);
    this.#sweep.fill(this.#above);
  }

  /** Milliseconds; noWay = there is no way, or the unit is not on the network. */
  millis(unit: number): number {
    if (!this.#isReachable) return noWay;
    const { nodeCounts, ranks, millis } = this.#places;
    const first = unit * nodesOfUnit;
    const end = first + nodeCounts[unit];
    let least: number = noWay;
    for (let entry = first; entry < end; entry += 1)
      least = Math.min(least, millis[entry] + this.#sweep.millisAtRank(ranks[entry]));
    return least;
  }

  #listAbove(): void {
    const { nodeCount, parent } = this.#hierarchy;
    const { nodeCounts, ranks, unitCount } = this.#places;
    const isAbove = this.#isAbove;
    isAbove.fill(0);
    let count = 0;
    for (let unit = 0; unit < unitCount; unit += 1) {
      const end = unit * nodesOfUnit + nodeCounts[unit];
      for (let entry = unit * nodesOfUnit; entry < end; entry += 1)
        for (let node = ranks[entry]; node >= 0 && isAbove[node] === 0; node = parent[node]) {
          isAbove[node] = 1;
          count += 1;
        }
    }
    const above = new Int32Array(count);
    let at = 0;
    for (let node = nodeCount - 1; node >= 0; node -= 1)
      if (isAbove[node] === 1) above[at++] = node;
    this.#above = above;
    this.#moves = 0;
    this.#missing = 0;
  }
}
