/**
 * What the service level does to an incident: the grade it is served as, and whether it is deferred. It looks at the
 * assessed grade, or at the served one where a person set that apart; the assessed grade it never writes. Only who
 * waits is touched: a unit that was sent is sent. An incident that a person took up stays so.
 */

import type { Instant } from "../../base/instant.ts";
import { deferIncident, takeUpIncident } from "../deferral/changes.ts";
import { setServedGrade } from "../incident/edits.ts";
import { unsettleIncident } from "../incident/unsettle.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import {
  deferralOrigins,
  gradeCount,
  grades,
  incidentStates,
  serviceLevels,
} from "../vocabulary.ts";
import { deferredCode } from "./compile-plan.ts";

const states = incidentStates.code;
const byLevel = deferralOrigins.code.level;

/** The grade that an assessed grade is served as now, or `deferredCode`. */
function servedNow(state: RegionState, grade: number): number {
  const { levels } = getPolicy(state);
  if (levels === undefined) return grade;
  return levels.served[state.columns.level.level[0] * gradeCount + grade];
}

/** Whether the level at present defers this grade; true only where a plan says so. */
export function isGradeDeferred(state: RegionState, grade: number): boolean {
  return servedNow(state, grade) === deferredCode;
}

/** When the caller of an incident that is deferred now is to be called back, by the plan; else by the region's rule. */
export function callBackAtOf(state: RegionState, at: Instant): Instant {
  const policy = getPolicy(state);
  return at + (policy.levels?.callBack[state.columns.level.level[0]] ?? policy.callBack);
}

/** Puts one incident in step with the level. `told`: what its caller was told just now, if anything. */
export function followLevel(state: RegionState, at: Instant, row: number, told?: string): void {
  const { incidents, level } = state.columns;
  const marked = incidents.servedByLevel[row] === 1 || incidents.deferredBy[row] !== 0;
  if (level.level[0] === 0 && !marked) return;
  const before = incidents.state[row];
  const isOpenWork =
    before === states.waiting ||
    before === states.deferred ||
    (before === states["awaiting result"] && incidents.servedByLevel[row] === 1);
  if (!isOpenWork) return;
  const inStep = incidents.served[row] === incidents.assessed[row];
  const follows = inStep || incidents.servedByLevel[row] === 1;
  if (follows) {
    const rule = servedNow(state, incidents.assessed[row]);
    const wanted = rule === deferredCode ? incidents.assessed[row] : rule;
    if (wanted !== incidents.served[row]) {
      unsettleIncident(state, at, row);
      const name = serviceLevels.names[level.level[0]];
      setServedGrade(state, at, row, grades.names[wanted], undefined, name);
    }
  }
  followDeferral(state, at, row, follows ? incidents.assessed[row] : incidents.served[row], told);
}

function followDeferral(
  state: RegionState,
  at: Instant,
  row: number,
  grade: number,
  told: string | undefined,
): void {
  const { incidents } = state.columns;
  const defers = isGradeDeferred(state, grade);
  // A unit that has it on its stack is on its way in time; nobody is told otherwise.
  const isFree = incidents.kept[row] === 0 && incidents.heldUnits[row] === 0;
  if (incidents.state[row] === states.waiting && defers && isFree) {
    unsettleIncident(state, at, row, "deferred");
    const callBackAt = incidents.callBackAt[row];
    const promise = {
      origin: "level",
      callBackAt: callBackAt === 0 ? callBackAtOf(state, at) : callBackAt,
      told: told !== undefined,
    } as const;
    deferIncident(state, at, row, promise, told === undefined ? undefined : { told });
  } else if (incidents.state[row] === states.deferred) {
    if (grade === grades.code.immediate) takeUpIncident(state, at, row, "regraded", undefined);
    else if (!defers && incidents.deferredBy[row] === byLevel)
      takeUpIncident(state, at, row, "level", undefined);
  }
}
