/**
 * Looks at hand-ins every minute while there are some, and raises an alarm when more hand in at once than on an ordinary day. When the
 * next look is due is a hint of the state and no column: a look that finds nothing says nothing, and after a restart the first comes
 * at once.
 */

import { microsPerMinute, microsPerSecond, noInstant, type Instant } from "../../base/instant.ts";
import { mostRatio } from "../absence/absence-model.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { calmSurge, noteSurge } from "./changes.ts";
import type { SurgeEvidence } from "./custody-events.ts";
import { findSurgeCohort, type SurgeCohort } from "./surge-cohort.ts";
import { expectHandIns, isEnoughHolders, surgeAlarmRatio, surgeRatio } from "./surge-model.ts";

/** Below this likelihood ratio, and with nobody handing in within the window, the surge is over. */
const calmRatio = 3;

export const surgeVerdicts = ["nobody holds", "too few to say", "ordinary", "surge"] as const;
export type SurgeVerdict = (typeof surgeVerdicts)[number];

export interface SurgeAssessment {
  readonly verdict: SurgeVerdict;
  readonly evidence: SurgeEvidence;
  readonly cohort: SurgeCohort;
}

export function assessSurge(state: RegionState, at: Instant): SurgeAssessment {
  const { surge: rule } = getPolicy(state).custody;
  const cohort = findSurgeCohort(state, at);
  const { groups, holders, handedIn, places } = cohort;
  const ratio = Math.exp(Math.min(Math.log(mostRatio), surgeRatio(rule, groups)));
  const { expected, low, high } = expectHandIns(rule, groups);
  const evidence = {
    fromAt: at - rule.windowSeconds * microsPerSecond,
    untilAt: at,
    holders,
    handedIn,
    expected: toTenth(expected),
    expectedLow: toTenth(low),
    expectedHigh: toTenth(high),
    ratio: Number(ratio.toPrecision(3)),
    places,
  };
  return { verdict: verdictOf(), evidence, cohort };

  function verdictOf(): SurgeVerdict {
    if (holders === 0) return "nobody holds";
    if (!isEnoughHolders(rule, holders)) return "too few to say";
    return ratio >= surgeAlarmRatio ? "surge" : "ordinary";
  }
}

function toTenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** At the instant it is due, or at which it is made up for after a pause. */
export function doSurgePiece(state: RegionState, at: Instant): void {
  state.surgeLookedAt = at;
  const { evidence, verdict } = assessSurge(state, at);
  const { custody } = state.columns;
  const stands = custody.surgedAt[0] !== noInstant;
  if (!stands && verdict === "surge") {
    noteSurge(state, at, evidence);
    raiseAlarm(state, at, "hand-in surge", custody.surges[0]);
  }
  if (stands && evidence.handedIn === 0 && evidence.ratio < calmRatio) {
    const { alarm } = custody;
    calmSurge(state, at);
    endAlarmOf(state, at, alarm, 0);
  }
  const goesOn = evidence.handedIn > 0 || custody.surgedAt[0] !== noInstant;
  state.surgeLookAt = goesOn ? at + microsPerMinute : noInstant;
}
