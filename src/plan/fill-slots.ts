/**
 * Fills the slots of a response plan from a scan: units already at the incident first, then the free ones that are
 * known to be within range, so that most slots are filled with the least travel in all. A unit fills one slot. In
 * numbers only, in columns that are kept between calls: a rehearsal asks a hundred thousand times a second. Not here:
 * further choices and diverts (further-choices.ts), words.
 */

import { microsPerSecond } from "../base/instant.ts";
import { limits } from "../core/limits.ts";
import type { PlanLine } from "../core/region/policy.ts";
import type { RegionState } from "../core/state/region-state.ts";
import { assignSlots, cannotFill } from "./assignment.ts";
import {
  makeNearest,
  mayEnter,
  offer,
  resetNearest,
  sortNearest,
  type Nearest,
} from "./nearest.ts";
import { divertKind, freeKind, type Candidates } from "./candidates.ts";
import { countOutOfRange, type UnitScan } from "./unit-scan.ts";

/** Slots of one plan looked at; what a plan asks for beyond them waits for the next recommendation. */
export const slotsPerPlan = 64;

export interface FillQuestion {
  /** Each need once. */
  readonly lines: readonly PlanLine[];
  /** Units that work on the incident already. */
  readonly here: readonly number[];
  /** Infinity = no limit. */
  readonly rangeMicros: number;
  /** Options wanted in all, and diverts among them at most. */
  readonly options: number;
  readonly diverts: number;
  /** Whether the scan counts who can not go. */
  readonly explained: boolean;
}

/** Good until the next plan is filled. */
export interface FilledPlan {
  /** Units chosen, soonest first: the index of each in the scan, and the need it fills. */
  count: number;
  readonly candidate: Int32Array;
  readonly need: Int32Array;
  /** By line: slots asked for (`slotsPerPlan` in all), and filled, by units already there too. */
  readonly asked: Int32Array;
  readonly filled: Int32Array;
}

const plan: FilledPlan = {
  count: 0,
  candidate: new Int32Array(slotsPerPlan),
  need: new Int32Array(slotsPerPlan),
  asked: new Int32Array(limits.needs),
  filled: new Int32Array(limits.needs),
};

/** Two heaps per need of a plan (free, divert), kept between calls. */
const heaps: Nearest[] = [];
const heapCapacity = slotsPerPlan + limits.recommendationOptions;

/** The best candidates of a line and kind, best first, after `fillSlots`. */
export function getNearestOf(line: number, kind: number): Nearest {
  const index = 2 * line + kind;
  while (heaps.length <= index) heaps.push(makeNearest(heapCapacity));
  return heaps[index];
}

export function fillSlots(state: RegionState, scan: UnitScan, question: FillQuestion): FilledPlan {
  const { lines } = question;
  let slots = 0;
  for (let line = 0; line < lines.length; line += 1) {
    plan.asked[line] = Math.min(lines[line].count, slotsPerPlan - slots);
    plan.filled[line] = 0;
    slots += plan.asked[line];
  }
  plan.count = 0;
  rankCandidates(state, scan, question, slots);
  if (lines.length === 1) fillOneLine(state, scan.candidates, question);
  else if (lines.length > 1) fillLines(state, scan.candidates, question, slots);
  return plan;
}

/** Offers every candidate to the heaps of the needs it fits, and counts who is out of range. */
function rankCandidates(
  state: RegionState,
  scan: UnitScan,
  { lines, rangeMicros, options, diverts, explained }: FillQuestion,
  slots: number,
): void {
  for (let line = 0; line < lines.length; line += 1) {
    resetNearest(getNearestOf(line, freeKind), slots + options);
    resetNearest(getNearestOf(line, divertKind), diverts);
  }
  const serves = state.columns.units.serves;
  const { count, unit: units, kind: kinds, keyMicros } = scan.candidates;
  for (let index = 0; index < count; index += 1) {
    const unit = units[index];
    const key = keyMicros[index];
    const isOut = !(key <= rangeMicros) || key === Infinity;
    if (isOut && explained && kinds[index] === freeKind)
      countOutOfRange(scan, index, rangeMicros, lines, serves[unit]);
    if (key === Infinity || (isOut && kinds[index] === divertKind)) continue;
    for (let line = 0; line < lines.length; line += 1) {
      const heap = heaps[2 * line + kinds[index]];
      if (((serves[unit] >>> lines[line].need) & 1) === 1 && mayEnter(heap, key))
        offer(heap, key, unit, index);
    }
  }
  for (let line = 0; line < lines.length; line += 1) {
    sortNearest(getNearestOf(line, freeKind));
    sortNearest(getNearestOf(line, divertKind));
  }
}

/** Costs are whole milliseconds and, below them, the unit id, so that equal times go to the lower id. */
function costOf(keyMicros: number, unit: number): number {
  const millis = Math.min(Math.round((keyMicros / microsPerSecond) * 1000), 2 ** 24 - 1);
  return millis * limits.units + unit;
}

/** Puts a candidate among the chosen, after those that are there sooner. */
function addChosen({ keyMicros, unit }: Candidates, candidate: number, need: number): void {
  let place = plan.count;
  for (; place > 0; place -= 1) {
    const before = plan.candidate[place - 1];
    const isSooner =
      keyMicros[candidate] < keyMicros[before] ||
      (keyMicros[candidate] === keyMicros[before] && unit[candidate] < unit[before]);
    if (!isSooner) break;
    plan.candidate[place] = before;
    plan.need[place] = plan.need[place - 1];
  }
  plan.candidate[place] = candidate;
  plan.need[place] = need;
  plan.count += 1;
}

/** By line or column of the candidates: 1 = it fills a slot already. */
const used = new Uint8Array(heapCapacity);

/**
 * One need: the assignment is the least costs, one after another. A unit that is there already costs nothing but its
 * number, so it goes first unless another stands on the very spot.
 */
function fillOneLine(
  state: RegionState,
  candidates: Candidates,
  { lines, here, rangeMicros }: FillQuestion,
): void {
  const [{ need }] = lines;
  const serves = state.columns.units.serves;
  const free = getNearestOf(0, freeKind);
  const rest = here.filter((unit) => ((serves[unit] >>> need) & 1) === 1);
  for (let place = 0; place < free.count; place += 1) used[place] = 0;
  for (let slot = 0; slot < plan.asked[0]; slot += 1) {
    let least = Infinity;
    let best = -1;
    for (let place = 0; place < free.count && free.key[place] <= rangeMicros; place += 1) {
      if (used[place] === 1) continue;
      const cost = costOf(free.key[place], free.unit[place]);
      if (cost < least) {
        least = cost;
        best = place;
      }
    }
    const first = rest.length === 0 ? Infinity : Math.min(...rest);
    if (least === Infinity && first === Infinity) return;
    plan.filled[0] += 1;
    if (first <= least) {
      rest.splice(rest.indexOf(first), 1);
      continue;
    }
    used[best] = 1;
    addChosen(candidates, free.tag[best], need);
  }
}

/** Several needs: a unit may fit more than one of them, so all slots are filled at once. */
function fillLines(
  state: RegionState,
  candidates: Candidates,
  { lines, here, rangeMicros }: FillQuestion,
  slots: number,
): void {
  const free = listWithinRange(lines.length, rangeMicros);
  const width = here.length + free.length;
  const cost = new Float64Array(slots * width).fill(cannotFill);
  const lineOfSlot = new Int32Array(slots);
  const serves = state.columns.units.serves;
  for (let line = 0, slot = 0; line < lines.length; line += 1)
    for (let count = 0; count < plan.asked[line]; count += 1, slot += 1) {
      lineOfSlot[slot] = line;
      const bit = 1 << lines[line].need;
      for (let column = 0; column < here.length; column += 1)
        if ((serves[here[column]] & bit) !== 0) cost[slot * width + column] = here[column];
      for (let column = 0; column < free.length; column += 1) {
        const unit = candidates.unit[free[column]];
        if ((serves[unit] & bit) !== 0)
          cost[slot * width + here.length + column] = costOf(
            candidates.keyMicros[free[column]],
            unit,
          );
      }
    }
  const filledBy = assignSlots(slots, width, cost);
  for (let slot = 0; slot < slots; slot += 1) {
    const column = filledBy[slot];
    if (column < 0) continue;
    const line = lineOfSlot[slot];
    plan.filled[line] += 1;
    if (column >= here.length) addChosen(candidates, free[column - here.length], lines[line].need);
  }
}

/**
 * Candidates that can fill a slot, each once. The best `slots` of every need are enough: were a worse one used for
 * a need, one of its better ones would be unused, and could take its place.
 */
function listWithinRange(lines: number, rangeMicros: number): number[] {
  const found: number[] = [];
  for (let line = 0; line < lines; line += 1) {
    const heap = getNearestOf(line, freeKind);
    for (let place = 0; place < heap.count && heap.key[place] <= rangeMicros; place += 1)
      if (!found.includes(heap.tag[place])) found.push(heap.tag[place]);
  }
  return found;
}
