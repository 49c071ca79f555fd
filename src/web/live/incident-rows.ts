/**
 * Open incidents as rows ready to show, in queue order: time left to target first, then what has no target by age,
 * then what is attended, then what waits for its result. Also one incident by number. Columns are read here and
 * nowhere else on the web side; words (notes, callers) are read by the panels straight from `view.state.text`.
 */

import type { Instant } from "../../base/instant.ts";
import { presentCause } from "../../core/no-unit/cause.ts";
import { findIncidentRow, getPolicy } from "../../core/state/region-state.ts";
import {
  allocationStates,
  grades,
  incidentStates,
  locationStates,
  type AllocationState,
  type Grade,
  type IncidentState,
  type LocationState,
  type ShortfallCause,
} from "../../core/vocabulary.ts";
import type { RegionView } from "./region-view.ts";
import { makeRowList } from "./row-cache.ts";

export interface AllocatedUnit {
  readonly unit: number;
  readonly callSign: string;
  readonly state: AllocationState;
  readonly emergency: boolean;
}

export interface IncidentRow {
  readonly number: number;
  readonly state: IncidentState;
  readonly typeCode: string;
  readonly type: string;
  readonly assessed: Grade;
  readonly served: Grade;
  /** Start of the grade clock. */
  readonly clockAt: Instant;
  /** 0 = no arrival owed. */
  readonly targetAt: Instant;
  /** First unit at the scene; 0 = none yet. */
  readonly firstAtSceneAt: Instant;
  readonly closedAt: Instant;
  readonly area: string;
  readonly areaName: string;
  readonly place: string;
  readonly summary: string;
  readonly locationState: LocationState;
  readonly latE7: number;
  readonly lonE7: number;
  readonly radiusM: number;
  /** Units allocated now, the earliest first; ended allocations are left out. */
  readonly units: readonly AllocatedUnit[];
  /** Since when no suitable unit is free; 0 = one is, or none is owed. */
  readonly noUnitAt: Instant;
  /** What keeps units from it now; undefined where `noUnitAt` is 0. */
  readonly noUnitCause: ShortfallCause | undefined;
  readonly hazards: readonly string[];
  readonly contacts: number;
  /** An alarm of this incident is raised (target missed, no unit, promise missed). */
  readonly alarms: readonly number[];
}

function listUnitsOf(view: RegionView, row: number): AllocatedUnit[] {
  const { allocations, incidents, units } = view.state.columns;
  const list: AllocatedUnit[] = [];
  for (let at = incidents.firstAllocation[row]; at >= 0; at = allocations.nextOfIncident[at]) {
    const state = allocationStates.names[allocations.state[at]];
    if (state === "ended" || state === "none") continue;
    const unit = allocations.unit[at];
    const callSign = view.state.text?.callSigns[unit] ?? String(unit);
    list.push({ unit, callSign, state, emergency: units.emergencyAt[unit] > 0 });
  }
  return list.reverse();
}

function makeIncidentRow(view: RegionView, row: number): IncidentRow {
  const policy = getPolicy(view.state);
  const { incidents, alarms } = view.state.columns;
  const number = incidents.number[row];
  const text = view.state.text?.incidents.get(number);
  const type = policy.config.incidentTypes[incidents.type[row]];
  const area = policy.config.areas[incidents.area[row]];
  const hazards = policy.config.hazards.filter(
    (_, bit) => (incidents.hazards[row] & (1 << bit)) !== 0,
  );
  return {
    number,
    state: incidentStates.names[incidents.state[row]],
    typeCode: type?.code ?? "",
    type: type?.name ?? "unknown type",
    assessed: grades.names[incidents.assessed[row]],
    served: grades.names[incidents.served[row]],
    clockAt: incidents.clockAt[row],
    targetAt: incidents.targetAt[row],
    firstAtSceneAt: incidents.firstAtSceneAt[row],
    closedAt: incidents.closedAt[row],
    area: area?.code ?? "",
    areaName: area?.name ?? "no area",
    place: text?.place ?? "",
    summary: text?.summary ?? "",
    locationState: locationStates.names[incidents.locationState[row]],
    latE7: incidents.latE7[row],
    lonE7: incidents.lonE7[row],
    radiusM: incidents.radiusM[row],
    units: listUnitsOf(view, row),
    noUnitAt: incidents.noUnitAt[row],
    noUnitCause: incidents.noUnitAt[row] === 0 ? undefined : presentCause(view.state, row),
    hazards: hazards.map((hazard) => hazard.name),
    contacts: incidents.contacts[row],
    alarms: [incidents.alarm[row], incidents.noUnitAlarm[row], incidents.promiseAlarm[row]]
      .filter((at) => at >= 0)
      .map((at) => alarms.number[at]),
  };
}

/**
 * 0 = a response is owed against a target, 1 = owed without one, 2 = somebody is there, 3 = deferred, 4 = waits for its result. Who was
 * there and left does not count: then a response is owed again.
 */
function queueGroup(row: IncidentRow): number {
  if (row.state === "awaiting result") return 4;
  if (row.state === "deferred") return 3;
  if (row.state === "attended") return 2;
  return row.targetAt > 0 ? 0 : 1;
}

function compareInQueue(a: IncidentRow, b: IncidentRow): number {
  const group = queueGroup(a) - queueGroup(b);
  if (group !== 0) return group;
  const key = queueGroup(a) === 0 ? a.targetAt - b.targetAt : a.clockAt - b.clockAt;
  return key !== 0 ? key : a.number - b.number;
}

/** All open incidents in queue order. */
export const listIncidentRows = makeRowList<IncidentRow>(
  (row) => row.number,
  (view) => {
    const { incidents, head } = view.state.columns;
    const list: IncidentRow[] = [];
    for (let row = 0; row < head.incidentRows[0]; row += 1) {
      const state = incidents.state[row];
      if (state === incidentStates.code.none || state === incidentStates.code.closed) continue;
      list.push(makeIncidentRow(view, row));
    }
    return list.sort(compareInQueue);
  },
);

/** One incident, closed ones too as long as they are in the operational state. */
export function findIncident(view: RegionView, number: number): IncidentRow | undefined {
  const row = findIncidentRow(view.state, number);
  if (row < 0) return undefined;
  return (
    listIncidentRows(view).find((listed) => listed.number === number) ?? makeIncidentRow(view, row)
  );
}
