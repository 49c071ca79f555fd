/** Mutual aid as values: the floors with what is left, and units between regions with where they are; for lists and screens. */

import type { Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { loanStates, type LoanState } from "../vocabulary.ts";
import { getRequestFacts } from "../request/changes.ts";
import { findRequestRow } from "../state/region-state.ts";
import type { AidFloorConfig, NeighbourConfig } from "./aid-plan.ts";
import { countLeft } from "./floor.ts";
import { homeOf } from "./loans.ts";

export interface FloorPicture extends AidFloorConfig {
  /** Own units that are booked on, count for it and are not lent. */
  readonly left: number;
}

export interface LoanPicture {
  readonly unit: number;
  readonly isGuest: boolean;
  /** The region that it comes from, or that it helps. */
  readonly region: string;
  readonly state: LoanState;
  readonly request: number;
  readonly untilAt: Instant;
  /** Its home region wants it back. */
  readonly isRecalled: boolean;
}

export function listFloors(state: RegionState): FloorPicture[] {
  return getPolicy(state).aid.floors.map((floor) => ({
    ...floor.config,
    left: countLeft(state, floor),
  }));
}

/** Units lent and guests, by unit id. */
export function listBetween(state: RegionState): LoanPicture[] {
  const { units, head } = state.columns;
  const found: LoanPicture[] = [];
  for (let unit = 0; unit < head.units[0]; unit += 1) {
    if (units.loan[unit] === loanStates.code.none) continue;
    const request = units.loanRequest[unit];
    const row = findRequestRow(state, request);
    const home = homeOf(state, unit);
    found.push({
      unit,
      isGuest: home !== undefined,
      region: home ?? (row < 0 ? "" : getRequestFacts(state, row).party.code),
      state: loanStates.names[units.loan[unit]],
      request,
      untilAt: units.loanUntilAt[unit],
      isRecalled: units.recalled[unit] === 1,
    });
  }
  return found;
}

export interface NeighbourPicture extends NeighbourConfig {
  /** Messages to it and from it, by their positions. */
  readonly told: number;
  readonly taken: number;
}

export function listNeighbours(state: RegionState): NeighbourPicture[] {
  const { told, taken } = state.columns.peers;
  return getPolicy(state).aid.neighbours.map((neighbour, index) => ({
    ...neighbour,
    told: told[index],
    taken: taken[index],
  }));
}

/** Requests of units between regions that have not ended: rows, by number. */
export function listAidRows(state: RegionState): number[] {
  const { requests } = state.columns;
  return state.facts.aid
    .flatMap((facts, row) => (facts?.terms ? [row] : []))
    .filter((row) => requests.endedAt[row] === 0)
    .sort((a, b) => requests.number[a] - requests.number[b]);
}
