/**
 * The nearest units to a place, by travel time towards it. Where units are plentiful a plain search against the arcs
 * meets enough of them close by; where they are few it would have to see the whole town, and asking the hierarchy for
 * each of them is a hundred times as fast. The number of units tells which to begin with; units that all stand far
 * away, or behind a closure, show by the search's running on, and it gives way to the hierarchy when it has cost what
 * that would have. Both find the same list, as it is in a total order. The object is a workspace. Not here: which
 * units may go (the mask), and units on the place's own segment (`direct`; snap's alongMillis knows).
 */
import type { Weights } from "../hierarchy/customise.ts";
import type { Hierarchy } from "../hierarchy/hierarchy.ts";
import { noWay, type Topology } from "../network.ts";
import { type ArcRows, rowsByHead, type RowTimes } from "../search/arc-rows.ts";
import { PlainSearch, type SearchGoal } from "../search/plain-search.ts";
import type { NodeOffset } from "../snap/snap.ts";
import { BestUnits } from "./best-units.ts";
import { Sweep } from "./sweep.ts";
import { type UnitPlaces, unitOf, unitPlaceLimits } from "./unit-places.ts";

/** A unit that gets to the place without passing a node, and its time. */
export interface DirectUnit {
  readonly unit: number;
  readonly millis: number;
}

export interface NearestQuestion {
  /** Times of the rows of `Nearest`, and the weights of the same metric. */
  readonly rowTimes: RowTimes;
  readonly weights: Weights;
  readonly places: UnitPlaces;
  /** 1 for each unit that counts. */
  readonly mask: Uint8Array;
  readonly ends: readonly NodeOffset[];
  readonly direct: readonly DirectUnit[];
  /** How many units are wanted. */
  readonly wanted: number;
}

/** What a sweep costs beside what each further unit costs, and both in nodes that a plain search could settle. */
const sweepNodes = 500;
const sweepNodesOfUnit = 9;

export class Nearest {
  /** The arcs by head, nodes numbered by rank. */
  readonly rows: ArcRows;
  readonly #search: PlainSearch;
  readonly #sweep: Sweep;
  /** The answer, until the next question. */
  readonly best = new BestUnits();
  readonly #meeting = new UnitMeeting(this.best);
  /** How the last question was answered, for measurements. */
  answeredBy: "search" | "hierarchy" | "both" = "search";

  constructor(topology: Topology, hierarchy: Hierarchy) {
    this.rows = rowsByHead(topology, hierarchy.rank);
    this.#search = new PlainSearch(hierarchy);
    this.#sweep = new Sweep(hierarchy);
  }

  /** The answer is in `best`: at most `wanted` units; those without a way are not among them. */
  find(question: NearestQuestion): BestUnits {
    const { places, mask, wanted, direct } = question;
    if (mask.length !== places.unitCount)
      throw new RangeError(`the mask has ${mask.length} units, expected ${places.unitCount}`);
    this.best.clear(wanted);
    for (let at = 0; at < direct.length; at += 1)
      if (mask[direct[at].unit] === 1) this.best.offer(direct[at].unit, direct[at].millis);
    const count = this.#countUnits(mask, wanted);
    const sweepCost = sweepNodes + sweepNodesOfUnit * count;
    // With units spread evenly, as many nodes are settled for each of them as there are for each in all.
    const searchCost = (wanted * this.rows.nodeCount) / Math.max(1, count);
    if (searchCost <= sweepCost) {
      this.answeredBy = "search";
      if (this.#searchUnits(question, sweepCost)) return this.best;
      this.answeredBy = "both";
    } else this.answeredBy = "hierarchy";
    this.#sweepUnits(question);
    return this.best;
  }

  /** Units that count, or as many as make the search the better way; the rest of a long mask is not looked at. */
  #countUnits(mask: Uint8Array, wanted: number): number {
    const plenty = Math.ceil(Math.sqrt((wanted * this.rows.nodeCount) / sweepNodesOfUnit));
    const { length } = mask;
    let count = 0;
    let unit = 0;
    // By eight, as this is a tenth of a question that is answered at once.
    for (; unit < length - 7 && count < plenty; unit += 8)
      count +=
        mask[unit] +
        mask[unit + 1] +
        mask[unit + 2] +
        mask[unit + 3] +
        mask[unit + 4] +
        mask[unit + 5] +
        mask[unit + 6] +
        mask[unit + 7];
    for (; unit < length && count < plenty; unit += 1) count += mask[unit];
    return count;
  }

  /** Whether the answer is complete after settling at most `budget` nodes. */
  #searchUnits({ rowTimes, places, mask, ends }: NearestQuestion, budget: number): boolean {
    const meeting = this.#meeting;
    meeting.begin(places, mask, budget);
    this.#search.run(this.rows, rowTimes, ends, this.best.bound, meeting);
    return meeting.budget >= 0;
  }

  #sweepUnits({ weights, places, mask, ends }: NearestQuestion): void {
    const { nodeCounts, ranks, millis } = places;
    const sweep = this.#sweep;
    const best = this.best;
    sweep.beginTo(weights, ends);
    for (let unit = 0; unit < mask.length; unit += 1) {
      if (mask[unit] !== 1) continue;
      let least: number = noWay;
      const first = unit * unitPlaceLimits.nodesOfUnit;
      for (let entry = first; entry < first + nodeCounts[unit]; entry += 1)
        least = Math.min(least, millis[entry] + sweep.millisAtRank(ranks[entry]));
      if (least < noWay) best.offer(unit, least);
    }
  }
}

/** Offers the units that a search meets, until nobody met later can be among the best or the budget is spent. */
class UnitMeeting implements SearchGoal {
  readonly #best: BestUnits;
  #firstAt: Int32Array = new Int32Array(0);
  #next: Int32Array = new Int32Array(0);
  #millis: Int32Array = new Int32Array(0);
  #mask: Uint8Array = new Uint8Array(0);
  /** Nodes that may still be settled; below 0 when the search was given up. */
  budget = 0;

  constructor(best: BestUnits) {
    this.#best = best;
  }

  begin({ firstAt, next, millis }: UnitPlaces, mask: Uint8Array, budget: number): void {
    this.#firstAt = firstAt;
    this.#next = next;
    this.#millis = millis;
    this.#mask = mask;
    this.budget = budget;
  }

  settle(node: number, time: number, untilMillis: number): number {
    this.budget -= 1;
    if (this.budget < 0) return -1;
    let entry = this.#firstAt[node];
    if (entry < 0) return untilMillis;
    for (; entry >= 0; entry = this.#next[entry]) {
      const unit = unitOf(entry);
      if (this.#mask[unit] === 1) this.#best.offer(unit, time + this.#millis[entry]);
    }
    return this.#best.bound;
  }
}
