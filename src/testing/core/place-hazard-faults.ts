/** What must hold of hazards of places: each has an end within a day of when somebody last said so, and a time at which something happens. */

import { limits } from "../../core/limits.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { equal, type Say } from "./fault-tools.ts";

export function checkPlaceHazards(state: RegionState, say: Say): void {
  const { placeHazards, head } = state.columns;
  const rows = [...placeHazards.number.keys()].filter((row) => placeHazards.number[row] > 0);
  equal(say, "place hazards that stand", head.placeHazards[0], rows.length);
  equal(say, "place hazards with a timer", head.placeHazardHeap[0], rows.length);
  for (const row of rows) {
    const name = `place hazard ${placeHazards.number[row]}`;
    if (placeHazards.heapIndex[row] < 0) say(`${name} has no timer`);
    if (placeHazards.dueAt[row] > placeHazards.expiresAt[row]) say(`${name} is due after its end`);
    // A late entry lies back by 72 hours at most.
    const most = limits.placeHazardMicros + limits.lateEntryMicros;
    if (placeHazards.expiresAt[row] - placeHazards.changedAt[row] > most)
      say(`${name} stands longer than a day`);
    equal(say, `${name}: alarm`, placeHazards.alarm[row] >= 0, placeHazards.asked[row] === 1);
  }
}
