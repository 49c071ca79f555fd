/**
 * Fills the slots of a response plan from a scan: units already at the incident first, then the free ones that are
 * known to be within range, so that most slots are filled with the least travel in all; then further choices. A
 * unit fills one slot. A divert fills none by itself: it is a person's decision, and it is only offered where it
 * would be sooner than what was chosen, or where nothing was.
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
import { divertKind, freeKind } from "./candidates.ts";
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
}

export interface Pick {
  /** Index in the scan. */
  readonly candidate: number;
  readonly need: number;
  readonly chosen: boolean;
  readonly withinRange: boolean;
}

export interface FilledPlan {
  /** Chosen ones first, soonest first; then further choices, those for unmet needs first. */
  readonly picks: readonly Pick[];
  readonly unmet: readonly {
    readonly need: number;
    readonly asked: number;
    readonly filled: number;
  }[];
}

/** Two heaps per need of a plan (free, divert), kept between calls. */
const heaps: Nearest[] = [];
const heapCapacity = slotsPerPlan + limits.recommendationOptions;

function getHeap(line: number, kind: number): Nearest {
  const index = 2 * line + kind;
  while (heaps.length <= index) heaps.push(makeNearest(heapCapacity));
  return heaps[index];
}

export function fillSlots(state: RegionState, scan: UnitScan, question: FillQuestion): FilledPlan {
  const { lines } = question;
  const slots = lines
    .flatMap(({ count }, line) => Array.from({ length: Math.min(count, slotsPerPlan) }, () => line))
    .slice(0, slotsPerPlan);
  rankCandidates(state, scan, question, slots.length);
  const filled = new Int32Array(lines.length);
  const asked = new Int32Array(lines.length);
  for (const line of slots) asked[line] += 1;
  const chosen = choose(state, scan, question, slots, filled);
  const unmet = lines
    .map(({ need }, line) => ({ need, asked: asked[line], filled: filled[line] }))
    .filter((line) => line.filled < line.asked);
  const more = listMore(scan, question, chosen, filled, asked);
  return {
    picks: [...chosen, ...more.slice(0, Math.max(0, question.options - chosen.length))],
    unmet,
  };
}

/** Offers every candidate to the heaps of the needs it fits, and counts who is out of range. */
function rankCandidates(
  state: RegionState,
  scan: UnitScan,
  { lines, rangeMicros, options, diverts }: FillQuestion,
  slots: number,
): void {
  const needs = lines.map(({ need }) => need);
  needs.forEach((_, line) => {
    resetNearest(getHeap(line, freeKind), slots + options);
    resetNearest(getHeap(line, divertKind), diverts);
  });
  const serves = state.columns.units.serves;
  const { count, unit: units, kind: kinds, keyMicros } = scan.candidates;
  for (let index = 0; index < count; index += 1) {
    const unit = units[index];
    const key = keyMicros[index];
    const isOut = !(key <= rangeMicros) || key === Infinity;
    if (isOut && kinds[index] === freeKind)
      countOutOfRange(scan, index, rangeMicros, needs, serves[unit]);
    if (key === Infinity || (isOut && kinds[index] === divertKind)) continue;
    for (let line = 0; line < needs.length; line += 1) {
      const heap = heaps[2 * line + kinds[index]];
      if (((serves[unit] >>> needs[line]) & 1) === 1 && mayEnter(heap, key))
        offer(heap, key, unit, index);
    }
  }
  needs.forEach((_, line) => {
    sortNearest(getHeap(line, freeKind));
    sortNearest(getHeap(line, divertKind));
  });
}

/** Costs are whole milliseconds and, below them, the unit id, so that equal times go to the lower id. */
function costOf(keyMicros: number, unit: number): number {
  const millis = Math.min(Math.round((keyMicros / microsPerSecond) * 1000), 2 ** 24 - 1);
  return millis * limits.units + unit;
}

/** The chosen candidates, soonest first; `filled` counts per line, units already here included. */
function choose(
  state: RegionState,
  scan: UnitScan,
  { lines, here, rangeMicros }: FillQuestion,
  slots: readonly number[],
  filled: Int32Array,
): Pick[] {
  const free = listWithinRange(lines.length, rangeMicros);
  const width = here.length + free.length;
  const cost = new Float64Array(slots.length * width).fill(cannotFill);
  const serves = state.columns.units.serves;
  slots.forEach((line, slot) => {
    const bit = 1 << lines[line].need;
    here.forEach((unit, column) => {
      if ((serves[unit] & bit) !== 0) cost[slot * width + column] = unit;
    });
    free.forEach((candidate, column) => {
      const unit = scan.candidates.unit[candidate];
      if ((serves[unit] & bit) !== 0)
        cost[slot * width + here.length + column] = costOf(
          scan.candidates.keyMicros[candidate],
          unit,
        );
    });
  });
  const picks: Pick[] = [];
  assignSlots(slots.length, width, cost).forEach((column, slot) => {
    if (column < 0) return;
    const line = slots[slot];
    filled[line] += 1;
    if (column < here.length) return;
    const candidate = free[column - here.length];
    picks.push({ candidate, need: lines[line].need, chosen: true, withinRange: true });
  });
  return picks.sort((a, b) => compareCandidates(scan, a.candidate, b.candidate));
}

/**
 * Candidates that can fill a slot, each once. The best `slots` of every need are enough: were a worse one used for
 * a need, one of its better ones would be unused, and could take its place.
 */
function listWithinRange(lines: number, rangeMicros: number): number[] {
  const seen = new Set<number>();
  for (let line = 0; line < lines; line += 1) {
    const heap = getHeap(line, freeKind);
    for (let place = 0; place < heap.count && heap.key[place] <= rangeMicros; place += 1)
      seen.add(heap.tag[place]);
  }
  return [...seen];
}

function compareCandidates(scan: UnitScan, a: number, b: number): number {
  return (
    scan.candidates.keyMicros[a] - scan.candidates.keyMicros[b] ||
    scan.candidates.unit[a] - scan.candidates.unit[b]
  );
}

/** Further choices: free units that were not chosen (also those out of range) and the diverts worth a thought. */
function listMore(
  scan: UnitScan,
  { lines, rangeMicros, diverts }: FillQuestion,
  chosen: readonly Pick[],
  filled: Int32Array,
  asked: Int32Array,
): Pick[] {
  const seen = new Set(chosen.map((pick) => pick.candidate));
  const isUnmet = (line: number): boolean => filled[line] < asked[line];
  const order = lines
    .map((_, line) => line)
    .sort((a, b) => Number(isUnmet(b)) - Number(isUnmet(a)) || a - b);
  const more: (Pick & { readonly unmet: boolean })[] = [];
  let divertsLeft = diverts;
  for (const line of order) {
    const { need } = lines[line];
    const unmet = isUnmet(line);
    const latest = chosen.findLast((pick) => pick.need === need);
    // A need that the units already there fill asks for no divert.
    const metKey = latest === undefined ? -1 : scan.candidates.keyMicros[latest.candidate];
    const latestKey = unmet ? Infinity : metKey;
    const push = (candidate: number): void => {
      seen.add(candidate);
      const withinRange = scan.candidates.keyMicros[candidate] <= rangeMicros;
      more.push({ candidate, need, chosen: false, withinRange, unmet });
    };
    const free = getHeap(line, freeKind);
    for (let place = 0; place < free.count; place += 1)
      if (!seen.has(free.tag[place])) push(free.tag[place]);
    const busy = getHeap(line, divertKind);
    for (let place = 0; place < busy.count && divertsLeft > 0; place += 1) {
      if (seen.has(busy.tag[place]) || !(busy.key[place] < latestKey)) continue;
      push(busy.tag[place]);
      divertsLeft -= 1;
    }
  }
  return more.sort(
    (a, b) =>
      Number(b.unmet) - Number(a.unmet) || compareCandidates(scan, a.candidate, b.candidate),
  );
}
