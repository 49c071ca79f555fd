/**
 * Looks at absence every minute while shifts begin, and after somebody left; raises the alarm with its evidence, and ends
 * it when those awaited have come, or their shifts are over. When the next look is due is a hint of the state and no
 * column: a look that finds nothing says nothing, and after a restart the first look comes at once.
 */

import { microsPerMinute, noInstant, type Instant } from "../../base/instant.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { shiftStates, type AbsenceEnd } from "../vocabulary.ts";
import { measureAbsence, poolRatios } from "./absence-model.ts";
import { assessAbsence, evidenceWithCurve, type AbsenceAssessment } from "./assess.ts";
import { endAbsence, suspectAbsence } from "./changes.ts";
import { cohortRule, leadMicros } from "./cohort.ts";

const states = shiftStates.code;
/** Below this likelihood ratio those awaited have come after all. */
const calmRatio = 3;

/** A shift changed: it is looked at when it begins, or as soon as may be where somebody left. */
export function wakeAbsence(state: RegionState, row: number): void {
  if (state.absenceLookedAt === Infinity) return;
  const { shifts, head } = state.columns;
  const lead = leadMicros(getPolicy(state).absenceRule);
  const opensAt = shifts.fromAt[row] - lead;
  const now = head.lastAt[0];
  const hasLeft = shifts.state[row] === states["booked off"];
  if (!hasLeft && shifts.fromAt[row] + cohortRule.openMicros <= now) return;
  const wanted = hasLeft ? Math.max(now, opensAt) : opensAt;
  const at = Math.max(wanted, state.absenceLookedAt + microsPerMinute);
  if (state.absenceLookAt === noInstant || at < state.absenceLookAt) state.absenceLookAt = at;
}

/** Nobody looks in this state any more: for futures, whose absences are their assumption. */
export function stopLooking(state: RegionState): void {
  state.absenceLookedAt = Infinity;
  state.absenceLookAt = noInstant;
  state.surgeLookedAt = Infinity;
  state.surgeLookAt = noInstant;
}

/** At the instant it is due, or at which it is made up for after a pause. */
export function doAbsencePiece(state: RegionState, lookAt: Instant): void {
  state.absenceLookedAt = lookAt;
  const found = assessAbsence(state, lookAt);
  follow(state, lookAt, found);
  state.absenceLookAt = nextLookAt(state, lookAt, found);
}

function follow(state: RegionState, at: Instant, found: AbsenceAssessment): void {
  const { absence } = state.columns;
  const { evidence, verdict } = found;
  const isSuspected = absence.suspectedAt[0] !== noInstant;
  if (isSuspected && at >= absence.untilAt[0]) close(state, at, "shift over");
  else if (isSuspected && absence.pooled[0] === 0 && haveCome(state, at, found))
    close(state, at, "turned up");
  if (verdict !== "many missing") return;
  const stands = absence.suspectedAt[0] !== noInstant;
  if (stands && evidence.fromAt <= absence.toAt[0]) return;
  if (stands) close(state, at, "later shift");
  suspect(state, at, found, []);
}

/**
 * Whether those whom the suspicion is about have come: measured on their beginnings alone, and only while all of these are
 * still looked at, so that it never ends because somebody else came, or because they are not counted any more. What else shows who is there
 * counts as it stands: a suspicion that came of it would end and begin anew with every look.
 */
function haveCome(state: RegionState, at: Instant, { cohort, ratios }: AbsenceAssessment): boolean {
  const { fromAt, toAt } = state.columns.absence;
  if (fromAt[0] === 0 || at >= fromAt[0] + cohortRule.openMicros) return false;
  const groups = cohort.groups.filter(
    ({ since }) => at - since >= fromAt[0] && at - since <= toAt[0],
  );
  const ofThese = measureAbsence(getPolicy(state).absenceRule, groups, cohort.leave);
  const all = { ...ratios, ...ofThese };
  return groups.length > 0 && poolRatios([all]) < Math.log(calmRatio);
}

/** `pooled`: the regions it is suspected with; empty = by itself. */
export function suspect(
  state: RegionState,
  at: Instant,
  found: AbsenceAssessment,
  pooled: readonly string[],
): void {
  suspectAbsence(state, at, evidenceWithCurve(state, at, found), pooled);
  raiseAlarm(state, at, "many missing", state.columns.absence.suspicions[0]);
}

function close(state: RegionState, at: Instant, end: AbsenceEnd): void {
  const { alarm } = state.columns.absence;
  endAbsence(state, at, end);
  endAlarmOf(state, at, alarm, 0);
}

function nextLookAt(state: RegionState, at: Instant, { cohort }: AbsenceAssessment): Instant {
  if (cohort.groups.length > 0 || cohort.leave.left > 0) return at + microsPerMinute;
  const { shifts, head, absence } = state.columns;
  const lead = leadMicros(getPolicy(state).absenceRule);
  let next = absence.suspectedAt[0] === noInstant ? Infinity : absence.untilAt[0];
  for (let row = 0; row < head.shiftRows[0]; row += 1) {
    const code = shifts.state[row];
    const opensAt = shifts.fromAt[row] - lead;
    if (code !== states.none && code !== states.cancelled && opensAt > at)
      next = Math.min(next, opensAt);
  }
  return next === Infinity ? noInstant : next;
}
