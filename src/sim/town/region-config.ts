/**
 * The configuration of a control room for the synthetic town: the UK police preset with the town's own areas. Units
 * count for their own area and every other one, as in a town of this size they would.
 */

import { ukPoliceConfig } from "../../core/presets/uk-police.ts";
import type { RegionConfig, RosterConfig } from "../../core/region/config.ts";
import { standardRoster } from "../../core/region/policy.ts";
import type { Town } from "./town.ts";

/** By the shift that a unit works: 0 early, 1 late, 2 night. */
export const townTeams = ["early", "late", "night"] as const;

/** Its police stations, and a team for each shift; the grace is the standard one. */
function rosterFromTown({ areas, bases }: Town): RosterConfig {
  return {
    ...standardRoster,
    stations: bases.map(({ code, name, area }) => ({ code, name, area: areas[area].code })),
    teams: townTeams.map((code) => ({ code, name: `${code} turn` })),
    posts: [
      { code: "constable", name: "Constable" },
      { code: "sergeant", name: "Sergeant" },
      { code: "staff", name: "Police staff" },
    ],
  };
}

export function regionConfigFromTown(town: Town, id: string): RegionConfig {
  const config = ukPoliceConfig({
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
  return { ...config, roster: rosterFromTown(town) };
}

/**
 * A region beside the town of which only the people are played: it lies where the town lies, and as no unit is ever on duty there, no
 * incident asks for one and no level is proposed because none is.
 */
export function peopleConfigFromTown(town: Town, id: string, name: string): RegionConfig {
  const { levelPlan: _, ...config } = regionConfigFromTown(town, id);
  const standardNeeds = { immediate: null, priority: null, scheduled: null, resolution: null };
  return { ...config, name, standardNeeds, responsePlans: [] };
}
