/**
 * Partial customisation: brings the weights up to date after some arcs' travel times have changed, so that they equal
 * those of a full customisation to the bit (Dibbelt, Strasser, Wagner 2016, section 5.4). A closed street touches its
 * own slot and, above it, only what was shortest through it. Rows are taken in ascending order, so that a row is final
 * when its triangles are looked at. A shorter side lowers the third side at once; a longer one makes it be worked out
 * anew only when the third side weighed exactly that much before, because only then can it have depended on it. Not
 * here: what is closed and until when.
 */
import { type Metric, noWay } from "../network.ts";
import { checkLengths, customise, type Weights } from "./customise.ts";
import type { Hierarchy } from "./hierarchy.ts";
import { RowQueue } from "./row-queue.ts";

/**
 * Up to this share of all arcs a partial customisation is the faster one, when streets all over a town change: the two
 * cross at 0.05 % in Porto and above 0.15 % in Moscow (bench roads-closure). Streets of one quarter spread less.
 */
const partialShare = 0.0005;

const untouched = 0;
/** Its weight is a bound that has been lowered, or is what it was. */
const touched = 1;
/** What it rested on has become longer: its weight must be worked out anew. */
const loose = 2;

export class Recustomiser {
  readonly #hierarchy: Hierarchy;
  readonly #queue: RowQueue;
  /** By weight: one of the three states above, and what a touched one was before. */
  readonly #state: Uint8Array;
  readonly #before: Int32Array;
  /** Indices of the weights that the last update changed, the first `changedCount`. */
  readonly changed: Int32Array;
  changedCount = 0;
  /** Whether the last update was a full customisation, which does not list what it changed. */
  wasFull = false;

  constructor(hierarchy: Hierarchy) {
    const { nodeCount, slotCount } = hierarchy;
    this.#hierarchy = hierarchy;
    this.#queue = new RowQueue(nodeCount);
    this.#state = new Uint8Array(2 * slotCount);
    this.#before = new Int32Array(2 * slotCount);
    this.changed = new Int32Array(2 * slotCount);
  }

  /**
   * `weights` are right for the metric as it was; `metric` is as it is now; `arcs` are those that may differ, in any
   * order and number of times. Partial or full, whichever is faster for so many.
   */
  update(metric: Metric, weights: Weights, arcs: ArrayLike<number>): void {
    this.wasFull = arcs.length > this.#hierarchy.arcCount * partialShare;
    if (this.wasFull) customise(this.#hierarchy, metric, weights);
    else this.updatePart(metric, weights, arcs);
  }

  /** As `update`, partial in any case; throws a RangeError for an arc that is none. */
  updatePart(metric: Metric, weights: Weights, arcs: ArrayLike<number>): void {
    checkLengths(this.#hierarchy, metric, weights);
    this.changedCount = 0;
    this.wasFull = false;
    for (let at = 0; at < arcs.length; at += 1) this.#checkArc(arcs[at]);
    for (let at = 0; at < arcs.length; at += 1) this.#touchArc(metric, weights, arcs[at]);
    for (let row = this.#queue.takeNext(0); row >= 0; row = this.#queue.takeNext(row)) {
      this.#settleRow(metric, weights, row);
      this.#spreadRow(weights, row);
    }
  }

  /**
   * Brings a second copy of the weights, where the first was before the last update, to where the first is now. So with
   * two buffers: copy what the last update changed from the front to the back, update the back, and swap them.
   */
  copyChanged(from: Weights, to: Weights): void {
    if (this.wasFull) {
      to.set(from);
      return;
    }
    const { changed, changedCount } = this;
    for (let at = 0; at < changedCount; at += 1) to[changed[at]] = from[changed[at]];
  }

  #checkArc(arc: number): void {
    const { arcCount } = this.#hierarchy;
    if (!(arc >= 0 && arc < arcCount))
      throw new RangeError(`changed arc: got ${arc}, expected 0 to ${arcCount - 1}`);
  }

  #touchArc(metric: Metric, weights: Weights, arc: number): void {
    const weight = this.#hierarchy.arcWeight[arc];
    if (weight < 0) return;
    this.#compare(weights, weight, weights[weight], this.#leastOfArcs(metric, weight));
  }

  #leastOfArcs(metric: Metric, weight: number): number {
    const { weightArc, nextArc } = this.#hierarchy;
    let least: number = noWay;
    for (let arc = weightArc[weight]; arc >= 0; arc = nextArc[arc])
      if (metric[arc] < least) least = metric[arc];
    return least;
  }

  /** Something that a weight may rest on has gone from `before` to `after`. */
  #compare(weights: Weights, weight: number, before: number, after: number): void {
    const now = weights[weight];
    if (after < now) {
      this.#touch(weights, weight);
      weights[weight] = after;
      // Whatever else it might have rested on is longer than this.
      this.#state[weight] = touched;
    } else if (after === now) {
      if (this.#state[weight] === loose) this.#state[weight] = touched;
    } else if (before === now) {
      this.#touch(weights, weight);
      this.#state[weight] = loose;
    }
  }

  #touch(weights: Weights, weight: number): void {
    if (this.#state[weight] !== untouched) return;
    const { slotCount, slotTail } = this.#hierarchy;
    this.#before[weight] = weights[weight];
    this.#queue.add(slotTail[weight < slotCount ? weight : weight - slotCount]);
  }

  /** Works out the loose weights of a row, from its arcs and from all triangles below it. */
  #settleRow(metric: Metric, weights: Weights, row: number): void {
    const { firstUp, slotCount, firstDown, downSlot, slotTail } = this.#hierarchy;
    const state = this.#state;
    let looseCount = 0;
    for (let slot = firstUp[row]; slot < firstUp[row + 1]; slot += 1) {
      for (let weight = slot; weight < 2 * slotCount; weight += slotCount) {
        if (state[weight] !== loose) continue;
        weights[weight] = this.#leastOfArcs(metric, weight);
        looseCount += 1;
      }
    }
    if (looseCount === 0) return;
    const { firstTriangle, triangleOffset } = this.#hierarchy;
    const rowUp = firstUp[row];
    for (let at = firstDown[row]; at < firstDown[row + 1]; at += 1) {
      const side = downSlot[at];
      const low = slotTail[side];
      const end = firstUp[low + 1];
      const i = side - firstUp[low];
      let triangle = firstTriangle[low] + i * (end - firstUp[low] - 1) - (i * (i - 1)) / 2;
      const up = weights[side];
      const down = weights[slotCount + side];
      for (let other = side + 1; other < end; other += 1) {
        const third = rowUp + triangleOffset[triangle];
        triangle += 1;
        if (state[third] === loose && down + weights[other] < weights[third])
          weights[third] = down + weights[other];
        const back = slotCount + third;
        if (state[back] === loose && weights[slotCount + other] + up < weights[back])
          weights[back] = weights[slotCount + other] + up;
      }
    }
  }

  /** Tells the third sides of the row's triangles what has become of the two sides in the row. */
  #spreadRow(weights: Weights, row: number): void {
    const { firstUp, slotCount } = this.#hierarchy;
    const state = this.#state;
    const before = this.#before;
    const first = firstUp[row];
    const end = firstUp[row + 1];
    const noted = this.changedCount;
    for (let slot = first; slot < end; slot += 1) {
      // From here on `before` tells of the whole row.
      if (state[slot] === untouched) before[slot] = weights[slot];
      else if (weights[slot] !== before[slot]) this.changed[this.changedCount++] = slot;
      state[slot] = untouched;
      const back = slotCount + slot;
      if (state[back] === untouched) before[back] = weights[back];
      else if (weights[back] !== before[back]) this.changed[this.changedCount++] = back;
      state[back] = untouched;
    }
    let last = -1;
    for (let at = noted; at < this.changedCount; at += 1) {
      const weight = this.changed[at];
      const slot = weight < slotCount ? weight : weight - slotCount;
      if (slot !== last) this.#spreadSlot(weights, row, slot);
      last = slot;
    }
  }

  /** The triangles of one changed slot with the others of its row, except with changed ones before it. */
  #spreadSlot(weights: Weights, row: number, slot: number): void {
    const { firstUp, upHead, slotCount, firstTriangle, triangleOffset } = this.#hierarchy;
    const before = this.#before;
    const first = firstUp[row];
    const end = firstUp[row + 1];
    // Place of the triangle (i, j) from the row's first one: i * (size - 1) - i * (i - 1) / 2 + j - i - 1.
    let triangle = firstTriangle[row] + slot - first - 1;
    const up = weights[slot];
    const down = weights[slotCount + slot];
    const upBefore = before[slot];
    const downBefore = before[slotCount + slot];
    for (let other = first; other < end; other += 1) {
      if (other === slot) {
        triangle += 1;
        continue;
      }
      const low = other < slot ? other : slot;
      const third = firstUp[upHead[low]] + triangleOffset[triangle];
      // On to the next row of the triangle table until the slot's own is reached, then along that one.
      triangle += other < slot ? end - other - 2 : 1;
      const otherUp = weights[other];
      const otherDown = weights[slotCount + other];
      const otherUpBefore = before[other];
      const otherDownBefore = before[slotCount + other];
      if (other < slot && (otherUp !== otherUpBefore || otherDown !== otherDownBefore)) continue;
      // From the slot's head down and up to the other's head, and the other way round.
      const over = down + otherUp;
      const overBefore = downBefore + otherUpBefore;
      const back = otherDown + up;
      const backBefore = otherDownBefore + upBefore;
      const rise = other < slot ? slotCount + third : third;
      const fall = other < slot ? third : slotCount + third;
      if (over !== overBefore) this.#compare(weights, rise, overBefore, over);
      if (back !== backBefore) this.#compare(weights, fall, backBefore, back);
    }
  }
}
