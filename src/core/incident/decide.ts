/**
 * Deciders of the life of an incident: open, close, reopen. The grade clock runs from the answer of the contact an
 * incident comes from, however late it is opened. What happens in between is in decide-edits.ts.
 */

import { noInstant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import { checkGraded } from "../community/decide.ts";
import { linkContact } from "../contact/changes.ts";
import { endAlarmOf } from "../alarm/changes.ts";
import {
  accept,
  checkCode,
  checkCodes,
  checkContact,
  checkIncident,
  checkLocation,
  checkName,
  checkOrder,
  checkReason,
  checkText,
  checkThrive,
  reject,
  type Decision,
} from "../decision.ts";
import { limits } from "../limits.ts";
import type { IncidentOpened } from "./incident-events.ts";
import { refuse, type Refusal } from "../refusal.ts";
import {
  findContactRow,
  findIncidentRow,
  getPolicy,
  type RegionState,
} from "../state/region-state.ts";
import { contactStates, grades, incidentStates } from "../vocabulary.ts";
import { noAnswers } from "./answers.ts";
import { closeIncident, openIncident, reopenIncident } from "./changes.ts";
import { areaFor, checkArea, findOpenRow } from "./place.ts";
import { settleIncident } from "./settle.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

const none: readonly string[] = [];

function checkSource(
  state: RegionState,
  contact: number | undefined,
  context: CommandContext,
): Refusal | undefined {
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
  return (
    checkGraded(state, contact) ??
    checkOrder(context.at, contacts.answeredAt[row], "contact", contact)
  );
}

export function decideOpen(
  state: RegionState,
  command: Of<"incident.open">,
  context: CommandContext,
): Decision {
  const policy = getPolicy(state);
  const fault =
    checkSource(state, command.contact, context) ??
    checkCode("incidentTypes", policy.typeIndex, command.incidentType) ??
    checkLocation(command.location) ??
    checkArea(state, command.area) ??
    checkName("grade", grades, command.grade) ??
    checkThrive(command.thrive) ??
    checkCodes("hazards", policy.hazardIndex, command.hazards ?? none) ??
    checkText("summary", command.summary, limits.summaryLength) ??
    checkText("place", command.place, limits.placeLength) ??
    checkText("thriveWords", command.thriveWords, limits.noteLength) ??
    checkText("told", command.told, limits.noteLength);
  if (fault !== undefined) return reject(fault);
  if (state.columns.head.heldIncidents[0] >= limits.incidents)
    return reject(
      refuse(
        "limit.incidents",
        `the region holds ${limits.incidents} incidents, which is its limit`,
      ),
    );
  const contactRow = command.contact === undefined ? -1 : findContactRow(state, command.contact);
  const answeredAt = contactRow < 0 ? 0 : state.columns.contacts.answeredAt[contactRow];
  const row = openIncident(
    state,
    context.at,
    {
      incidentType: command.incidentType,
      location: command.location,
      area: areaFor(state, command.location, command.area),
      assessed: command.grade,
      served: command.grade,
      thrive: command.thrive ?? noAnswers,
      hazards: command.hazards ?? none,
      clockAt: answeredAt === 0 ? context.at : answeredAt,
    },
    openingText(command),
  );
  if (contactRow >= 0) {
    endAlarmOf(state, context.at, state.columns.contacts.alarm, contactRow);
    linkContact(state, context.at, contactRow, row);
  }
  settleIncident(state, context.at, row, command.told);
  return accept({ incident: state.columns.incidents.number[row] });
}

function openingText({ summary, place, thriveWords }: Of<"incident.open">): IncidentOpened["text"] {
  if (summary === undefined && place === undefined && thriveWords === undefined) return undefined;
  return {
    ...(summary === undefined ? {} : { summary }),
    ...(place === undefined ? {} : { place }),
    ...(thriveWords === undefined ? {} : { thrive: thriveWords }),
  };
}

export function decideClose(
  state: RegionState,
  command: Of<"incident.close">,
  context: CommandContext,
): Decision {
  const row = findOpenRow(state, command.incident, context);
  if (typeof row !== "number") return reject(row);
  const fault =
    checkCode("results", getPolicy(state).resultIndex, command.result) ??
    checkText("words", command.words, limits.noteLength);
  if (fault !== undefined) return reject(fault);
  if (state.columns.incidents.heldUnits[row] > 0)
    return reject(
      refuse(
        "incident.has-units",
        `incident ${command.incident} has units; clear them or stand them down first`,
      ),
    );
  const late = checkOrder(context.at, lastAllocationAt(state, row), "incident", command.incident);
  if (late !== undefined) return reject(late);
  const { callBackAt } = state.columns.incidents;
  const isPromised = callBackAt[row] !== noInstant;
  const text = command.words === undefined ? undefined : { result: command.words };
  closeIncident(state, context.at, row, command.result, text);
  settleIncident(state, context.at, row);
  if (!isPromised) return accept();
  return accept({}, [
    {
      code: "incident.promise-open",
      message: `the caller of incident ${command.incident} was promised a call-back that was not made; tell them`,
    },
  ]);
}

/** When the last unit left: an incident can not have been closed before. */
function lastAllocationAt(state: RegionState, row: number): number {
  const { allocations, incidents } = state.columns;
  let last = 0;
  for (let a = incidents.firstAllocation[row]; a >= 0; a = allocations.nextOfIncident[a])
    last = Math.max(last, allocations.endedAt[a]);
  return last;
}

export function decideReopen(
  state: RegionState,
  command: Of<"incident.reopen">,
  context: CommandContext,
): Decision {
  const fault = checkIncident(state, command.incident) ?? checkReason(command.reason);
  if (fault !== undefined) return reject(fault);
  const row = findIncidentRow(state, command.incident);
  const incidents = state.columns.incidents;
  if (incidents.state[row] !== incidentStates.code.closed)
    return reject(refuse("incident.not-closed", `incident ${command.incident} is not closed`));
  const late = checkOrder(context.at, incidents.closedAt[row], "incident", command.incident);
  if (late !== undefined) return reject(late);
  reopenIncident(state, context.at, row, command.reason);
  settleIncident(state, context.at, row);
  return accept();
}
