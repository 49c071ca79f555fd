/** Which units are between two regions, read from their rows. */

import { getPolicy, type RegionState } from "../state/region-state.ts";
import { loanStates, type LoanState } from "../vocabulary.ts";

const loans = loanStates.code;

export function loanOf(state: RegionState, unit: number): LoanState {
  return loanStates.names[state.columns.units.loan[unit]];
}

export function isGuest(state: RegionState, unit: number): boolean {
  return state.columns.units.home[unit] > 0;
}

/** Id of the region that a guest comes from; undefined = it is this region's own unit. */
export function homeOf(state: RegionState, unit: number): string | undefined {
  const home = state.columns.units.home[unit];
  return home === 0 ? undefined : getPolicy(state).aid.neighbours[home - 1]?.region;
}

/** Units lent, or guests, for a request of this region's log, in the order of their ids. */
export function listLoans(
  state: RegionState,
  request: number,
  isWanted: (unit: number) => boolean = () => true,
): number[] {
  const { units, head } = state.columns;
  const found: number[] = [];
  for (let unit = 0; unit < head.units[0]; unit += 1)
    if (units.loan[unit] !== loans.none && units.loanRequest[unit] === request && isWanted(unit))
      found.push(unit);
  return found;
}

/** Named for the request and not there yet. */
export function isAwaited(state: RegionState, unit: number): boolean {
  const { loan } = state.columns.units;
  return loan[unit] === loans.committed || loan[unit] === loans["on the way"];
}

/** This region's row of a unit of a neighbour (its place in the plan), or -1 when it never was a guest. */
export function findGuest(state: RegionState, neighbour: number, homeUnit: number): number {
  const { units, head } = state.columns;
  for (let unit = 0; unit < head.units[0]; unit += 1)
    if (units.home[unit] === neighbour + 1 && units.homeUnit[unit] === homeUnit) return unit;
  return -1;
}
