/** What falls due about a warning, one piece at a time: somebody else is told, with an alarm of its own, or it is retired. */

import type { Instant } from "../../base/instant.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import type { RegionState } from "../state/region-state.ts";
import { warningStates } from "../vocabulary.ts";
import { escalateWarning, retireWarning } from "./changes.ts";

/** `at` is when it was due. */
export function doWarningPiece(state: RegionState, at: Instant, row: number): void {
  const { warnings } = state.columns;
  if (warnings.state[row] === warningStates.code.ended) {
    retireWarning(state, at, row);
    return;
  }
  endWarningAlarm(state, at, row);
  escalateWarning(state, at, row);
  raiseAlarm(state, at, "warning not acknowledged", warnings.number[row]);
}

export function endWarningAlarm(state: RegionState, at: Instant, row: number): void {
  endAlarmOf(state, at, state.columns.warnings.alarm, row);
}
