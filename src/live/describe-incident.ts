/** One sentence for each event about a contact or an incident; describe-event.ts has those of the other things. */

import { assertNever } from "../base/assert.ts";
import type { RegionState } from "../core/state/region-state.ts";
import { timeOf, type EventOf } from "./describe-words.ts";

function typeName(state: RegionState, code: string): string {
  return state.policy?.config.incidentTypes.find((type) => type.code === code)?.name ?? code;
}

export function describeContact(event: EventOf<"contact">, state: RegionState): string {
  const name = `contact ${event.contact}`;
  switch (event.type) {
    case "contact.received":
      return `${name} comes in by ${event.channel}`;
    case "contact.answered":
      return `${name} is answered`;
    case "contact.abandoned":
      return `${name} is abandoned; due at ${timeOf(event.dueAt)}`;
    case "contact.described":
      return event.incidentType === null
        ? `${name} is described`
        : `${name} is described as ${typeName(state, event.incidentType)}`;
    case "contact.called-back":
      return `${name} is called back: ${event.result}`;
    case "contact.graded":
      return `${name} is graded: source ${event.sourceGrade}, content ${event.contentGrade}`;
    case "contact.linked":
      return `${name} joins incident ${event.incident}`;
    case "contact.unlinked":
      return `${name} leaves incident ${event.incident}; due at ${timeOf(event.dueAt)}`;
    case "contact.ended":
      return `${name} ends: ${event.outcome}`;
    case "contact.retired":
      return `${name} leaves the screens`;
    default:
      return assertNever(event, "event");
  }
}

export function describeIncident(event: EventOf<"incident">, state: RegionState): string {
  const name = `incident ${event.incident}`;
  switch (event.type) {
    case "incident.opened":
      return `${name} opens: ${typeName(state, event.incidentType)}, assessed ${event.assessed}, served ${event.served}, area ${event.area}`;
    case "incident.retyped":
      return `${name} becomes ${typeName(state, event.incidentType)}`;
    case "incident.located":
      return `${name} is located (${event.location.state}), area ${event.area}`;
    case "incident.assessed":
      return `${name} is assessed ${event.assessed}`;
    case "incident.served-grade-set":
      return `${name} is served as ${event.served}${event.level === undefined ? "" : ` (service level ${event.level})`}`;
    case "incident.hazards-set":
      return `${name} has hazards: ${event.hazards.length === 0 ? "none" : event.hazards.join(", ")}`;
    case "incident.noted":
      return `${name} gets note ${event.note}`;
    case "incident.note-struck":
      return `note ${event.note} of ${name} is struck through`;
    case "incident.closed":
      return `${name} closes: ${event.result}`;
    case "incident.reopened":
      return `${name} is open again`;
    case "incident.deferred":
      return `${name} is deferred (${event.origin}), call-back due at ${timeOf(event.callBackAt)}${event.told ? "" : "; the caller is not told yet"}`;
    case "incident.taken-up":
      return `${name} is taken up again (${event.end})`;
    case "incident.called-back":
      return `the caller of ${name} is called back: ${event.result}${event.callBackAt === 0 ? "" : `; due again at ${timeOf(event.callBackAt)}`}`;
    case "incident.withheld":
      return `the dispatch to ${name} (${event.assessed}) is WITHHELD under directive ${event.directive}`;
    case "incident.limited":
      return `the dispatch to ${name} (${event.assessed}) is limited under directive ${event.directive}`;
    case "incident.restored":
      return `the dispatch to ${name} is restored (${event.end}), directive ${event.directive}`;
    case "incident.retired":
      return `${name} leaves the screens`;
    default:
      return assertNever(event, "event");
  }
}
