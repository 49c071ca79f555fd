/**
 * What falls due about a request, one piece at a time: the next of its chain is told, with an alarm of its own, or it is
 * retired after its end. The timer itself is in schedule.ts.
 */

import type { Instant } from "../../base/instant.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import type { RegionState } from "../state/region-state.ts";
import { escalateRequest, markUnmet, retireRequest } from "./changes.ts";
import { isOpenRequest } from "./schedule.ts";

/** `at` is when it was due. */
export function doRequestPiece(state: RegionState, at: Instant, row: number): void {
  if (!isOpenRequest(state, row)) {
    retireRequest(state, at, row);
    return;
  }
  if (state.columns.requests.unmetAt[row] === at) {
    markUnmet(state, at, row);
    return;
  }
  endRequestAlarm(state, at, row);
  escalateRequest(state, at, row);
  raiseAlarm(state, at, "request overdue", state.columns.requests.number[row]);
}

/** The alarm of the step before, whether somebody shelved it or not: each step is said anew. */
export function endRequestAlarm(state: RegionState, at: Instant, row: number): void {
  endAlarmOf(state, at, state.columns.requests.alarm, row);
}
