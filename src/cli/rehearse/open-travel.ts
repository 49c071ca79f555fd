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
import { makeStraightLine } from "../../plan/straight-line.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import type { TravelSource } from "../../core/recommendation.ts";
import { openPackageFile } from "../map/open-package.ts";
import type { TravelFit } from "./travel-file.ts";

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
  readonly fit: TravelFit;
}

/** Throws MapDataFault, or what the file system throws. */
export function openTravel({ mapPath, units, places, fit }: TravelWanted): RehearsalTravel {
  const fallback = makeStraightLine(fit.straightLine);
  if (mapPath === undefined) return { travelFor: () => fallback, map: undefined };
  const map = new MapTravel({
    map: openPackageFile(mapPath).roads,
    calibration: fit.roads,
    againstOneWays: fit.againstOneWays,
    fallback,
    units,
    isWanted: ({ vehicles }) => vehicles.length > 0,
  });
  const matrices = new PlaceMatrices(map, new PlaceTable(places));
  return { travelFor: (state) => new MatrixTravel(matrices, state), map };
}

/** For the report: what was asked, by which calibration, and its error. */
export function describeSource({
  name,
  version,
  map,
  errorSeconds,
  errorOf = name === "roads" ? "roads" : "straight line",
}: TravelSource): string {
  const onMap = map === undefined ? "" : `, map ${map.hash}`;
  const whose = errorOf === name ? "" : ` of the ${errorOf}`;
  return `${name} ${version}${onMap}, median error${whose} ${errorSeconds} s`;
}
