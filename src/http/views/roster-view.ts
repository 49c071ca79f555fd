/** Planned shifts, people and head-counts as JSON: by call sign or staff number, never by name. */

import { z } from "zod";
import type { Instant } from "../../base/instant.ts";
import {
  countHeads,
  countMuster,
  countUnplanned,
  type HeadCountOf,
  type HeadCountSpan,
} from "../../core/roster/head-count.ts";
import { countHours, hoursOf } from "../../core/hours/count-hours.ts";
import { absenceSignals, alarmRatio } from "../../core/absence/absence-model.ts";
import {
  absenceVerdicts,
  assessAbsence,
  curveInstants,
  expectedCurve,
} from "../../core/absence/assess.ts";
import { getPerson, getShift, listShiftRows, shiftName } from "../../core/roster/read.ts";
import { isOpenShift } from "../../core/roster/schedule.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { shiftStates } from "../../core/vocabulary.ts";
import type { NamedShift } from "../../wire/roster/write-roster.ts";
import { gapsView, viewGaps } from "./gap-view.ts";
import { instantOrNull, instantOrNullView, instantView } from "./instants.ts";

const code = z.string().nullable();

export const shiftView = z.object({
  shift: z.number(),
  name: z.string().describe("Call sign of the unit, or staff number of the person"),
  state: z.enum(shiftStates.names),
  unit: z.number().nullable(),
  person: z.number().nullable(),
  team: code,
  station: code,
  area: code,
  skills: z.array(z.string()).describe("Empty = those of the unit or person"),
  crew: z.number().describe("Heads planned"),
  came: z.number().describe("Heads that booked on; 0 = nobody did"),
  fromAt: instantView,
  untilAt: instantView,
  bookedOnAt: instantView.nullable().describe("The first time"),
  bookedOffAt: instantView.nullable().describe("The last time; null = never, or on again"),
  overridden: z.array(z.string()).describe("Hours rules that it may break, by an override"),
});
export type ShiftView = z.infer<typeof shiftView>;

export const personView = z.object({
  person: z.number(),
  staffNumber: z.string(),
  post: z.string(),
  team: code,
  station: code,
  skills: z.array(z.string()),
  onDutyAt: instantView.nullable(),
  unit: z.number().nullable().describe("Whose crew the person is; null = of none"),
  overrides: z.number().describe("Of hours rules, ever"),
  restsUntil: instantView.nullable().describe("Daily rest that is not over; null = none is owed"),
  averageWeekHours: z.number().describe("On duty, over the last 17 weeks"),
  isNightWorker: z.boolean().describe("By the duties of the last weeks and the rule of night work"),
  owedRestMinutes: z.number().describe("Compensatory rest that is owed"),
  owedRestSince: instantOrNullView.describe("Null = none is owed"),
});

export function nameShift(state: RegionState, row: number): NamedShift {
  return { ...getShift(state, row), name: shiftName(state, row) };
}

export function viewShift(state: RegionState, row: number): ShiftView {
  const { skills, bookedOnAt, bookedOffAt, overridden, ...facts } = nameShift(state, row);
  return {
    ...facts,
    skills: [...skills],
    overridden: [...overridden],
    bookedOnAt: instantOrNull(bookedOnAt),
    bookedOffAt: instantOrNull(bookedOffAt),
  };
}

export function viewPerson(
  state: RegionState,
  person: number,
  now: Instant,
): z.infer<typeof personView> {
  const { restsUntil, owedRestSince, ...hours } = hoursOf(state, person, now);
  const { skills, onDutyAt, ...facts } = getPerson(state, person);
  const staffNumber = state.text?.staffNumbers[person] ?? "";
  return {
    ...facts,
    ...hours,
    staffNumber,
    skills: [...skills],
    onDutyAt: instantOrNull(onDutyAt),
    restsUntil: instantOrNull(restsUntil),
    owedRestSince: instantOrNull(owedRestSince),
  };
}

/** Rows by beginning: of shifts that are not over, or of all; those that touch [from, until). */
export function listSpanRows(
  state: RegionState,
  { state: which, from, until }: { readonly state: "open" | "all"; readonly from?: Instant | undefined; readonly until?: Instant | undefined }, // prettier-ignore
): number[] {
  const { fromAt, untilAt } = state.columns.shifts;
  return listShiftRows(
    state,
    (_, row) =>
      (which === "all" || isOpenShift(state, row)) &&
      (from === undefined || untilAt[row] > from) &&
      (until === undefined || fromAt[row] < until),
  );
}

const countView = z.object({
  planned: z.number().describe("Heads of the shifts that run now"),
  turnedUp: z.number().describe("Heads booked on for a planned shift, overtime included"),
  awaited: z.number().describe("Of the planned: nobody there, within the grace"),
  late: z.number(),
  absent: z.number(),
  leftEarly: z.number(),
  overtime: z.number().describe("Heads on duty after their planned end"),
});

export const absenceView = z.object({
  at: instantView,
  verdict: z
    .enum(absenceVerdicts)
    .describe("too few to say = were 30 % of so few missing, it would not be sure"),
  suspectedAt: instantOrNullView.describe("Since when the alarm stands; null = it does not"),
  pooled: z.boolean().describe("It is suspected together with other regions"),
  ratio: z.number().describe("How many times likelier when many stay away; alarm at 1000"),
  alarmRatio: z.number(),
  fromAt: instantOrNullView.describe("First beginning that is looked at; null = nobody begins"),
  toAt: instantOrNullView,
  planned: z.number(),
  arrived: z.number(),
  announced: z.number().describe("Known beforehand not to come"),
  expected: z.number().describe("Heads that would have arrived on an ordinary day"),
  expectedLow: z.number().describe("Of 95 of 100 ordinary days; with expectedHigh"),
  expectedHigh: z.number(),
  onDuty: z.number().describe("With a good part of their shift before them, or until they left"),
  left: z.number().describe("Booked off before the planned end in the last four hours"),
  leftLately: z.number().describe("Of these, in the last hour"),
  signals: z
    .array(
      z.object({
        signal: z.enum(absenceSignals),
        heads: z.number().describe("Of whom it is ordinary; for replies units that were sent"),
        seen: z.number().describe("Who did"),
        expected: z.number().describe("On an ordinary day; of hand-ins 0"),
        ratio: z.number(),
      }),
    )
    .describe("What else shows whether people are there: only what somebody could show now"),
  places: z.array(
    z.object({
      place: code.describe("Station, or team where there is none"),
      planned: z.number(),
      arrived: z.number(),
      expected: z.number(),
    }),
  ),
  curve: z.object({
    at: z.array(instantView),
    expected: z.array(z.number()),
    low: z.array(z.number()),
    high: z.array(z.number()),
  }),
});

export function viewAbsence(state: RegionState, now: Instant): z.infer<typeof absenceView> {
  const { verdict, evidence, cohort } = assessAbsence(state, now);
  const { absence } = state.columns;
  const { fromAt, toAt, untilAt: _, places, signals = [], leftLately = 0, ...counts } = evidence;
  const points = fromAt === 0 ? [] : curveInstants(fromAt, toAt);
  const curve = expectedCurve(state, cohort, now, points);
  return {
    at: now,
    verdict,
    suspectedAt: instantOrNull(absence.suspectedAt[0]),
    pooled: absence.suspectedAt[0] !== 0 && absence.pooled[0] === 1,
    alarmRatio,
    fromAt: instantOrNull(fromAt),
    toAt: instantOrNull(toAt),
    ...counts,
    leftLately,
    signals: signals.map((signal) => ({ ...signal })),
    places: places.map((place) => ({ ...place })),
    curve: {
      at: points,
      expected: curve.map(({ expected }) => expected),
      low: curve.map(({ low }) => low),
      high: curve.map(({ high }) => high),
    },
  };
}

export const musterView = z.object({
  at: instantView,
  gaps: gapsView,
  region: countView,
  unplanned: z.number().describe("Heads on duty for no planned shift"),
  hours: z.object({
    set: z.string().nullable().describe("Hours rules of the region; null = none"),
    version: z.string().nullable(),
    overrides: z.number().describe("Ever made"),
    byRule: z
      .array(z.object({ rule: z.string(), count: z.number() }))
      .describe("The same by rule, the most first"),
    peopleOverridden: z.number(),
    atRest: z.number().describe("People off duty whose daily rest is not over"),
    overLongest: z.number().describe("People on duty for longer than the longest duty"),
    nightWorkers: z.number().describe("By the duties of the last weeks"),
    owedRest: z.number().describe("People who are owed compensatory rest"),
    owedRestMinutes: z.number().describe("Of all of them"),
    exceeded: z.number().describe("Duties that were ever longer than it"),
  }),
  teams: z.array(countView.extend({ code })),
  stations: z.array(countView.extend({ code })),
  curve: z.object({
    at: z.array(instantView),
    planned: z.array(z.number()),
    turnedUp: z.array(z.number().nullable()).describe("null = not yet"),
  }),
});

function hoursView(state: RegionState, now: Instant) {
  const { byRule, ...counts } = countHours(state, now);
  return { ...counts, byRule: byRule.map((each) => ({ ...each })) };
}

export function viewMuster(
  state: RegionState,
  span: HeadCountSpan,
  of: HeadCountOf,
): z.infer<typeof musterView> {
  const { roster } = getPolicy(state);
  const { now } = span;
  const { at, planned, turnedUp } = countHeads(state, span, of);
  const perCode = (list: readonly { code: string }[], key: "team" | "station") =>
    [...list.map((each, index) => [each.code, index] as const), [null, -1] as const].map(
      ([name, index]) => ({ code: name, ...countMuster(state, now, { [key]: index }) }),
    );
  return {
    at: now,
    gaps: viewGaps(state),
    region: countMuster(state, now),
    unplanned: countUnplanned(state),
    hours: hoursView(state, now),
    teams: perCode(roster.teams, "team"),
    stations: perCode(roster.stations, "station"),
    curve: { at: [...at], planned: [...planned], turnedUp: [...turnedUp] },
  };
}
