/**
 * Looks at the evidence at the end of every decision, and says when by itself something about the level is due: evidence
 * that has stood long enough becomes a proposal, a running clock reaches a trigger, a level waits for its review. When
 * that is follows from the state alone, so nothing of it is stored. A proposal changes nothing: a person decides.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import { lapseForecast } from "../forecast/changes.ts";
import { lapsesAt } from "../forecast/chances.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { toReview } from "../state/to-review.ts";
import { serviceLevels, type ProposalEnd } from "../vocabulary.ts";
import { changeEvidence, endProposal, proposeLevel } from "./changes.ts";
import { listEvidence, nextClockAt, pointedLevel } from "./evidence.ts";

/**
 * Puts the evidence in step with the state; what a proposal rested on and is gone ends it. Asked after every decision: it looks only
 * where something changed, or where time alone changes it (a clock runs, a forecast grows old).
 */
export function reviewEvidence(state: RegionState, at: Instant): void {
  const { level, head, forecast } = state.columns;
  const isTimed = head.noUnits[0] > 0 || forecast.madeAt[0] !== noInstant;
  if ((state.toReview & toReview.evidence) === 0 && !isTimed) return;
  state.toReview &= ~toReview.evidence;
  const isPlanned = getPolicy(state).levels !== undefined;
  if (!isPlanned && level.points[0] === 0) return;
  const points = pointedLevel(state, at);
  if (points === level.points[0]) return;
  closeProposal(state, at, isPlanned ? "evidence changed" : "configuration changed");
  changeEvidence(state, at, serviceLevels.names[points], listEvidence(state, at));
}

/** Ends the proposal that stands, if one does, with its alarm. */
export function closeProposal(state: RegionState, at: Instant, end: ProposalEnd): void {
  const { level } = state.columns;
  if (level.proposed[0] === 0) return;
  endProposal(state, at, end);
  endAlarmOf(state, at, level.proposalAlarm, 0);
}

function earlier(a: Instant, b: Instant): Instant {
  if (a === noInstant) return b;
  return b === noInstant ? a : Math.min(a, b);
}

function reviewDueAt(state: RegionState): Instant {
  const { level } = state.columns;
  return level.reviewAlarm[0] < 0 ? level.reviewAt[0] : noInstant;
}

/** When what the evidence points to is to be proposed. */
function proposalDueAt(state: RegionState): Instant {
  const { levels } = getPolicy(state);
  const { level, points, pointsSince, decidedAt, proposed, declined } = state.columns.level;
  if (levels === undefined || points[0] === level[0]) return noInstant;
  if (proposed[0] === 1 || declined[0] === 1) return noInstant;
  if (points[0] > level[0]) return pointsSince[0] + levels.hold[points[0]];
  return Math.max(pointsSince[0], decidedAt[0]) + levels.exit[level[0]];
}

/** When something about the level is due by itself; `noInstant` when nothing is. */
export function levelDueAt(state: RegionState): Instant {
  if (state.policy?.levels === undefined) return noInstant;
  const ownAt = earlier(reviewDueAt(state), earlier(proposalDueAt(state), nextClockAt(state)));
  return earlier(ownAt, lapsesAt(state));
}

/** `at` is when it was due. */
export function doLevelPiece(state: RegionState, at: Instant): void {
  const { level } = state.columns;
  if (reviewDueAt(state) === at) raiseAlarm(state, at, "level to review", level.decisions[0]);
  else if (proposalDueAt(state) === at) {
    proposeLevel(state, at, serviceLevels.names[level.points[0]], listEvidence(state, at));
    raiseAlarm(state, at, "level proposed", level.proposals[0]);
  } else {
    if (lapsesAt(state) === at) lapseForecast(state, at);
    reviewEvidence(state, at);
  }
}
