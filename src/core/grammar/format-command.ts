/**
 * A command as the line that says it: what the console shows after an act by mouse, so that people learn the keys,
 * and what history keeps. Reading the line gives the command back. Commands that have no line (configuration, a
 * contact's reception and description, registration, drawn closures, due work, THRIVE answers) have no text.
 */

import type { Instant } from "../../base/instant.ts";
import type { AidCommand } from "../aid/aid-commands.ts";
import type { HoursOverride } from "../hours/override.ts";
import type { Command } from "../commands.ts";
import type { Location } from "../events.ts";
import type { Names } from "./names.ts";
import { claimLine } from "./claim-verbs.ts";
import { degreesText } from "./place-argument.ts";
import { lineLimits } from "./tokens.ts";

type UnitCommand = Exclude<Extract<Command, { readonly unit: number }>, { type: "aid.return" }>;

/** Undefined where the grammar has no words for it, or would need more of them than a line may have. */
export function formatCommand(command: Command, names: Names, now: Instant): string | undefined {
  const line = lineOf(command, names, now);
  return line === undefined || line.length > lineLimits.length ? undefined : line;
}

function lineOf(command: Command, names: Names, now: Instant): string | undefined {
  if (isAid(command)) return aidLine(command, names, now);
  if ("unit" in command) return unitLine(command, names);
  if (command.type.startsWith("closure.")) return closureLine(command, now);
  if (command.type.startsWith("contact.") || command.type.startsWith("alarm."))
    return contactLine(command, now);
  if (command.type.startsWith("request.")) return requestLine(command, now);
  return (
    custodyLine(command, names, now) ??
    directiveLine(command, now) ??
    (command.type === "claim.make" ? claimLine(command.of) : undefined) ??
    levelLine(command, now) ??
    incidentLine(command, names)
  );
}

function unitLine(command: UnitCommand, names: Names): string | undefined {
  const name = names.callSignOf(command.unit);
  switch (command.type) {
    case "unit.progress":
      return `${name} ${command.label ?? command.status}`;
    case "unit.clear":
      return `${name} clear`;
    case "unit.stand-down": {
      const to = command.incident === undefined ? "" : ` > ${command.incident}`;
      return `stand down ${name}${to}${command.reason === undefined ? "" : ` ${command.reason}`}`;
    }
    case "unit.book-on":
      return command.skills === undefined ? `book on ${name} ${command.crew}` : undefined;
    case "unit.book-off":
      return command.words === undefined ? `book off ${name}` : `hand on ${name} ${command.words}`;
    case "unit.set-status": {
      const reason = command.reason === undefined ? "" : ` ${command.reason}`;
      return `${name} ${command.label ?? command.status}${reason}`;
    }
    case "unit.confirm-welfare":
      return `${name} ok`;
    case "unit.raise-emergency":
      return `emergency ${name}`;
    case "unit.end-emergency":
      return `end emergency ${name} ${command.reason}`;
    case "unit.place":
      return command.source === "said" ? `place ${name} @ ${positionText(command)}` : undefined;
    case "unit.record-travel":
      return undefined;
  }
}

function positionText({
  latE7,
  lonE7,
}: {
  readonly latE7: number;
  readonly lonE7: number;
}): string {
  return `${degreesText(latE7)},${degreesText(lonE7)}`;
}

/** ` @ ...`, or nothing; undefined where a line can not say it. */
function atText(location: Location, place: string | undefined): string | undefined {
  if (location.state === "not asked") {
    if (place === undefined) return "";
    return place.includes('"') ? undefined : ` @ "${place}"`;
  }
  // Words beside a position need a gazetteer to be read back: the position is what counts.
  const isPoint = location.state === "given" && location.radiusM === 0 && place === undefined;
  return isPoint ? ` @ ${positionText(location)}` : undefined;
}

function incidentLine(command: Command, names: Names): string | undefined {
  switch (command.type) {
    case "unit.send": {
      const units = command.units.map((unit) => names.callSignOf(unit)).join(" ");
      return `${command.mode ?? "send"} ${units} > ${command.incident}`;
    }
    case "incident.open": {
      const { contact, thrive, thriveWords, hazards, area, summary } = command;
      const where = atText(command.location, command.place);
      const more = thrive ?? thriveWords ?? hazards ?? area ?? command.told;
      if (where === undefined || more !== undefined) return undefined;
      const from = contact === undefined ? "" : ` c${contact}`;
      const text = summary === undefined ? "" : ` ${summary}`;
      return `open${from} ${command.incidentType} ${command.grade}${where}${text}`;
    }
    case "incident.note":
      return `note ${command.incident} ${command.note}`;
    case "incident.strike-note":
      return `strike ${command.incident}#${command.note} ${command.reason}`;
    case "incident.assess":
      return command.thrive === undefined && command.thriveWords === undefined
        ? `grade ${command.incident} ${command.grade} ${command.reason}`
        : undefined;
    case "incident.serve":
      return `serve ${command.incident} ${command.grade} ${command.reason}`;
    case "incident.retype":
      return `retype ${command.incident} ${command.incidentType}`;
    case "incident.locate": {
      const where = atText(command.location, command.place);
      return where === undefined || where === "" || command.area !== undefined
        ? undefined
        : `locate ${command.incident}${where}`;
    }
    case "incident.set-hazards":
      return hazardsLine(command.incident, command.hazards, names);
    case "incident.close":
      return `close ${command.incident} ${command.result}${command.words === undefined ? "" : ` ${command.words}`}`;
    case "incident.reopen":
      return `reopen ${command.incident} ${command.reason}`;
    default:
      return undefined;
  }
}

/** A line tells what changes; where nothing does, it repeats something that already holds. */
function hazardsLine(
  incident: number,
  hazards: readonly string[],
  names: Names,
): string | undefined {
  const now = names.findIncident(incident)?.hazards ?? [];
  const added = hazards.filter((code) => !now.includes(code)).map((code) => `+${code}`);
  const removed = now.filter((code) => !hazards.includes(code)).map((code) => `-${code}`);
  const changes = [...added, ...removed];
  if (changes.length > 0) return `hazard ${incident} ${changes.join(" ")}`;
  const [kept] = hazards;
  const never = names.config?.hazards[0]?.code;
  if (kept !== undefined) return `hazard ${incident} +${kept}`;
  return never === undefined ? undefined : `hazard ${incident} -${never}`;
}

/** A drawing, a change of one, grades and a review time of its own are no line. */
function closureLine(command: Command, now: Instant): string | undefined {
  switch (command.type) {
    case "closure.confirm":
      return command.sourceGrade === undefined && command.contentGrade === undefined
        ? `confirm closure ${command.closure}`
        : undefined;
    case "closure.renew": {
      const seconds = Math.round((command.expiresAt - now) / 1_000_000);
      // A line has six digits for it; the year that a closure may stand is more seconds than that.
      const span = seconds < 1_000_000 ? `${seconds}s` : `${Math.round(seconds / 60)}m`;
      return command.reviewAt === undefined
        ? `renew closure ${command.closure} ${span} ${command.reason}`
        : undefined;
    }
    case "closure.lift":
      return `lift closure ${command.closure} ${command.reason}`;
    default:
      return undefined;
  }
}

/** Only where the rules alone are overridden: with items or a unit it is no line. */
function overruleLine(
  { person, crewOf, items }: Extract<Command, { type: "person.book-on" }>,
  { rules, reason }: HoursOverride,
  names: Names,
): string | undefined {
  if (crewOf !== undefined || items !== undefined || !areRules(rules, names)) return undefined;
  return `overrule ${names.staffNumberOf(person)} ${rules.join(" ")} ${reason}`;
}

function recallLine(
  { person, fromAt, deadlineAt, reason, override }: Extract<Command, { type: "person.recall" }>,
  names: Names,
): string | undefined {
  if (fromAt !== undefined || deadlineAt !== undefined) return undefined;
  const name = names.staffNumberOf(person);
  if (override === undefined) return `recall ${name} ${reason}`;
  if (override.reason !== reason || !areRules(override.rules, names)) return undefined;
  return `summon ${name} ${override.rules.join(" ")} ${reason}`;
}

/** What a line can name: rules of the region, each once. */
function areRules(rules: readonly string[], names: Names): boolean {
  const known = names.listHoursRules();
  return (
    rules.length > 0 &&
    new Set(rules).size === rules.length &&
    rules.every((rule) => known.includes(rule) && /^[a-z0-9-]+$/.test(rule))
  );
}

/** A station that was named, a registration and what was overridden are no line. */
function custodyLine(command: Command, names: Names, now: Instant): string | undefined {
  switch (command.type) {
    case "shift.mark-absent": {
      const name = names.nameOfShift(command.shift);
      if (name === undefined || names.findShiftToMiss(name) !== command.shift) return undefined;
      return `absent ${name}`;
    }
    case "person.book-on": {
      if (command.override !== undefined) return overruleLine(command, command.override, names);
      const items = (command.items ?? []).map((item) => ` ${names.itemCodeOf(item)}`).join("");
      const name = names.staffNumberOf(command.person);
      if (command.crewOf === undefined) return `sign on ${name}${items}`;
      return `crew on ${names.callSignOf(command.crewOf)} ${name}${items}`;
    }
    case "person.book-off":
      return command.handIn === true
        ? undefined
        : `sign off ${names.staffNumberOf(command.person)}`;
    case "person.recall":
      return recallLine(command, names);
    case "person.answer-recall": {
      const name = names.staffNumberOf(command.person);
      if (command.answer !== "comes") return `declines ${name}`;
      return `comes ${name}${spanText(command.etaAt, now)}`;
    }
    case "person.cancel-recall":
      return `end recall ${names.staffNumberOf(command.person)} ${command.reason}`;
    case "item.issue":
      return `issue ${names.staffNumberOf(command.person)} ${names.itemCodeOf(command.item)}`;
    case "item.hand-over":
      return `hand over ${names.staffNumberOf(command.person)} ${names.itemCodeOf(command.item)}`;
    case "item.hand-in":
      return command.station === undefined
        ? `hand in ${names.itemCodeOf(command.item)}`
        : undefined;
    case "item.miss":
      return `missing ${names.itemCodeOf(command.item)} ${command.reason}`;
    case "item.find":
      return command.station === undefined
        ? `found ${names.itemCodeOf(command.item)} ${command.reason}`
        : undefined;
    default:
      return undefined;
  }
}

function isAid(command: Command): command is AidCommand {
  return command.type.startsWith("aid.");
}

/** Skills, an area, a time of arrival and the like are no line, nor is a step of all units of a request. */
function aidLine(command: AidCommand, names: Names, now: Instant): string | undefined {
  const these = (units: readonly number[]): string =>
    units.map((unit) => names.callSignOf(unit)).join(" ");
  switch (command.type) {
    case "aid.ask": {
      const { type: _type, region, quantity, untilAt, words, ...more } = command;
      if (Object.keys(more).length > 0) return undefined;
      const whom = region === undefined ? "" : ` > ${region}`;
      return `ask ${quantity}${spanText(untilAt, now)}${whom}${words === undefined ? "" : ` ${words}`}`;
    }
    case "aid.commit":
      return command.etaAt === undefined
        ? `lend ${these(command.units)} > ${command.request}`
        : undefined;
    case "aid.arrive":
      return command.units === undefined ? undefined : `arrived ${these(command.units)}`;
    case "aid.release":
      return command.units && `let go ${these(command.units)} ${command.reason}`;
    case "aid.recall":
      return command.units && `want back ${these(command.units)} ${command.reason}`;
    case "aid.return":
      return `home ${these([command.unit])}${command.reason === undefined ? "" : ` ${command.reason}`}`;
    case "aid.receive":
    case "aid.note-link":
      return undefined;
  }
}

/** ` 90s`, or nothing. */
function spanText(at: Instant | undefined, now: Instant): string {
  return at === undefined ? "" : ` ${Math.round((at - now) / 1_000_000)}s`;
}

/** To issue one is no line. */
function directiveLine(command: Command, now: Instant): string | undefined {
  switch (command.type) {
    case "incident.withhold":
      return `withhold ${command.incident} d${command.directive} ${command.reason}`;
    case "incident.limit":
      return `limit ${command.incident} d${command.directive} ${command.reason}`;
    case "incident.restore":
      return `restore ${command.incident} ${command.reason}`;
    case "directive.renew":
      return `renew directive d${command.directive}${spanText(command.untilAt, now)} ${command.reason}`;
    case "directive.end":
      return `end directive d${command.directive} ${command.reason}`;
    default:
      return undefined;
  }
}

/** Undefined as well where it is about neither the level nor a promise. */
function levelLine(command: Command, now: Instant): string | undefined {
  switch (command.type) {
    case "level.set":
      return `level ${command.level}${spanText(command.reviewAt, now)} ${command.reason}`;
    case "incident.defer":
      return command.told === undefined
        ? `defer ${command.incident}${spanText(command.callBackAt, now)} ${command.reason}`
        : undefined;
    case "incident.take-up":
      return `take up ${command.incident} ${command.reason}`;
    case "incident.call-back": {
      const told = command.told === undefined ? "" : ` ${command.told}`;
      return command.callBackAt === undefined
        ? `tell ${command.incident} ${command.result}${told}`
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Undefined where an offer says more than a line of it can: a reason of a firm one. */
function offerLine(command: Extract<Command, { type: "request.answer" }>): string | undefined {
  const { request, answer, quantity, reason } = command;
  const isFirm = answer === "accepted" && reason === undefined;
  if (!isFirm && (answer !== "provisional" || reason === undefined)) return undefined;
  return `offer ${request} ${quantity}${isFirm ? "" : ` ${reason}`}`;
}

/** An asking, a quantity, a time of arrival, a fingerprint and an owner are no line. */
function requestLine(command: Command, now: Instant): string | undefined {
  if (!("request" in command)) return undefined;
  const line = (step: string, reason?: string): string =>
    `request ${command.request} ${step}${reason === undefined ? "" : ` ${reason}`}`;
  switch (command.type) {
    case "request.receive":
      return command.arrived === undefined ? line("received") : undefined;
    case "request.answer":
      return command.quantity === undefined ? line(command.answer, command.reason) : offerLine(command); // prettier-ignore
    case "request.commit":
      return command.quantity === undefined && command.etaAt === undefined
        ? line("committed")
        : undefined;
    case "request.set-out":
      return command.etaAt === undefined ? line("on the way") : undefined;
    case "request.arrive":
      return line("arrived");
    case "request.release":
      return line("released", command.reason);
    case "request.withdraw":
      return line("withdrawn", command.reason);
    case "request.extend":
      return `extend request ${command.request}${spanText(command.deadlineAt, now)} ${command.reason}`;
    default:
      return undefined;
  }
}

function contactLine(command: Command, now: Instant): string | undefined {
  switch (command.type) {
    case "contact.answer":
      return `answer c${command.contact}`;
    case "contact.abandon":
      return `abandon c${command.contact}`;
    case "contact.call-back":
      return `call back c${command.contact} ${command.result}`;
    case "contact.link":
      return `link c${command.contact} > ${command.incident}`;
    case "contact.unlink":
      return `unlink c${command.contact}`;
    case "contact.end":
      return `end c${command.contact} ${command.outcome}`;
    case "alarm.acknowledge":
      return `ack a${command.alarm}`;
    case "alarm.shelve":
      return `shelve a${command.alarm} ${Math.round((command.until - now) / 1_000_000)}s ${command.reason}`;
    default:
      return undefined;
  }
}
