/**
 * The muster as rows: who is late or absent, who left early or stays over the end, who is due next; heads counted for the
 * region and by team and station. Everybody goes by call sign or staff number; nobody's name is here.
 */

import type { Instant } from "../../base/instant.ts";
import {
  countMuster,
  countUnplanned,
  type HeadCountOf,
  type MusterCount,
} from "../../core/roster/head-count.ts";
import { countHours, type HoursCount } from "../../core/hours/count-hours.ts";
import { getShift, listShiftRows, shiftName, type PlannedShift } from "../../core/roster/read.ts";
import { isOpenShift } from "../../core/roster/schedule.ts";
import { getPolicy } from "../../core/state/region-state.ts";
import type { RegionView } from "./region-view.ts";
import { makeRowList } from "./row-cache.ts";

export interface MusterRow extends PlannedShift {
  /** Call sign, or staff number. */
  readonly name: string;
  readonly teamName: string;
  readonly stationName: string;
}

/** Lower = sooner in the list; who is there as planned is not listed before those who are due. */
const ranks = { late: 0, absent: 1, "booked off": 2, overtime: 3, planned: 4, "booked on": 5 };

function rankOf({ state }: PlannedShift): number {
  return state in ranks ? ranks[state as keyof typeof ranks] : 6;
}

/** Every planned shift that is not over, who asks for somebody first. */
export const listMusterRows = makeRowList<MusterRow>(
  (row) => row.shift,
  ({ state }) => {
    if (state.policy === undefined) return [];
    const { teams, stations } = getPolicy(state).roster;
    const list = listShiftRows(state, isOpenShift).map((row): MusterRow => {
      const shift = getShift(state, row);
      return {
        ...shift,
        name: shiftName(state, row),
        teamName: teams.find(({ code }) => code === shift.team)?.name ?? "",
        stationName: stations.find(({ code }) => code === shift.station)?.name ?? "",
      };
    });
    return list.sort((a, b) => rankOf(a) - rankOf(b) || a.fromAt - b.fromAt || a.shift - b.shift);
  },
);

/** Whether it is about now: it has begun, or a person was said not to come. */
export function isMissingNow({ state, fromAt }: MusterRow, now: Instant): boolean {
  return state === "late" || ((state === "absent" || state === "booked off") && fromAt <= now);
}

/** Heads of the region, of one team or of one station. `key` is how the address names it; empty = the region. */
export interface MusterLine extends MusterCount {
  readonly key: string;
  readonly name: string;
}

/** Those without anybody planned and there are left out, except the region. */
export function listMusterLines({ state }: RegionView, now: Instant): MusterLine[] {
  if (state.policy === undefined) return [];
  const { teams, stations } = getPolicy(state).roster;
  const lines = [{ key: "", name: "Region", ...countMuster(state, now) }];
  for (const [what, list] of [
    ["team", teams],
    ["station", stations],
  ] as const)
    // prettier-ignore
    list.forEach(({ code, name }, index) => {
      const count = countMuster(state, now, { [what]: index });
      if (count.planned + count.turnedUp > 0)
        lines.push({ key: `${what}:${code}`, name: `${what === "team" ? "Team" : "Station"} ${name}`, ...count }); // prettier-ignore
    });
  return lines;
}

/** What the address's `muster` names; everything where it names nothing that there is. */
export function headCountOf({ state }: RegionView, key: string): HeadCountOf {
  const colon = key.indexOf(":");
  const [what, code] = [key.slice(0, Math.max(0, colon)), key.slice(colon + 1)];
  const { teamIndex, stationIndex } = getPolicy(state);
  const index = (what === "team" ? teamIndex : stationIndex).get(code);
  if (index === undefined || (what !== "team" && what !== "station")) return {};
  return what === "team" ? { team: index } : { station: index };
}

/** For the top bar. `hasPlan` is false where nobody plans shifts here. */
export function countForBar(
  { state }: RegionView,
  now: Instant,
): MusterCount & { readonly hasPlan: boolean } {
  return { ...countMuster(state, now), hasPlan: state.columns.head.heldShifts[0] > 0 };
}

export function countWithoutPlan({ state }: RegionView): number {
  return countUnplanned(state);
}

const noHours: HoursCount = {
  set: null,
  version: null,
  overrides: 0,
  byRule: [],
  peopleOverridden: 0,
  atRest: 0,
  overLongest: 0,
  nightWorkers: 0,
  owedRest: 0,
  owedRestMinutes: 0,
  exceeded: 0,
};

export function countHoursNow({ state }: RegionView, now: Instant): HoursCount {
  return state.policy === undefined ? noHours : countHours(state, now);
}
