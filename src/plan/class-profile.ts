/**
 * Which vehicle profile of the map a region's vehicle class drives by: the one of its name, else a patrol car's where it
 * has a motor and a walker's where it has none.
 */
import type { VehicleClassConfig } from "../core/region/config.ts";
import {
  allowingOneWays,
  vehicleProfiles,
  type VehicleClassName,
  type VehicleProfile,
} from "../roads/vehicle-class.ts";

/** `againstOneWays`: whether blue lights may go against one-way streets in this region. */
export function profileOfClass(
  { code, motor }: VehicleClassConfig,
  againstOneWays: boolean,
): VehicleProfile {
  const name = code.replaceAll("-", " ");
  const profile = Object.hasOwn(vehicleProfiles, name)
    ? vehicleProfiles[name as VehicleClassName]
    : vehicleProfiles[motor ? "patrol car" : "foot"];
  return motor && againstOneWays ? allowingOneWays(profile) : profile;
}
