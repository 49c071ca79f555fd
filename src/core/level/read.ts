/**
 * The service level as a value, for views: what is decided and until when, what the evidence says, and what the plan
 * says for it. And who is deferred or has a promise, the one that is due first in front.
 */

import type { Instant } from "../../base/instant.ts";
import type { LevelEvidence } from "./level-events.ts";
import type { RegionState } from "../state/region-state.ts";
import { incidentStates, serviceLevels, type ServiceLevel } from "../vocabulary.ts";
import { listEvidence } from "./evidence.ts";
import type { LevelConfig } from "./level-plan.ts";

export interface LevelReading {
  readonly level: ServiceLevel;
  /** 0 = nobody ever decided, and it is normal. */
  readonly decidedAt: Instant;
  /** 0 = it needs no review. */
  readonly reviewAt: Instant;
  readonly isReviewOverdue: boolean;
  readonly reason: string;
  readonly by: string;
  /** What the evidence points to, and since when. */
  readonly points: ServiceLevel;
  readonly pointsSince: Instant;
  readonly isProposed: boolean;
  readonly evidence: readonly LevelEvidence[];
  /** The plan's entry for the level. */
  readonly config: LevelConfig;
}

/** Undefined where the region has no plan: it is at the normal level, and nothing can change that. */
export function findLevelReading(state: RegionState, now: Instant): LevelReading | undefined {
  const levels = state.policy?.levels;
  if (levels === undefined) return undefined;
  const { level } = state.columns;
  return {
    level: serviceLevels.names[level.level[0]],
    decidedAt: level.decidedAt[0],
    reviewAt: level.reviewAt[0],
    isReviewOverdue: level.reviewAlarm[0] >= 0,
    reason: state.text?.level.reason ?? "",
    by: state.text?.level.by ?? "",
    points: serviceLevels.names[level.points[0]],
    pointsSince: level.pointsSince[0],
    isProposed: level.proposed[0] === 1,
    evidence: listEvidence(state, now),
    config: levels.plan[level.level[0]],
  };
}

/** Rows of the incidents that are deferred or whose caller was promised a call-back, the one due first in front. */
export function listPromiseRows(state: RegionState): number[] {
  const { incidents, head } = state.columns;
  const rows: number[] = [];
  for (let row = 0; row < head.incidentRows[0]; row += 1)
    if (incidents.state[row] === incidentStates.code.deferred || incidents.callBackAt[row] > 0)
      rows.push(row);
  return rows.sort(
    (a, b) =>
      incidents.callBackAt[a] - incidents.callBackAt[b] ||
      incidents.number[a] - incidents.number[b],
  );
}
