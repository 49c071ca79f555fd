/**
 * The configuration of a control room for the synthetic town: the UK police preset with the town's own areas. Units
 * count for their own area and every other one, as in a town of this size they would.
 */

import { ukPoliceConfig } from "../../core/presets/uk-police.ts";
import type { AidTier } from "../../core/vocabulary.ts";
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

/** A neighbour as the lattice of the play has it (towns.ts). */
export interface TownNeighbour {
  readonly id: string;
  readonly name: string;
  readonly tier: AidTier;
}

/** Of its units a region keeps this share at home whatever it is asked: a third is on duty in an ordinary turn. */
const floorShare = 1 / 6;

/** A region of several: under its own name, with its neighbours to ask and to help, and what it never lends. */
export function alliedConfigFromTown(
  town: Town,
  { id, name }: { readonly id: string; readonly name: string },
  neighbours: readonly TownNeighbour[],
): RegionConfig {
  const units = Math.max(2, Math.round(town.units.length * floorShare));
  return {
    ...regionConfigFromTown(town, id),
    name,
    aidPlan: {
      neighbours: neighbours.map((each) => ({ region: each.id, name: each.name, tier: each.tier })),
      floors: [{ area: null, grade: null, units }],
    },
  };
}
