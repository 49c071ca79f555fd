/**
 * Travel times for a rehearsal: by the roads of a map package under what the night has shut, each vehicle class of the
 * plan's configuration on its own network, by the code of the live room; or by straight line where no map is given.
 * Between places that are known beforehand, stations and zones, they come from matrices. What is not on the map goes by
 * straight line, too.
 */
import type { RegionState } from "../../core/state/region-state.ts";
import { MapTravel } from "../../plan/map-travel.ts";
import { MatrixTravel } from "../../plan/matrix-travel.ts";
import { PlaceMatrices } from "../../plan/place-matrices.ts";
import { PlaceTable, type TablePlace } from "../../plan/place-table.ts";
import { makeStraightLine, type StraightLineFit } from "../../plan/straight-line.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import { londonRoadCalibration } from "../../roads/vehicle-class.ts";
import { openPackageFile } from "../map/open-package.ts";

export interface RehearsalTravel {
  readonly travelFor: (state: RegionState) => TravelTimes;
  /** Undefined = by straight line. */
  readonly map: MapTravel | undefined;
}

export interface TravelWanted {
  /** A map package; undefined = by straight line. */
  readonly mapPath: string | undefined;
  /** How many the roster has. */
  readonly units: number;
  /** Between which matrices answer; empty = every way is asked of the roads. */
  readonly places: readonly TablePlace[];
  /** Undefined = London's. */
  readonly straightLine: StraightLineFit | undefined;
}

/** Throws MapDataFault, or what the file system throws. */
export function openTravel({
  mapPath,
  units,
  places,
  straightLine,
}: TravelWanted): RehearsalTravel {
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
  const matrices = new PlaceMatrices(map, new PlaceTable(places));
  return { travelFor: (state) => new MatrixTravel(matrices, state), map };
}
