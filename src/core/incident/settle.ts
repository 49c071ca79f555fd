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

/**
 * `told`: what the caller of an incident that the level defers was told just now, if anything. Mostly there
 * is nothing to settle: what would be is asked for first, in one row of looks, and a call of another function ends it.
 */
export function settleIncident(state: RegionState, at: Instant, row: number, told?: string): void {
  const { incidents, level } = state.columns;
  // Mostly the level is normal and has done nothing to this one, and no directive or promise is about it.
  if (
    level.level[0] !== 0 ||
    incidents.servedByLevel[row] !== 0 ||
    incidents.deferredBy[row] !== 0 ||
    incidents.directive[row] !== 0 ||
    incidents.promiseAlarm[row] >= 0
  ) {
    settleRules(state, at, row, told);
    return;
  }
  if (incidents.state[row] === states.waiting) state.toReview |= waitingBit;
  else if (incidents.alarm[row] >= 0 || incidents.noUnitAt[row] !== noInstant)
    settleWaiting(state, at, row);
}

function settleRules(state: RegionState, at: Instant, row: number, told: string | undefined): void {
  const { incidents, level } = state.columns;
  const isPlain =
    level.level[0] === 0 && incidents.servedByLevel[row] === 0 && incidents.deferredBy[row] === 0;
  if (!isPlain) followLevel(state, at, row, told);
  settleDirective(state, at, row);
  settlePromise(state, at, row);
  if (incidents.state[row] === states.waiting) state.toReview |= waitingBit;
  else settleWaiting(state, at, row);
}

/** Of one that waits no more. */
function settleWaiting(state: RegionState, at: Instant, row: number): void {
  const { incidents } = state.columns;
  endAlarmOf(state, at, incidents.alarm, row);
  endIncidentNoUnit(state, at, row, noUnitEndOf(incidents.state[row], incidents.owed[row]));
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
