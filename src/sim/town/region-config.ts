/**
 * The configuration of a control room for the synthetic town: the UK police preset with the town's own areas. Units
 * count for their own area and every other one, as in a town of this size they would.
 */

import { ukPoliceConfig } from "../../core/presets/uk-police.ts";
import type { RegionConfig } from "../../core/region/config.ts";
import type { Town } from "./town.ts";

export function regionConfigFromTown(town: Town, id: string): RegionConfig {
  return ukPoliceConfig({
    id,
    name: town.name,
    centre: { latE7: town.centre.latE7, lonE7: town.centre.lonE7 },
    areas: town.areas.map((area) => ({
      code: area.code,
      name: area.name,
      ring: area.ring.map((corner) => [corner.lonE7, corner.latE7] as const),
      reach: [],
    })),
  });
}
