/**
 * The head-count of a muster: heads planned against heads turned up over time, of all or of one team or station. A fold
 * of the planned shifts that the state holds, so it reaches back as far as ended ones are kept (`retireSeconds`).
 */

import type { Instant, Micros } from "../../base/instant.ts";
import type { RegionState } from "../state/region-state.ts";
import { shiftStates, unitStatuses } from "../vocabulary.ts";

export interface HeadCount {
  /** Instants of the points, `step` apart, the last not after `until`. */
  readonly at: readonly Instant[];
  readonly planned: readonly number[];
  /** Null after `now`: nobody has turned up for what has not come yet. */
  readonly turnedUp: readonly (number | null)[];
}

/** Indexes of the policy's lists; left out = all. -1 = those without a team or station. */
export interface HeadCountOf {
  readonly team?: number;
  readonly station?: number;
}

export interface HeadCountSpan {
  readonly from: Instant;
  readonly until: Instant;
  readonly step: Micros;
  readonly now: Instant;
}

/** Most points of one head-count. */
export const headCountPoints = 1_000;

export function countsFor(
  state: RegionState,
  row: number,
  { team, station }: HeadCountOf,
): boolean {
  const { shifts } = state.columns;
  return (
    (team === undefined || shifts.team[row] === team) &&
    (station === undefined || shifts.station[row] === station)
  );
}

/**
 * Planned = heads of the shifts that run at that time and are not cancelled, absent ones too: the plan is what was owed.
 * Turned up = heads booked on for a planned shift then, overtime included. Who booked off and on again within one shift
 * counts as there in between: a shift keeps the first time on and the last time off.
 */
export function countHeads(
  state: RegionState,
  span: HeadCountSpan,
  of: HeadCountOf = {},
): HeadCount {
  const { shifts, head } = state.columns;
  const { from, until, step, now } = span;
  const points = Math.min(Math.floor((until - from) / step) + 1, headCountPoints);
  const planned = new Int32Array(points + 1);
  const turnedUp = new Int32Array(points + 1);
  /** Heads from the first point not before `since` up to the last one before `end`: differences, summed below. */
  const add = (counts: Int32Array, since: Instant, end: Instant, heads: number): void => {
    const first = Math.max(0, Math.ceil((since - from) / step));
    const last = Math.min(points, Math.ceil((end - from) / step));
    if (first >= last) return;
    counts[first] += heads;
    counts[last] -= heads;
  };
  for (let row = 0; row < head.shiftRows[0]; row += 1) {
    const shiftState = shifts.state[row];
    if (shiftState === shiftStates.code.none || !countsFor(state, row, of)) continue;
    if (shiftState !== shiftStates.code.cancelled)
      add(planned, shifts.fromAt[row], shifts.untilAt[row], shifts.crew[row]);
    const onAt = shifts.bookedOnAt[row];
    if (onAt === 0) continue;
    const offAt = shifts.bookedOffAt[row];
    add(turnedUp, onAt, offAt === 0 ? Infinity : offAt, shifts.came[row]);
  }
  const at = Array.from({ length: points }, (_, index) => from + index * step);
  return {
    at,
    planned: sums(planned, points),
    turnedUp: sums(turnedUp, points).map((heads, index) => (at[index] <= now ? heads : null)),
  };
}

function sums(differences: Int32Array, points: number): number[] {
  let heads = 0;
  return Array.from({ length: points }, (_, index) => (heads += differences[index]));
}

/** Heads at one instant: planned then, and booked on for a planned shift now. */
export interface MusterCount {
  readonly planned: number;
  readonly turnedUp: number;
  /** Of the heads planned now: nobody there within the grace, late, absent, and booked off before the end. */
  readonly awaited: number;
  readonly late: number;
  readonly absent: number;
  readonly leftEarly: number;
  /** Heads on duty after their planned end. */
  readonly overtime: number;
}

export function countMuster(state: RegionState, now: Instant, of: HeadCountOf = {}): MusterCount {
  const { shifts, head } = state.columns;
  const count = {
    planned: 0,
    turnedUp: 0,
    awaited: 0,
    late: 0,
    absent: 0,
    leftEarly: 0,
    overtime: 0,
  };
  for (let row = 0; row < head.shiftRows[0]; row += 1) {
    if (!countsFor(state, row, of)) continue;
    const shiftState = shiftStates.names[shifts.state[row]];
    const isNow = shifts.fromAt[row] <= now && now < shifts.untilAt[row];
    const crew = shifts.crew[row];
    if (isNow && shiftState !== "cancelled") count.planned += crew;
    if (shiftState === "booked on" || shiftState === "overtime") count.turnedUp += shifts.came[row];
    if (shiftState === "overtime") count.overtime += shifts.came[row];
    if (!isNow) continue;
    if (shiftState === "planned") count.awaited += crew;
    if (shiftState === "late") count.late += crew;
    if (shiftState === "absent") count.absent += crew;
    if (shiftState === "booked off") count.leftEarly += crew;
  }
  return count;
}

/** Heads on duty that are booked on for no planned shift: units by their crews, and people. */
export function countUnplanned(state: RegionState): number {
  const { units, people, head } = state.columns;
  let heads = 0;
  for (let unit = 0; unit < head.units[0]; unit += 1)
    if (units.status[unit] !== unitStatuses.code.off && units.shift[unit] < 0)
      heads += units.crew[unit];
  for (let person = 0; person < head.people[0]; person += 1)
    if (people.onDutyAt[person] > 0 && people.shift[person] < 0) heads += 1;
  return heads;
}
