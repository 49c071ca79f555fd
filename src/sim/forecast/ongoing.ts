/**
 * What goes on in the live room at the moment a forecast begins: open incidents, units on their way or at a scene or on
 * a break, and where everybody is. It is looked up once; each future draws how much of it is left. Not here: the future.
 */
import { microsPerMinute, type Instant, type Micros } from "../../base/instant.ts";
import { findActiveAllocation } from "../../core/allocation/changes.ts";
import { expectedArrival } from "../../core/aid/read.ts";
import { findRequestRow, getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { isFree } from "../../core/unit/free.ts";
import {
  allocationStates,
  grades,
  incidentStates,
  loanStates,
  unitStatuses,
} from "../../core/vocabulary.ts";
import { placeOfIncident } from "../../plan/place.ts";
import type { PositionOverlay } from "../../plan/positions.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import type { Call, Duty } from "../room/calls.ts";
import type { Place } from "../room/crews.ts";

/** A break, or anything else that keeps a unit without an incident, lasts so long on average; nothing says for how long. */
export const pauseMicros = 40 * microsPerMinute;
/** Its logarithm is normal with this spread: most breaks are about as long. */
export const pauseSigma = 0.4;

/** Calls of before have numbers from here on, so that their draws are nobody else's. */
export const ongoingNumbers = 2_147_483_648;

export interface OngoingIncident {
  readonly incident: number;
  readonly call: Call;
  readonly gradeCode: number;
}

export type Activity =
  | {
      readonly kind: "way";
      readonly unit: number;
      readonly incident: number;
      readonly expected: Micros;
    }
  | {
      readonly kind: "scene";
      readonly unit: number;
      readonly incident: number;
      readonly gradeCode: number;
      readonly elapsed: Micros;
    }
  | { readonly kind: "pause"; readonly unit: number; readonly elapsed: Micros }
  /** Lent to another region until then. */
  | { readonly kind: "lent"; readonly unit: number; readonly untilAt: Instant };

export interface Ongoing {
  readonly incidents: readonly OngoingIncident[];
  readonly activities: readonly Activity[];
  /** By unit. */
  readonly places: readonly Place[];
  readonly bases: readonly Place[];
}

/** Where everything is; not yet how long it goes on. */
export type Standing = Omit<Ongoing, "activities">;

export function listStanding(state: RegionState, positions: PositionOverlay): Standing {
  const count = state.columns.head.units[0];
  const units = Array.from({ length: count }, (_, unit) => unit);
  const { baseLatE7, baseLonE7 } = state.columns.units;
  return {
    incidents: listIncidents(state),
    places: units.map((unit) => placeOfUnit(state, unit, positions)),
    bases: units.map((unit) => ({ latE7: baseLatE7[unit], lonE7: baseLonE7[unit] })),
  };
}

export function listOngoing(
  state: RegionState,
  now: Instant,
  standing: Standing,
  travel: TravelTimes,
): Ongoing {
  const activities = standing.places.flatMap(
    (place, unit) => activityOf(state, unit, now, place, travel) ?? [],
  );
  return { ...standing, activities };
}

function placeOfUnit(state: RegionState, unit: number, positions: PositionOverlay): Place {
  const { units } = state.columns;
  const isTracked = unit < positions.at.length && positions.at[unit] > units.positionAt[unit];
  const { latE7, lonE7 } = isTracked ? positions : units;
  return { latE7: latE7[unit], lonE7: lonE7[unit] };
}

const openStates: ReadonlySet<number> = new Set([
  incidentStates.code.waiting,
  incidentStates.code.allocated,
  incidentStates.code.attended,
  incidentStates.code.deferred,
]);

function listIncidents(state: RegionState): OngoingIncident[] {
  const { incidents, head } = state.columns;
  const { config } = getPolicy(state);
  const ongoing: OngoingIncident[] = [];
  for (let row = 0; row < head.incidentRows[0]; row += 1) {
    if (!openStates.has(incidents.state[row])) continue;
    const gradeCode = incidents.served[row];
    const { latE7, lonE7 } = placeOfIncident(state, row);
    const call: Call = {
      number: ongoingNumbers + row,
      at: incidents.clockAt[row],
      area: config.areas[incidents.area[row]]?.code ?? "",
      latE7,
      lonE7,
      grade: {
        grade: grades.names[gradeCode],
        incidentType: config.incidentTypes[incidents.type[row]]?.code ?? "",
      },
      sceneMicros: 0,
      patienceMicros: undefined,
    };
    ongoing.push({ incident: incidents.number[row], call, gradeCode });
  }
  return ongoing;
}

function activityOf(
  state: RegionState,
  unit: number,
  now: Instant,
  place: Place,
  travel: TravelTimes,
): Activity | undefined {
  const { units, allocations, incidents } = state.columns;
  const allocation = findActiveAllocation(state, unit);
  if (allocation >= 0) {
    const row = allocations.incident[allocation];
    const incident = incidents.number[row];
    const gradeCode = incidents.served[row];
    if (allocations.state[allocation] >= allocationStates.code["at scene"])
      return {
        kind: "scene",
        unit,
        incident,
        gradeCode,
        elapsed: now - allocations.atSceneAt[allocation],
      };
    const to = placeOfIncident(state, row);
    const vehicleClass = getPolicy(state).classOfVehicle[units.vehicle[unit]];
    const micros = travel.micros({ unit, vehicleClass, ...place }, to.latE7, to.lonE7);
    return {
      kind: "way",
      unit,
      incident,
      expected: Number.isFinite(micros) ? micros : pauseMicros,
    };
  }
  if (units.home[unit] === 0 && units.loan[unit] !== loanStates.code.none)
    return { kind: "lent", unit, untilAt: homeAt(state, unit, now) };
  const isAway =
    units.status[unit] === unitStatuses.code.off ||
    isFree(state, unit) ||
    units.emergencyAt[unit] > 0;
  if (isAway) return undefined;
  return { kind: "pause", unit, elapsed: Math.max(0, now - units.statusAt[unit]) };
}

/** Whoever should be here already comes after so long: nobody has said when. */
export const overdueMicros = 15 * microsPerMinute;

/**
 * Guests report when they are expected, and leave when their time is over, once they have cleared. One that its home wants back before it
 * has come does not come.
 */
export function listGuestDuties(state: RegionState, now: Instant): Duty[] {
  const { units, head } = state.columns;
  const duties: Duty[] = [];
  for (let unit = 0; unit < head.units[0]; unit += 1) {
    if (units.home[unit] === 0 || units.loan[unit] === loanStates.code.none) continue;
    const end = { at: Math.max(now, units.loanUntilAt[unit]), unit, begins: false };
    if (units.loan[unit] === loanStates.code.there) duties.push(end);
    else if (units.recalled[unit] === 0) {
      const expectedAt = expectedArrival(state, findRequestRow(state, units.loanRequest[unit]));
      const at = expectedAt > now ? expectedAt : now + overdueMicros;
      if (at < end.at) duties.push({ at, unit, begins: true }, end);
    }
  }
  return duties;
}

/** When a lent unit is back: when it is owed back, or once it was let go, when the way home is over. */
function homeAt(state: RegionState, unit: number, now: Instant): Instant {
  const { units, requests } = state.columns;
  const row = findRequestRow(state, units.loanRequest[unit]);
  const isLetGo = units.loan[unit] === loanStates.code["going home"];
  const owedAt = isLetGo && row >= 0 ? requests.deadlineAt[row] : units.loanUntilAt[unit];
  return Math.max(now, Math.min(owedAt, units.loanUntilAt[unit]));
}
