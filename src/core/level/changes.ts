/**
 * What can happen to the service level: the evidence points elsewhere, a level is proposed, the proposal ends, a person
 * decides. The level is state of the region, in one row; what it does to incidents are events of these.
 */

import type { Instant } from "../../base/instant.ts";
import type { LevelEvidence } from "./level-events.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";
import { toReview } from "../state/to-review.ts";
import { serviceLevels, type ProposalEnd, type ServiceLevel } from "../vocabulary.ts";

const codes = serviceLevels.code;

export function changeEvidence(
  state: RegionState,
  at: Instant,
  points: ServiceLevel,
  evidence: readonly LevelEvidence[],
): void {
  advance(state, at);
  const { level } = state.columns;
  level.points[0] = codes[points];
  level.pointsSince[0] = at;
  level.declined[0] = 0;
  state.toReview |= toReview.evidence;
  if (state.sink.open)
    state.sink.put({
      type: "level.evidence-changed",
      at,
      entered: state.enteredAt,
      by: state.by,
      points,
      evidence,
    });
}

export function proposeLevel(
  state: RegionState,
  at: Instant,
  proposed: ServiceLevel,
  evidence: readonly LevelEvidence[],
): void {
  advance(state, at);
  const { level } = state.columns;
  level.proposed[0] = 1;
  level.proposals[0] += 1;
  if (state.sink.open)
    state.sink.put({
      type: "level.proposed",
      at,
      entered: state.enteredAt,
      by: state.by,
      level: proposed,
      evidence,
    });
}

export function endProposal(state: RegionState, at: Instant, end: ProposalEnd): void {
  advance(state, at);
  const { level } = state.columns;
  level.proposed[0] = 0;
  if (state.sink.open)
    state.sink.put({
      type: "level.proposal-ended",
      at,
      entered: state.enteredAt,
      by: state.by,
      level: serviceLevels.names[level.points[0]],
      end,
    });
}

export interface LevelFacts {
  readonly level: ServiceLevel;
  readonly reviewAt: Instant;
  readonly evidence: readonly LevelEvidence[];
}

export function decideOnLevel(
  state: RegionState,
  at: Instant,
  { level: decided, reviewAt, evidence }: LevelFacts,
  reason: string,
): void {
  advance(state, at);
  const { level } = state.columns;
  const before = serviceLevels.names[level.level[0]];
  level.level[0] = codes[decided];
  level.decidedAt[0] = at;
  level.reviewAt[0] = reviewAt;
  level.decisions[0] += 1;
  level.declined[0] = level.points[0] > codes[decided] ? 1 : 0;
  state.toReview |= toReview.level;
  state.toReview |= toReview.evidence;
  if (state.text !== undefined) {
    state.text.level.reason = reason;
    state.text.level.by = state.by;
  }
  if (state.sink.open)
    state.sink.put({
      type: "level.decided",
      at,
      entered: state.enteredAt,
      by: state.by,
      level: decided,
      before,
      reviewAt,
      evidence,
      text: { reason },
    });
}
