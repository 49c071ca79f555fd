/**
 * Roads in the forecast thread: the map package that the process has opened, in the memory that both threads see, with
 * metrics of its own, because in a future streets open again that are shut now. Each forecast has a matrix of its stations and zones;
 * who is driving counts as at the nearest of them. Not here: what is done when roads fail (forecast-worker.ts).
 */
import { createHash } from "node:crypto";
import type { RegionState } from "../../core/state/region-state.ts";
import { MapTravel } from "../../plan/map-travel.ts";
import { MatrixTravel } from "../../plan/matrix-travel.ts";
import { NearestPlaces } from "../../plan/nearest-places.ts";
import { PlaceMatrices } from "../../plan/place-matrices.ts";
import { PlaceTable, type TablePlace } from "../../plan/place-table.ts";
import { makeStraightLine, type StraightLineFit } from "../../plan/straight-line.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import { PackageFile } from "../../roads/map/package-file.ts";
import { openRoads } from "../../roads/map/road-sections.ts";
import type { RoadCalibration } from "../../roads/vehicle-class.ts";

/** What the thread is given when it begins. */
export interface ForecastRoads {
  /** Of a map package. */
  readonly bytes: Uint8Array;
  readonly calibration: RoadCalibration;
  /** Whether blue lights may go against one-way streets here. */
  readonly againstOneWays: boolean;
}

export type ByRoad = (state: RegionState, places: readonly TablePlace[]) => TravelTimes;

export class WorkerRoads {
  readonly #given: ForecastRoads;
  readonly #fit: StraightLineFit;
  #first: MapTravel | undefined;
  /** Each region has its own closures, and so its own metrics. */
  readonly #byRegion = new Map<string, MapTravel>();

  constructor(given: ForecastRoads, fit: StraightLineFit) {
    this.#given = given;
    this.#fit = fit;
  }

  /** For one forecast: whatever is asked first says which places its matrices have. Throws where the roads are broken. */
  open(region: string): ByRoad {
    let map = this.#byRegion.get(region);
    if (map === undefined) {
      map = this.#first === undefined ? this.#openMap() : this.#first.makeSibling();
      this.#first ??= map;
      this.#byRegion.set(region, map);
    }
    return matrixOn(map);
  }

  /** After a failure: what was worked out may be half done. */
  forget(): void {
    this.#byRegion.clear();
    this.#first = undefined;
  }

  #openMap(): MapTravel {
    const { bytes, calibration, againstOneWays } = this.#given;
    const file = PackageFile.open(bytes, (part) => createHash("sha256").update(part).digest());
    return new MapTravel({
      map: openRoads(file, bytes, { name: "", attribution: "" }),
      calibration,
      againstOneWays,
      fallback: makeStraightLine(this.#fit),
      // Nobody is placed on its own: units are at places of the matrix.
      units: 1,
      isWanted: ({ vehicles }) => vehicles.length > 0,
    });
  }
}

function matrixOn(map: MapTravel): ByRoad {
  let known: { readonly matrices: PlaceMatrices; readonly nearest: NearestPlaces } | undefined;
  return (state, places) => {
    if (known === undefined) {
      const matrices = new PlaceMatrices(map, new PlaceTable(places));
      known = { matrices, nearest: new NearestPlaces(matrices.table) };
    }
    return new MatrixTravel(known.matrices, state, known.nearest);
  };
}
