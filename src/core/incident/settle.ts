/**
 * After a decision touched an incident: alarms and clocks that its new state ends are ended, and one that starts to
 * wait is looked at. Kept in one place so that no decider forgets one of them.
 */

import type { Instant } from "../../base/instant.ts";
import { endAlarm } from "../alarm/changes.ts";
import { endIncidentNoUnit } from "../no-unit/review.ts";
import type { RegionState } from "../state/region-state.ts";
import { incidentStates } from "../vocabulary.ts";

export function settleIncident(state: RegionState, at: Instant, row: number): void {
  const incidents = state.columns.incidents;
  const incidentState = incidents.state[row];
  if (incidentState === incidentStates.code.waiting) {
    state.waitingDirty = true;
    return;
  }
  if (incidents.alarm[row] >= 0) endAlarm(state, at, incidents.alarm[row]);
  const end = incidentState === incidentStates.code.closed ? "incident closed" : "unit allocated";
  endIncidentNoUnit(
    state,
    at,
    row,
    incidents.owed[row] === 0 && end !== "incident closed" ? "regraded" : end,
  );
}

/**
 * Before a change of grade, type or place of a waiting incident: what its alarms and clocks said was about the old
 * one. They end here and, where still true, begin again after the change.
 */
export function unsettleIncident(state: RegionState, at: Instant, row: number): void {
  const incidents = state.columns.incidents;
  endIncidentNoUnit(state, at, row, "regraded");
  if (incidents.alarm[row] >= 0) endAlarm(state, at, incidents.alarm[row]);
}
