/**
 * Why nobody can be sent: the one cause that keeps most of the units that would fit from going. Counts come from the
 * log alone (home areas, not live positions); a recommendation, which knows positions, may say more.
 */

import { limits } from "../limits.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { shortfallCauses, type ShortfallCause } from "../vocabulary.ts";

const causeCount = shortfallCauses.names.length;

/** Free units that fit `need` and are in reach of `area` (index; -1 = outside every area, where all may go). */
export function countFreeInReach(state: RegionState, area: number, need: number): number {
  const policy = getPolicy(state);
  const row = policy.reachClass[area < 0 ? policy.areaCount : area] * limits.needs + need;
  return state.columns.reach.free[row];
}

/**
 * The cause for `need`. While a clock runs under a cause (`running`, a code), that one stands until another keeps more
 * than twice as many units, so that two causes of about the same size do not take turns in the log.
 */
export function findCause(state: RegionState, need: number, running = -1): ShortfallCause {
  const { causes, head } = state.columns;
  if (head.bookedOn[0] === 0) return "nobody booked on";
  const from = need * causeCount;
  let most = 0;
  for (let cause = 1; cause < causeCount; cause += 1)
    if (causes.units[from + cause] > causes.units[from + most]) most = cause;
  const count = causes.units[from + most];
  if (count === 0) return "none qualified";
  if (running >= 0 && causes.units[from + running] * 2 >= count) most = running;
  return shortfallCauses.names[most];
}
