/**
 * What follows for an incident from other things, and so is never said by an event of its own: its state between open
 * and closed, its place in a waiting list, its target and when that is due. Every change that touches one of the
 * causes ends here, so no event can put the two apart.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import { limits } from "../limits.ts";
import { setDue } from "../state/due.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { grades, incidentStates, type Grade } from "../vocabulary.ts";
import { joinWaiting, leaveWaiting } from "./waiting.ts";

const states = incidentStates.code;

/** Derives state, waiting list and due time from what is owed, who is allocated and what is promised. */
export function refreshIncident(state: RegionState, row: number): void {
  const { incidents, head } = state.columns;
  if (incidents.state[row] === states.closed) return;
  let next = incidents.owed[row] === 1 ? states.waiting : states["awaiting result"];
  if (next === states.waiting && incidents.deferredBy[row] !== 0) next = states.deferred;
  if (incidents.sceneUnits[row] > 0) next = states.attended;
  else if (incidents.activeUnits[row] > 0) next = states.allocated;
  incidents.state[row] = next;
  const waits = next === states.waiting;
  // Who does not wait and was promised nothing is due for nothing.
  if (waits || incidents.callBackAt[row] !== noInstant || incidents.dueAt[row] !== noInstant)
    setDue(incidents, head.incidentHeap, row, dueAtOf(state, row, waits));
  if ((incidents.waiting[row] === 1) === waits) return;
  if (waits) joinWaiting(state, row);
  else leaveWaiting(state, row);
}

/** When the alarm of a promised call-back that was missed is due; `noInstant` when none is. */
export function promiseDueAt(state: RegionState, row: number): Instant {
  const { callBackAt, promiseAlarm } = state.columns.incidents;
  if (callBackAt[row] === noInstant || promiseAlarm[row] >= 0) return noInstant;
  return callBackAt[row] + limits.missedMicros;
}

/** The sooner of a missed target and a missed promise, of those that are owed and have no alarm. */
function dueAtOf(state: RegionState, row: number, waits: boolean): Instant {
  const { incidents } = state.columns;
  const promiseAt = promiseDueAt(state, row);
  const targetAt = waits && incidents.alarm[row] < 0 ? incidents.targetAt[row] : noInstant;
  if (promiseAt === noInstant || targetAt === noInstant) return promiseAt + targetAt;
  return Math.min(promiseAt, targetAt);
}

/** Puts the served grade, its clock target and the waiting list in step. */
export function writeServed(state: RegionState, row: number, served: Grade): void {
  const incidents = state.columns.incidents;
  if (incidents.waiting[row] === 1) leaveWaiting(state, row);
  const code = grades.of(served);
  incidents.served[row] = code;
  const target = getPolicy(state).target[code];
  incidents.targetAt[row] = target === 0 ? 0 : incidents.clockAt[row] + target;
  if (served === "resolution") incidents.owed[row] = 0;
  else if (incidents.firstAtSceneAt[row] === 0) incidents.owed[row] = 1;
  refreshIncident(state, row);
}
