/**
 * Who comes and who goes in a future, by the roster: planned shifts begin, unless nobody turns up for them, and shifts
 * end. How many turn up is drawn by muster (musters.ts), and how long after the planned instant as it was seen (delays.ts).
 * Absence is a state here as everywhere: nothing asks why. Not here: units that a question adds (what-if.ts).
 */
import type { CallRandom } from "../../base/call-random.ts";
import { microsPerMinute, type Instant, type Micros } from "../../base/instant.ts";
import { upcomingShifts, type UpcomingShift } from "../../core/roster/upcoming.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { shiftStates } from "../../core/vocabulary.ts";
import type { Duty } from "../room/calls.ts";
import { Delays } from "./delays.ts";
import {
  drawShare,
  learnMusters,
  musterRule,
  stillComes,
  type Muster,
  type Musters,
} from "./musters.ts";
import { purposes } from "./purposes.ts";

/** Means of what is assumed of coming and going after the planned instant: of nine in ten, and of the tenth. */
export const comingRule = {
  shortMicros: 4 * microsPerMinute,
  lateMicros: 30 * microsPerMinute,
  overtimeMicros: 45 * microsPerMinute,
} as const;

export interface Coming {
  readonly shifts: readonly UpcomingShift[];
  readonly musters: Musters;
  /** Shifts of the state that somebody came for, and that nobody did. */
  readonly came: number;
  readonly stayedAway: number;
  /** From the planned instant until a unit comes, or goes. */
  readonly comes: Delays;
  readonly goes: Delays;
  /** By number of a shift in overtime: since its planned end. */
  readonly overFor: ReadonlyMap<number, Micros>;
}

export function learnComing(state: RegionState, now: Instant, until: Instant): Coming {
  const { shifts, head } = state.columns;
  const { code } = shiftStates;
  let [came, stayedAway] = [0, 0];
  const overFor = new Map<number, Micros>();
  const comesAfter: number[] = [];
  const goesAfter: number[] = [];
  for (let row = 0; row < head.shiftRows[0]; row += 1) {
    const shift = shifts.state[row];
    if (shift === code.none || shift === code.cancelled) continue;
    if (shift === code.overtime) overFor.set(shifts.number[row], now - shifts.untilAt[row]);
    // Of a muster that goes on only the early ones have come yet: they would make all look early.
    const isMustered = shifts.fromAt[row] + musterRule.openMicros <= now;
    if (isMustered && shifts.bookedOnAt[row] > 0)
      comesAfter.push(shifts.bookedOnAt[row] - shifts.fromAt[row]);
    if (shifts.bookedOffAt[row] > 0) goesAfter.push(shifts.bookedOffAt[row] - shifts.untilAt[row]);
    if (shifts.came[row] > 0) came += 1;
    else if (shift === code.absent || shift === code.over) stayedAway += 1;
  }
  const { shortMicros, lateMicros, overtimeMicros } = comingRule;
  const comes = new Delays(comesAfter, { shortMicros, longMicros: lateMicros });
  return {
    shifts: upcomingShifts(state, now, until),
    musters: learnMusters(state, now, comes),
    came,
    stayedAway,
    comes,
    goes: new Delays(goesAfter, { shortMicros, longMicros: overtimeMicros }),
    overFor,
  };
}

/** By time; of one instant the ends come first. `nobodyElse`: whoever is not there yet does not come. */
export function drawComing(
  { shifts, musters, comes, goes, overFor }: Coming,
  now: Instant,
  random: CallRandom,
  future: number,
  nobodyElse: boolean,
): Duty[] {
  const shares = new Map<Muster, number>();
  const chanceOf = ({ at, shift, state }: UpcomingShift): number => {
    const muster = musters.get(shift);
    if (nobodyElse || state === "absent" || muster === undefined) return 0;
    let share = shares.get(muster);
    if (share === undefined) {
      share = drawShare(muster, random, future);
      shares.set(muster, share);
    }
    return stillComes(share, comes.tail(now - at));
  };
  const duties: Duty[] = [];
  const staysAway = new Set<number>();
  for (const upcoming of shifts) {
    const { kind, at, unit, shift } = upcoming;
    const chance = kind === "start" ? chanceOf(upcoming) : 1;
    const draw = random.seek(future, shift, purposes.shift);
    const [u, after] = [draw.uniform(), draw.uniform()];
    if (u >= chance) staysAway.add(shift);
    else if (!staysAway.has(shift)) {
      const begins = kind === "start";
      const delay = begins
        ? comes.drawLeft(after, Math.max(0, now - at))
        : goes.drawLeft(after, overFor.get(shift) ?? 0);
      duties.push({ at: Math.max(at, now) + Math.round(delay), unit, begins });
    }
  }
  return duties;
}

/** Of one instant the ends come first, then the lower unit. */
export function inOrder(duties: readonly Duty[]): Duty[] {
  return duties.toSorted(
    (a, b) => a.at - b.at || Number(a.begins) - Number(b.begins) || a.unit - b.unit,
  );
}
