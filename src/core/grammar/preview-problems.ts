/**
 * What stands in the way of a command, as clauses for its preview. Only what a glance at the names can tell; whatever
 * is missing here the core still refuses, so nothing rests on it.
 */

import { microsFromSeconds, type Instant } from "../../base/instant.ts";
import { alarmsOfOwedWork } from "../alarm/decide.ts";
import { compileDiverts, mayTakeOff } from "../allocation/divert-rule.ts";
import type { AidCommand } from "../aid/aid-commands.ts";
import type { Command } from "../commands.ts";
import type { DirectiveStep } from "../directive/check.ts";
import { allocationStates, grades, type Grade, type UnitStatus } from "../vocabulary.ts";
import type { IncidentFacts, Names, UnitFacts } from "./names.ts";
import { listStateProblems } from "./state-problems.ts";

type UnitCommand = Exclude<Extract<Command, { readonly unit: number }>, AidCommand>;
type IncidentCommand = Exclude<
  Extract<Command, { readonly incident: number }>,
  {
    readonly type:
      | "closure.report"
      | "request.ask"
      | "warning.issue"
      | "aid.ask"
      | DirectiveStep["type"];
  }
>;

/** In a problem that will make the core refuse. */
export const refusedMark = ": refused";

type Send = Extract<Command, { type: "unit.send" }>;

export function listProblems(command: Command, names: Names, now: Instant): string[] {
  if (command.type === "unit.send") return listSendProblems(command, names);
  if (isAid(command)) return listAidProblems(command, names);
  if ("unit" in command) return listUnitProblems(command, names);
  const standing = listStateProblems(command, names);
  if (standing.length > 0) return standing.map((why) => `${why}${refusedMark}`);
  if (command.type === "closure.report" || command.type === "request.ask") return [];
  if (command.type === "warning.issue") return [];
  if ("closure" in command) return listClosureProblems(command.type, command.closure, names);
  if (isDirectiveStep(command)) {
    const why = names.findDirectiveProblem(command, now);
    return why === undefined ? [] : [`${why}${refusedMark}`];
  }
  if (command.type === "directive.issue") return [];
  if (command.type === "claim.make") {
    const by = names.claimedBy(command.of);
    return by === undefined ? [] : [`${by} holds it: to be accepted`];
  }
  if ("incident" in command) return listIncidentProblems(command, names);
  if ("contact" in command && command.contact !== undefined)
    return listContactProblems(command.type, command.contact, names);
  if (command.type === "level.set") return listLevelProblems(command, names, now);
  if (command.type === "alarm.acknowledge") {
    const kind = names.findAlarm(command.alarm);
    const isOwed = kind !== undefined && alarmsOfOwedWork.includes(kind);
    return isOwed ? [`"${kind}" is owed work${refusedMark}; act on it, or shelve it`] : [];
  }
  return [];
}

function isAid(command: Command): command is AidCommand {
  return command.type.startsWith("aid.");
}

/** What a unit's loan tells: who is here already, who was let go or wanted back. */
function listAidProblems(command: AidCommand, names: Names): string[] {
  if (command.type === "aid.return") {
    const isLetGo = names.loanOf(command.unit)?.state === "going home";
    if (isLetGo || command.reason !== undefined) return [];
    return [`${names.callSignOf(command.unit)} was not let go; give a reason${refusedMark}`];
  }
  if (command.type !== "aid.arrive" && command.type !== "aid.recall") return [];
  return (command.units ?? []).flatMap((unit) => {
    const { state = "none", isRecalled = false } = names.loanOf(unit) ?? {};
    const name = names.callSignOf(unit);
    if (command.type === "aid.arrive")
      return state === "there" ? [`${name} is here already${refusedMark}`] : [];
    if (state === "going home") return [`${name} is going home already${refusedMark}`];
    return isRecalled ? [`${name} was wanted back before${refusedMark}`] : [];
  });
}

function isDirectiveStep(command: Command): command is DirectiveStep {
  const steps: readonly Command["type"][] = [
    "directive.renew",
    "directive.end",
    "incident.withhold",
    "incident.limit",
    "incident.restore",
  ];
  return steps.includes(command.type);
}

function incidentWithGrade(names: Names, incident: number): string {
  const served = names.findIncident(incident)?.served ?? "";
  return `${incident} ${served.slice(0, 1).toUpperCase()}${served.slice(1)}`.trim();
}

function listSendProblems({ units, incident, mode = "send" }: Send, names: Names): string[] {
  const facts = names.findIncident(incident);
  const problems = facts?.state === "closed" ? [`${incident} is closed${refusedMark}`] : [];
  if (facts?.state === "deferred") problems.push(`${incident} is deferred: to be accepted`);
  for (const unit of units) {
    const name = names.callSignOf(unit);
    const problem =
      facts?.units.includes(unit) === true
        ? `is allocated to it already${refusedMark}`
        : findSendProblem(names.getUnit(unit), mode, facts?.served, names);
    if (problem !== undefined) problems.push(`${name} ${problem}`);
    const directive = names.barredBy(incident, unit);
    if (directive > 0)
      problems.push(`${name} is not sent there under directive ${directive}: to be accepted`);
  }
  return problems;
}

function findSendProblem(
  unit: UnitFacts,
  mode: "send" | "divert" | "stack",
  served: (typeof grades.names)[number] | undefined,
  names: Names,
): string | undefined {
  if (unit.status === "off") return `is not booked on${refusedMark}`;
  if (unit.inEmergency) return `has an emergency${refusedMark}`;
  if (unit.status === "unavailable") return `is unavailable (${unit.reason})${refusedMark}`;
  if (unit.incident === undefined) {
    if (mode === "divert") return `has no incident to leave${refusedMark}; send it`;
    return unit.status === "committed" && mode === "send"
      ? `is committed${refusedMark}`
      : undefined;
  }
  const where = incidentWithGrade(names, unit.incident);
  if (mode === "send")
    return names.config?.doubleBooking === "warn"
      ? `is on ${where}: to be accepted, and then stacked`
      : `is on ${where}${refusedMark} unless diverted or stacked`;
  if (mode === "stack") return undefined;
  const from = names.findIncident(unit.incident)?.served;
  const isLower =
    from !== undefined && served !== undefined && grades.code[from] > grades.code[served];
  if (!isLower) return `leaves ${where}, which is no lower grade: to be accepted`;
  return isRuledOut(names, unit.status, from, served)
    ? `leaves ${where}, off which the region's rule takes nobody for this: to be accepted`
    : `leaves ${where}`;
}

/** Whether the region has a rule of diverts and it takes no unit in this status off `from` for `served`. */
function isRuledOut(names: Names, status: UnitStatus, from: Grade, served: Grade): boolean {
  const diverts = compileDiverts(names.config?.divertRule);
  if (!diverts.isRuled || !allocationStates.has(status)) return false;
  return !mayTakeOff(
    diverts,
    grades.code[served],
    grades.code[from],
    allocationStates.code[status],
  );
}

/** In the order in which a unit goes through an incident; there is no way back. */
const progressOrder: readonly string[] = ["assigned", "en route", "at scene", "transporting"];

function isFurther(to: string, from: string): boolean {
  return progressOrder.indexOf(to) > progressOrder.indexOf(from);
}

function listUnitProblems(command: UnitCommand, names: Names): string[] {
  const name = names.callSignOf(command.unit);
  const facts = names.getUnit(command.unit);
  const refused = (why: string): string[] => [`${name} ${why}${refusedMark}`];
  if (command.type === "unit.raise-emergency")
    return facts.inEmergency ? [`${name} has an emergency already`] : [];
  if (command.type === "unit.end-emergency")
    return facts.inEmergency ? [] : refused("has no emergency");
  if (command.type === "unit.place" || command.type === "unit.record-travel") return [];
  if (command.type === "unit.book-on")
    return facts.status === "off" ? [] : refused("is booked on already");
  if (facts.status === "off") return refused("is not booked on");
  switch (command.type) {
    case "unit.book-off":
      if (facts.inEmergency) return refused("has an emergency");
      return facts.incident === undefined
        ? []
        : refused(`is on ${incidentWithGrade(names, facts.incident)}`);
    case "unit.set-status":
      return facts.incident === undefined
        ? []
        : refused(`is on ${incidentWithGrade(names, facts.incident)}`);
    case "unit.progress":
      if (facts.incident === undefined) return refused("has no incident");
      return isFurther(command.status, facts.status)
        ? []
        : refused(`is ${facts.status} already and can not become ${command.status}`);
    case "unit.clear": {
      if (facts.incident === undefined) return refused("has no incident");
      const wasThere = facts.status === "at scene" || facts.status === "transporting";
      return wasThere
        ? []
        : [`${name} is ${facts.status} and was not at the scene${refusedMark}; stand it down`];
    }
    case "unit.stand-down": {
      const isThere =
        command.incident === undefined
          ? facts.incident !== undefined
          : names.findIncident(command.incident)?.units.includes(command.unit) === true;
      return isThere ? [] : refused("is not allocated there");
    }
    case "unit.confirm-welfare":
      return [];
  }
}

function listIncidentProblems(command: IncidentCommand, names: Names): string[] {
  const facts = names.findIncident(command.incident);
  const isClosed = facts?.state === "closed";
  const { incident, type } = command;
  if (type === "incident.note" || type === "incident.strike-note") return [];
  if (type === "incident.reopen")
    return isClosed ? [] : [`${incident} is not closed${refusedMark}`];
  const problems = isClosed ? [`${incident} is closed${refusedMark}`] : [];
  if (type === "incident.close" && facts !== undefined && facts.units.length > 0)
    problems.push(
      `${facts.units.length} allocated to it${refusedMark}; clear or stand them down first`,
    );
  const why = facts === undefined || isClosed ? undefined : findDeferralProblem(type, facts);
  if (why !== undefined) problems.push(`${incident} ${why}`);
  if (type === "contact.link") problems.push(...listContactProblems(type, command.contact, names));
  return problems;
}

function findDeferralProblem(
  type: IncidentCommand["type"],
  { state, assessed, served, isPromised, units }: IncidentFacts,
): string | undefined {
  const grade = [assessed, served].includes("immediate") ? "immediate" : served;
  if (type === "incident.call-back" && !isPromised)
    return `has no promised call-back${refusedMark}`;
  if (type === "incident.take-up" && state !== "deferred") return `is ${state}${refusedMark}`;
  if (type !== "incident.defer") return undefined;
  if (state !== "waiting") return `is ${state}${refusedMark}`;
  if (units.length > 0) return `has a unit on its way or stacked${refusedMark}`;
  return grade === "immediate" ? `is an Immediate${refusedMark}; it is never deferred` : undefined;
}

function listLevelProblems(
  { level, reviewAt }: Extract<Command, { type: "level.set" }>,
  { config }: Names,
  now: Instant,
): string[] {
  const plan = config?.levelPlan;
  if (plan === undefined) return [`the region has no level plan${refusedMark}`];
  const seconds = plan.find((each) => each.level === level)?.reviewSeconds ?? 0;
  if (reviewAt === undefined) return [];
  if (seconds === 0) return [`${level} needs no review${refusedMark}`];
  const isTooLate = reviewAt > now + microsFromSeconds(seconds);
  return isTooLate ? [`the plan has it reviewed after ${seconds / 60} min${refusedMark}`] : [];
}

const contactStatesFor: { readonly [type: string]: readonly string[] } = {
  "contact.answer": ["ringing"],
  "contact.abandon": ["ringing", "answered"],
  "contact.call-back": ["abandoned"],
  "contact.link": ["answered", "abandoned"],
  "contact.unlink": ["linked"],
  "contact.end": ["answered", "abandoned"],
  "incident.open": ["answered", "abandoned"],
};

function listContactProblems(type: string, contact: number, names: Names): string[] {
  const state = names.findContact(contact);
  const allowed = contactStatesFor[type];
  if (state === undefined || allowed === undefined || allowed.includes(state)) return [];
  return [`contact ${contact} is ${state}${refusedMark}`];
}

const closureStatesFor: { readonly [type: string]: readonly string[] } = {
  "closure.confirm": ["reported"],
  "closure.amend": ["reported", "confirmed"],
  "closure.renew": ["reported", "confirmed", "expired"],
  "closure.lift": ["reported", "confirmed", "expired"],
};

function listClosureProblems(type: string, closure: number, names: Names): string[] {
  const state = names.findClosure(closure);
  if (state === undefined || closureStatesFor[type].includes(state)) return [];
  return [`closure ${closure} is ${state}${refusedMark}`];
}
