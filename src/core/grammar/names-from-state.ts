/**
 * The names that the grammar needs, read from a region's state. A state without text (a fork, a rehearsal) has no call signs, and
 * units go by `U` and their id.
 */

import { isGuest, loanOf } from "../aid/loans.ts";
import { findActiveAllocation } from "../allocation/changes.ts";
import { findClaimOf } from "../claim/changes.ts";
import { listClaims, subjectOfClaim } from "../claim/read.ts";
import { findDirectiveRow } from "../directive/changes.ts";
import { checkDirectiveStep } from "../directive/check.ts";
import { listDirectives } from "../directive/read.ts";
import { isBarred } from "../directive/scope.ts";
import { limits } from "../limits.ts";
import { listRequestRows } from "../request/read.ts";
import { isOpenRequest } from "../request/schedule.ts";
import { personName } from "../roster/decide-people.ts";
import { shiftName } from "../roster/read.ts";
import {
  findAlarmRow,
  findClosureRow,
  findContactRow,
  findIncidentRow,
  findRequestRow,
  findShiftRow,
  hasItem,
  type RegionState,
} from "../state/region-state.ts";
import {
  alarmKinds,
  closureStates,
  contactStates,
  directiveEffects,
  directiveStates,
  gradeCount,
  grades,
  incidentStates,
  itemStates,
  recallStates,
  requestStates,
  shiftStates,
  unavailabilityReasons,
  unitStatuses,
  type ClosureState,
  type ContactState,
} from "../vocabulary.ts";
import type { FoundPlace, IncidentFacts, Names, UnitFacts, UnitLoan } from "./names.ts";

/** Of directives and claims. */
function namesOfOrders(
  state: RegionState,
): Pick<
  Names,
  | "findDirectiveProblem"
  | "findClaim"
  | "listClaimed"
  | "claimedBy"
  | "barredBy"
  | "findDirective"
  | "listDirectives"
> {
  return {
    findDirectiveProblem: (command, now) =>
      checkDirectiveStep(state, command, { now, at: now, by: "" })?.message,
    findClaim: (of) => {
      const row = findClaimOf(state, of);
      return row < 0 ? undefined : state.columns.claims.number[row];
    },
    listClaimed: () => listClaims(state).map(subjectOfClaim),
    claimedBy: (of) => {
      const row = findClaimOf(state, of);
      const isHeld = row >= 0 && state.columns.claims.returnedAt[row] === 0;
      return isHeld ? state.facts.claims[row] : undefined;
    },
    barredBy: (incident, unit) => {
      const row = findIncidentRow(state, incident);
      return row >= 0 && isBarred(state, row, unit) ? state.columns.incidents.directive[row] : 0;
    },
    findDirective: (directive) => {
      const row = findDirectiveRow(state, directive);
      return row < 0 ? undefined : describeDirectiveRow(state, row);
    },
    listDirectives: () =>
      listDirectives(state)
        .filter((each) => each.state !== "over")
        .map((each) => each.directive),
  };
}

export function namesFromState(
  state: RegionState,
  findPlace?: (words: string) => FoundPlace | undefined,
): Names {
  const { text } = state;
  return {
    config: state.policy?.config,
    unitCount: state.columns.head.units[0],
    callSignOf: (unit) => text?.callSigns[unit] ?? `U${unit}`,
    findUnit: (callSign) =>
      text === undefined ? findUnitById(state, callSign) : text.unitOfCallSign.get(callSign),
    getUnit: (unit) => unitFacts(state, unit),
    findIncident: (incident) => incidentFacts(state, incident),
    listIncidents: (limit) => listIncidents(state, limit),
    findContact: (contact) => {
      const row = findContactRow(state, contact);
      return row < 0 ? undefined : contactStates.names[state.columns.contacts.state[row]];
    },
    listContacts: (contactState, limit) => listContacts(state, contactState, limit),
    findClosure: (closure) => {
      const row = findClosureRow(state, closure);
      return row < 0 ? undefined : closureStates.names[state.columns.closures.state[row]];
    },
    listClosures: (closureState, limit) => listClosures(state, closureState, limit),
    ...namesOfOrders(state),
    findRequest: (request) => {
      const row = findRequestRow(state, request);
      return row < 0 ? undefined : requestStates.names[state.columns.requests.state[row]];
    },
    loanOf: (unit) => unitLoan(state, unit),
    listOpenRequests: (limit) =>
      listRequestRows(state, isOpenRequest)
        .map((row) => state.columns.requests.number[row])
        .reverse()
        .slice(0, limit),
    itemCodeOf: (item) => text?.itemCodes[item] ?? `item ${item}`,
    stateOfItem: (item) =>
      hasItem(state, item) ? itemStates.names[state.columns.items.state[item]] : undefined,
    recallOf: (person) => recallOf(state, person),
    recoveryOf: (unit) => state.columns.units.recovery[unit] ?? 0,
    findItem: (code) => text?.itemOfCode.get(code),
    holderOf: (item) => {
      const holder = state.columns.items.holder[item] ?? -1;
      return holder < 0 ? undefined : personName(state, holder);
    },
    listItemCodes: (start, limit) => listStarting(text?.itemCodes ?? [], start, limit),
    staffNumberOf: (person) => personName(state, person),
    lastCrewOf: (unit) => listLastCrew(state, unit),
    findShiftToMiss: (name) => findShiftToMiss(state, name),
    nameOfShift: (shift) => {
      const row = findShiftRow(state, shift);
      return row < 0 ? undefined : shiftName(state, row);
    },
    listHoursRules: () => state.policy?.config.hoursRules?.rules.map(({ code }) => code) ?? [],
    findPerson: (staffNumber) => text?.personOfStaffNumber.get(staffNumber),
    listStaffNumbers: (start, limit) => listStarting(text?.staffNumbers ?? [], start, limit),
    findAlarm: (alarm) => {
      const row = findAlarmRow(state, alarm);
      return row < 0 ? undefined : alarmKinds.names[state.columns.alarms.kind[row]];
    },
    listAlarms: (limit) => listAlarms(state, limit),
    ...(findPlace === undefined ? {} : { findPlace }),
  };
}

function recallOf({ columns }: RegionState, person: number): "on duty" | "recalled" | "none" {
  const { onDutyAt, recallState } = columns.people;
  if (onDutyAt[person] > 0) return "on duty";
  return recallState[person] === recallStates.code.none ? "none" : "recalled";
}

function unitLoan(state: RegionState, unit: number): UnitLoan | undefined {
  const { loanRequest, recalled } = state.columns.units;
  const loan = loanOf(state, unit);
  if (loan === "none") return undefined;
  const isRecalled = recalled[unit] === 1;
  return { request: loanRequest[unit], isGuest: isGuest(state, unit), state: loan, isRecalled };
}

function describeDirectiveRow({ columns: { directives } }: RegionState, row: number): string {
  const effect = directiveEffects.names[directives.effect[row]];
  return `${effect}, ${directiveStates.names[directives.state[row]]}`;
}

function findShiftToMiss(state: RegionState, name: string): number {
  const { units, people, shifts } = state.columns;
  const unit = state.text?.unitOfCallSign.get(name);
  const person = state.text?.personOfStaffNumber.get(name);
  if (unit === undefined && person === undefined) return 0;
  let row = unit === undefined ? people.firstShift[person ?? 0] : units.firstShift[unit];
  const { planned, late } = shiftStates.code;
  while (row >= 0 && shifts.state[row] !== planned && shifts.state[row] !== late)
    row = shifts.nextOfSubject[row];
  return row < 0 ? 0 : shifts.number[row];
}

function listLastCrew({ columns }: RegionState, unit: number): number[] {
  const { people, head } = columns;
  const crew: number[] = [];
  for (let person = 0; person < head.people[0] && crew.length < limits.crew; person += 1)
    if (people.lastCrewOf[person] === unit + 1 && people.onDutyAt[person] === 0) crew.push(person);
  return crew;
}

function listStarting(list: readonly string[], start: string, limit: number): string[] {
  const found: string[] = [];
  for (const each of list) {
    if (found.length >= limit) break;
    if (each.startsWith(start)) found.push(each);
  }
  return found;
}

function findUnitById(state: RegionState, callSign: string): number | undefined {
  const match = /^U(\d{1,5})$/.exec(callSign);
  if (match === null) return undefined;
  const unit = Number(match[1]);
  return unit < state.columns.head.units[0] ? unit : undefined;
}

function unitFacts(state: RegionState, unit: number): UnitFacts {
  const { units, allocations, incidents } = state.columns;
  const active = findActiveAllocation(state, unit);
  return {
    status: unitStatuses.names[units.status[unit]],
    reason: unavailabilityReasons.names[units.reason[unit]],
    inEmergency: units.emergencyAt[unit] !== 0,
    incident: active < 0 ? undefined : incidents.number[allocations.incident[active]],
  };
}

const unitsNamed = 50;

function incidentFacts(state: RegionState, incident: number): IncidentFacts | undefined {
  const row = findIncidentRow(state, incident);
  if (row < 0) return undefined;
  const { incidents, allocations } = state.columns;
  const config = state.policy?.config;
  const units: number[] = [];
  let allocation = incidents.firstAllocation[row];
  for (
    ;
    allocation >= 0 && units.length < unitsNamed;
    allocation = allocations.nextOfIncident[allocation]
  )
    if (allocations.endedAt[allocation] === 0) units.push(allocations.unit[allocation]);
  return {
    type: config?.incidentTypes[incidents.type[row]]?.name ?? "",
    place: state.text?.incidents.get(incident)?.place ?? "",
    served: grades.names[incidents.served[row]],
    assessed: grades.names[incidents.assessed[row]],
    isPromised: incidents.callBackAt[row] > 0,
    state: incidentStates.names[incidents.state[row]],
    notes: incidents.notes[row],
    hazards: (config?.hazards ?? [])
      .filter((_, bit) => ((incidents.hazards[row] >> bit) & 1) === 1)
      .map((hazard) => hazard.code),
    units,
  };
}

function listIncidents(state: RegionState, limit: number): number[] {
  const { incidents, waiting, head } = state.columns;
  const found: number[] = [];
  for (let grade = 0; grade < gradeCount; grade += 1)
    for (let row = waiting.first[grade]; row >= 0; row = incidents.next[row]) {
      if (found.length >= limit) return found;
      found.push(incidents.number[row]);
    }
  const { code } = incidentStates;
  // The rest newest first: what somebody works on now is most likely to be meant.
  for (let row = head.incidentRows[0] - 1; row >= 0 && found.length < limit; row -= 1) {
    const incidentState = incidents.state[row];
    const isOpen = incidentState !== code.none && incidentState !== code.closed;
    if (isOpen && incidentState !== code.waiting) found.push(incidents.number[row]);
  }
  return found;
}

function listContacts(state: RegionState, contactState: ContactState, limit: number): number[] {
  const { contacts, head } = state.columns;
  const code = contactStates.code[contactState];
  const found: number[] = [];
  for (let row = 0; row < head.contactRows[0]; row += 1)
    if (contacts.state[row] === code) found.push(contacts.number[row]);
  return found.sort((a, b) => a - b).slice(0, limit);
}

function listAlarms(state: RegionState, limit: number): number[] {
  const { alarms, head } = state.columns;
  const found: number[] = [];
  for (let row = 0; row < head.alarmRows[0]; row += 1)
    if (alarms.state[row] !== 0) found.push(alarms.number[row]);
  return found.sort((a, b) => b - a).slice(0, limit);
}

function listClosures(state: RegionState, closureState: ClosureState, limit: number): number[] {
  const { closures, head } = state.columns;
  const code = closureStates.code[closureState];
  const found: number[] = [];
  for (let row = 0; row < head.closureRows[0]; row += 1)
    if (closures.state[row] === code) found.push(closures.number[row]);
  return found.sort((a, b) => b - a).slice(0, limit);
}
