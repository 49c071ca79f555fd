/** What falls due about a person: off duty for long and still holding items, or recalled and not heard of. The timer is in changes.ts. */

import type { Instant } from "../../base/instant.ts";
import { raiseAlarm } from "../alarm/changes.ts";
import type { RegionState } from "../state/region-state.ts";

/** `at` is when it was due. */
export function doCustodyPiece(state: RegionState, at: Instant, person: number): void {
  const { people } = state.columns;
  const isRecall = people.recallAlarm[person] < 0 && people.recallDueAt[person] === at;
  raiseAlarm(state, at, isRecall ? "recall overdue" : "items not handed in", person);
}
