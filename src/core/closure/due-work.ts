/**
 * What falls due about a closure, one piece at a time: it begins, asks to be renewed, asks with an alarm, expires and
 * is retired. The timer itself is in schedule.ts.
 */

import type { Instant } from "../../base/instant.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import type { RegionState } from "../state/region-state.ts";
import { closureStates, renewalStates } from "../vocabulary.ts";
import { askRenewal, beginClosure, expireClosure, retireClosure } from "./changes.ts";
import { isOpenClosure } from "./schedule.ts";

/** `at` is when it was due. */
export function doClosurePiece(state: RegionState, at: Instant, row: number): void {
  const { closures } = state.columns;
  if (!isOpenClosure(state, row)) {
    endAlarmOf(state, at, closures.alarm, row);
    retireClosure(state, at, row);
  } else if (closures.begun[row] === 0) beginClosure(state, at, row);
  else if (closures.renewal[row] === renewalStates.code.current) askRenewal(state, at, row);
  else if (isAlarmDue(state, row)) raiseAlarm(state, at, "closure to renew", closures.number[row]);
  else expireClosure(state, at, row);
}

function isAlarmDue(state: RegionState, row: number): boolean {
  const { closures } = state.columns;
  return (
    closures.state[row] === closureStates.code.confirmed &&
    closures.renewal[row] === renewalStates.code["to renew"]
  );
}
