/**
 * What must hold of incidents, units and alarms in every state: lists that lead to each other, counts that a second
 * count gives again. state-faults.ts puts the checks together; it has the ones of rows, numbers, lists and timers.
 */

import { findGapRow } from "../../core/gap/changes.ts";
import { findRiseRow } from "../../core/demand/rises.ts";
import { findClaimRow } from "../../core/claim/changes.ts";
import { findDirectiveRow } from "../../core/directive/changes.ts";
import { limits } from "../../core/limits.ts";
import { findPlaceHazardRow } from "../../core/place-hazard/changes.ts";
import type { Columns } from "../../core/state/shapes.ts";
import {
  findClosureRow,
  findContactRow,
  findIncidentRow,
  findRequestRow,
  findWarningRow,
  type RegionState,
} from "../../core/state/region-state.ts";
import {
  alarmKinds,
  contactAlarms,
  alarmStates,
  allocationStates,
  incidentStates,
  unitStatuses,
  type AlarmKind,
} from "../../core/vocabulary.ts";
import { equal, range, usedAllocations, usedRows, type Say } from "./fault-tools.ts";

function isLive(columns: Columns, allocation: number): boolean {
  const { none, ended } = allocationStates.code;
  const state = columns.allocations.state[allocation];
  return state !== none && state !== ended;
}

function isActive(columns: Columns, allocation: number): boolean {
  return (
    isLive(columns, allocation) &&
    columns.allocations.state[allocation] !== allocationStates.code.stacked
  );
}

export function checkIncidents(state: RegionState, say: Say): void {
  const { columns } = state;
  const { incidents, allocations, contacts, head } = columns;
  const states = incidentStates.code;
  const onLists = new Set<number>();
  for (const row of usedRows(state, "incidents")) {
    const mine: number[] = [];
    for (let a = incidents.firstAllocation[row]; a >= 0; a = allocations.nextOfIncident[a]) {
      if (onLists.has(a)) return say(`allocation ${a} is on two lists of incidents`);
      onLists.add(a);
      mine.push(a);
      equal(say, `allocation ${a}: incident`, allocations.incident[a], row);
    }
    const active = mine.filter((a) => isActive(columns, a));
    const held = mine.filter((a) => isLive(columns, a));
    equal(say, `incident row ${row}: active units`, incidents.activeUnits[row], active.length);
    equal(say, `incident row ${row}: held units`, incidents.heldUnits[row], held.length);
    equal(say, `incident row ${row}: allocations`, incidents.allocations[row], mine.length);
    const there = active.filter((a) => allocations.state[a] >= allocationStates.code["at scene"]);
    equal(say, `incident row ${row}: units at the scene`, incidents.sceneUnits[row], there.length);
    const isDeferred = incidents.deferredBy[row] !== 0;
    const owing = isDeferred ? states.deferred : states.waiting;
    const open = incidents.owed[row] === 1 ? owing : states["awaiting result"];
    const expected =
      there.length > 0 ? states.attended : active.length > 0 ? states.allocated : open;
    if (incidents.state[row] !== states.closed)
      equal(
        say,
        `incident row ${row}: state`,
        incidentStates.names[incidents.state[row]],
        incidentStates.names[expected],
      );
    else {
      equal(
        say,
        `closed incident row ${row}: live allocations`,
        mine.filter((a) => isLive(columns, a)).length,
        0,
      );
      equal(say, `closed incident row ${row}: no-unit clock`, incidents.noUnitAt[row], 0);
    }
    if (incidents.state[row] !== states.waiting)
      equal(say, `incident row ${row}: no-unit clock`, incidents.noUnitAt[row], 0);
    let count = 0;
    for (let c = incidents.firstContact[row]; c >= 0; c = contacts.next[c], count += 1)
      equal(say, `contact row ${c}: incident`, contacts.incident[c], row);
    equal(say, `incident row ${row}: contacts`, incidents.contacts[row], count);
  }
  equal(say, "allocations on lists of incidents", onLists.size, usedAllocations(state).length);
  const openCount = usedRows(state, "incidents").filter(
    (row) => incidents.state[row] !== states.closed,
  ).length;
  equal(say, "open incidents", head.openIncidents[0], openCount);
}

export function checkUnits(state: RegionState, say: Say): void {
  const { columns } = state;
  const { units, allocations, head } = columns;
  const stacked = new Set<number>();
  for (const unit of range(head.units[0])) {
    let count = 0;
    for (let a = units.firstAllocation[unit]; a >= 0; a = allocations.nextOfUnit[a]) {
      if (stacked.has(a)) return say(`allocation ${a} is on two stacks`);
      stacked.add(a);
      equal(say, `allocation ${a}: unit`, allocations.unit[a], unit);
      if (!isLive(columns, a)) say(`unit ${unit}: an ended allocation is on its stack`);
      if (count > 0 && isActive(columns, a))
        say(`unit ${unit}: an allocation behind the first is active`);
      count += 1;
    }
    equal(say, `unit ${unit}: stacked`, units.stacked[unit], count);
    if (count > limits.stackedPerUnit) say(`unit ${unit}: ${count} on the stack is past the limit`);
    const first = units.firstAllocation[unit];
    if (first >= 0) {
      const progress = allocationStates.names[allocations.state[first]];
      const status = unitStatusOf(state, unit);
      equal(say, `unit ${unit}: status of its active allocation`, status, progress);
    } else if (
      ["assigned", "en route", "at scene", "transporting"].includes(unitStatusOf(state, unit))
    )
      say(`unit ${unit} is ${unitStatusOf(state, unit)} without an allocation`);
  }
  const live = usedAllocations(state).filter((a) => isLive(columns, a)).length;
  equal(say, "allocations on stacks", stacked.size, live);
}

export function unitStatusOf(state: RegionState, unit: number): string {
  return unitStatuses.names[state.columns.units.status[unit]];
}

/** The column in which the subject of an alarm keeps the alarm's row. */
function alarmColumnOf(columns: Columns, kind: AlarmKind): Int32Array {
  const { contacts, incidents, units, closures, level, absence } = columns;
  const { requests, people, warnings, aid, custody, rises, gaps, hospitals, placeHazards } =
    columns;
  const { directives, manualPack, claims, record } = columns;
  const byKind: { readonly [K in AlarmKind]: Int32Array } = {
    "contact not answered": contacts.alarm,
    "call-back due": contacts.alarm,
    "contact still open": contacts.alarm,
    "target missed": incidents.alarm,
    welfare: units.welfareAlarm,
    emergency: units.emergencyAlarm,
    "no unit": incidents.noUnitAlarm,
    "closure to renew": closures.alarm,
    "promise missed": incidents.promiseAlarm,
    "level proposed": level.proposalAlarm,
    "level to review": level.reviewAlarm,
    "many missing": absence.alarm,
    "request overdue": requests.alarm,
    "warning not acknowledged": warnings.alarm,
    "hospital surge": hospitals.alarm,
    "place hazard to renew": placeHazards.alarm,
    "directive to renew": directives.alarm,
    "claim returned": claims.alarm,
    "items not handed in": people.custodyAlarm,
    "aid recalled": requests.recallAlarm,
    "lent below floor": aid.floorAlarm,
    "nobody left to ask": aid.lackAlarm,
    "link silent": columns.peers.linkAlarm,
    "hand-in surge": custody.alarm,
    "demand rose": rises.alarm,
    "vehicle to recover": units.recoveryAlarm,
    "recall overdue": people.recallAlarm,
    "duty too long": people.dutyAlarm,
    "gap in the log": gaps.alarm,
    "manual pack not written": manualPack.alarm,
    "record behind": record.behindAlarm,
    "cosignatures missing": record.uncosignedAlarm,
  };
  return byKind[kind];
}

function subjectRowOf(state: RegionState, kind: AlarmKind, subject: number): number {
  if (contactAlarms.includes(kind)) return findContactRow(state, subject);
  if (kind === "closure to renew") return findClosureRow(state, subject);
  if (kind === "hospital surge") return subject;
  if (kind === "place hazard to renew") return findPlaceHazardRow(state, subject);
  if (kind === "claim returned") return findClaimRow(state, subject);
  if (kind === "directive to renew") return findDirectiveRow(state, subject);
  if (kind === "warning not acknowledged") return findWarningRow(state, subject);
  if (kind === "request overdue" || kind === "aid recalled") return findRequestRow(state, subject);
  if (kind === "link silent") return subject - 1;
  if (kind === "lent below floor" || kind === "nobody left to ask") return 0;
  if (kind === "level proposed" || kind === "level to review") return 0;
  if (kind === "many missing" || kind === "hand-in surge") return 0;
  if (kind === "duty too long") return subject;
  if (kind === "items not handed in" || kind === "recall overdue" || kind === "vehicle to recover")
    return subject;
  if (kind === "manual pack not written") return 0;
  if (kind === "record behind" || kind === "cosignatures missing") return 0;
  if (kind === "gap in the log") return findGapRow(state, subject);
  if (kind === "demand rose") return findRiseRow(state, subject);
  return kind === "welfare" || kind === "emergency" ? subject : findIncidentRow(state, subject);
}

export function checkAlarms(state: RegionState, say: Say): void {
  const { columns } = state;
  const { alarms, contacts, incidents, units, closures, head } = columns;
  const used = usedRows(state, "alarms");
  for (const row of used) {
    const kind = alarmKinds.names[alarms.kind[row]];
    const subject = subjectRowOf(state, kind, alarms.subject[row]);
    equal(
      say,
      `alarm ${alarms.number[row]} (${kind}): back pointer`,
      alarmColumnOf(columns, kind)[subject],
      row,
    );
    const shelved = alarms.state[row] === alarmStates.code.shelved;
    equal(say, `alarm ${alarms.number[row]}: comes back`, alarms.heapIndex[row] >= 0, shelved);
  }
  equal(say, "open alarms", head.openAlarms[0], used.length);
  let pointers = 0;
  const count = (column: Int32Array, rows: readonly number[]): void => {
    pointers += rows.filter((row) => column[row] >= 0).length;
  };
  count(contacts.alarm, usedRows(state, "contacts"));
  count(incidents.alarm, usedRows(state, "incidents"));
  count(incidents.promiseAlarm, usedRows(state, "incidents"));
  count(columns.level.proposalAlarm, [0]);
  count(columns.level.reviewAlarm, [0]);
  count(columns.absence.alarm, [0]);
  count(columns.custody.alarm, [0]);
  count(incidents.noUnitAlarm, usedRows(state, "incidents"));
  count(closures.alarm, usedRows(state, "closures"));
  count(
    columns.rises.alarm,
    [...columns.rises.number.keys()].filter((row) => columns.rises.number[row] > 0),
  );
  count(
    columns.gaps.alarm,
    [...columns.gaps.number.keys()].filter((row) => columns.gaps.number[row] > 0),
  );
  count(columns.requests.alarm, usedRows(state, "requests"));
  count(columns.placeHazards.alarm, range(columns.placeHazards.alarm.length));
  count(columns.claims.alarm, range(columns.claims.alarm.length));
  count(columns.directives.alarm, range(columns.directives.alarm.length));
  count(columns.hospitals.alarm, range(columns.hospitals.alarm.length));
  count(columns.warnings.alarm, usedRows(state, "warnings"));
  count(columns.people.custodyAlarm, range(head.people[0]));
  count(columns.people.recallAlarm, range(head.people[0]));
  count(columns.people.dutyAlarm, range(head.people[0]));
  count(columns.requests.recallAlarm, usedRows(state, "requests"));
  count(columns.aid.floorAlarm, [0]);
  count(columns.manualPack.alarm, [0]);
  count(columns.record.behindAlarm, [0]);
  count(columns.record.uncosignedAlarm, [0]);
  count(columns.aid.lackAlarm, [0]);
  count(columns.peers.linkAlarm, range(columns.peers.linkAlarm.length));
  count(units.welfareAlarm, range(head.units[0]));
  count(units.emergencyAlarm, range(head.units[0]));
  count(units.recoveryAlarm, range(head.units[0]));
  equal(say, "alarms that subjects point at", pointers, used.length);
  for (const row of usedRows(state, "incidents"))
    if (incidents.noUnitAlarm[row] >= 0 && incidents.noUnitAt[row] === 0)
      say(`incident row ${row}: no-unit alarm without its clock`);
  for (const unit of range(head.units[0]))
    equal(
      say,
      `unit ${unit}: emergency and its alarm`,
      units.emergencyAlarm[unit] >= 0,
      units.emergencyAt[unit] !== 0,
    );
}
