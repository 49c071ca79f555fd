/**
 * The configuration of a control room for the synthetic town: the UK police preset with the town's own areas. Units
 * count for their own area and every other one, as in a town of this size they would.
 */

import { ukPoliceConfig } from "../../core/presets/uk-police.ts";
import type { AidTier } from "../../core/vocabulary.ts";
import type {
  HospitalConfig,
  RefugeConfig,
  RegionConfig,
  RosterConfig,
} from "../../core/region/config.ts";
import { standardRoster } from "../../core/region/policy.ts";
import type { PlaceKind, Town } from "./town.ts";

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

/** Numbers that are kept for fiction: 01632 960000 to 960999. */
function fictionNumber(index: number): string {
  return `01632 960${String(100 + index).padStart(3, "0")}`;
}

/** Whom to telephone on paper: the services of the town, then the rooms of the neighbours. */
function phoneTreeFor(town: Town, neighbours: readonly TownNeighbour[]) {
  const services = ["Fire control", "Ambulance control", `${town.name} town hall, night desk`];
  const rooms = neighbours.map(({ name }) => `${name} control room`);
  return [...services, ...rooms].map((name, index) => ({ name, number: fictionNumber(index) }));
}

const refugeKinds: readonly PlaceKind[] = ["library", "town hall", "college"];

/** Public buildings where people can go; who keeps them has no account here, so the room says whether they are open. */
function refugesOf({ places }: Town): RefugeConfig[] {
  return places
    .filter(({ kind }) => refugeKinds.includes(kind))
    .slice(0, 6)
    .map(({ name, latE7, lonE7 }, index) => ({
      code: `refuge-${index + 1}`,
      name,
      latE7,
      lonE7,
      keepers: [],
    }));
}

/** Counted by the room, as long as no partner does. */
function hospitalsOf({ places }: Town): HospitalConfig[] {
  return places
    .filter(({ kind }) => kind === "hospital")
    .map(({ name }, index) => ({ code: `hospital-${index + 1}`, name }));
}

/**
 * A region of several: under its own name, with its neighbours to ask and to help, what it never lends, whom to telephone on
 * paper, where people can go, and whose arrivals are counted.
 */
export function alliedConfigFromTown(
  town: Town,
  { id, name }: { readonly id: string; readonly name: string },
  neighbours: readonly TownNeighbour[],
): RegionConfig {
  const units = Math.max(2, Math.round(town.units.length * floorShare));
  return {
    ...regionConfigFromTown(town, id),
    name,
    manualPack: { phoneTree: phoneTreeFor(town, neighbours) },
    refuges: refugesOf(town),
    hospitals: hospitalsOf(town),
    aidPlan: {
      neighbours: neighbours.map((each) => ({ region: each.id, name: each.name, tier: each.tier })),
      floors: [{ area: null, grade: null, units }],
    },
  };
}
