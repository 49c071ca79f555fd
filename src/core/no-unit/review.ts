/**
 * Looks where "no unit" begins or ends. The cover of every area and grade is looked at when the free units of some
 * need went to or from zero or somebody booked on or off; a waiting incident when it starts to wait and at the same
 * moments. Runs at the end of a decision, so its events stand in the same command as their cause.
 */

import type { Instant } from "../../base/instant.ts";
import { endAlarm, raiseAlarm } from "../alarm/changes.ts";
import { planOf } from "../region/policy.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { gradeCount, grades, incidentStates, shortfallCauses, type NoUnitEnd } from "../vocabulary.ts";
import { countFreeInReach, findCause } from "./cause.ts";
import { areaCodeOf, beginNoUnit, coverRow, endNoUnit } from "./changes.ts";

export function reviewCover(state: RegionState, at: Instant): void {
  if (!state.coverDirty || state.policy === undefined) return;
  state.coverDirty = false;
  reviewAreas(state, at);
  const { waiting, incidents } = state.columns;
  for (let grade = 0; grade < gradeCount; grade += 1)
    for (let row = waiting.first[grade]; row >= 0; row = incidents.next[row]) reviewIncident(state, at, row);
}

function reviewAreas(state: RegionState, at: Instant): void {
  const policy = getPolicy(state);
  const cover = state.columns.cover;
  for (let grade = 0; grade < gradeCount; grade += 1) {
    const need = policy.standardNeed[grade];
    if (need < 0) continue;
    const cause = findCause(state, need);
    const gradeName = grades.names[grade];
    for (let area = 0; area < policy.areaCount; area += 1) {
      const row = coverRow(area, grade);
      const code = areaCodeOf(state, area);
      const none = countFreeInReach(state, area, need) === 0;
      const running = cover.since[row] !== 0;
      const changed = running && none && cover.cause[row] !== shortfallCauses.code[cause];
      if (running && (!none || changed)) endNoUnit(state, at, code, gradeName, null, none ? "cause changed" : "unit free");
      if (none && (!running || changed)) beginNoUnit(state, at, code, gradeName, null, need, cause);
    }
  }
}

/** Index of the first need of a waiting incident that nobody free in reach fits, or -1. */
function findEmptyNeed(state: RegionState, row: number): number {
  const incidents = state.columns.incidents;
  for (const line of planOf(getPolicy(state), incidents.type[row], incidents.served[row]))
    if (countFreeInReach(state, incidents.area[row], line.need) === 0) return line.need;
  return -1;
}

/** Begins or ends the no-unit clock of one incident, with its alarm for Immediate and Priority. */
export function reviewIncident(state: RegionState, at: Instant, row: number): void {
  const incidents = state.columns.incidents;
  if (incidents.state[row] !== incidentStates.code.waiting) return;
  const need = findEmptyNeed(state, row);
  const running = incidents.noUnitAt[row] !== 0;
  if (need < 0) {
    if (running) endIncidentNoUnit(state, at, row, "unit free");
    return;
  }
  if (running) return;
  const grade = grades.names[incidents.served[row]];
  const number = incidents.number[row];
  beginNoUnit(state, at, areaCodeOf(state, incidents.area[row]), grade, number, need, findCause(state, need));
  if ((grade === "immediate" || grade === "priority") && incidents.noUnitAlarm[row] < 0)
    raiseAlarm(state, at, "no unit", number);
}

export function endIncidentNoUnit(state: RegionState, at: Instant, row: number, end: NoUnitEnd): void {
  const incidents = state.columns.incidents;
  if (incidents.noUnitAt[row] === 0) return;
  const grade = grades.names[incidents.served[row]];
  endNoUnit(state, at, areaCodeOf(state, incidents.area[row]), grade, incidents.number[row], end);
  if (incidents.noUnitAlarm[row] >= 0) endAlarm(state, at, incidents.noUnitAlarm[row]);
}

/** A changed configuration may renumber needs: every running clock of an incident ends and is looked at anew. */
export function endAllIncidentNoUnits(state: RegionState, at: Instant): void {
  const { waiting, incidents } = state.columns;
  for (let grade = 0; grade < gradeCount; grade += 1)
    for (let row = waiting.first[grade]; row >= 0; row = incidents.next[row])
      endIncidentNoUnit(state, at, row, "configuration changed");
}
