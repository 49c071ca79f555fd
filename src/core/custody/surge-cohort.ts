/** Whom a look at hand-ins is about, from the people of the state: who held something when the window began, by team and planned end. */

import { microsPerMinute, microsPerSecond, type Instant } from "../../base/instant.ts";
import { limits } from "../limits.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import type { SurgePlace } from "./custody-events.ts";
import type { SurgeGroup } from "./surge-model.ts";

export interface SurgeCohort {
  readonly groups: readonly SurgeGroup[];
  readonly holders: number;
  readonly handedIn: number;
  /** Stations with the most hand-ins first; places with fewer holders than `limits.leastHeads` stand together as null. */
  readonly places: readonly SurgePlace[];
}

type Group = { -readonly [K in keyof SurgeGroup]: SurgeGroup[K] };
type Place = { -readonly [K in keyof SurgePlace]: SurgePlace[K] };

const placesMost = 40;

export function findSurgeCohort(state: RegionState, at: Instant): SurgeCohort {
  const { people, shifts, head } = state.columns;
  const { windowSeconds } = getPolicy(state).custody.surge;
  const begin = at - windowSeconds * microsPerSecond;
  const groups = new Map<string, Group>();
  const places = new Map<number, Place & { index: number }>();
  const all = { holders: 0, handedIn: 0 };
  for (let person = 0; person < head.people[0]; person += 1) {
    const holdsAt = people.holdsAt[person];
    if (holdsAt === 0 || holdsAt > begin) continue;
    const holdsStill = people.firstItem[person] >= 0;
    if (!holdsStill && people.emptiedAt[person] <= begin) continue;
    const shift = people.shift[person];
    const endAt = shift >= 0 ? shifts.untilAt[shift] : people.plannedEndAt[person];
    // To the minute, so that those of one shift stand together.
    const sinceEnd = endAt === 0 ? undefined : Math.round((at - endAt) / microsPerMinute) * microsPerMinute; // prettier-ignore
    const team = teamOf(state, person);
    const key = `${team} ${sinceEnd}`;
    const group = groups.get(key) ?? { team, sinceEnd, holders: 0, handedIn: 0 };
    groups.set(key, group);
    const index = people.station[person];
    const place = places.get(index) ?? { index, place: null, holders: 0, handedIn: 0 };
    places.set(index, place);
    for (const each of [group, place, all]) {
      each.holders += 1;
      if (!holdsStill) each.handedIn += 1;
    }
  }
  return { groups: [...groups.values()], ...all, places: namePlaces(state, [...places.values()]) };
}

function teamOf(state: RegionState, person: number): number {
  const { team, station } = state.columns.people;
  if (team[person] >= 0) return team[person];
  return station[person] >= 0 ? limits.stations + station[person] : -1;
}

function namePlaces(
  state: RegionState,
  places: readonly (Place & { readonly index: number })[],
): SurgePlace[] {
  const { stations } = getPolicy(state).roster;
  const named: SurgePlace[] = [];
  const rest = { place: null, holders: 0, handedIn: 0 };
  for (const { index, holders, handedIn } of places) {
    const isNamed = index >= 0 && holders >= limits.leastHeads && stations[index] !== undefined;
    if (isNamed) named.push({ place: stations[index].code, holders, handedIn });
    else {
      rest.holders += holders;
      rest.handedIn += handedIn;
    }
  }
  named.sort((a, b) => b.handedIn - a.handedIn || (a.place ?? "").localeCompare(b.place ?? "", "en")); // prettier-ignore
  const shown = named.slice(0, placesMost);
  return rest.holders > 0 ? [...shown, rest] : shown;
}
