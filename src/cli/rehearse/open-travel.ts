/**
 * Travel times for a rehearsal: by the roads of a map package under what the night has shut, each vehicle class of the
 * plan's configuration on its own network, by the code of the live room; or by straight line where no map is given. What
 * is not on the map goes by straight line, too.
 */
import type { RegionState } from "../../core/state/region-state.ts";
import { MapTravel } from "../../plan/map-travel.ts";
import { StateTravel } from "../../plan/state-travel.ts";
import { makeStraightLine, type StraightLineFit } from "../../plan/straight-line.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import { londonRoadCalibration } from "../../roads/vehicle-class.ts";
import { openPackageFile } from "../map/open-package.ts";

export interface RehearsalTravel {
  readonly travelFor: (state: RegionState) => TravelTimes;
  /** Undefined = by straight line. */
  readonly map: MapTravel | undefined;
}

/** `units`: how many the roster has. `straightLine`: left out = London's. Throws MapDataFault, or what the file system throws. */
export function openTravel(
  mapPath: string | undefined,
  units: number,
  straightLine?: StraightLineFit,
): RehearsalTravel {
  const fallback = makeStraightLine(straightLine);
  if (mapPath === undefined) return { travelFor: () => fallback, map: undefined };
  const map = new MapTravel({
    map: openPackageFile(mapPath).roads,
    calibration: londonRoadCalibration,
    againstOneWays: false,
    fallback,
    units,
    isWanted: ({ vehicles }) => vehicles.length > 0,
  });
  return { travelFor: (state) => new StateTravel(map, state), map };
}
