/**
 * After the level or its plan changed: every open incident is looked at once. Part of the command that changed it; what
 * is past the command's share of events is due at once, so that thousands of waiting incidents never stand in one write.
 */

import type { Instant } from "../../base/instant.ts";
import { settleIncident } from "../incident/settle.ts";
import type { RegionState } from "../state/region-state.ts";
import { toReview } from "../state/to-review.ts";
import { incidentStates } from "../vocabulary.ts";

const states = incidentStates.code;

/** The level or its plan changed, and not every incident was looked at since. */
export function isLevelToReview({ toReview: bits }: RegionState): boolean {
  return (bits & toReview.level) !== 0;
}

/** Puts about `mostEvents` events (the incident that reaches the limit is finished). */
export function applyLevel(state: RegionState, at: Instant, mostEvents: number): void {
  const { head, incidents } = state.columns;
  const limit = head.position[0] + mostEvents;
  for (let row = 0; row < head.incidentRows[0]; row += 1) {
    if (incidents.state[row] === states.none || incidents.state[row] === states.closed) continue;
    if (head.position[0] >= limit) return;
    settleIncident(state, at, row);
  }
  state.toReview &= ~toReview.level;
}
