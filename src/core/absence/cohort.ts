/**
 * Whom a look at absence is about, from the planned shifts of the state: those that begin about now, by team and
 * beginning, and those on duty who could leave before their end. Not here: what is likely (absence-model.ts).
 */

import { microsPerHour, microsPerMinute, microsPerSecond, type Instant, type Micros } from "../../base/instant.ts"; // prettier-ignore
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { limits } from "../limits.ts";
import { shiftStates } from "../vocabulary.ts";
import type { AbsencePlace } from "./absence-events.ts";
import {
  arrivedShare,
  leaveWindows,
  type AbsenceRule,
  type LeaveCount,
  type MusterGroup,
} from "./absence-model.ts";

const states = shiftStates.code;

export const cohortRule = {
  /** Shifts are looked at for so long after their beginning. */
  openMicros: 2 * microsPerHour,
  /** Who books off with less than this before the planned end has not left. */
  restMicros: 30 * microsPerMinute,
  /** Places in one evidence. */
  places: 40,
} as const;

export interface Cohort {
  readonly groups: readonly MusterGroup[];
  readonly leave: LeaveCount;
  readonly planned: number;
  readonly arrived: number;
  readonly announced: number;
  /** First and last beginning, 0 = nobody begins; and the latest end of all whom it is about. */
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly untilAt: Instant;
  readonly places: readonly AbsencePlace[];
}

/** How long before its beginning a shift is looked at: since the curve begins to rise. */
export function leadMicros({ curve }: AbsenceRule): Micros {
  return curve.length === 0 ? 0 : Math.max(0, -curve[0].seconds * microsPerSecond);
}

interface Heads {
  planned: number;
  arrived: number;
  announced: number;
}

type Group = Heads & { team: number; since: Micros };
type Place = Heads & { place: string | null; expected: number };

export function findCohort(state: RegionState, rule: AbsenceRule, at: Instant): Cohort {
  const { shifts, head } = state.columns;
  const groups = new Map<string, Group>();
  const places = new Map<number, Place>();
  const all: Heads = { planned: 0, arrived: 0, announced: 0 };
  const leave = { onDuty: 0, left: 0, leftLately: 0 };
  const span = { fromAt: Infinity, toAt: 0, untilAt: 0 };
  const lead = leadMicros(rule);
  for (let row = 0; row < head.shiftRows[0]; row += 1) {
    const code = shifts.state[row];
    if (code === states.none || code === states.cancelled) continue;
    const isLeave = countLeave(state, row, at, leave);
    const since = at - shifts.fromAt[row];
    const begins = since >= -lead && since < cohortRule.openMicros;
    if (begins || isLeave) span.untilAt = Math.max(span.untilAt, shifts.untilAt[row]);
    if (!begins) continue;
    span.fromAt = Math.min(span.fromAt, shifts.fromAt[row]);
    span.toAt = Math.max(span.toAt, shifts.fromAt[row]);
    const team = teamOf(state, row);
    const key = `${team} ${since}`;
    const group = groups.get(key) ?? { team, since, planned: 0, arrived: 0, announced: 0 };
    groups.set(key, group);
    const place = placeOf(state, row, places);
    const before = group.planned;
    for (const heads of [group, place, all]) countHeads(state, row, at, heads);
    place.expected += (group.planned - before) * (1 - rule.noShowShare) * arrivedShare(rule, since);
  }
  return {
    groups: [...groups.values()],
    leave,
    ...all,
    fromAt: span.fromAt === Infinity ? 0 : span.fromAt,
    toAt: span.toAt,
    untilAt: span.untilAt,
    places: worstFirst([...places.values()]),
  };
}

function countHeads(state: RegionState, row: number, at: Instant, heads: Heads): void {
  const { shifts } = state.columns;
  const crew = shifts.crew[row];
  heads.planned += crew;
  if (shifts.bookedOnAt[row] > 0) heads.arrived += Math.min(shifts.came[row], crew);
  else if (shifts.state[row] === states.absent && at < shifts.fromAt[row]) heads.announced += crew;
}

/** True where the heads of the shift are on duty with a good part of it before them, or were when they left. */
function countLeave(
  state: RegionState,
  row: number,
  at: Instant,
  leave: { -readonly [K in keyof LeaveCount]: number },
): boolean {
  const { shifts } = state.columns;
  const rest = shifts.untilAt[row] - cohortRule.restMicros;
  if (shifts.state[row] === states["booked on"] && at < rest) {
    leave.onDuty += shifts.came[row];
    return true;
  }
  const offAt = shifts.bookedOffAt[row];
  const left = shifts.state[row] === states["booked off"] && offAt < rest;
  if (!left || offAt < at - leaveWindows.long) return false;
  leave.onDuty += shifts.came[row];
  leave.left += shifts.came[row];
  if (offAt >= at - leaveWindows.short) leave.leftLately += shifts.came[row];
  return true;
}

/** Whom a late bus would bring: the team, else the station, else nobody else. */
function teamOf(state: RegionState, row: number): number {
  const { team, station } = state.columns.shifts;
  if (team[row] >= 0) return team[row];
  return station[row] >= 0 ? limits.stations + station[row] : -1;
}

function placeOf(state: RegionState, row: number, places: Map<number, Place>): Place {
  const { team, station } = state.columns.shifts;
  const { roster } = getPolicy(state);
  const isStation = station[row] >= 0;
  const key = isStation ? station[row] : team[row] >= 0 ? limits.stations + team[row] : -1;
  const found = places.get(key);
  if (found !== undefined) return found;
  const code = isStation ? roster.stations[station[row]]?.code : roster.teams[team[row]]?.code;
  const place = { place: code ?? null, planned: 0, arrived: 0, announced: 0, expected: 0 };
  places.set(key, place);
  return place;
}

/** Furthest below what is ordinary first; places of fewer than `leastHeads`, whose heads could be told apart, stand together. */
function worstFirst(all: readonly Place[]): AbsencePlace[] {
  const sorted = withoutFew(all).toSorted(
    (a, b) =>
      b.expected - b.arrived - (a.expected - a.arrived) ||
      (a.place ?? "").localeCompare(b.place ?? "", "en"),
  );
  return sorted.slice(0, cohortRule.places).map(({ place, planned, arrived, expected }) => ({
    place,
    planned,
    arrived,
    expected: Math.round(expected * 10) / 10,
  }));
}

function withoutFew(places: readonly Place[]): readonly Place[] {
  const isNamed = ({ place, planned }: Place): boolean =>
    place !== null && planned >= limits.leastHeads;
  const rest: Place = { place: null, planned: 0, arrived: 0, announced: 0, expected: 0 };
  for (const { planned, arrived, announced, expected } of places.filter((each) => !isNamed(each))) {
    rest.planned += planned;
    rest.arrived += arrived;
    rest.announced += announced;
    rest.expected += expected;
  }
  const named = places.filter(isNamed);
  return rest.planned === 0 ? named : [...named, rest];
}
