/**
 * After a decision touched an incident: it is put in step with the service level, alarms and clocks that its new state
 * ends are ended, and one that starts to wait is looked at. Kept in one place so that no decider forgets one of them.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import { endAlarm, endAlarmOf } from "../alarm/changes.ts";
import { takeUpIncident } from "../deferral/changes.ts";
import { settleDirective } from "../directive/settle.ts";
import { followLevel } from "../level/follow.ts";
import { endIncidentNoUnit } from "../no-unit/review.ts";
import type { RegionState } from "../state/region-state.ts";
import { toReview } from "../state/to-review.ts";
import { incidentStates, type NoUnitEnd } from "../vocabulary.ts";

const states = incidentStates.code;
const waitingBit = toReview.waiting;

/** `told`: what the caller of an incident that the level defers was told just now, if anything. */
export function settleIncident(state: RegionState, at: Instant, row: number, told?: string): void {
  const { incidents, level } = state.columns;
  // Mostly the level is normal and has done nothing to this one: then there is nothing to put in step with it.
  const isPlain =
    level.level[0] === 0 && incidents.servedByLevel[row] === 0 && incidents.deferredBy[row] === 0;
  if (!isPlain) followLevel(state, at, row, told);
  settleDirective(state, at, row);
  settlePromise(state, at, row);
  const incidentState = incidents.state[row];
  if (incidentState === states.waiting) {
    state.toReview |= waitingBit;
    return;
  }
  endAlarmOf(state, at, incidents.alarm, row);
  endIncidentNoUnit(state, at, row, noUnitEndOf(incidentState, incidents.owed[row]));
}

function noUnitEndOf(incidentState: number, owed: number): NoUnitEnd {
  if (incidentState === states.closed) return "incident closed";
  if (incidentState === states.deferred) return "deferred";
  return owed === 0 ? "regraded" : "unit allocated";
}

/** A response that is owed no more can not be deferred; a promise that was kept or ended alarms no more. */
function settlePromise(state: RegionState, at: Instant, row: number): void {
  const { incidents } = state.columns;
  if (incidents.deferredBy[row] !== 0 && incidents.state[row] === states["awaiting result"])
    takeUpIncident(state, at, row, "regraded", undefined);
  if (incidents.promiseAlarm[row] >= 0 && incidents.callBackAt[row] === noInstant)
    endAlarm(state, at, incidents.promiseAlarm[row]);
}
