/**
 * Looks where "no unit" begins or ends. The clock of an area and grade runs while no free unit that fits the grade's
 * standard need is in reach. The clock of a waiting incident runs while, for some need of its plan, no free unit in
 * reach is left after those that wait before it (sooner grade, then older clock): one free unit ends one clock, and
 * two thousand waiting callers do not all hear of it and lose it again. Runs at the end of a decision, so its events
 * stand in the same command as their cause. What a review says depends on the state alone: where clocks and counts
 * already agree, it says nothing.
 */

import type { Instant } from "../../base/instant.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import { everybody } from "../directive/changes.ts";
import { limits } from "../limits.ts";
import { planOf } from "../region/policy.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { toReview } from "../state/to-review.ts";
import { gradeCount, grades, shortfallCauses, type NoUnitEnd } from "../vocabulary.ts";
import { countFreeInReach, findCause } from "./cause.ts";
import { areaCodeOf, beginNoUnit, coverRow, endNoUnit, goneNeed } from "./changes.ts";

const { cover: coverBit, cause: causeBit, waiting: waitingBit } = toReview;
const reviewBits = coverBit | causeBit | waitingBit | toReview.level;

/** Something changed since the last review, or that one stopped at its limit. */
export function isReviewDue({ toReview: bits }: RegionState): boolean {
  return (bits & reviewBits) !== 0;
}

/** Puts about `mostEvents` events (the look that reaches the limit is finished); what is left is due at once. */
export function reviewCover(state: RegionState, at: Instant, mostEvents: number): void {
  const limit = state.columns.head.position[0] + mostEvents;
  if ((state.toReview & (causeBit | coverBit)) !== 0)
    keepToReview(state, causeBit, !reviewAreas(state, at, limit));
  if ((state.toReview & (waitingBit | coverBit)) !== 0)
    keepToReview(state, waitingBit, !reviewWaiting(state, at, limit));
  state.toReview &= ~coverBit;
}

function keepToReview(state: RegionState, bit: number, isLeft: boolean): void {
  if (isLeft) state.toReview |= bit;
  else state.toReview &= ~bit;
}

/** True when all of it was looked at. */
function reviewAreas(state: RegionState, at: Instant, limit: number): boolean {
  const { areaCount, reachClass, standardNeed } = getPolicy(state);
  const { head, cover, reach } = state.columns;
  const { since } = cover;
  const { free } = reach;
  const perClass = limits.needs;
  for (let grade = 0; grade < gradeCount; grade += 1) {
    const need = standardNeed[grade];
    if (need < 0 && head.noUnits[0] === 0) continue;
    for (let area = 0, row = coverRow(0, grade); area < areaCount; area += 1, row += gradeCount) {
      // Nearly always there is somebody and no clock runs: then there is nothing to say.
      const isMissed = need >= 0 && free[reachClass[area] * perClass + need] === 0;
      if (!isMissed && since[row] === 0) continue;
      if (head.position[0] >= limit) return false;
      reviewArea(state, at, area, grade);
    }
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
  const found = none ? findCause(state, need, at, running ? cause[row] : -1) : undefined;
  if (running && found !== undefined && cause[row] === shortfallCauses.of(found)) return;
  const code = areaCodeOf(state, area);
  const gradeName = grades.names[grade];
  const end = none ? "cause changed" : need < 0 ? "configuration changed" : "unit free";
  if (running) endNoUnit(state, at, code, gradeName, null, end);
  if (found !== undefined) beginNoUnit(state, at, code, gradeName, null, need, found);
}

/** So many are looked at one by one. */
const fewWaiting = 8;

/** Units that those who wait before the one now looked at would take, by reach class and need. */
const claimed = new Int32Array((limits.areas + 1) * limits.needs);

/**
 * Goes through who waits, by grade and clock, until nothing is left for those behind and all of them have a clock: about
 * them there is nothing to say. In a room with nobody free that is at once, however many wait.
 */
function reviewWaiting(state: RegionState, at: Instant, limit: number): boolean {
  const policy = getPolicy(state);
  // Under another configuration some may have begun to wait for a unit: then `cover` says so, and all are looked at.
  if (!policy.asksForUnits && (state.toReview & coverBit) === 0) return true;
  const { count, first } = state.columns.waiting;
  const waiting = count[0] + count[1] + count[2] + count[3];
  if (waiting === 0) return true;
  const { next, noUnitAt } = state.columns.incidents;
  claimed.fill(0, 0, (policy.areaCount + 1) * limits.needs);
  // Clocks that began under another configuration may have to end: who has one is looked at all the same.
  const mayStop = state.reviewedPolicy === policy;
  // Counting what is left pays where many wait.
  let left = mayStop && waiting > fewWaiting ? countLeft(state) : Infinity;
  let ahead = state.clockless;
  let clockless = 0;
  for (let grade = 0; grade < gradeCount; grade += 1)
    for (let row = first[grade]; row >= 0; row = next[row]) {
      if (left === 0 && ahead === 0) return true;
      // It keeps its clock, and what it would claim is claimed already.
      if (left === 0 && noUnitAt[row] !== 0) continue;
      if (state.columns.head.position[0] >= limit) return false;
      if (noUnitAt[row] === 0) ahead -= 1;
      left -= claimNeeds(state, row);
      reviewIncident(state, at, row, emptyNeed);
      if (noUnitAt[row] === 0) clockless += 1;
    }
  state.reviewedPolicy = policy;
  state.clockless = clockless;
  return true;
}

/** How many counts of free units, by reach class and need, are not 0. */
function countLeft(state: RegionState): number {
  const { areaCount, needs } = getPolicy(state);
  const { free } = state.columns.reach;
  let left = 0;
  for (let reachClass = 0; reachClass <= areaCount; reachClass += 1)
    for (let need = 0; need < needs.length; need += 1)
      if (free[reachClass * limits.needs + need] > 0) left += 1;
  return left;
}

/** The first need of the plan last claimed for which no unit was left, or -1; and whether a directive is why. */
let emptyNeed = -1;
let emptyByDirective = false;

/** Claims the units of an incident's plan; answers of how many counts it took the last. */
function claimNeeds(state: RegionState, row: number): number {
  const { incidents, reach } = state.columns;
  const policy = getPolicy(state);
  const area = incidents.area[row];
  const from = policy.reachClass[area < 0 ? policy.areaCount : area] * limits.needs;
  const plan = planOf(policy, incidents.type[row], incidents.served[row]);
  const barred = incidents.barred[row];
  let ended = 0;
  emptyNeed = -1;
  emptyByDirective = false;
  for (let line = 0; line < plan.length; line += 1) {
    const { need, count } = plan[line];
    // What is not sent under a directive takes no unit from those behind.
    if (barred !== 0 && (barred === everybody || (policy.needs[need].skillMask & barred) !== 0)) {
      if (emptyNeed < 0) emptyByDirective = true;
      if (emptyNeed < 0) emptyNeed = need;
      continue;
    }
    const left = reach.free[from + need] - claimed[from + need];
    if (left <= 0) {
      if (emptyNeed < 0) emptyNeed = need;
    } else if (left <= count) ended += 1;
    claimed[from + need] += count;
  }
  return ended;
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
  const cause = emptyByDirective ? "withheld by directive" : findCause(state, need, at);
  beginNoUnit(state, at, area, grade, number, need, cause);
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
  endAlarmOf(state, endAt, incidents.noUnitAlarm, row);
}
