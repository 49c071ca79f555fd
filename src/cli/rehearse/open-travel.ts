/**
 * Travel times for a rehearsal: by the roads of a map package, each vehicle class of the plan's configuration on its own
 * network as in the live room, or by straight line where no map is given; what is not on the map goes by straight line, too.
 * Not here: closures, which a plan does not have yet.
 */
import type { RegionConfig } from "../../core/region/config.ts";
import { standardVehicleClasses } from "../../core/region/policy.ts";
import { profileOfClass } from "../../plan/class-profile.ts";
import { ClassRoads } from "../../plan/class-roads.ts";
import { RoadTravel } from "../../plan/road-travel.ts";
import { makeStraightLine, type StraightLineFit } from "../../plan/straight-line.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import { ClassMetric } from "../../roads/closures/class-metric.ts";
import { openHierarchy } from "../../roads/hierarchy/hierarchy.ts";
import { londonRoadCalibration, metricOf } from "../../roads/vehicle-class.ts";
import { openPackageFile } from "../map/open-package.ts";

/** `units`: how many the roster has. `straightLine`: left out = London's. Throws MapDataFault, or what the file system throws. */
export function openTravel(
  mapPath: string | undefined,
  { vehicleClasses = standardVehicleClasses }: RegionConfig,
  units: number,
  straightLine?: StraightLineFit,
): TravelTimes {
  const fallback = makeStraightLine(straightLine);
  if (mapPath === undefined) return fallback;
  const { roads } = openPackageFile(mapPath);
  const classes = vehicleClasses.map((each) => {
    if (each.vehicles.length === 0) return undefined;
    const profile = profileOfClass(each, false);
    const { network, hierarchy, snapIndex } = roads[profile.network];
    const metric = metricOf(network, profile, londonRoadCalibration.factor);
    const classMetric = new ClassMetric(openHierarchy(network, hierarchy), metric);
    return new ClassRoads(network, snapIndex, classMetric, units);
  });
  return new RoadTravel({ mapHash: roads.hash, fit: londonRoadCalibration, classes, fallback });
}
