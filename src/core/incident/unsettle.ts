/**
 * Before a change of grade, type or place of a waiting incident: what its alarms and clocks said was about the old
 * one. They end here and, where still true, begin again after the change.
 */

import type { Instant } from "../../base/instant.ts";
import { endAlarmOf } from "../alarm/changes.ts";
import { endIncidentNoUnit } from "../no-unit/review.ts";
import type { RegionState } from "../state/region-state.ts";
import type { NoUnitEnd } from "../vocabulary.ts";

export function unsettleIncident(
  state: RegionState,
  at: Instant,
  row: number,
  end: NoUnitEnd = "regraded",
): void {
  const incidents = state.columns.incidents;
  endIncidentNoUnit(state, at, row, end);
  endAlarmOf(state, at, incidents.alarm, row);
}
