/**
 * Deciders of what is corrected or added between the opening and the close of an incident. An assessed grade is what
 * the caller's need was judged to be, a served grade what the room undertakes; only a person's command with a reason
 * sets them apart.
 */

import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkCode,
  checkCodes,
  checkIncident,
  checkLocation,
  checkName,
  checkReason,
  checkText,
  checkThrive,
  reject,
  shown,
  type Decision,
} from "../decision.ts";
import { settleDirective } from "../directive/settle.ts";
import { limits } from "../limits.ts";
import { refuse } from "../refusal.ts";
import { findIncidentRow, getPolicy, type RegionState } from "../state/region-state.ts";
import { grades } from "../vocabulary.ts";
import { thriveFromBits } from "./answers.ts";
import {
  assessIncident,
  locateIncident,
  retypeIncident,
  setHazards,
  setServedGrade,
} from "./edits.ts";
import { areaFor, checkArea, findOpenRow } from "./place.ts";
import { settleIncident } from "./settle.ts";
import { unsettleIncident } from "./unsettle.ts";
import { noteIncident, strikeNote } from "./words.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export function decideRetype(
  state: RegionState,
  command: Of<"incident.retype">,
  context: CommandContext,
): Decision {
  const row = findOpenRow(state, command.incident, context);
  if (typeof row !== "number") return reject(row);
  const fault = checkCode("incidentTypes", getPolicy(state).typeIndex, command.incidentType);
  if (fault !== undefined) return reject(fault);
  unsettleIncident(state, context.at, row);
  retypeIncident(state, context.at, row, command.incidentType);
  settleIncident(state, context.at, row);
  return accept();
}

export function decideLocate(
  state: RegionState,
  command: Of<"incident.locate">,
  context: CommandContext,
): Decision {
  const row = findOpenRow(state, command.incident, context);
  if (typeof row !== "number") return reject(row);
  const fault =
    checkLocation(command.location) ??
    checkArea(state, command.area) ??
    checkText("place", command.place, limits.placeLength);
  if (fault !== undefined) return reject(fault);
  unsettleIncident(state, context.at, row);
  const text = command.place === undefined ? undefined : { place: command.place };
  locateIncident(
    state,
    context.at,
    row,
    command.location,
    areaFor(state, command.location, command.area),
    text,
  );
  settleIncident(state, context.at, row);
  return accept();
}

/** While served and assessed grade are in step, the served one follows, as the level serves it; once a person set it apart it stays. */
export function decideAssess(
  state: RegionState,
  command: Of<"incident.assess">,
  context: CommandContext,
): Decision {
  const row = findOpenRow(state, command.incident, context);
  if (typeof row !== "number") return reject(row);
  const fault =
    checkName("grade", grades, command.grade) ??
    checkThrive(command.thrive) ??
    checkReason(command.reason) ??
    checkText("thriveWords", command.thriveWords, limits.noteLength);
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
  } else if (incidents.servedByLevel[row] === 1) settleIncident(state, context.at, row);
  else settleDirective(state, context.at, row);
  return accept();
}

export function decideServe(
  state: RegionState,
  command: Of<"incident.serve">,
  context: CommandContext,
): Decision {
  const row = findOpenRow(state, command.incident, context);
  if (typeof row !== "number") return reject(row);
  const fault = checkName("grade", grades, command.grade) ?? checkReason(command.reason);
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

export function decideHazards(
  state: RegionState,
  command: Of<"incident.set-hazards">,
  context: CommandContext,
): Decision {
  const row = findOpenRow(state, command.incident, context);
  if (typeof row !== "number") return reject(row);
  const fault = checkCodes("hazards", getPolicy(state).hazardIndex, command.hazards);
  if (fault !== undefined) return reject(fault);
  setHazards(state, context.at, row, [...new Set(command.hazards)]);
  return accept();
}

/** A closed incident still takes notes: late knowledge belongs in the record. */
export function decideNote(
  state: RegionState,
  command: Of<"incident.note">,
  context: CommandContext,
): Decision {
  const fault =
    checkIncident(state, command.incident) ?? checkText("note", command.note, limits.noteLength);
  if (fault !== undefined) return reject(fault);
  if (typeof command.note !== "string" || command.note.trim() === "")
    return reject(refuse("value.invalid", "note: got none; write what is to be kept"));
  const row = findIncidentRow(state, command.incident);
  if (state.columns.incidents.notes[row] >= limits.notesPerIncident)
    return reject(
      refuse("limit.notes", `incident ${command.incident} has ${limits.notesPerIncident} notes`),
    );
  return accept({ note: noteIncident(state, context.at, row, command.note) });
}

export function decideStrike(
  state: RegionState,
  command: Of<"incident.strike-note">,
  context: CommandContext,
): Decision {
  const fault = checkIncident(state, command.incident) ?? checkReason(command.reason);
  if (fault !== undefined) return reject(fault);
  const row = findIncidentRow(state, command.incident);
  const { note } = command;
  if (!Number.isInteger(note) || note < 1 || note > state.columns.incidents.notes[row])
    return reject(
      refuse("incident.note-unknown", `incident ${command.incident} has no note ${shown(note)}`),
    );
  if (state.text?.incidents.get(command.incident)?.notes[note - 1]?.struck !== undefined)
    return reject(refuse("incident.note-struck", `note ${note} is struck through already`));
  strikeNote(state, context.at, row, note, command.reason);
  return accept();
}
