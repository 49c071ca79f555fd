/**
 * A sentence per command of what will happen, for the line under the command line while somebody types. It looks at a
 * few facts and says where the core will most likely refuse; the core alone decides, and the server's preview asks it.
 */

import { microsPerMinute, type Instant } from "../../base/instant.ts";
import type { WarningCommand } from "../warning/warning-commands.ts";
import type { AidCommand } from "../aid/aid-commands.ts";
import type { RequestCommand } from "../request/request-commands.ts";
import type { CustodyCommand } from "../custody/custody-commands.ts";
import { claimSentence } from "./claim-verbs.ts";
import { custodySentence } from "./custody-sentences.ts";
import { aidSentence } from "./aid-sentences.ts";
import { recallSentence } from "./recall-sentences.ts";
import { requestSentence } from "./request-sentences.ts";
import { serverCommands, type Command } from "../commands.ts";
import type { Location } from "../events.ts";
import type { Grade } from "../vocabulary.ts";
import { describeIncident } from "./arguments.ts";
import type { Names } from "./names.ts";
import { degreesText } from "./place-argument.ts";
import { listProblems, refusedMark } from "./preview-problems.ts";

type OfDirective = Extract<Command, { readonly type: `directive.${string}` }>;
type UnitCommand = Exclude<Extract<Command, { readonly unit: number }>, AidCommand>;
type ClosureCommand = Extract<Command, { readonly type: `closure.${string}` }>;
type IncidentCommand = Exclude<
  Extract<Command, { readonly incident: number }>,
  UnitCommand | ClosureCommand | AidCommand
>;

export interface PreviewSentence {
  /** What the command does. */
  readonly sentence: string;
  /** The sentence with its problems. */
  readonly text: string;
  /** What stands in the way, a clause each; empty = as far as can be seen, nothing. */
  readonly problems: readonly string[];
  /** One of the problems will make the core refuse. */
  readonly isRefused: boolean;
}

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export function previewCommands(
  commands: readonly Command[],
  names: Names,
  now: Instant,
): PreviewSentence[] {
  return commands.map((command) => {
    const sentence = sentenceOf(command, names, now);
    const problems = listProblems(command, names, now);
    const text = problems.length === 0 ? sentence : `${sentence} — ${problems.join("; ")}`;
    return {
      sentence,
      text,
      problems,
      isRefused: problems.some((problem) => problem.includes(refusedMark)),
    };
  });
}

/** `a`, `a and b`, `a, b and c`. */
function join(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function gradeText(grade: Grade): string {
  return `${grade.slice(0, 1).toUpperCase()}${grade.slice(1)}`;
}

function incidentText(names: Names, incident: number): string {
  return `${incident} ${describeIncident(names, incident)}`.trim();
}

function sendSentence(command: Of<"unit.send">, names: Names): string {
  const units = join(command.units.map((unit) => names.callSignOf(unit)));
  const incident = incidentText(names, command.incident);
  switch (command.mode ?? "send") {
    case "send":
      return `Send ${units} to ${incident}`;
    case "divert":
      return `Divert ${units} to ${incident}`;
    case "stack":
      return `Stack ${incident} behind what ${units} ${command.units.length === 1 ? "does" : "do"} now`;
  }
}

/** The unit's incident as ` 1043 Burglary, Tanner Row`, or a stand-in. */
function whereOf(names: Names, unit: number): string {
  const { incident } = names.getUnit(unit);
  return incident === undefined ? "its incident" : incidentText(names, incident);
}

function handingOver(words: string | undefined): string {
  return words === undefined ? "" : `, and hand over: ${words}`;
}

function unitSentence(command: UnitCommand, names: Names): string {
  const name = names.callSignOf(command.unit);
  switch (command.type) {
    case "unit.progress": {
      const where = whereOf(names, command.unit);
      if (command.status === "en route") return `${name} is on its way to ${where}`;
      return command.status === "at scene"
        ? `${name} is at the scene of ${where}`
        : `${name} is transporting from ${where}`;
    }
    case "unit.clear":
      return `${name} is done at ${whereOf(names, command.unit)}`;
    case "unit.stand-down": {
      const { incident } = command;
      const from =
        incident === undefined ? whereOf(names, command.unit) : incidentText(names, incident);
      return `Stand ${name} down from ${from}`;
    }
    case "unit.book-on":
      return `Book ${name} on with a crew of ${command.crew}`;
    case "unit.book-off":
      return `Book ${name} off${handingOver(command.words)}`;
    case "unit.set-status":
      return `${name} becomes ${command.status}${command.reason === undefined ? "" : ` (${command.reason})`}`;
    case "unit.confirm-welfare":
      return `${name} is well; its welfare timer starts again`;
    case "unit.raise-emergency":
      return `EMERGENCY of ${name}`;
    case "unit.end-emergency":
      return `End the emergency of ${name}: ${command.reason}`;
    case "unit.place":
      return `${name} says it is at ${degreesText(command.latE7)},${degreesText(command.lonE7)}`;
    case "unit.record-travel":
      return `${command.source} answers for ${name}`;
  }
}

/** `, in 90 min`, or nothing. */
function timeText(at: Instant | undefined, now: Instant): string {
  return at === undefined ? "" : `, in ${Math.round((at - now) / microsPerMinute)} min`;
}

function incidentSentence(command: IncidentCommand, names: Names, now: Instant): string {
  const where = incidentText(names, command.incident);
  switch (command.type) {
    case "incident.note":
      return `Note on ${where}: ${command.note}`;
    case "incident.strike-note":
      return `Strike note ${command.note} of ${where} through: ${command.reason}`;
    case "incident.assess":
      return `Assess ${where} as ${gradeText(command.grade)}: ${command.reason}`;
    case "incident.serve":
      return `Serve ${where} as ${gradeText(command.grade)}: ${command.reason}`;
    case "incident.retype":
      return `${where} becomes ${typeText(names, command.incidentType)}`;
    case "incident.locate":
      return `${where} is ${placeText(command.location, command.place)}`;
    case "incident.set-hazards":
      return `Hazards of ${where}: ${command.hazards.length === 0 ? "none" : join(command.hazards)}`;
    case "incident.close":
      return `Close ${where} as ${command.result}`;
    case "incident.reopen":
      return `Reopen ${where}: ${command.reason}`;
    case "incident.defer":
      return `Defer ${where}${timeText(command.callBackAt, now)}: ${command.reason}`;
    case "incident.take-up":
      return `Take ${where} up again: ${command.reason}`;
    case "incident.call-back":
      return `Called the caller of ${where} back: ${command.result}`;
    case "incident.withhold":
      return `Withhold the dispatch to ${where} under directive ${command.directive}: ${command.reason}`;
    case "incident.limit":
      return `Limit the dispatch to ${where} under directive ${command.directive}: ${command.reason}`;
    case "incident.restore":
      return `Restore the dispatch to ${where}: ${command.reason}`;
    case "contact.link":
      return `Join contact ${command.contact} to ${where}`;
    case "unit.send":
      return sendSentence(command, names);
  }
}

function isWarningCommand(command: Command): command is WarningCommand {
  return command.type.startsWith("warning.");
}

function warningSentence(command: WarningCommand): string {
  switch (command.type) {
    case "warning.issue":
      return `Warn ${join(command.roles)}: ${command.words}`;
    case "warning.acknowledge":
      return `Acknowledge warning ${command.warning} for ${command.role}`;
    case "warning.end":
      return `End warning ${command.warning}: ${command.reason}`;
  }
}

function isDirectiveCommand(command: Command): command is OfDirective {
  return command.type.startsWith("directive.");
}

function directiveSentence(command: OfDirective, now: Instant): string {
  switch (command.type) {
    case "directive.issue":
      return `Directive of ${command.issuer}: ${command.words}`;
    case "directive.renew":
      return `Directive ${command.directive} stands for longer, its end${timeText(command.untilAt, now).slice(1)}: ${command.reason}`;
    case "directive.end":
      return `End directive ${command.directive}: ${command.reason}`;
  }
}

type OfRoom = Exclude<
  Extract<Command, { readonly type: `claim.${string}` | `hand-over.${string}` }>,
  ServerCommand
>;

function isOfRoom(command: Command): command is OfRoom {
  return command.type.startsWith("claim.") || command.type.startsWith("hand-over.");
}

function roomSentence(command: OfRoom): string {
  switch (command.type) {
    case "claim.make":
      return `You work on ${claimSentence(command.of)}`;
    case "claim.release":
      return `Give claim ${command.claim} back`;
    case "hand-over.begin":
      return "Begin your hand-over";
    case "hand-over.confirm":
      return `Take over: hand-over ${command.handOver}, ${command.name}`;
    case "hand-over.withdraw":
      return `Withdraw hand-over ${command.handOver}: ${command.reason}`;
  }
}

function isRequestCommand(command: Command): command is RequestCommand {
  return command.type.startsWith("request.");
}

function isCustodyCommand(command: Command): command is CustodyCommand {
  return command.type.startsWith("item.") || command.type.startsWith("recovery.");
}

function isAidCommand(command: Command): command is AidCommand {
  return command.type.startsWith("aid.");
}

function isClosureCommand(command: Command): command is ClosureCommand {
  return command.type.startsWith("closure.");
}

function closureSentence(command: ClosureCommand, names: Names, now: Instant): string {
  switch (command.type) {
    case "closure.report":
      return `Report a closure (${command.shape.kind}), source ${command.source}`;
    case "closure.confirm":
      return `Confirm closure ${command.closure}: travel keeps off it`;
    case "closure.amend":
      return `Amend closure ${command.closure}: ${command.reason}`;
    case "closure.renew": {
      const again = names.findClosure(command.closure) === "expired" ? ", shut again" : "";
      const minutes = Math.round((command.expiresAt - now) / microsPerMinute);
      return `Closure ${command.closure} stands for another ${minutes} min${again}: ${command.reason}`;
    }
    case "closure.lift":
      return `Lift closure ${command.closure}: ${command.reason}`;
  }
}

function typeText(names: Names, code: string): string {
  return names.config?.incidentTypes.find((type) => type.code === code)?.name ?? code;
}

function placeText(location: Location, words: string | undefined): string {
  if (location.state === "not asked")
    return words === undefined
      ? "at a place nobody has asked for yet"
      : `at "${words}", position not known`;
  const position = `${degreesText(location.latE7)},${degreesText(location.lonE7)}`;
  return words === undefined ? `at ${position}` : `at ${words} (${position})`;
}

type ServerCommand = Of<(typeof serverCommands)[number]>;

/** Nobody types these. */
function isServerCommand(command: Command): command is ServerCommand {
  return (serverCommands as readonly string[]).includes(command.type);
}

function bookOnSentence(
  { person, crewOf, items = [], override }: Extract<Command, { type: "person.book-on" }>,
  names: Names,
): string {
  const codes = items.map((item) => names.itemCodeOf(item)).join(", ");
  const unit = crewOf === undefined ? "" : ` with ${names.callSignOf(crewOf)}`;
  const over = override === undefined ? "" : `, over ${override.rules.join(", ")}: ${override.reason}`; // prettier-ignore
  return `Book ${names.staffNumberOf(person)} on${unit}${codes === "" ? "" : `, with ${codes}`}${over}`;
}

function sentenceOf(command: Command, names: Names, now: Instant): string {
  if (isAidCommand(command)) return aidSentence(command, names, now);
  if ("unit" in command) return unitSentence(command, names);
  if (isClosureCommand(command)) return closureSentence(command, names, now);
  if (isCustodyCommand(command)) return custodySentence(command, names);
  if (isRequestCommand(command)) return requestSentence(command, now);
  if (isWarningCommand(command)) return warningSentence(command);
  if ("incident" in command) return incidentSentence(command, names, now);
  if (isServerCommand(command)) return command.type;
  if ("gap" in command) return `All of gap ${command.gap} is entered`;
  if (isDirectiveCommand(command)) return directiveSentence(command, now);
  if (isOfRoom(command)) return roomSentence(command);
  switch (command.type) {
    case "incident.open": {
      const from = command.contact === undefined ? "" : ` from contact ${command.contact}`;
      const type = typeText(names, command.incidentType);
      return `Open ${type}, ${gradeText(command.grade)}, ${placeText(command.location, command.place)}${from}`;
    }
    case "contact.answer":
      return `Answer contact ${command.contact}`;
    case "contact.abandon":
      return `Contact ${command.contact} is gone; it stays work`;
    case "contact.call-back":
      return `Called contact ${command.contact} back: ${command.result}`;
    case "contact.unlink":
      return `Take contact ${command.contact} out of its incident`;
    case "contact.end":
      return `End contact ${command.contact}: ${command.outcome}`;
    case "level.set":
      return `Service level ${command.level}${timeText(command.reviewAt, now).replace(", in", ", looked at again in")}: ${command.reason}`;
    case "alarm.acknowledge":
      return `Acknowledge alarm ${command.alarm} (${names.findAlarm(command.alarm) ?? "gone"})`;
    case "alarm.shelve": {
      const minutes = Math.round((command.until - now) / microsPerMinute);
      const alarm = `${command.alarm} (${names.findAlarm(command.alarm) ?? "gone"})`;
      return `Shelve alarm ${alarm} for ${minutes < 1 ? "less than a minute" : `${minutes} min`}: ${command.reason}`;
    }
    case "person.book-on":
      return bookOnSentence(command, names);
    case "person.recall":
    case "person.answer-recall":
    case "person.cancel-recall":
      return recallSentence(command, names, now);
    case "person.book-off":
      return `Book ${names.staffNumberOf(command.person)} off${command.handIn === true ? ", all handed in" : ""}`;
    case "hospital.count":
    case "place-hazard.warn":
    case "place-hazard.renew":
    case "place-hazard.end":
    case "community.report":
    case "community.shelter":
    case "community.check-on":
    case "contact.grade":
    case "region.configure":
    case "contact.receive":
    case "contact.describe":
    case "unit.register":
    case "person.register":
    case "person.amend":
    case "shift.plan":
    case "shift.amend":
    case "shift.cancel":
      return command.type;
    case "shift.mark-absent":
      return `Planned shift ${command.shift} of ${names.nameOfShift(command.shift) ?? "nobody"} is absent`;
  }
}
