/** What is to be said of absence at one instant: a verdict, its evidence, and what would be ordinary. Reads the state and changes nothing. */

import { microsPerMinute, type Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import type { AbsenceEvidence, AbsencePoint } from "./absence-events.ts";
import {
  alarmRatio,
  expectArrived,
  isEnough,
  mostRatio,
  measureAbsence,
  poolRatios,
  type AbsenceRatios,
} from "./absence-model.ts";
import { readSignals } from "./signals.ts";
import { findCohort, type Cohort } from "./cohort.ts";

export const absenceVerdicts = [
  "nobody due",
  "too few to say",
  "ordinary",
  "many missing",
] as const;
export type AbsenceVerdict = (typeof absenceVerdicts)[number];

export interface AbsenceAssessment {
  readonly verdict: AbsenceVerdict;
  readonly evidence: AbsenceEvidence;
  readonly ratios: AbsenceRatios;
  readonly cohort: Cohort;
}

/** `at` may not be before the last change of a shift: what was there then is not kept. */
export function assessAbsence(state: RegionState, at: Instant): AbsenceAssessment {
  const { absenceRule } = getPolicy(state);
  const cohort = findCohort(state, absenceRule, at);
  const signals = readSignals(state, absenceRule, at);
  const ratios = {
    ...measureAbsence(absenceRule, cohort.groups, cohort.leave),
    signals: Object.fromEntries(signals.map((each) => [each.evidence.signal, each.ratios])),
  };
  const ratio = Math.exp(Math.min(Math.log(mostRatio), poolRatios([ratios])));
  const { expected, low, high } = expectArrived(absenceRule, cohort.groups);
  const { fromAt, toAt, untilAt, planned, arrived, announced, places, leave } = cohort;
  // Those of the cohort who have come are on duty as well, and count once.
  const heads = planned + Math.max(0, leave.onDuty - arrived);
  const evidence = {
    fromAt,
    toAt,
    untilAt,
    planned,
    arrived,
    announced,
    expected: toTenth(expected),
    expectedLow: toTenth(low),
    expectedHigh: toTenth(high),
    onDuty: leave.onDuty,
    left: leave.left,
    leftLately: leave.leftLately,
    ratio: Number(ratio.toPrecision(3)),
    signals: signals.map((each) => each.evidence),
    places,
  };
  return { verdict: verdictOf(), evidence, ratios, cohort };

  function verdictOf(): AbsenceVerdict {
    if (heads === 0) return "nobody due";
    if (!isEnough(absenceRule, heads)) return "too few to say";
    return ratio >= alarmRatio ? "many missing" : "ordinary";
  }
}

function toTenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Every five minutes from half an hour before the first beginning to an hour after the last. */
export function curveInstants(fromAt: Instant, toAt: Instant): Instant[] {
  const step = 5 * microsPerMinute;
  const from = fromAt - 6 * step;
  return Array.from({ length: (toAt - fromAt) / step + 19 }, (_, point) => from + point * step);
}

/** What would be ordinary at other instants, for the same beginnings: a curve with its band. */
export function expectedCurve(
  state: RegionState,
  { groups }: Cohort,
  at: Instant,
  instants: readonly Instant[],
): readonly AbsencePoint[] {
  const { absenceRule } = getPolicy(state);
  return instants.map((instant) => {
    const then = groups.map(({ planned, since }) => ({ planned, since: since + instant - at }));
    return { at: instant, ...expectArrived(absenceRule, then) };
  });
}

/** The evidence of an alarm: with the curve as it stood, so that whoever reads the log later sees what was ordinary then. */
export function evidenceWithCurve(
  state: RegionState,
  at: Instant,
  { evidence, cohort }: AbsenceAssessment,
): AbsenceEvidence {
  const { fromAt, toAt } = evidence;
  if (fromAt === 0) return evidence;
  const curve = expectedCurve(state, cohort, at, curveInstants(fromAt, toAt));
  return {
    ...evidence,
    curve: curve.map((point) => ({
      at: point.at,
      expected: toTenth(point.expected),
      low: toTenth(point.low),
      high: toTenth(point.high),
    })),
  };
}
