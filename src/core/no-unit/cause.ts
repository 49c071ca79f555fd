/**
 * Why nobody can be sent: the one cause that keeps most of the units that would fit from going. Counts come from the
 * log alone (home areas, not live positions); a recommendation, which knows positions, may say more.
 */

import { limits } from "../limits.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { isFree } from "../unit/changes.ts";
import { shortfallCauses, unavailabilityReasons, unitStatuses, type ShortfallCause } from "../vocabulary.ts";

const causes = shortfallCauses.code;
const statuses = unitStatuses.code;

/** Free units that fit `need` in reach of `area` (index; -1 = any). */
export function countFreeInReach(state: RegionState, area: number, need: number): number {
  const policy = getPolicy(state);
  const free = state.columns.free.count;
  let count = 0;
  for (let home = 0; home < policy.areaCount; home += 1)
    if (area < 0 || policy.reach[area * policy.areaCount + home] === 1) count += free[home * limits.needs + need];
  return count;
}

/** The cause one booked-on, fitting unit stands for when it cannot go. */
export function causeOfUnit(state: RegionState, unit: number): ShortfallCause {
  if (isFree(state, unit)) return "all beyond range";
  const { status, reason } = state.columns.units;
  if (status[unit] !== statuses.unavailable) return "all committed";
  switch (unavailabilityReasons.names[reason[unit]]) {
    case "at rest":
      return "at rest";
    case "no vehicle":
    case "no key":
    case "kit fault":
      return "no vehicle or key";
    case "withheld":
      return "withheld by directive";
    default:
      return "all committed";
  }
}

export function findCause(state: RegionState, need: number): ShortfallCause {
  const { units, head } = state.columns;
  let booked = 0;
  let fitting = 0;
  const counts = new Int32Array(shortfallCauses.names.length);
  for (let unit = 0; unit < head.units[0]; unit += 1) {
    if (units.status[unit] === statuses.off) continue;
    booked += 1;
    if (((units.serves[unit] >> need) & 1) === 0) continue;
    fitting += 1;
    counts[causes[causeOfUnit(state, unit)]] += 1;
  }
  if (booked === 0) return "nobody booked on";
  if (fitting === 0) return "none qualified";
  return shortfallCauses.names[counts.indexOf(Math.max(...counts))];
}
