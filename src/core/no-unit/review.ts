/**
 * Looks where "no unit" begins or ends. The clock of an area and grade runs while no free unit that fits the grade's
 * standard need is in reach. The clock of a waiting incident runs while, for some need of its plan, no free unit in
 * reach is left after those that wait before it (sooner grade, then older clock): one free unit ends one clock, and
 * two thousand waiting callers do not all hear of it and lose it again. Runs at the end of a decision, so its events
 * stand in the same command as their cause. What a review says depends on the state alone: where clocks and counts
 * already agree, it says nothing.
 */

import type { Instant } from "../../base/instant.ts";
import { endAlarm, raiseAlarm } from "../alarm/changes.ts";
import { limits } from "../limits.ts";
import { planOf } from "../region/policy.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { gradeCount, grades, shortfallCauses, type NoUnitEnd } from "../vocabulary.ts";
import { countFreeInReach, findCause } from "./cause.ts";
import { areaCodeOf, beginNoUnit, coverRow, endNoUnit, goneNeed } from "./changes.ts";

/** Something changed since the last review, or that one stopped at its limit. */
export function isReviewDue(state: RegionState): boolean {
  return state.coverDirty || state.causeDirty || state.waitingDirty;
}

/** Puts about `mostEvents` events (the look that reaches the limit is finished); what is left is due at once. */
export function reviewCover(state: RegionState, at: Instant, mostEvents: number): void {
  const limit = state.columns.head.position[0] + mostEvents;
  if (state.causeDirty || state.coverDirty) state.causeDirty = !reviewAreas(state, at, limit);
  if (state.waitingDirty || state.coverDirty) state.waitingDirty = !reviewWaiting(state, at, limit);
  state.coverDirty = false;
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

/** Units that those who wait before the one now looked at would take, by reach class and need. */
const claimed = new Int32Array((limits.areas + 1) * limits.needs);

function reviewWaiting(state: RegionState, at: Instant, limit: number): boolean {
  const { count } = state.columns.waiting;
  if (count[0] + count[1] + count[2] + count[3] === 0) return true;
  const policy = getPolicy(state);
  // Under another configuration some may have begun to wait for a unit: then `coverDirty` says so, and all are looked at.
  if (!policy.asksForUnits && !state.coverDirty) return true;
  claimed.fill(0, 0, (policy.areaCount + 1) * limits.needs);
  for (let grade = 0; grade < gradeCount; grade += 1) {
    let row = state.columns.waiting.first[grade];
    for (; row >= 0; row = state.columns.incidents.next[row]) {
      if (state.columns.head.position[0] >= limit) return false;
      reviewIncident(state, at, row, claimNeeds(state, row));
    }
  }
  return true;
}

/** Claims the units of an incident's plan; answers its first need for which none was left, or -1. */
function claimNeeds(state: RegionState, row: number): number {
  const { incidents, reach } = state.columns;
  const policy = getPolicy(state);
  const area = incidents.area[row];
  const from = policy.reachClass[area < 0 ? policy.areaCount : area] * limits.needs;
  const plan = planOf(policy, incidents.type[row], incidents.served[row]);
  let empty = -1;
  for (let line = 0; line < plan.length; line += 1) {
    const { need, count } = plan[line];
    if (empty < 0 && reach.free[from + need] <= claimed[from + need]) empty = need;
    claimed[from + need] += count;
  }
  return empty;
}

/** Begins or ends the no-unit clock of a waiting incident, with its alarm for Immediate and Priority. */
function reviewIncident(state: RegionState, at: Instant, row: number, need: number): void {
  const { incidents } = state.columns;
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
