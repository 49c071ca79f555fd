/**
 * Who is still to come and whose shift ends: the planned starts and ends of units in a span of time, as the forecast
 * and every "what if nobody else arrives" read them. Nothing is guessed here: whether who is late still comes is the
 * reader's question, so the state of the shift stands beside each.
 */

import type { Instant } from "../../base/instant.ts";
import type { RegionState } from "../state/region-state.ts";
import { shiftStates, type ShiftState } from "../vocabulary.ts";

export interface UpcomingShift {
  readonly kind: "start" | "end";
  /** The planned instant. A start that is past and that nobody came for yet stands at its planned beginning. */
  readonly at: Instant;
  readonly unit: number;
  /** Number of the planned shift. */
  readonly shift: number;
  readonly state: ShiftState;
  /** Heads planned; for an end of a shift that is booked on, the heads that came. */
  readonly crew: number;
  /** Bit set of the policy's skills that the unit will have. */
  readonly skills: number;
}

const states = shiftStates.code;

/**
 * Starts and ends of the shifts of units, by time; at one instant ends stand first, then the lower unit. In it are the
 * starts before `until` of shifts that nobody booked on for and that are not over (`planned` and `late`; an `absent` one
 * too, for who wants to ask what its coming would change), and the ends in [from, until) of these and of those booked
 * on. A shift in overtime has no planned end any more: its end stands at `from`.
 */
export function upcomingShifts(state: RegionState, from: Instant, until: Instant): UpcomingShift[] {
  const { shifts, units, head } = state.columns;
  const found: UpcomingShift[] = [];
  for (let unit = 0; unit < head.units[0]; unit += 1) {
    for (let row = units.firstShift[unit]; row >= 0; row = shifts.nextOfSubject[row]) {
      if (shifts.fromAt[row] >= until) break;
      const shiftState = shifts.state[row];
      const isThere = shiftState === states["booked on"] || shiftState === states.overtime;
      const entry = {
        unit,
        shift: shifts.number[row],
        state: shiftStates.names[shiftState],
        crew: isThere ? shifts.came[row] : shifts.crew[row],
        skills: shifts.skills[row] === 0 ? units.skills[unit] : shifts.skills[row],
      };
      const endAt = shiftState === states.overtime ? from : shifts.untilAt[row];
      if (!isThere && endAt > from && shiftState !== states["booked off"])
        found.push({ kind: "start", at: shifts.fromAt[row], ...entry });
      if (endAt >= from && endAt < until && shiftState !== states["booked off"])
        found.push({ kind: "end", at: endAt, ...entry });
    }
  }
  return found.sort(
    (a, b) => a.at - b.at || (a.kind === b.kind ? a.unit - b.unit : a.kind === "end" ? -1 : 1),
  );
}
