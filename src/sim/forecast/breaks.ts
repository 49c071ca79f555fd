/**
 * Breaks that come: the roster says when a shift begins and ends, and nobody says when its break will be, so every future
 * draws one in the middle of each longer shift, as a rule of working time would have it. A unit that is on a break has it
 * now. Not here: how long what goes on already lasts (ongoing.ts), and who comes (who-comes.ts).
 */
import type { CallRandom } from "../../base/call-random.ts";
import { microsPerHour, type Instant } from "../../base/instant.ts";
import { normalOf } from "../../base/samplers.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { shiftStates } from "../../core/vocabulary.ts";
import type { Duty } from "../room/calls.ts";
import { pauseMicros, pauseSigma } from "./ongoing.ts";
import { purposes } from "./purposes.ts";

export const breakRule = {
  /** Shorter shifts have none (six hours: Working Time Regulations 1998, regulation 12). */
  shortestShiftMicros: 6 * microsPerHour,
  /** Shares of the shift between which it begins, any moment as likely. */
  earliest: 1 / 3,
  latest: 0.6,
} as const;

export interface BreakShift {
  readonly shift: number;
  readonly unit: number;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}

/** Shifts in which a break may still begin before `until`. `resting`: units that have it now. */
export function listBreakShifts(
  state: RegionState,
  now: Instant,
  until: Instant,
  resting: ReadonlySet<number>,
): BreakShift[] {
  const { shifts, units, head } = state.columns;
  const { planned, late } = shiftStates.code;
  const on = shiftStates.code["booked on"];
  const found: BreakShift[] = [];
  for (let unit = 0; unit < head.units[0]; unit += 1)
    for (let row = units.firstShift[unit]; row >= 0; row = shifts.nextOfSubject[row]) {
      const [fromAt, untilAt] = [shifts.fromAt[row], shifts.untilAt[row]];
      const isComing = shifts.state[row] === planned || shifts.state[row] === late;
      if (!isComing && shifts.state[row] !== on) continue;
      if (!isComing && resting.has(unit)) continue;
      const length = untilAt - fromAt;
      const latest = fromAt + breakRule.latest * length;
      if (length < breakRule.shortestShiftMicros || latest <= now || fromAt >= until) continue;
      found.push({ shift: shifts.number[row], unit, fromAt, untilAt });
    }
  return found;
}

/** Of those that begin after `now`; the others have been. */
export function drawBreaks(
  shifts: readonly BreakShift[],
  now: Instant,
  random: CallRandom,
  future: number,
): Duty[] {
  const { earliest, latest } = breakRule;
  return shifts.flatMap(({ shift, unit, fromAt, untilAt }): Duty[] => {
    const draw = random.seek(future, shift, purposes.break);
    const share = earliest + (latest - earliest) * draw.uniform();
    const at = Math.round(fromAt + share * (untilAt - fromAt));
    const breakMicros = Math.ceil(
      pauseMicros * Math.exp(normalOf(draw.uniform(), (-pauseSigma * pauseSigma) / 2, pauseSigma)),
    );
    return at <= now ? [] : [{ at, unit, begins: false, breakMicros }];
  });
}
