/**
 * Units as rows ready to show, by call sign. `shape` is the status as the eye reads it (shape + letters + colour):
 * four hues and grey, everything finer is letters. Live positions are not in the rows (they change all the time):
 * ask `positionOf` in telemetry.ts.
 */

import type { Instant } from "../../base/instant.ts";
import { loanOf } from "../../core/aid/loans.ts";
import { getRequestFacts } from "../../core/request/changes.ts";
import { findIncidentRow, findRequestRow, getPolicy } from "../../core/state/region-state.ts";
import {
  allocationStates,
  unavailabilityReasons,
  unitStatuses,
  welfareStates,
  type LoanState,
  type UnavailabilityReason,
  type UnitStatus,
  type WelfareState,
} from "../../core/vocabulary.ts";
import type { RegionView } from "./region-view.ts";
import { makeRowList } from "./row-cache.ts";

export type UnitShape = "available" | "en-route" | "at-scene" | "unavailable" | "emergency";

export interface UnitRow {
  readonly unit: number;
  readonly callSign: string;
  readonly status: UnitStatus;
  readonly shape: UnitShape;
  /** Two letters of the status, for example `AV`. */
  readonly letters: string;
  readonly reason: UnavailabilityReason;
  /** The force's own label, or empty. */
  readonly label: string;
  readonly statusAt: Instant;
  /** 0 = no emergency. */
  readonly emergencyAt: Instant;
  readonly crew: number;
  readonly vehicle: string;
  readonly skills: readonly string[];
  readonly area: string;
  readonly areaName: string;
  /** Number of the active incident; 0 = none. */
  readonly incident: number;
  readonly incidentType: string;
  /** Incidents waiting behind the active one, first first. */
  readonly stacked: readonly number[];
  readonly welfare: WelfareState;
  /** Name of the region that it comes from; empty = it is this region's own. */
  readonly guestOf: string;
  /** Name of the region that it is lent to, or named for; empty = it is not. */
  readonly lentTo: string;
  readonly loan: LoanState;
  /** Until when it is lent, or a guest. */
  readonly loanUntilAt: Instant;
  readonly isRecalled: boolean;
}

const looks: { readonly [K in UnitStatus]: readonly [UnitShape, string] } = {
  off: ["unavailable", "OFF"],
  available: ["available", "AV"],
  assigned: ["en-route", "AS"],
  "en route": ["en-route", "ER"],
  "at scene": ["at-scene", "SC"],
  transporting: ["at-scene", "TR"],
  committed: ["unavailable", "CO"],
  "committed deployable": ["available", "CD"],
  unavailable: ["unavailable", "UN"],
};

/** Shape and letters of a status; an emergency beats everything. */
export function lookOf(status: UnitStatus, isEmergency: boolean): readonly [UnitShape, string] {
  return isEmergency ? ["emergency", "EM"] : looks[status];
}

function listStack(view: RegionView, unit: number): { incident: number; stacked: number[] } {
  const { allocations, incidents, units } = view.state.columns;
  let incident = 0;
  const stacked: number[] = [];
  for (let at = units.firstAllocation[unit]; at >= 0; at = allocations.nextOfUnit[at]) {
    const number = incidents.number[allocations.incident[at]];
    const state = allocations.state[at];
    if (state === allocationStates.code.stacked) stacked.push(number);
    else if (state !== allocationStates.code.ended) incident = number;
  }
  return { incident, stacked };
}

function makeUnitRow(view: RegionView, unit: number): UnitRow {
  const { config } = getPolicy(view.state);
  const { units, incidents } = view.state.columns;
  const status = unitStatuses.names[units.status[unit]];
  const [shape, letters] = lookOf(status, units.emergencyAt[unit] > 0);
  const area = config.areas[units.area[unit]];
  const { incident, stacked } = listStack(view, unit);
  const incidentRow = incident === 0 ? -1 : findIncidentRow(view.state, incident);
  return {
    unit,
    callSign: view.state.text?.callSigns[unit] ?? String(unit),
    status,
    shape,
    letters,
    reason: unavailabilityReasons.names[units.reason[unit]],
    label: config.statusLabels[units.label[unit]]?.label ?? "",
    statusAt: units.statusAt[unit],
    emergencyAt: units.emergencyAt[unit],
    crew: units.crew[unit],
    vehicle: config.vehicles[units.vehicle[unit]]?.name ?? "",
    skills: config.skills
      .filter((_, bit) => (units.skills[unit] & (1 << bit)) !== 0)
      .map((skill) => skill.name),
    area: area?.code ?? "",
    areaName: area?.name ?? "",
    incident,
    incidentType:
      incidentRow < 0 ? "" : (config.incidentTypes[incidents.type[incidentRow]]?.name ?? ""),
    stacked,
    welfare: welfareStates.names[units.welfare[unit]],
    ...loanOfRow(view, unit),
  };
}

function loanOfRow(
  { state }: RegionView,
  unit: number,
): Pick<UnitRow, "guestOf" | "lentTo" | "loan" | "loanUntilAt" | "isRecalled"> {
  const { units } = state.columns;
  const { neighbours, neighbourIndex } = getPolicy(state).aid;
  const loan = loanOf(state, unit);
  const guestOf = neighbours[units.home[unit] - 1]?.name ?? "";
  let lentTo = "";
  if (guestOf === "" && loan !== "none") {
    const row = findRequestRow(state, units.loanRequest[unit]);
    const code = row < 0 ? "another region" : getRequestFacts(state, row).party.code;
    lentTo = neighbours[neighbourIndex.get(code) ?? -1]?.name ?? code;
  }
  const [loanUntilAt, isRecalled] = [units.loanUntilAt[unit], units.recalled[unit] === 1];
  return { guestOf, lentTo, loan, loanUntilAt, isRecalled };
}

/** All registered units by call sign, those that are off too. */
export const listUnitRows = makeRowList<UnitRow>(
  (row) => row.unit,
  (view) => {
    const { units, head } = view.state.columns;
    const list: UnitRow[] = [];
    for (let unit = 0; unit < head.units[0]; unit += 1)
      if (units.known[unit] === 1) list.push(makeUnitRow(view, unit));
    return list.sort((a, b) => (a.callSign < b.callSign ? -1 : 1));
  },
);

export function findUnit(view: RegionView, unit: number): UnitRow | undefined {
  return listUnitRows(view).find((row) => row.unit === unit);
}
