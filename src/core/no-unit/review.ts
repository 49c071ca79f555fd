/**
 * Looks where "no unit" begins or ends. Everything is looked at when the free units in reach of some area went to or
 * from zero, the running clocks of areas also when what keeps units from going changed; a waiting incident also when
 * it starts to wait. Runs at the end of a decision, so its events stand in the same command as their cause. What a
 * review says depends on the state alone: where clocks and counts already agree, it says nothing.
 */

import type { Instant } from "../../base/instant.ts";
import { endAlarm, raiseAlarm } from "../alarm/changes.ts";
import { limits } from "../limits.ts";
import { planOf } from "../region/policy.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import {
  gradeCount,
  grades,
  incidentStates,
  shortfallCauses,
  type NoUnitEnd,
} from "../vocabulary.ts";
import { countFreeInReach, findCause } from "./cause.ts";
import { areaCodeOf, beginNoUnit, coverRow, endNoUnit, goneNeed } from "./changes.ts";

/** Position of the log that one review does not pass; what is left is due at once. */
function findLimit(state: RegionState): number {
  return state.columns.head.position[0] + limits.reviewEvents;
}

export function reviewCover(state: RegionState, at: Instant): void {
  const limit = findLimit(state);
  if (state.causeDirty || state.coverDirty) state.causeDirty = !reviewAreas(state, at, limit);
  if (state.coverDirty) state.coverDirty = !reviewWaiting(state, at, limit) || state.causeDirty;
}

/** True when all of it was looked at. */
function reviewAreas(state: RegionState, at: Instant, limit: number): boolean {
  const { areaCount } = getPolicy(state);
  for (let grade = 0; grade < gradeCount; grade += 1)
    for (let area = 0; area < areaCount; area += 1) {
      if (state.columns.head.position[0] >= limit) return false;
      reviewArea(state, at, area, grade);
    }
  return true;
}

function reviewArea(state: RegionState, at: Instant, area: number, grade: number): void {
  const need = getPolicy(state).standardNeed[grade];
  const { since, cause } = state.columns.cover;
  const row = coverRow(area, grade);
  const running = since[row] !== 0;
  const none = need >= 0 && countFreeInReach(state, area, need) === 0;
  if (!running && !none) return;
  const found = none ? findCause(state, need, running ? cause[row] : -1) : undefined;
  if (running && found !== undefined && cause[row] === shortfallCauses.code[found]) return;
  const code = areaCodeOf(state, area);
  const gradeName = grades.names[grade];
  const end = none ? "cause changed" : need < 0 ? "configuration changed" : "unit free";
  if (running) endNoUnit(state, at, code, gradeName, null, end);
  if (found !== undefined) beginNoUnit(state, at, code, gradeName, null, need, found);
}

function reviewWaiting(state: RegionState, at: Instant, limit: number): boolean {
  for (let grade = 0; grade < gradeCount; grade += 1) {
    let row = state.columns.waiting.first[grade];
    for (; row >= 0; row = state.columns.incidents.next[row]) {
      if (state.columns.head.position[0] >= limit) return false;
      reviewIncident(state, at, row);
    }
  }
  return true;
}

/** Index of the first need of a waiting incident that nobody free in reach fits, or -1. */
function findEmptyNeed(state: RegionState, row: number): number {
  const incidents = state.columns.incidents;
  const plan = planOf(getPolicy(state), incidents.type[row], incidents.served[row]);
  for (let line = 0; line < plan.length; line += 1)
    if (countFreeInReach(state, incidents.area[row], plan[line].need) === 0) return plan[line].need;
  return -1;
}

/** Begins or ends the no-unit clock of one incident, with its alarm for Immediate and Priority. */
export function reviewIncident(state: RegionState, at: Instant, row: number): void {
  const { incidents } = state.columns;
  if (incidents.state[row] !== incidentStates.code.waiting) return;
  const need = findEmptyNeed(state, row);
  if (incidents.noUnitAt[row] !== 0) {
    if (incidents.noUnitNeed[row] === goneNeed)
      endIncidentNoUnit(state, at, row, "configuration changed");
    else if (need < 0) endIncidentNoUnit(state, at, row, "unit free");
  }
  if (need < 0 || incidents.noUnitAt[row] !== 0) return;
  const grade = grades.names[incidents.served[row]];
  const number = incidents.number[row];
  const area = areaCodeOf(state, incidents.area[row]);
  beginNoUnit(state, at, area, grade, number, need, findCause(state, need));
  if (grade === "immediate" || grade === "priority") raiseAlarm(state, at, "no unit", number);
}

/** An end entered late is never put before its beginning. */
export function endIncidentNoUnit(
  state: RegionState,
  at: Instant,
  row: number,
  end: NoUnitEnd,
): void {
  const incidents = state.columns.incidents;
  if (incidents.noUnitAt[row] === 0) return;
  const grade = grades.names[incidents.served[row]];
  const endAt = Math.max(at, incidents.noUnitAt[row]);
  const area = areaCodeOf(state, incidents.area[row]);
  endNoUnit(state, endAt, area, grade, incidents.number[row], end);
  if (incidents.noUnitAlarm[row] >= 0) endAlarm(state, endAt, incidents.noUnitAlarm[row]);
}
