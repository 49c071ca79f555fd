/**
 * Where units are at a past moment. The log knows where each was last said to be, which for most is the last scene: tracked
 * positions are telemetry and not in it. Whoever is free has been on the way to its base since, as units of a rehearsal are
 * (room/crews.ts), and is as far as the time since allows. Not here: the live room, which has tracked positions.
 */
import type { Instant } from "../../base/instant.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { isFree } from "../../core/unit/free.ts";
import type { PositionOverlay } from "../../plan/positions.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";

export function placeHomeward(
  state: RegionState,
  now: Instant,
  travel: TravelTimes,
): PositionOverlay {
  const { units, head } = state.columns;
  const count = head.units[0];
  const latE7 = units.latE7.slice(0, count);
  const lonE7 = units.lonE7.slice(0, count);
  const at = new Float64Array(count);
  for (let unit = 0; unit < count; unit += 1) {
    if (!isFree(state, unit)) continue;
    const from = { latE7: latE7[unit], lonE7: lonE7[unit] };
    const home = { latE7: units.baseLatE7[unit], lonE7: units.baseLonE7[unit] };
    const micros = travel.micros({ unit, vehicleClass: 0, ...from }, home.latE7, home.lonE7);
    const since = Math.max(units.statusAt[unit], units.positionAt[unit]);
    // Where no road leads home it waits where it is.
    const share = Number.isFinite(micros) ? Math.min(1, (now - since) / Math.max(1, micros)) : 0;
    latE7[unit] += Math.round((home.latE7 - from.latE7) * share);
    lonE7[unit] += Math.round((home.lonE7 - from.lonE7) * share);
    at[unit] = now;
  }
  return { latE7, lonE7, at };
}
