/**
 * One sentence for each event, for previews and the command line: who or what, then what happened to it. Codes are
 * shown by the name the region gave them. The console has its own words; nothing is decided from these.
 */

import { assertNever } from "../base/assert.ts";
import type { CoreEvent } from "../core/events.ts";
import type { NoUnitChances } from "../core/forecast/forecast-events.ts";
import { forecastLeadMinutes } from "../core/forecast/leads.ts";
import { describeStatement } from "./describe-statement.ts";
import { describeGap } from "./describe-gap.ts";
import { unitName } from "../core/decision.ts";
import { describeCustody } from "./describe-custody.ts";
import { describeHandOver } from "./describe-hand-over.ts";
import { describeClaim } from "./describe-claim.ts";
import { describeDirective } from "./describe-directive.ts";
import { describePlaceHazard } from "./describe-place-hazard.ts";
import { describeWarning } from "./describe-warning.ts";
import { describeAid } from "./describe-aid.ts";
import { describeRequest } from "./describe-request.ts";
import type { RegionState } from "../core/state/region-state.ts";
import { describeContact, describeIncident } from "./describe-incident.ts";
import { describePerson, describeShift } from "./describe-roster.ts";
import { timeOf, type EventOf } from "./describe-words.ts";

/** "immediate 12, 20, 35, 60 % within 30, 60, 120, 240 min". */
function chancesText(noUnit: NoUnitChances): string {
  const told = Object.entries(noUnit).map(([grade, chances]) => `${grade} ${chances.join(", ")} %`);
  return `no unit within ${forecastLeadMinutes.join(", ")} min: ${told.join("; ")}`;
}

export function describeEvent(event: CoreEvent, state: RegionState): string {
  const [subject] = event.type.split(".", 1);
  switch (subject) {
    case "contact":
      return describeContact(event as EventOf<"contact">, state);
    case "incident":
      return describeIncident(event as EventOf<"incident">, state);
    case "unit":
      return describeUnit(event as EventOf<"unit">, state);
    case "closure":
      return describeClosure(event as EventOf<"closure">);
    case "person":
    case "hours":
    case "recall":
      return describePerson(event as EventOf<"person" | "hours" | "recall">, state);
    case "shift":
      return describeShift(event as EventOf<"shift">, state);
    case "item":
    case "custody":
    case "recovery":
      return describeCustody(event as EventOf<"item" | "custody" | "recovery">, state);
    case "hand-over":
      return describeHandOver(event as EventOf<"hand-over">);
    case "claim":
      return describeClaim(event as EventOf<"claim">);
    case "directive":
      return describeDirective(event as EventOf<"directive">);
    case "record":
      return describeRecord(event as EventOf<"record">);
    case "statement":
    case "normal":
      return describeStatement(event as EventOf<"statement" | "normal">);
    case "place-hazard":
      return describePlaceHazard(event as EventOf<"place-hazard">);
    case "warning":
      return describeWarning(event as EventOf<"warning">);
    case "request":
      return describeRequest(event as EventOf<"request">);
    case "aid":
      return describeAid(event as EventOf<"aid">, (unit) => unitName(state, unit));
    default:
      return describeOther(event as Exclude<CoreEvent, EventOf<Described>>, state);
  }
}

/** Subjects that have a function of their own. */
type Described =
  | "contact"
  | "incident"
  | "unit"
  | "closure"
  | "person"
  | "hours"
  | "recall"
  | "shift"
  | "request"
  | "warning"
  | "place-hazard"
  | "record"
  | "statement"
  | "normal"
  | "directive"
  | "claim"
  | "hand-over"
  | "item"
  | "custody"
  | "recovery"
  | "aid";

function describeUnit(event: EventOf<"unit">, state: RegionState): string {
  const name = event.type === "unit.registered" ? event.callSign : unitName(state, event.unit);
  switch (event.type) {
    case "unit.registered":
      return `${name} is registered in area ${event.area}`;
    case "unit.booked-on":
      return `${name} books on with a crew of ${event.crew}`;
    case "unit.booked-off":
      return `${name} books off`;
    case "unit.status-set":
      return `${name} is ${event.status}${event.status === "unavailable" ? ` (${event.reason})` : ""}`;
    case "unit.placed":
      return `${name} is placed (${event.source})`;
    case "unit.welfare-confirmed":
      return `${name} is well`;
    case "unit.welfare-warned":
      return `${name} has not been heard of: welfare check`;
    case "unit.emergency-raised":
      return `EMERGENCY of ${name}`;
    case "unit.emergency-ended":
      return `the emergency of ${name} ends`;
    case "unit.allocated":
      return event.mode === "active"
        ? `${name} is sent to incident ${event.incident}`
        : `${name} has incident ${event.incident} next`;
    case "unit.activated":
      return `${name} goes on to incident ${event.incident}`;
    case "unit.progressed":
      return `${name} is ${event.status} for incident ${event.incident}`;
    case "unit.travel-recorded":
      return event.travelSeconds === null
        ? `${event.source} knows no way for ${name} to incident ${event.incident}`
        : `${event.source} gives ${name} ${Math.round(event.travelSeconds / 60)} min to incident ${event.incident}`;
    default:
      return assertNever(event, "event");
  }
}

function describeClosure(event: EventOf<"closure">): string {
  const name = `closure ${event.closure}`;
  switch (event.type) {
    case "closure.reported":
      return `${name} (${event.shape.kind}) is reported by ${event.source}`;
    case "closure.began":
      return `${name} begins`;
    case "closure.confirmed":
      return `${name} is confirmed: travel keeps off it`;
    case "closure.amended":
      return `${name} is amended`;
    case "closure.renewed":
      return `${name} is renewed until ${timeOf(event.expiresAt)}`;
    case "closure.review-due":
      return `${name} asks to be renewed`;
    case "closure.expired":
      return `${name} has EXPIRED`;
    case "closure.lifted":
      return `${name} is lifted`;
    case "closure.retired":
      return `${name} leaves the screens`;
    default:
      return assertNever(event, "event");
  }
}

function describeRecord(event: EventOf<"record">): string {
  switch (event.type) {
    case "record.text-erased":
      return `the words of position ${event.position} are erased`;
    case "record.keys-set": {
      const { length } = event.keys;
      return `the record is signed with ${length === 1 ? "another key" : `${length} keys`}`;
    }
    case "record.fell-behind":
      return `the record is NOT kept up: ${event.code}`;
    case "record.caught-up":
      return "the record is up with the log again";
    case "record.uncosigned":
      return `the record has ${event.present} of ${event.required} cosignatures that it needs`;
    case "record.cosigned":
      return "the record has the cosignatures that it needs again";
    default:
      return assertNever(event, "event");
  }
}

function describeFigures({ type, period }: EventOf<"figures">): string {
  switch (type) {
    case "figures.committed":
      return `Figures of period ${period} committed to`;
    case "figures.published":
      return `Figures of period ${period} published`;
    case "figures.opened":
      return `Figures of period ${period} opened`;
    default:
      return assertNever(type, "event");
  }
}

function describeOther(event: Exclude<CoreEvent, EventOf<Described>>, state: RegionState): string {
  switch (event.type) {
    case "region.configured":
      return `region ${event.config.name} is configured`;
    case "allocation.ended":
      return `${unitName(state, event.unit)} is off incident ${event.incident}: ${event.end}`;
    case "no-unit.began":
      return `NO UNIT for ${event.grade} in ${event.area}${event.incident === null ? "" : `, incident ${event.incident}`}: ${event.cause}`;
    case "no-unit.ended":
      return `no unit for ${event.grade} in ${event.area} ends: ${event.end}`;
    case "level.evidence-changed":
      return `the evidence points to the service level ${event.points}`;
    case "level.proposed":
      return `the service level ${event.level} is PROPOSED`;
    case "level.proposal-ended":
      return `the proposal of the service level ${event.level} ends: ${event.end}`;
    case "level.decided":
      return `the service level is ${event.level}, was ${event.before}${event.reviewAt === 0 ? "" : `; to be reviewed by ${timeOf(event.reviewAt)}`}`;
    case "absence.suspected":
      return `MANY HEADS MISSING: ${event.evidence.arrived} of ${event.evidence.planned} have booked on, ${event.evidence.left} of ${event.evidence.onDuty} on duty left${event.pooled.length === 0 ? "" : `; together with ${event.pooled.length} regions`}`;
    case "forecast.recorded":
      return `the forecast from position ${event.position} is evidence: ${chancesText(event.noUnit)}`;
    case "forecast.lapsed":
      return "the last forecast is too old to be evidence";
    case "absence.ended":
      return `the suspicion that many heads are missing ends: ${event.end}`;
    case "demand.rose":
      return `MORE THAN USUAL: ${event.evidence.incidentType} in ${event.evidence.area}, ${event.evidence.counted} in ${event.evidence.minutes} min, ${event.evidence.expectedLow} to ${event.evidence.expectedHigh} are ordinary`;
    case "demand.eased":
      return `${event.evidence.incidentType} in ${event.evidence.area} is as usual again`;
    case "figures.committed":
    case "figures.published":
    case "figures.opened":
      return describeFigures(event);
    case "gap.noted":
    case "gap.settled":
      return describeGap(event);
    case "manual-pack.failed":
      return "the manual pack can NOT be written";
    case "manual-pack.recovered":
      return "the manual pack is written again";
    case "queue.planned":
      return `the queue is planned: ${event.visits.length} visits, ${event.visits.filter(({ starved }) => starved).length} overdue, ${event.unserved.length} without a unit`;
    case "refuge.set":
      return `the refuge ${event.refuge} is ${event.opening}`;
    case "check-on.made":
      return `somebody in ${event.area} was checked on: ${event.result}`;
    case "hospital.counted":
      return `${event.arrivals} arrivals at ${event.hospital} in ${Math.round(event.seconds / 60)} min`;
    case "hospital.surged":
      return `SURGE at ${event.hospital}: ${event.observed} arrivals in ${Math.round(event.windowSeconds / 60)} min, ${event.expected} expected`;
    case "hospital.surge-ended":
      return `the surge at ${event.hospital} ends`;
    case "alarm.raised":
      return `alarm ${event.alarm}: ${event.kind} (${event.subject})`;
    case "alarm.acknowledged":
      return `alarm ${event.alarm} is acknowledged`;
    case "alarm.shelved":
      return `alarm ${event.alarm} is shelved until ${timeOf(event.until)}`;
    case "alarm.returned":
      return `alarm ${event.alarm} is back`;
    case "alarm.ended":
      return `alarm ${event.alarm} ends`;
    default:
      return assertNever(event, "event");
  }
}
