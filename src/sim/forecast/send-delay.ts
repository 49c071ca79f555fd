/**
 * How long the room takes from opening an incident until it sends: somebody reads, thinks and asks. A future sends at once, so
 * where it is looked at, whom it sent a moment ago counts as waiting still. Learnt from the incidents of the gravest grades that
 * the state still holds, since those seldom wait for a unit, by their median, which the few that did do not move. Not here: waiting for
 * want of a unit.
 */
import { microsPerMinute, type Micros } from "../../base/instant.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { grades, incidentStates } from "../../core/vocabulary.ts";

export const sendDelayRule = {
  /** Fewer incidents than this say nothing; then it is no time. */
  fewest: 5,
  /** Longer is no habit of sending but a want of units. */
  mostMicros: 5 * microsPerMinute,
} as const;

/** Who may be counted: of the gravest grade alone where it has enough of them, else of the two gravest. */
const counted = [grades.code.immediate, grades.code.priority] as const;

export function learnSendDelay(state: RegionState): Micros {
  const { incidents, head } = state.columns;
  const delays: Micros[] = [];
  for (const grade of counted) {
    for (let row = 0; row < head.incidentRows[0]; row += 1) {
      const isSeen = incidents.state[row] !== incidentStates.code.none;
      if (!isSeen || incidents.served[row] !== grade || incidents.firstAllocatedAt[row] === 0)
        continue;
      delays.push(Math.max(0, incidents.firstAllocatedAt[row] - incidents.openedAt[row]));
    }
    if (delays.length >= sendDelayRule.fewest) break;
  }
  if (delays.length < sendDelayRule.fewest) return 0;
  const sorted = Float64Array.from(delays).sort();
  return Math.min(sendDelayRule.mostMicros, sorted[sorted.length >> 1]);
}
