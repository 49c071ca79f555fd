/**
 * An event in, a changed state out: the fold of the log. Every case calls the very change function that the deciders
 * call, so reading the log back can not mean anything else than living it did. The sink is not touched: the caller
 * folds with a closed one.
 */

import { assertNever, BugError } from "../base/assert.ts";
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
import type { CoreEvent } from "./events.ts";
import { closeIncident, openIncident, reopenIncident, retireIncident } from "./incident/changes.ts";
import {
  assessIncident,
  locateIncident,
  retypeIncident,
  setHazards,
  setServedGrade,
} from "./incident/edits.ts";
import { noteIncident, strikeNote } from "./incident/words.ts";
import { beginNoUnit, endNoUnit } from "./no-unit/changes.ts";
import { configureRegion } from "./region/changes.ts";
import {
  findAlarmRow,
  findContactRow,
  findIncidentRow,
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

/** Folds one event. Mutates `state`; throws BugError when the event does not follow from the log before it. */
export function evolve(state: RegionState, event: CoreEvent): void {
  state.by = event.by;
  state.enteredAt = event.entered;
  const kind = event.type.charCodeAt(0);
  // The first letter parts the long switch, which V8 would otherwise walk string by string.
  if (kind === 117 /* u */) evolveUnit(state, event);
  else if (kind === 105 /* i */) evolveIncident(state, event);
  else if (kind === 99 /* c */) evolveContact(state, event);
  else evolveOther(state, event);
}

type Part<Prefix extends string> = Extract<CoreEvent, { type: `${Prefix}.${string}` }>;

function evolveContact(state: RegionState, given: CoreEvent): void {
  const event = given as Part<"contact">;
  const at = event.at;
  switch (event.type) {
    case "contact.received": {
      const row = receiveContact(
        state,
        at,
        event.channel,
        event.callBack,
        event.location,
        event.text,
      );
      checkMade(state.columns.contacts.number[row], "contact", event.contact);
      return;
    }
    case "contact.answered":
      answerContact(state, at, contactRow(state, event.contact));
      return;
    case "contact.abandoned":
      abandonContact(state, at, contactRow(state, event.contact), event.dueAt);
      return;
    case "contact.described": {
      const { callBack, incidentType, location, text } = event;
      describeContact(
        state,
        at,
        contactRow(state, event.contact),
        callBack,
        incidentType,
        location,
        text ?? {},
      );
      return;
    }
    case "contact.called-back":
      callBackContact(state, at, contactRow(state, event.contact), event.result, event.dueAt);
      return;
    case "contact.linked":
      linkContact(state, at, contactRow(state, event.contact), incidentRow(state, event.incident));
      return;
    case "contact.unlinked":
      unlinkContact(state, at, contactRow(state, event.contact), event.dueAt);
      return;
    case "contact.ended":
      endContact(state, at, contactRow(state, event.contact), event.outcome);
      return;
    case "contact.retired":
      retireContact(state, at, contactRow(state, event.contact));
      return;
    default:
      assertNever(event, "event");
  }
}

function evolveIncident(state: RegionState, given: CoreEvent): void {
  const event = given as Part<"incident">;
  const at = event.at;
  if (event.type === "incident.opened") {
    const row = openIncident(state, at, event, event.text);
    checkMade(state.columns.incidents.number[row], "incident", event.incident);
    return;
  }
  const row = incidentRow(state, event.incident);
  switch (event.type) {
    case "incident.retyped":
      retypeIncident(state, at, row, event.incidentType);
      return;
    case "incident.located":
      locateIncident(state, at, row, event.location, event.area, event.text);
      return;
    case "incident.assessed":
      assessIncident(state, at, row, event.assessed, event.thrive, event.text);
      return;
    case "incident.served-grade-set":
      setServedGrade(state, at, row, event.served, event.text);
      return;
    case "incident.hazards-set":
      setHazards(state, at, row, event.hazards);
      return;
    case "incident.noted":
      noteIncident(state, at, row, event.text?.note ?? "");
      return;
    case "incident.note-struck":
      strikeNote(state, at, row, event.note, event.text?.reason ?? "");
      return;
    case "incident.closed":
      closeIncident(state, at, row, event.result, event.text);
      return;
    case "incident.reopened":
      reopenIncident(state, at, row, event.text?.reason ?? "");
      return;
    case "incident.retired":
      retireIncident(state, at, row);
      return;
    default:
      assertNever(event, "event");
  }
}

function evolveUnit(state: RegionState, given: CoreEvent): void {
  const event = given as Part<"unit">;
  const { at, unit } = event;
  switch (event.type) {
    case "unit.registered":
      checkMade(registerUnit(state, at, event), "unit", unit);
      return;
    case "unit.booked-on":
      bookOnUnit(state, at, unit, event.crew, event.skills);
      return;
    case "unit.booked-off":
      bookOffUnit(state, at, unit);
      return;
    case "unit.status-set":
      setUnitStatus(state, at, unit, event.status, event.reason, event.label);
      return;
    case "unit.placed":
      placeUnit(state, at, unit, event.latE7, event.lonE7, event.positionAt, event.source);
      return;
    case "unit.welfare-confirmed":
      confirmWelfare(state, at, unit);
      return;
    case "unit.welfare-warned":
      warnWelfare(state, at, unit);
      return;
    case "unit.emergency-raised":
      raiseEmergency(state, at, unit);
      return;
    case "unit.emergency-ended":
      endEmergency(state, at, unit, event.text?.reason ?? "");
      return;
    case "unit.allocated": {
      const row = incidentRow(state, event.incident);
      allocateUnit(state, at, unit, row, event.mode, event.rank, event.recommendation);
      return;
    }
    case "unit.activated":
      activateUnit(state, at, unit);
      return;
    case "unit.progressed":
      progressUnit(state, at, unit, event.status, event.label);
      return;
    default:
      assertNever(event, "event");
  }
}

type Other = Exclude<CoreEvent, Part<"contact"> | Part<"incident"> | Part<"unit">>;

function evolveOther(state: RegionState, given: CoreEvent): void {
  const event = given as Other;
  const at = event.at;
  switch (event.type) {
    case "region.configured":
      configureRegion(state, at, event.config);
      return;
    case "allocation.ended": {
      const row = findAllocation(state, event.unit, incidentRow(state, event.incident));
      endAllocation(
        state,
        at,
        getRow(row, "an allocation of unit", event.unit),
        event.end,
        event.text,
      );
      return;
    }
    case "no-unit.began":
      beginNoUnit(state, at, event.area, event.grade, event.incident, event.need, event.cause);
      return;
    case "no-unit.ended":
      endNoUnit(state, at, event.area, event.grade, event.incident, event.end);
      return;
    case "alarm.raised": {
      const row = raiseAlarm(state, at, event.kind, event.subject);
      checkMade(state.columns.alarms.number[row], "alarm", event.alarm);
      return;
    }
    case "alarm.acknowledged":
      acknowledgeAlarm(state, at, alarmRow(state, event.alarm));
      return;
    case "alarm.shelved":
      shelveAlarm(state, at, alarmRow(state, event.alarm), event.until, event.text?.reason ?? "");
      return;
    case "alarm.returned":
      returnAlarm(state, at, alarmRow(state, event.alarm));
      return;
    case "alarm.ended":
      endAlarm(state, at, alarmRow(state, event.alarm));
      return;
    default:
      assertNever(event, "event");
  }
}
