/** What falls due about a person: off duty for long and still holding items, or recalled and not heard of, or on duty for too long. The timer is in changes.ts. */

import type { Instant } from "../../base/instant.ts";
import { raiseAlarm } from "../alarm/changes.ts";
import { exceedsAt, longestDuty } from "../hours/longest-duty.ts";
import { exceedDuty } from "../roster/people-changes.ts";
import type { RegionState } from "../state/region-state.ts";

/** `at` is when it was due. */
export function doCustodyPiece(state: RegionState, at: Instant, person: number): void {
  if (exceedsAt(state, person) === at) {
    exceedDuty(state, at, person, longestDuty(state)?.code ?? "");
    raiseAlarm(state, at, "duty too long", person);
    return;
  }
  const { people } = state.columns;
  const isRecall = people.recallAlarm[person] < 0 && people.recallDueAt[person] === at;
  raiseAlarm(state, at, isRecall ? "recall overdue" : "items not handed in", person);
}
