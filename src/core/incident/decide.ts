/**
 * Deciders of incidents. The grade clock runs from the answer of the contact an incident comes from; an assessed
 * grade is what the caller's need was judged to be, a served grade what the room undertakes, and only a person's
 * command with a reason sets them apart.
 */

import type { Command, CommandContext } from "../commands.ts";
import { linkContact } from "../contact/changes.ts";
import { endAlarm } from "../alarm/changes.ts";
import {
  accept,
  checkCode,
  checkCodes,
  checkContact,
  checkIncident,
  checkLocation,
  checkOpenIncident,
  checkOrder,
  checkReason,
  checkText,
  checkTexts,
  reject,
  type Decision,
} from "../decision.ts";
import { limits } from "../limits.ts";
import type { Location } from "../events.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { findAreaIndex } from "../region/areas.ts";
import { findContactRow, findIncidentRow, getPolicy, type RegionState } from "../state/region-state.ts";
import { contactStates, grades, incidentStates } from "../vocabulary.ts";
import {
  assessIncident,
  closeIncident,
  locateIncident,
  noteIncident,
  openIncident,
  reopenIncident,
  retypeIncident,
  setHazards,
  setServedGrade,
  strikeNote,
  thriveFromBits,
} from "./changes.ts";
import { settleIncident, unsettleIncident } from "./settle.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

/** The area's code: as given, else the one that holds the place, else empty (outside every area). */
function areaFor(state: RegionState, location: Location, area: string | undefined): string {
  if (area !== undefined) return area;
  if (location.state === "not asked") return "";
  const policy = getPolicy(state);
  const index = findAreaIndex(policy, location.latE7, location.lonE7);
  return index < 0 ? "" : policy.config.areas[index].code;
}

function checkArea(state: RegionState, area: string | undefined): Refusal | undefined {
  return area === undefined ? undefined : checkCode("areas", getPolicy(state).areaIndex, area);
}

function checkSource(state: RegionState, contact: number | undefined, context: CommandContext): Refusal | undefined {
  if (contact === undefined) return undefined;
  const fault = checkContact(state, contact);
  if (fault !== undefined) return fault;
  const { contacts } = state.columns;
  const row = findContactRow(state, contact);
  const contactState = contacts.state[row];
  if (contactState !== contactStates.code.answered && contactState !== contactStates.code.abandoned)
    return refuse(
      "contact.wrong-state",
      `contact ${contact} is ${contactStates.names[contactState]}; answer it before it becomes an incident`,
    );
  return checkOrder(context.at, contacts.answeredAt[row], `contact ${contact}`);
}

export function decideOpen(state: RegionState, command: Of<"incident.open">, context: CommandContext): Decision {
  const policy = getPolicy(state);
  const fault =
    checkSource(state, command.contact, context) ??
    checkCode("incidentTypes", policy.typeIndex, command.incidentType) ??
    checkLocation(command.location) ??
    checkArea(state, command.area) ??
    checkCodes("hazards", policy.hazardIndex, command.hazards ?? []) ??
    checkTexts([
      ["summary", command.summary, limits.summaryLength],
      ["place", command.place, limits.placeLength],
      ["thriveWords", command.thriveWords, limits.noteLength],
    ]);
  if (fault !== undefined) return reject(fault);
  const head = state.columns.head;
  if (head.nextIncident[0] - head.oldestIncident[0] >= limits.incidents)
    return reject(refuse("limit.incidents", `the region holds ${limits.incidents} incidents, which is its limit`));
  const contactRow = command.contact === undefined ? -1 : findContactRow(state, command.contact);
  const answeredAt = contactRow < 0 ? 0 : state.columns.contacts.answeredAt[contactRow];
  const text = {
    ...(command.summary === undefined ? {} : { summary: command.summary }),
    ...(command.place === undefined ? {} : { place: command.place }),
    ...(command.thriveWords === undefined ? {} : { thrive: command.thriveWords }),
  };
  const row = openIncident(
    state,
    context.at,
    {
      incidentType: command.incidentType,
      location: command.location,
      area: areaFor(state, command.location, command.area),
      assessed: command.grade,
      served: command.grade,
      thrive: command.thrive ?? {},
      hazards: command.hazards ?? [],
      clockAt: answeredAt === 0 ? context.at : answeredAt,
    },
    Object.keys(text).length === 0 ? undefined : text,
  );
  if (contactRow >= 0) {
    const alarm = state.columns.contacts.alarm[contactRow];
    if (alarm >= 0) endAlarm(state, context.at, alarm);
    linkContact(state, context.at, contactRow, row);
  }
  settleIncident(state, context.at, row);
  return accept({ incident: state.columns.incidents.number[row] });
}

/** The row of an open incident, or the refusal. */
function findOpen(state: RegionState, incident: number, context: CommandContext): number | Refusal {
  const fault = checkOpenIncident(state, incident);
  if (fault !== undefined) return fault;
  const row = findIncidentRow(state, incident);
  return checkOrder(context.at, state.columns.incidents.openedAt[row], `incident ${incident}`) ?? row;
}

export function decideRetype(state: RegionState, command: Of<"incident.retype">, context: CommandContext): Decision {
  const row = findOpen(state, command.incident, context);
  if (typeof row !== "number") return reject(row);
  const fault = checkCode("incidentTypes", getPolicy(state).typeIndex, command.incidentType);
  if (fault !== undefined) return reject(fault);
  unsettleIncident(state, context.at, row);
  retypeIncident(state, context.at, row, command.incidentType);
  settleIncident(state, context.at, row);
  return accept();
}

export function decideLocate(state: RegionState, command: Of<"incident.locate">, context: CommandContext): Decision {
  const row = findOpen(state, command.incident, context);
  if (typeof row !== "number") return reject(row);
  const fault =
    checkLocation(command.location) ??
    checkArea(state, command.area) ??
    checkText("place", command.place, limits.placeLength);
  if (fault !== undefined) return reject(fault);
  unsettleIncident(state, context.at, row);
  const text = command.place === undefined ? undefined : { place: command.place };
  locateIncident(state, context.at, row, command.location, areaFor(state, command.location, command.area), text);
  settleIncident(state, context.at, row);
  return accept();
}

/** While served and assessed grade are in step, the served one follows; once set apart it stays where it was set. */
export function decideAssess(state: RegionState, command: Of<"incident.assess">, context: CommandContext): Decision {
  const row = findOpen(state, command.incident, context);
  if (typeof row !== "number") return reject(row);
  const fault = checkReason(command.reason) ?? checkText("thriveWords", command.thriveWords, limits.noteLength);
  if (fault !== undefined) return reject(fault);
  const incidents = state.columns.incidents;
  const inStep = incidents.assessed[row] === incidents.served[row];
  const thrive = command.thrive ?? thriveFromBits(incidents.thrive[row]);
  assessIncident(state, context.at, row, command.grade, thrive, {
    reason: command.reason,
    ...(command.thriveWords === undefined ? {} : { thrive: command.thriveWords }),
  });
  if (inStep && incidents.served[row] !== grades.code[command.grade]) {
    unsettleIncident(state, context.at, row);
    setServedGrade(state, context.at, row, command.grade, undefined);
    settleIncident(state, context.at, row);
  }
  return accept();
}

export function decideServe(state: RegionState, command: Of<"incident.serve">, context: CommandContext): Decision {
  const row = findOpen(state, command.incident, context);
  if (typeof row !== "number") return reject(row);
  const fault = checkReason(command.reason);
  if (fault !== undefined) return reject(fault);
  const assessed = state.columns.incidents.assessed[row];
  unsettleIncident(state, context.at, row);
  setServedGrade(state, context.at, row, command.grade, { reason: command.reason });
  settleIncident(state, context.at, row);
  if (grades.code[command.grade] <= assessed) return accept();
  return accept({}, [
    {
      code: "incident.served-below-assessed",
      message: `served as ${command.grade}, assessed as ${grades.names[assessed]}; both stand in the record`,
    },
  ]);
}

export function decideHazards(state: RegionState, command: Of<"incident.set-hazards">, context: CommandContext): Decision {
  const row = findOpen(state, command.incident, context);
  if (typeof row !== "number") return reject(row);
  const fault = checkCodes("hazards", getPolicy(state).hazardIndex, command.hazards);
  if (fault !== undefined) return reject(fault);
  setHazards(state, context.at, row, [...new Set(command.hazards)]);
  return accept();
}

/** A closed incident still takes notes: late knowledge belongs in the record. */
export function decideNote(state: RegionState, command: Of<"incident.note">, context: CommandContext): Decision {
  const fault = checkIncident(state, command.incident) ?? checkText("note", command.note, limits.noteLength);
  if (fault !== undefined) return reject(fault);
  if (command.note.trim() === "") return reject(refuse("value.invalid", "note: got none; write what is to be kept"));
  const row = findIncidentRow(state, command.incident);
  if (state.columns.incidents.notes[row] >= limits.notesPerIncident)
    return reject(refuse("limit.notes", `incident ${command.incident} has ${limits.notesPerIncident} notes`));
  return accept({ note: noteIncident(state, context.at, row, command.note) });
}

export function decideStrike(state: RegionState, command: Of<"incident.strike-note">, context: CommandContext): Decision {
  const fault = checkIncident(state, command.incident) ?? checkReason(command.reason);
  if (fault !== undefined) return reject(fault);
  const row = findIncidentRow(state, command.incident);
  const { note } = command;
  if (!Number.isInteger(note) || note < 1 || note > state.columns.incidents.notes[row])
    return reject(refuse("incident.note-unknown", `incident ${command.incident} has no note ${note}`));
  if (state.text?.incidents.get(command.incident)?.notes[note - 1]?.struck !== undefined)
    return reject(refuse("incident.note-struck", `note ${note} is struck through already`));
  strikeNote(state, context.at, row, note, command.reason);
  return accept();
}

export function decideClose(state: RegionState, command: Of<"incident.close">, context: CommandContext): Decision {
  const row = findOpen(state, command.incident, context);
  if (typeof row !== "number") return reject(row);
  const fault =
    checkCode("results", getPolicy(state).resultIndex, command.result) ??
    checkText("words", command.words, limits.noteLength);
  if (fault !== undefined) return reject(fault);
  const { allocations, incidents } = state.columns;
  for (let a = incidents.firstAllocation[row]; a >= 0; a = allocations.nextOfIncident[a])
    if (allocations.endedAt[a] === 0)
      return reject(
        refuse("incident.has-units", `incident ${command.incident} has units; clear them or stand them down first`),
      );
  const text = command.words === undefined ? undefined : { result: command.words };
  closeIncident(state, context.at, row, command.result, text);
  settleIncident(state, context.at, row);
  return accept();
}

export function decideReopen(state: RegionState, command: Of<"incident.reopen">, context: CommandContext): Decision {
  const fault = checkIncident(state, command.incident) ?? checkReason(command.reason);
  if (fault !== undefined) return reject(fault);
  const row = findIncidentRow(state, command.incident);
  const incidents = state.columns.incidents;
  if (incidents.state[row] !== incidentStates.code.closed)
    return reject(refuse("incident.not-closed", `incident ${command.incident} is not closed`));
  const late = checkOrder(context.at, incidents.closedAt[row], `incident ${command.incident}`);
  if (late !== undefined) return reject(late);
  reopenIncident(state, context.at, row, command.reason);
  settleIncident(state, context.at, row);
  return accept();
}
