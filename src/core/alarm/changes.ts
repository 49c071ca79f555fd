/**
 * What can happen to an alarm. An alarm points at its subject and the subject points back, so there is at most one
 * open alarm of a kind per subject. It ends only when its cause has ended; nobody can delete one.
 */

import { assert } from "../../base/assert.ts";
import type { Instant } from "../../base/instant.ts";
import { findGapRow } from "../gap/changes.ts";
import { findRiseRow } from "../demand/rises.ts";
import { findClaimRow } from "../claim/changes.ts";
import { findDirectiveRow } from "../directive/changes.ts";
import { findPlaceHazardRow } from "../place-hazard/changes.ts";
import { scheduleCustody } from "../custody/changes.ts";
import { scheduleClosure } from "../closure/schedule.ts";
import { refreshIncident } from "../incident/derive.ts";
import { advance } from "../state/change.ts";
import { setDue } from "../state/due.ts";
import {
  findClosureRow,
  findContactRow,
  findIncidentRow,
  findRequestRow,
  findWarningRow,
  type RegionState,
} from "../state/region-state.ts";
import { toReview } from "../state/to-review.ts";
import { giveAlarmRow, takeAlarmRow } from "../state/rows.ts";
import {
  alarmKinds,
  contactAlarms,
  alarmStates,
  renewalStates,
  welfareStates,
  type AlarmKind,
} from "../vocabulary.ts";

const states = alarmStates.code;

/** The column and row where the subject of an alarm keeps the alarm's row. */
function subjectSlot(state: RegionState, kind: AlarmKind, subject: number): [Int32Array, number] {
  const { contacts, incidents, units, closures, level, absence } = state.columns;
  const { requests, people, warnings, aid, custody, rises } = state.columns;
  const { gaps, manualPack, record, hospitals, placeHazards, directives, claims, peers } =
    state.columns;
  switch (kind) {
    case "contact not answered":
    case "call-back due":
    case "contact still open":
      return [contacts.alarm, findContactRow(state, subject)];
    case "target missed":
      return [incidents.alarm, findIncidentRow(state, subject)];
    case "no unit":
      return [incidents.noUnitAlarm, findIncidentRow(state, subject)];
    case "promise missed":
      return [incidents.promiseAlarm, findIncidentRow(state, subject)];
    case "level proposed":
      return [level.proposalAlarm, 0];
    case "level to review":
      return [level.reviewAlarm, 0];
    case "many missing":
      return [absence.alarm, 0];
    case "welfare":
      return [units.welfareAlarm, subject];
    case "emergency":
      return [units.emergencyAlarm, subject];
    case "closure to renew":
      return [closures.alarm, findClosureRow(state, subject)];
    case "place hazard to renew":
      return [placeHazards.alarm, findPlaceHazardRow(state, subject)];
    case "claim returned":
      return [claims.alarm, findClaimRow(state, subject)];
    case "directive to renew":
      return [directives.alarm, findDirectiveRow(state, subject)];
    case "hospital surge":
      return [hospitals.alarm, subject];
    case "warning not acknowledged":
      return [warnings.alarm, findWarningRow(state, subject)];
    case "request overdue":
      return [requests.alarm, findRequestRow(state, subject)];
    case "vehicle to recover":
      return [units.recoveryAlarm, subject];
    case "hand-in surge":
      return [custody.alarm, 0];
    case "demand rose":
      return [rises.alarm, findRiseRow(state, subject)];
    case "manual pack not written":
      return [manualPack.alarm, 0];
    case "record behind":
      return [record.behindAlarm, 0];
    case "cosignatures missing":
      return [record.uncosignedAlarm, 0];
    case "gap in the log":
      return [gaps.alarm, findGapRow(state, subject)];
    case "recall overdue":
      return [people.recallAlarm, subject];
    case "duty too long":
      return [people.dutyAlarm, subject];
    case "items not handed in":
      return [people.custodyAlarm, subject];
    case "aid recalled":
      return [requests.recallAlarm, findRequestRow(state, subject)];
    case "lent below floor":
      return [aid.floorAlarm, 0];
    case "nobody left to ask":
      return [aid.lackAlarm, 0];
    case "link silent":
      return [peers.linkAlarm, subject - 1];
  }
}

/** A raised alarm takes its subject off the due heap: what was due has been said. A closure still expires. */
function silenceSubject(state: RegionState, kind: AlarmKind, row: number): void {
  const { contacts, units, closures, head } = state.columns;
  if (kind === "closure to renew") {
    closures.renewal[row] = renewalStates.code.overdue;
    scheduleClosure(state, row);
  }
  if (kind === "items not handed in" || kind === "recall overdue" || kind === "duty too long")
    scheduleCustody(state, head.lastAt[0], row);
  if (contactAlarms.includes(kind)) setDue(contacts, head.contactHeap, row, 0);
  if (kind === "target missed" || kind === "promise missed") refreshIncident(state, row);
  if (kind === "welfare") {
    units.welfare[row] = welfareStates.code.alarmed;
    setDue(units, head.unitHeap, row, 0);
  }
}

/** A regraded incident's alarm ends before its grade changes, so each is taken from where it was put. */
function countLate(state: RegionState, incidentRow: number, step: 1 | -1): void {
  const { incidents, waiting } = state.columns;
  waiting.late[incidents.served[incidentRow]] += step;
  state.toReview |= toReview.evidence;
}

export function raiseAlarm(
  state: RegionState,
  at: Instant,
  kind: AlarmKind,
  subject: number,
): number {
  advance(state, at);
  const row = takeAlarmRow(state);
  const { alarms, head } = state.columns;
  const [column, slot] = subjectSlot(state, kind, subject);
  assert(slot >= 0 && column[slot] < 0, "a subject has one open alarm of a kind at most");
  column[slot] = row;
  alarms.state[row] = states.raised;
  alarms.kind[row] = alarmKinds.of(kind);
  alarms.subject[row] = subject;
  alarms.raisedAt[row] = at;
  head.openAlarms[0] += 1;
  if (kind === "target missed") countLate(state, slot, 1);
  silenceSubject(state, kind, slot);
  const alarm = alarms.number[row];
  if (state.sink.open)
    state.sink.put({
      type: "alarm.raised",
      at,
      entered: state.enteredAt,
      by: state.by,
      alarm,
      kind,
      subject,
    });
  return row;
}

export function acknowledgeAlarm(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  const { alarms, head } = state.columns;
  alarms.state[row] = states.acknowledged;
  setDue(alarms, head.alarmHeap, row, 0);
  state.text?.alarms.set(alarms.number[row], { reason: "", by: state.by });
  put(state, "alarm.acknowledged", at, row);
}

export function shelveAlarm(
  state: RegionState,
  at: Instant,
  row: number,
  until: Instant,
  reason: string,
): void {
  advance(state, at);
  const { alarms, head } = state.columns;
  alarms.state[row] = states.shelved;
  setDue(alarms, head.alarmHeap, row, until);
  const alarm = alarms.number[row];
  state.text?.alarms.set(alarm, { reason, by: state.by });
  if (state.sink.open)
    state.sink.put({
      type: "alarm.shelved",
      at,
      entered: state.enteredAt,
      by: state.by,
      alarm,
      until,
      text: { reason },
    });
}

export function returnAlarm(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  const { alarms, head } = state.columns;
  alarms.state[row] = states.raised;
  setDue(alarms, head.alarmHeap, row, 0);
  state.text?.alarms.delete(alarms.number[row]);
  put(state, "alarm.returned", at, row);
}

export function endAlarm(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  const { alarms, head } = state.columns;
  const [column, slot] = subjectSlot(
    state,
    alarmKinds.names[alarms.kind[row]],
    alarms.subject[row],
  );
  assert(slot >= 0 && column[slot] === row, "an open alarm and its subject point at each other");
  column[slot] = -1;
  const kind = alarmKinds.names[alarms.kind[row]];
  if (kind === "recall overdue") scheduleCustody(state, at, slot);
  if (kind === "target missed") countLate(state, slot, -1);
  if (kind === "target missed" || kind === "promise missed") refreshIncident(state, slot);
  setDue(alarms, head.alarmHeap, row, 0);
  head.openAlarms[0] -= 1;
  state.text?.alarms.delete(alarms.number[row]);
  put(state, "alarm.ended", at, row);
  giveAlarmRow(state, row);
}

/** Ends the alarm of this kind that a subject has, if it has one; `alarms` is the column where its row stands with the subject. */
export function endAlarmOf(
  state: RegionState,
  at: Instant,
  alarms: Int32Array,
  subject: number,
): void {
  if (alarms[subject] >= 0) endAlarm(state, at, alarms[subject]);
}

function put(
  state: RegionState,
  type: "alarm.acknowledged" | "alarm.returned" | "alarm.ended",
  at: Instant,
  row: number,
): void {
  if (state.sink.open)
    state.sink.put({
      type,
      at,
      entered: state.enteredAt,
      by: state.by,
      alarm: state.columns.alarms.number[row],
    });
}
