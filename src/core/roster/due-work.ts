/** What falls due about a planned shift, one piece at a time; the timer itself is in schedule.ts. */

import { BugError } from "../../base/assert.ts";
import type { Instant } from "../../base/instant.ts";
import type { RegionState } from "../state/region-state.ts";
import { shiftStates } from "../vocabulary.ts";
import {
  bookOnShift,
  endShift,
  markAbsent,
  markLate,
  overrunShift,
  retireShift,
} from "./changes.ts";
import { isMissing } from "./schedule.ts";
import { headsOf, isUntied } from "./subject.ts";

const states = shiftStates.code;

/** `at` is when it was due. */
export function doShiftPiece(state: RegionState, at: Instant, row: number): void {
  const { shifts } = state.columns;
  const waitsForNobody = isMissing(state, row) && isUntied(state, row);
  if (waitsForNobody && at < shifts.untilAt[row])
    return bookOnShift(state, at, row, headsOf(state, row));
  switch (shifts.state[row]) {
    case states.planned:
      return markLate(state, at, row);
    case states.late:
      return markAbsent(state, at, row);
    case states.absent:
    case states["booked off"]:
      return endShift(state, at, row);
    case states["booked on"]:
      return overrunShift(state, at, row);
    case states.over:
    case states.cancelled:
      return retireShift(state, at, row);
    default:
      throw new BugError(`shift row ${row} is due in a state that has no timer`);
  }
}
