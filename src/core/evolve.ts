/**
 * An event in, a changed state out: the fold of the log. Every case calls the very change function that the deciders
 * call, so reading the log back can not mean anything else than living it did. The sink is not touched: the caller
 * folds with a closed one.
 */

import { BugError } from "../base/assert.ts";
import {
  acknowledgeAlarm,
  endAlarm,
  raiseAlarm,
  returnAlarm,
  shelveAlarm,
} from "./alarm/changes.ts";
import {
  activateUnit,
  allocateUnit,
  endAllocation,
  findAllocation,
  progressUnit,
} from "./allocation/changes.ts";
import { recordTravel } from "./allocation/travel-record.ts";
import {
  abandonContact,
  answerContact,
  callBackContact,
  describeContact,
  endContact,
  linkContact,
  receiveContact,
  retireContact,
  unlinkContact,
} from "./contact/changes.ts";
import {
  amendClosure,
  askRenewal,
  beginClosure,
  confirmClosure,
  expireClosure,
  liftClosure,
  renewClosure,
  reportClosure,
  retireClosure,
} from "./closure/changes.ts";
import { callBackIncident, deferIncident, takeUpIncident } from "./deferral/changes.ts";
import type { CoreEvent, EventType } from "./events.ts";
import { closeIncident, openIncident, reopenIncident, retireIncident } from "./incident/changes.ts";
import {
  assessIncident,
  locateIncident,
  retypeIncident,
  setHazards,
  setServedGrade,
} from "./incident/edits.ts";
import { noteIncident, strikeNote } from "./incident/words.ts";
import { overrideHours } from "./hours/override.ts";
import { endAbsence, suspectAbsence } from "./absence/changes.ts";
import { changeEvidence, decideOnLevel, endProposal, proposeLevel } from "./level/changes.ts";
import { beginNoUnit, endNoUnit } from "./no-unit/changes.ts";
import { configureRegion } from "./region/changes.ts";
import {
  amendShift,
  bookOffShift,
  bookOnShift,
  cancelShift,
  endShift,
  markAbsent,
  markLate,
  overrunShift,
  planShift,
  retireShift,
} from "./roster/changes.ts";
import {
  amendPerson,
  bookOffPerson,
  bookOnPerson,
  registerPerson,
} from "./roster/people-changes.ts";
import {
  findAlarmRow,
  findClosureRow,
  findContactRow,
  findIncidentRow,
  findShiftRow,
  hasPerson,
  hasUnit,
  type RegionState,
} from "./state/region-state.ts";
import {
  bookOffUnit,
  bookOnUnit,
  confirmWelfare,
  endEmergency,
  placeUnit,
  raiseEmergency,
  registerUnit,
  setUnitStatus,
  warnWelfare,
} from "./unit/changes.ts";

/** A row that the log says exists; a log that lies is a bug or a damaged store. */
function getRow(row: number, what: string, number: number): number {
  if (row < 0) throw new BugError(`the log names ${what} ${number}, which the state does not hold`);
  return row;
}

/** What a change made must be what the log says it made. */
function checkMade(made: number, what: string, number: number): void {
  if (made !== number) throw new BugError(`${what} ${number} is out of order: expected ${made}`);
}

function contactRow(state: RegionState, contact: number): number {
  return getRow(findContactRow(state, contact), "contact", contact);
}

function incidentRow(state: RegionState, incident: number): number {
  return getRow(findIncidentRow(state, incident), "incident", incident);
}

function alarmRow(state: RegionState, alarm: number): number {
  return getRow(findAlarmRow(state, alarm), "alarm", alarm);
}

function closureRow(state: RegionState, closure: number): number {
  return getRow(findClosureRow(state, closure), "closure", closure);
}

function shiftRow(state: RegionState, shift: number): number {
  return getRow(findShiftRow(state, shift), "planned shift", shift);
}

function knownPerson(state: RegionState, person: number): number {
  return getRow(hasPerson(state, person) ? person : -1, "person", person);
}

function knownUnit(state: RegionState, unit: number): number {
  return getRow(hasUnit(state, unit) ? unit : -1, "unit", unit);
}

/** Folds one event. Mutates `state`; throws BugError when the event does not follow from the log before it. */
export function evolve(state: RegionState, event: CoreEvent): void {
  const { type } = event;
  const slot = slotOf(type, multiplier);
  if (typeOfSlot[slot] !== type)
    throw new BugError(`the log holds an event of unknown type ${type}`);
  state.by = event.by;
  state.enteredAt = event.entered;
  foldOfSlot[slot](state, event);
}

type Fold<T extends EventType> = (
  state: RegionState,
  event: Extract<CoreEvent, { type: T }>,
) => void;

const folds: { readonly [T in EventType]: Fold<T> } = {
  "region.configured": (state, event) => {
    configureRegion(state, event.at, event.config);
  },
  "contact.received": (state, event) => {
    const row = receiveContact(
      state,
      event.at,
      event.channel,
      event.callBack,
      event.location,
      event.text,
    );
    checkMade(state.columns.contacts.number[row], "contact", event.contact);
  },
  "contact.answered": (state, event) => {
    answerContact(state, event.at, contactRow(state, event.contact));
  },
  "contact.abandoned": (state, event) => {
    abandonContact(state, event.at, contactRow(state, event.contact), event.dueAt);
  },
  "contact.described": (state, event) => {
    const { callBack, incidentType, location, text } = event;
    describeContact(
      state,
      event.at,
      contactRow(state, event.contact),
      callBack,
      incidentType,
      location,
      text ?? {},
    );
  },
  "contact.called-back": (state, event) => {
    callBackContact(state, event.at, contactRow(state, event.contact), event.result, event.dueAt);
  },
  "contact.linked": (state, event) => {
    linkContact(
      state,
      event.at,
      contactRow(state, event.contact),
      incidentRow(state, event.incident),
    );
  },
  "contact.unlinked": (state, event) => {
    unlinkContact(state, event.at, contactRow(state, event.contact), event.dueAt);
  },
  "contact.ended": (state, event) => {
    endContact(state, event.at, contactRow(state, event.contact), event.outcome);
  },
  "contact.retired": (state, event) => {
    retireContact(state, event.at, contactRow(state, event.contact));
  },
  "incident.opened": (state, event) => {
    const row = openIncident(state, event.at, event, event.text);
    checkMade(state.columns.incidents.number[row], "incident", event.incident);
  },
  "incident.retyped": (state, event) => {
    const row = incidentRow(state, event.incident);
    retypeIncident(state, event.at, row, event.incidentType);
  },
  "incident.located": (state, event) => {
    const row = incidentRow(state, event.incident);
    locateIncident(state, event.at, row, event.location, event.area, event.text);
  },
  "incident.assessed": (state, event) => {
    const row = incidentRow(state, event.incident);
    assessIncident(state, event.at, row, event.assessed, event.thrive, event.text);
  },
  "incident.served-grade-set": (state, event) => {
    const row = incidentRow(state, event.incident);
    setServedGrade(state, event.at, row, event.served, event.text, event.level);
  },
  "incident.hazards-set": (state, event) => {
    const row = incidentRow(state, event.incident);
    setHazards(state, event.at, row, event.hazards);
  },
  "incident.noted": (state, event) => {
    const row = incidentRow(state, event.incident);
    noteIncident(state, event.at, row, event.text?.note ?? "");
  },
  "incident.note-struck": (state, event) => {
    const row = incidentRow(state, event.incident);
    strikeNote(state, event.at, row, event.note, event.text?.reason ?? "");
  },
  "incident.closed": (state, event) => {
    const row = incidentRow(state, event.incident);
    closeIncident(state, event.at, row, event.result, event.text);
  },
  "incident.reopened": (state, event) => {
    const row = incidentRow(state, event.incident);
    reopenIncident(state, event.at, row, event.text?.reason ?? "");
  },
  "incident.retired": (state, event) => {
    const row = incidentRow(state, event.incident);
    retireIncident(state, event.at, row);
  },
  "incident.deferred": (state, event) => {
    deferIncident(state, event.at, incidentRow(state, event.incident), event, event.text);
  },
  "incident.taken-up": (state, event) => {
    const row = incidentRow(state, event.incident);
    takeUpIncident(state, event.at, row, event.end, event.text);
  },
  "incident.called-back": (state, event) => {
    const { result, callBackAt, text } = event;
    callBackIncident(state, event.at, incidentRow(state, event.incident), result, callBackAt, text);
  },
  "unit.registered": (state, event) => {
    checkMade(registerUnit(state, event.at, event), "unit", event.unit);
  },
  "unit.booked-on": (state, event) => {
    bookOnUnit(state, event.at, knownUnit(state, event.unit), event.crew, event.skills);
  },
  "unit.booked-off": (state, event) => {
    bookOffUnit(state, event.at, knownUnit(state, event.unit));
  },
  "unit.status-set": (state, event) => {
    setUnitStatus(
      state,
      event.at,
      knownUnit(state, event.unit),
      event.status,
      event.reason,
      event.label,
    );
  },
  "unit.placed": (state, event) => {
    placeUnit(
      state,
      event.at,
      knownUnit(state, event.unit),
      event.latE7,
      event.lonE7,
      event.positionAt,
      event.source,
    );
  },
  "unit.welfare-confirmed": (state, event) => {
    confirmWelfare(state, event.at, knownUnit(state, event.unit));
  },
  "unit.welfare-warned": (state, event) => {
    warnWelfare(state, event.at, knownUnit(state, event.unit));
  },
  "unit.emergency-raised": (state, event) => {
    raiseEmergency(state, event.at, knownUnit(state, event.unit));
  },
  "unit.emergency-ended": (state, event) => {
    endEmergency(state, event.at, knownUnit(state, event.unit), event.text?.reason ?? "");
  },
  "unit.allocated": (state, event) => {
    const row = incidentRow(state, event.incident);
    allocateUnit(
      state,
      event.at,
      knownUnit(state, event.unit),
      row,
      event.mode,
      event.rank,
      event.recommendation,
    );
  },
  "unit.activated": (state, event) => {
    activateUnit(state, event.at, knownUnit(state, event.unit));
  },
  "unit.progressed": (state, event) => {
    progressUnit(state, event.at, knownUnit(state, event.unit), event.status, event.label);
  },
  "unit.travel-recorded": (state, event) => {
    knownUnit(state, event.unit);
    recordTravel(state, event.at, event);
  },
  "allocation.ended": (state, event) => {
    const row = findAllocation(
      state,
      knownUnit(state, event.unit),
      incidentRow(state, event.incident),
    );
    endAllocation(
      state,
      event.at,
      getRow(row, "an allocation of unit", event.unit),
      event.end,
      event.text,
    );
  },
  "no-unit.began": (state, event) => {
    beginNoUnit(state, event.at, event.area, event.grade, event.incident, event.need, event.cause);
  },
  "no-unit.ended": (state, event) => {
    endNoUnit(state, event.at, event.area, event.grade, event.incident, event.end);
  },
  "closure.reported": (state, event) => {
    const row = reportClosure(state, event.at, event, event.text);
    checkMade(state.columns.closures.number[row], "closure", event.closure);
  },
  "closure.began": (state, event) => {
    beginClosure(state, event.at, closureRow(state, event.closure));
  },
  "closure.confirmed": (state, event) => {
    const { sourceGrade, contentGrade, reviewAt } = event;
    const row = closureRow(state, event.closure);
    confirmClosure(state, event.at, row, sourceGrade, contentGrade, reviewAt);
  },
  "closure.amended": (state, event) => {
    amendClosure(state, event.at, closureRow(state, event.closure), event, event.text ?? {});
  },
  "closure.renewed": (state, event) => {
    const { reviewAt, expiresAt, text } = event;
    const row = closureRow(state, event.closure);
    renewClosure(state, event.at, row, reviewAt, expiresAt, text?.reason ?? "");
  },
  "closure.review-due": (state, event) => {
    askRenewal(state, event.at, closureRow(state, event.closure));
  },
  "closure.expired": (state, event) => {
    expireClosure(state, event.at, closureRow(state, event.closure));
  },
  "closure.lifted": (state, event) => {
    liftClosure(state, event.at, closureRow(state, event.closure), event.text?.reason ?? "");
  },
  "closure.retired": (state, event) => {
    retireClosure(state, event.at, closureRow(state, event.closure));
  },
  "person.registered": (state, event) => {
    const person = registerPerson(state, event.at, event.staffNumber, event, event.text);
    checkMade(person, "person", event.person);
  },
  "person.amended": (state, event) => {
    amendPerson(state, event.at, knownPerson(state, event.person), event, event.text);
  },
  "person.booked-on": (state, event) => {
    if (event.crewOf !== undefined) knownUnit(state, event.crewOf);
    bookOnPerson(state, event.at, knownPerson(state, event.person), event.crewOf);
  },
  "person.booked-off": (state, event) => {
    bookOffPerson(state, event.at, knownPerson(state, event.person));
  },
  "hours.overridden": (state, event) => {
    const person = knownPerson(state, event.person);
    if (event.shift !== null) shiftRow(state, event.shift);
    overrideHours(state, event.at, person, event.shift, event.breaches, event.text);
  },
  "shift.planned": (state, event) => {
    const { unit, person } = event;
    if (unit === null) knownPerson(state, person ?? -1);
    else knownUnit(state, unit);
    const row = planShift(state, event.at, unit, person, event);
    checkMade(state.columns.shifts.number[row], "planned shift", event.shift);
  },
  "shift.amended": (state, event) => {
    amendShift(state, event.at, shiftRow(state, event.shift), event);
  },
  "shift.cancelled": (state, event) => {
    cancelShift(state, event.at, shiftRow(state, event.shift));
  },
  "shift.booked-on": (state, event) => {
    bookOnShift(state, event.at, shiftRow(state, event.shift), event.came);
  },
  "shift.marked-late": (state, event) => {
    markLate(state, event.at, shiftRow(state, event.shift));
  },
  "shift.marked-absent": (state, event) => {
    markAbsent(state, event.at, shiftRow(state, event.shift));
  },
  "shift.overran": (state, event) => {
    overrunShift(state, event.at, shiftRow(state, event.shift));
  },
  "shift.booked-off": (state, event) => {
    bookOffShift(state, event.at, shiftRow(state, event.shift));
  },
  "shift.ended": (state, event) => {
    endShift(state, event.at, shiftRow(state, event.shift));
  },
  "shift.retired": (state, event) => {
    retireShift(state, event.at, shiftRow(state, event.shift));
  },
  "level.evidence-changed": (state, event) => {
    changeEvidence(state, event.at, event.points, event.evidence);
  },
  "level.proposed": (state, event) => {
    proposeLevel(state, event.at, event.level, event.evidence);
  },
  "level.proposal-ended": (state, event) => {
    endProposal(state, event.at, event.end);
  },
  "level.decided": (state, event) => {
    decideOnLevel(state, event.at, event, event.text?.reason ?? "");
  },
  "absence.suspected": (state, event) => {
    suspectAbsence(state, event.at, event.evidence, event.pooled);
  },
  "absence.ended": (state, event) => {
    endAbsence(state, event.at, event.end);
  },
  "alarm.raised": (state, event) => {
    const row = raiseAlarm(state, event.at, event.kind, event.subject);
    checkMade(state.columns.alarms.number[row], "alarm", event.alarm);
  },
  "alarm.acknowledged": (state, event) => {
    acknowledgeAlarm(state, event.at, alarmRow(state, event.alarm));
  },
  "alarm.shelved": (state, event) => {
    shelveAlarm(
      state,
      event.at,
      alarmRow(state, event.alarm),
      event.until,
      event.text?.reason ?? "",
    );
  },
  "alarm.returned": (state, event) => {
    returnAlarm(state, event.at, alarmRow(state, event.alarm));
  },
  "alarm.ended": (state, event) => {
    endAlarm(state, event.at, alarmRow(state, event.alarm));
  },
};

/**
 * So many slots that one of the first multipliers leaves every type its own. With 256 slots and small multipliers, whose
 * products do not reach the upper bits, the search took a second at the start of every process once there were 72 types.
 */
const slotBits = 12;
/** The golden ratio's 32 bits (Knuth, The Art of Computer Programming 3, section 6.4), and an even step between tries. */
const firstMultiplier = 0x9e3779b1;
const multiplierStep = 0x6a09e668;
const mostTries = 10_000;

/**
 * A perfect hash of the event types, found when the program starts. The types in a parsed log are fresh strings, of
 * which a map would hash every character first; looking at four of them folds 300,000 events in 5 to 8 % less time.
 */
function slotOf(type: string, multiplier: number): number {
  const last = type.length - 1;
  const key =
    type.length ^
    (type.charCodeAt(last - 1) << 5) ^
    (type.charCodeAt(last - 3) << 12) ^
    (type.charCodeAt(last - 6) << 19) ^
    (type.charCodeAt(2) << 25);
  return Math.imul(key, multiplier) >>> (32 - slotBits);
}

const types = Object.keys(folds) as EventType[];

function findMultiplier(): number {
  let multiplier = firstMultiplier;
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (new Set(types.map((type) => slotOf(type, multiplier))).size === types.length)
      return multiplier;
    multiplier = (multiplier + multiplierStep) >>> 0;
  }
  throw new BugError("two event types have the same letters in the places that slotOf looks at");
}

const multiplier = findMultiplier();
const typeOfSlot: string[] = Array.from({ length: 2 ** slotBits }, () => "");
const foldOfSlot: Fold<EventType>[] = Array.from({ length: 2 ** slotBits }, () => () => undefined);
for (const type of types) {
  typeOfSlot[slotOf(type, multiplier)] = type;
  foldOfSlot[slotOf(type, multiplier)] = folds[type] as Fold<EventType>;
}
