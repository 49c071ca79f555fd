/**
 * Who comes and who goes in a future, by the roster: planned shifts begin, unless nobody turns up for them, and shifts
 * end. How many turn up is learnt from the shifts that the state still holds and drawn anew in every future, because on a
 * bad night it is not each for itself. Absence is a state here as everywhere: nothing asks why. Not here: units that a
 * question adds (what-if.ts).
 */
import type { CallRandom } from "../../base/call-random.ts";
import { microsPerMinute, type Instant, type Micros } from "../../base/instant.ts";
import { exponentialOf, gammaFrom } from "../../base/samplers.ts";
import { upcomingShifts, type UpcomingShift } from "../../core/roster/upcoming.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { shiftStates } from "../../core/vocabulary.ts";
import type { Duty } from "../room/calls.ts";
import { purposes } from "./purposes.ts";

export const comingRule = {
  /** What is assumed of turning up: 19 of 20 shifts, worth as much as 20 shifts seen. */
  came: 19,
  stayedAway: 1,
  /** Of shifts that are late already: how many still come, and after how long on average. */
  lateComes: 0.5,
  lateMicros: 30 * microsPerMinute,
  /** Half of those who come are there so long after the planned beginning, or sooner; the same for going. Worth ten shifts seen. */
  delayMicros: 3 * microsPerMinute,
  delayWeight: 10,
  /** Who is in overtime for longer than this goes after `overtimeMicros` on average; until then as anybody at the end. */
  justOverMicros: 15 * microsPerMinute,
  overtimeMicros: 45 * microsPerMinute,
} as const;

export interface Coming {
  readonly shifts: readonly UpcomingShift[];
  /** Shifts of the state that somebody came for, and that nobody did. */
  readonly came: number;
  readonly stayedAway: number;
  /** Means of an exponential time from the planned instant until a unit comes, or goes. */
  readonly comesAfterMicros: Micros;
  readonly goesAfterMicros: Micros;
  /** Shifts whose planned end was a moment ago. */
  readonly justOver: ReadonlySet<number>;
}

export function learnComing(state: RegionState, now: Instant, until: Instant): Coming {
  const { shifts, head } = state.columns;
  const { code } = shiftStates;
  let [came, stayedAway] = [0, 0];
  const justOver = new Set<number>();
  const comesAfter: number[] = [];
  const goesAfter: number[] = [];
  for (let row = 0; row < head.shiftRows[0]; row += 1) {
    const shift = shifts.state[row];
    if (shift === code.none || shift === code.cancelled) continue;
    if (shift === code.overtime && now - shifts.untilAt[row] < comingRule.justOverMicros)
      justOver.add(shifts.number[row]);
    if (shifts.bookedOnAt[row] > 0) comesAfter.push(shifts.bookedOnAt[row] - shifts.fromAt[row]);
    if (shifts.bookedOffAt[row] > 0) goesAfter.push(shifts.bookedOffAt[row] - shifts.untilAt[row]);
    if (shifts.came[row] > 0) came += 1;
    else if (shift === code.absent || shift === code.over) stayedAway += 1;
  }
  return {
    shifts: upcomingShifts(state, now, until),
    came,
    stayedAway,
    comesAfterMicros: meanDelay(comesAfter),
    goesAfterMicros: meanDelay(goesAfter),
    justOver,
  };
}

/** By the median, so that one long overtime is no rule; who is early counts as on time. */
function meanDelay(delays: readonly number[]): Micros {
  const { delayMicros, delayWeight } = comingRule;
  const sorted = delays.map((delay) => Math.max(0, delay)).sort((a, b) => a - b);
  const median = sorted.length === 0 ? 0 : sorted[sorted.length >> 1];
  const half = (delayWeight * delayMicros + sorted.length * median) / (delayWeight + sorted.length);
  return half / Math.LN2;
}

/** By time; of one instant the ends come first. `nobodyElse`: whoever is not there yet does not come. */
export function drawComing(
  { shifts, came, stayedAway, comesAfterMicros, goesAfterMicros, justOver }: Coming,
  now: Instant,
  random: CallRandom,
  future: number,
  nobodyElse: boolean,
): Duty[] {
  const share = drawShare(random.seek(future, 0, purposes.turnUp), came, stayedAway);
  const duties: Duty[] = [];
  const staysAway = new Set<number>();
  for (const { kind, at, unit, shift, state } of shifts) {
    const draw = random.seek(future, shift, purposes.shift);
    const [comes, after] = [draw.uniform(), draw.uniform()];
    if (kind === "start") {
      const chance = state === "late" ? comingRule.lateComes : state === "absent" ? 0 : share;
      if (nobodyElse || comes >= chance) staysAway.add(shift);
      else {
        const delay = exponentialOf(
          after,
          state === "late" ? comingRule.lateMicros : comesAfterMicros,
        );
        duties.push({ at: Math.max(at, now) + Math.round(delay), unit, begins: true });
      }
    } else if (!staysAway.has(shift)) {
      const delay = exponentialOf(
        after,
        state === "overtime" && !justOver.has(shift) ? comingRule.overtimeMicros : goesAfterMicros,
      );
      duties.push({ at: Math.max(at, now) + Math.round(delay), unit, begins: false });
    }
  }
  return duties;
}

/** A beta variable, from two gammas. */
function drawShare(random: CallRandom, came: number, stayedAway: number): number {
  const a = gammaFrom(random, came + comingRule.came, 1);
  const b = gammaFrom(random, stayedAway + comingRule.stayedAway, 1);
  return a / (a + b);
}

/** Of one instant the ends come first, then the lower unit. */
export function inOrder(duties: readonly Duty[]): Duty[] {
  return duties.toSorted(
    (a, b) => a.at - b.at || Number(a.begins) - Number(b.begins) || a.unit - b.unit,
  );
}
