/**
 * "No unit available" as a fact with a cause and a clock. Two kinds share the events: the standing cover of an area
 * and grade (its total is the zero-unit time), and the need of one waiting incident that nobody free can meet.
 */

import type { Instant } from "../../base/instant.ts";
import { advance } from "../state/change.ts";
import { findIncidentRow, getPolicy, type RegionState } from "../state/region-state.ts";
import { toReview } from "../state/to-review.ts";
import {
  gradeCount,
  grades,
  shortfallCauses,
  type Grade,
  type NoUnitEnd,
  type ShortfallCause,
} from "../vocabulary.ts";

/** In `noUnitNeed`: the need that a clock began for has left the configuration. */
export const goneNeed = 255;

/** Code of an area index; -1 (outside every area) has the empty code. */
export function areaCodeOf(state: RegionState, area: number): string {
  return area < 0 ? "" : getPolicy(state).config.areas[area].code;
}

export function coverRow(area: number, grade: number): number {
  return area * gradeCount + grade;
}

export function beginNoUnit(
  state: RegionState,
  at: Instant,
  area: string,
  grade: Grade,
  incident: number | null,
  need: number,
  cause: ShortfallCause,
): void {
  advance(state, at);
  const { cover, incidents, head } = state.columns;
  if (incident === null) {
    const row = coverRow(getPolicy(state).areaIndex.get(area) ?? 0, grades.of(grade));
    head.noUnits[0] += 1;
    state.toReview |= toReview.evidence | toReview.standing;
    cover.since[row] = at;
    cover.cause[row] = shortfallCauses.of(cause);
  } else {
    const row = findIncidentRow(state, incident);
    if (incidents.waiting[row] === 1 && incidents.noUnitAt[row] === 0) state.clockless -= 1;
    incidents.noUnitAt[row] = at;
    incidents.noUnitCause[row] = shortfallCauses.of(cause);
    incidents.noUnitNeed[row] = need;
  }
  if (state.sink.open)
    state.sink.put({
      type: "no-unit.began",
      at,
      entered: state.enteredAt,
      by: state.by,
      area,
      grade,
      incident,
      need,
      cause,
    });
}

export function endNoUnit(
  state: RegionState,
  at: Instant,
  area: string,
  grade: Grade,
  incident: number | null,
  end: NoUnitEnd,
): void {
  advance(state, at);
  const { cover, incidents, head } = state.columns;
  if (incident === null) {
    const row = coverRow(getPolicy(state).areaIndex.get(area) ?? 0, grades.of(grade));
    head.noUnits[0] -= 1;
    state.toReview |= toReview.evidence;
    cover.total[row] += Math.max(0, at - cover.since[row]);
    cover.since[row] = 0;
  } else {
    const row = findIncidentRow(state, incident);
    if (incidents.waiting[row] === 1 && incidents.noUnitAt[row] !== 0) state.clockless += 1;
    incidents.noUnitAt[row] = 0;
  }
  if (state.sink.open)
    state.sink.put({
      type: "no-unit.ended",
      at,
      entered: state.enteredAt,
      by: state.by,
      area,
      grade,
      incident,
      end,
    });
}
