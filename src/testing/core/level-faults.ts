/**
 * What must hold of the service level and of what it does to incidents: the evidence is in step, every incident is
 * graded and deferred as the level says unless a person said otherwise, and whoever is deferred has a next time.
 */

import { isLevelToReview } from "../../core/level/apply.ts";
import { pointedLevel } from "../../core/level/evidence.ts";
import { deferredCode } from "../../core/level/compile-plan.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { alarmKinds, gradeCount, grades, incidentStates } from "../../core/vocabulary.ts";
import { equal, range, usedRows, type Say } from "./fault-tools.ts";

const states = incidentStates.code;

export function checkLevel(state: RegionState, say: Say): void {
  checkLate(state, say);
  const { policy, columns } = state;
  const { level, points, proposed, proposalAlarm } = columns.level;
  if (policy === undefined) return;
  equal(say, "proposal and its alarm", proposalAlarm[0] >= 0, proposed[0] === 1);
  if (proposed[0] === 1 && points[0] === level[0]) say("a proposal of the level that stands");
  if (policy.levels === undefined) equal(say, "level without a plan", level[0], 0);
  if (!isLevelToReview(state))
    equal(say, "evidence", points[0], pointedLevel(state, columns.head.lastAt[0]));
  for (const row of usedRows(state, "incidents")) checkIncident(state, row, say);
}

function checkIncident(state: RegionState, row: number, say: Say): void {
  const { incidents, level } = state.columns;
  const what = `incident row ${row}`;
  const isDeferred = incidents.deferredBy[row] !== 0;
  equal(say, `${what}: deferred`, incidents.state[row] === states.deferred, isDeferred);
  equal(say, `${what}: deferred since`, incidents.deferredAt[row] !== 0, isDeferred);
  if (isDeferred && incidents.callBackAt[row] === 0) say(`${what} is deferred without a promise`);
  if (
    isDeferred &&
    incidents.assessed[row] === grades.code.immediate &&
    incidents.served[row] === 0
  )
    say(`${what}: an Immediate is deferred`);
  if (incidents.promiseAlarm[row] >= 0 && incidents.callBackAt[row] === 0)
    say(`${what}: an alarm of a promise that does not stand`);
  const levels = state.policy?.levels;
  if (levels === undefined || isLevelToReview(state) || incidents.state[row] !== states.waiting)
    return;
  const inStep = incidents.served[row] === incidents.assessed[row];
  if (!inStep && incidents.servedByLevel[row] === 0) return;
  const rule = levels.served[level.level[0] * gradeCount + incidents.assessed[row]];
  if (rule === deferredCode) {
    if (incidents.kept[row] === 0 && incidents.heldUnits[row] === 0)
      say(`${what} waits, though the level defers its grade`);
  } else equal(say, `${what}: served by the level`, incidents.served[row], rule);
}

/** The counts of missed targets, from the alarms. */
function checkLate(state: RegionState, say: Say): void {
  const { alarms, incidents, waiting } = state.columns;
  const late = range(gradeCount).map(() => 0);
  for (const row of usedRows(state, "incidents"))
    if (
      incidents.alarm[row] >= 0 &&
      alarms.kind[incidents.alarm[row]] === alarmKinds.code["target missed"]
    )
      late[incidents.served[row]] += 1;
  for (const grade of range(gradeCount))
    equal(say, `late ones of grade ${grade}`, waiting.late[grade], late[grade]);
}
