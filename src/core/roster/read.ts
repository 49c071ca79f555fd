/** A planned shift and a person as values, read from their rows: for lists, exports, previews and the console. */

import type { Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { shiftStates, type ShiftState } from "../vocabulary.ts";

export interface PlannedShift {
  readonly shift: number;
  readonly state: ShiftState;
  /** Of a unit or of a person; the other is null. */
  readonly unit: number | null;
  readonly person: number | null;
  readonly team: string | null;
  readonly station: string | null;
  readonly area: string | null;
  /** Empty = those of the unit or person. */
  readonly skills: readonly string[];
  /** Heads planned, and heads that booked on (0 while nobody did). */
  readonly crew: number;
  readonly came: number;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  /** The first time somebody booked on, the last time off; 0 = never, or on again. */
  readonly bookedOnAt: Instant;
  readonly bookedOffAt: Instant;
  /** Codes of the hours rules that it may break, by an override. */
  readonly overridden: readonly string[];
}

export interface RosterPerson {
  readonly person: number;
  readonly post: string;
  readonly team: string | null;
  readonly station: string | null;
  readonly skills: readonly string[];
  /** 0 = not on duty. */
  readonly onDutyAt: Instant;
  /** Whose crew the person is; null = of none, or not on duty. */
  readonly unit: number | null;
}

interface Coded {
  readonly code: string;
}

function codeOf(list: readonly Coded[], index: number): string | null {
  return index < 0 ? null : (list[index]?.code ?? null);
}

const none: readonly string[] = [];

function overriddenRules(state: RegionState, bits: number): readonly string[] {
  if (bits === 0) return none;
  const rules = getPolicy(state).config.hoursRules?.rules ?? [];
  return rules.filter((_rule, index) => (bits >> index) & 1).map(({ code }) => code);
}

export function skillCodes(state: RegionState, bits: number): string[] {
  return getPolicy(state)
    .config.skills.filter((_skill, index) => (bits >> index) & 1)
    .map((skill) => skill.code);
}

/** `row` must be in use. */
export function getShift(state: RegionState, row: number): PlannedShift {
  const { shifts } = state.columns;
  const { roster, config } = getPolicy(state);
  const [unit, person] = [shifts.unit[row], shifts.person[row]];
  return {
    shift: shifts.number[row],
    state: shiftStates.names[shifts.state[row]],
    unit: unit < 0 ? null : unit,
    person: person < 0 ? null : person,
    team: codeOf(roster.teams, shifts.team[row]),
    station: codeOf(roster.stations, shifts.station[row]),
    area: codeOf(config.areas, shifts.area[row]),
    skills: skillCodes(state, shifts.skills[row]),
    crew: shifts.crew[row],
    came: shifts.came[row],
    fromAt: shifts.fromAt[row],
    untilAt: shifts.untilAt[row],
    bookedOnAt: shifts.bookedOnAt[row],
    bookedOffAt: shifts.bookedOffAt[row],
    overridden: overriddenRules(state, shifts.overridden[row]),
  };
}

export function getPerson(state: RegionState, person: number): RosterPerson {
  const { people } = state.columns;
  const { roster } = getPolicy(state);
  return {
    person,
    post: codeOf(roster.posts, people.post[person]) ?? "",
    team: codeOf(roster.teams, people.team[person]),
    station: codeOf(roster.stations, people.station[person]),
    skills: skillCodes(state, people.skills[person]),
    onDutyAt: people.onDutyAt[person],
    unit: people.crewOf[person] === 0 ? null : people.crewOf[person] - 1,
  };
}

/** Rows in use that `wanted` takes, by beginning, then by number. */
export function listShiftRows(
  state: RegionState,
  wanted: (state: RegionState, row: number) => boolean = () => true,
): number[] {
  const { shifts, head } = state.columns;
  const rows: number[] = [];
  for (let row = 0; row < head.shiftRows[0]; row += 1)
    if (shifts.state[row] !== shiftStates.code.none && wanted(state, row)) rows.push(row);
  return rows.sort(
    (a, b) => shifts.fromAt[a] - shifts.fromAt[b] || shifts.number[a] - shifts.number[b],
  );
}

/** What the unit or person of a shift goes by: its call sign, or the staff number. */
export function shiftName(state: RegionState, row: number): string {
  const { shifts } = state.columns;
  const [unit, person] = [shifts.unit[row], shifts.person[row]];
  if (unit >= 0) return state.text?.callSigns[unit] ?? `unit ${unit}`;
  return state.text?.staffNumbers[person] ?? `person ${person}`;
}
