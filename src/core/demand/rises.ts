/** Rows of the rises of demand that last: found by cell, and by number. */

import { getPolicy, type RegionState } from "../state/region-state.ts";

/** Row of the rise of a cell that lasts, or -1. */
export function findRise(state: RegionState, incidentType: string, area: string): number {
  const { typeIndex, areaIndex } = getPolicy(state);
  const type = typeIndex.get(incidentType);
  const at = areaIndex.get(area);
  const { rises } = state.columns;
  return rises.number.findIndex(
    (number, row) => number > 0 && rises.type[row] === type && rises.area[row] === at,
  );
}

/** Row of a rise by its number, or -1. */
export function findRiseRow({ columns }: RegionState, rise: number): number {
  return rise > 0 ? columns.rises.number.indexOf(rise) : -1;
}

/** The cells of the rises that last. */
export function* listRises(
  state: RegionState,
): Generator<{ readonly incidentType: string; readonly area: string }, void> {
  const { config } = getPolicy(state);
  const { rises } = state.columns;
  for (let row = 0; row < rises.number.length; row += 1) {
    if (rises.number[row] === 0) continue;
    const incidentType = config.incidentTypes[rises.type[row]]?.code;
    const area = config.areas[rises.area[row]]?.code;
    if (incidentType !== undefined && area !== undefined) yield { incidentType, area };
  }
}
