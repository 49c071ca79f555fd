/**
 * Who comes and who goes in a future, by the roster: planned shifts begin, unless nobody turns up for them, and shifts
 * end. How many turn up is learnt from the shifts that the state still holds and drawn anew in every future, because on a
 * bad night it is not each for itself. Absence is a state here as everywhere: nothing asks why. Not here: units that a
 * question adds (what-if.ts).
 */
import type { CallRandom } from "../../base/call-random.ts";
import { microsPerMinute, type Instant } from "../../base/instant.ts";
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
  /** Who is in overtime goes after so long on average. */
  overtimeMicros: 45 * microsPerMinute,
} as const;

export interface Coming {
  readonly shifts: readonly UpcomingShift[];
  /** Shifts of the state that somebody came for, and that nobody did. */
  readonly came: number;
  readonly stayedAway: number;
}

export function learnComing(state: RegionState, now: Instant, until: Instant): Coming {
  const { shifts, head } = state.columns;
  const { code } = shiftStates;
  let [came, stayedAway] = [0, 0];
  for (let row = 0; row < head.shiftRows[0]; row += 1) {
    const shift = shifts.state[row];
    if (shift === code.none || shift === code.cancelled) continue;
    if (shifts.came[row] > 0) came += 1;
    else if (shift === code.absent || shift === code.over) stayedAway += 1;
  }
  return { shifts: upcomingShifts(state, now, until), came, stayedAway };
}

/** By time; of one instant the ends come first. `nobodyElse`: whoever is not there yet does not come. */
export function drawComing(
  { shifts, came, stayedAway }: Coming,
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
        const delay = state === "late" ? exponentialOf(after, comingRule.lateMicros) : 0;
        duties.push({ at: Math.max(at, now) + Math.round(delay), unit, begins: true });
      }
    } else if (!staysAway.has(shift)) {
      const delay = state === "overtime" ? exponentialOf(after, comingRule.overtimeMicros) : 0;
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
