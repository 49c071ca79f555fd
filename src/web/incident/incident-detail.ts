/**
 * Everything the incident panel shows beyond the queue's row, copied out of the folded state: words, notes, THRIVE
 * answers, every allocation it ever had with its times, and the history that follows from them. Copies only, because
 * the fold changes notes in place.
 */

import type { Instant } from "../../base/instant.ts";
import { thriveFromBits } from "../../core/incident/answers.ts";
import { findIncidentRow, getPolicy } from "../../core/state/region-state.ts";
import {
  allocationEnds,
  allocationStates,
  type AllocationEnd,
  type AllocationState,
  type Thrive,
} from "../../core/vocabulary.ts";
import type { RegionView } from "../live/region-view.ts";

export interface NoteRow {
  readonly note: number;
  readonly at: Instant;
  readonly by: string;
  readonly text: string;
  readonly struck:
    | { readonly at: Instant; readonly by: string; readonly reason: string }
    | undefined;
}

export interface AllocationRow {
  readonly key: number;
  readonly unit: number;
  readonly callSign: string;
  readonly state: AllocationState;
  readonly end: AllocationEnd;
  /** Place in the recommendation it came from; 0 = by hand. */
  readonly rank: number;
  readonly allocatedAt: Instant;
  readonly enRouteAt: Instant;
  readonly atSceneAt: Instant;
  readonly endedAt: Instant;
  readonly emergency: boolean;
}

export interface IncidentDetail {
  readonly openedAt: Instant;
  readonly result: string;
  readonly resultWords: string;
  readonly thrive: Thrive;
  readonly thriveWords: string;
  readonly hazardCodes: readonly string[];
  readonly notes: readonly NoteRow[];
  /** Oldest first, ended ones too. */
  readonly allocations: readonly AllocationRow[];
  readonly owed: boolean;
}

function listAllocations(view: RegionView, row: number): AllocationRow[] {
  const { allocations, incidents, units } = view.state.columns;
  const list: AllocationRow[] = [];
  for (let at = incidents.firstAllocation[row]; at >= 0; at = allocations.nextOfIncident[at]) {
    const unit = allocations.unit[at];
    list.push({
      key: at,
      unit,
      callSign: view.state.text?.callSigns[unit] ?? String(unit),
      state: allocationStates.names[allocations.state[at]],
      end: allocationEnds.names[allocations.end[at]],
      rank: allocations.rank[at],
      allocatedAt: allocations.allocatedAt[at],
      enRouteAt: allocations.enRouteAt[at],
      atSceneAt: allocations.atSceneAt[at],
      endedAt: allocations.endedAt[at],
      emergency: units.emergencyAt[unit] > 0,
    });
  }
  return list.reverse();
}

/** Undefined when the incident never was, or has left the operational state. */
export function findIncidentDetail(view: RegionView, incident: number): IncidentDetail | undefined {
  const row = findIncidentRow(view.state, incident);
  if (row < 0) return undefined;
  const { incidents } = view.state.columns;
  const { config } = getPolicy(view.state);
  const text = view.state.text?.incidents.get(incident);
  return {
    openedAt: incidents.openedAt[row],
    result: config.results[incidents.result[row]]?.name ?? "",
    resultWords: text?.result ?? "",
    thrive: thriveFromBits(incidents.thrive[row]),
    thriveWords: text?.thrive ?? "",
    hazardCodes: config.hazards
      .filter((_, bit) => (incidents.hazards[row] & (1 << bit)) !== 0)
      .map((hazard) => hazard.code),
    notes: (text?.notes ?? []).map(({ note, at, by, text: words, struck }) => ({
      note,
      at,
      by,
      text: words,
      struck: struck === undefined ? undefined : { ...struck },
    })),
    allocations: listAllocations(view, row),
    owed: incidents.owed[row] === 1,
  };
}
