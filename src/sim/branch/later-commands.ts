/**
 * An event of the log as the command that a person gave: for what is decided again in a room that is played on from a past
 * moment. Not here: when, and with which numbers (later-acts.ts).
 */
import type { Command } from "../../core/commands.ts";
import type { CoreEvent } from "../../core/events.ts";

export type Of<T extends CoreEvent["type"]> = Extract<CoreEvent, { readonly type: T }>;

const reason = "as was decided then";

/**
 * What to ask of the rules for the same; undefined = it was no decision of a person, or one that the room makes anew. `assessed`:
 * the last assessment before it.
 */
export function commandOf(
  event: CoreEvent,
  assessed: Of<"incident.assessed"> | undefined,
): Command | undefined {
  return commandOfRoom(event) ?? commandOfIncident(event, assessed) ?? commandOfDirective(event);
}

/** About the region, its streets and its crews. */
function commandOfRoom(event: CoreEvent): Command | undefined {
  switch (event.type) {
    case "level.decided":
      return levelCommand(event);
    case "closure.reported":
      return reportCommand(event);
    case "closure.confirmed":
    case "closure.amended":
    case "closure.renewed":
    case "closure.lifted":
      return closureCommand(event);
    case "unit.emergency-raised":
      return { type: "unit.raise-emergency", unit: event.unit };
    case "unit.emergency-ended":
      return { type: "unit.end-emergency", unit: event.unit, reason };
    default:
      return undefined;
  }
}

function commandOfIncident(
  event: CoreEvent,
  assessed: Of<"incident.assessed"> | undefined,
): Command | undefined {
  switch (event.type) {
    case "incident.assessed":
      return { type: "incident.assess", incident: event.incident, grade: event.assessed, reason };
    case "incident.served-grade-set": {
      const { incident, served, level, entered } = event;
      const isFollowed = assessed?.incident === incident && assessed.entered === entered;
      // What a level's rule served differently it serves differently again, by itself.
      if (level !== undefined || isFollowed) return undefined;
      return { type: "incident.serve", incident, grade: served, reason };
    }
    case "incident.retyped": {
      const { incident, incidentType } = event;
      return { type: "incident.retype", incident, incidentType };
    }
    case "incident.located":
      return locateCommand(event);
    case "incident.deferred": {
      // What a level's rule deferred it defers again, by itself.
      const { incident, origin, callBackAt } = event;
      return origin === "person"
        ? { type: "incident.defer", incident, callBackAt, reason }
        : undefined;
    }
    case "incident.taken-up":
      if (event.end !== "person") return undefined;
      return { type: "incident.take-up", incident: event.incident, reason };
    default:
      return undefined;
  }
}

/** About directives; that one begins, expires or no longer holds for an incident follows from its rule. */
function commandOfDirective(event: CoreEvent): Command | undefined {
  switch (event.type) {
    case "directive.issued":
      return issueCommand(event);
    case "directive.renewed":
      return {
        type: "directive.renew",
        directive: event.directive,
        untilAt: event.untilAt,
        reason,
      };
    case "directive.ended":
      return { type: "directive.end", directive: event.directive, reason };
    case "incident.withheld":
    case "incident.limited": {
      const type = event.type === "incident.withheld" ? "incident.withhold" : "incident.limit";
      return { type, incident: event.incident, directive: event.directive, reason };
    }
    case "incident.restored":
      if (event.end !== "person") return undefined;
      return { type: "incident.restore", incident: event.incident, reason };
    default:
      return undefined;
  }
}

function issueCommand(event: Of<"directive.issued">): Command {
  const { effect, incidentTypes, areas, grades, skills, fromAt, untilAt, text } = event;
  return {
    type: "directive.issue",
    issuer: text.issuer,
    basis: text.basis,
    words: text.words,
    effect,
    incidentTypes,
    areas,
    grades,
    ...(effect === "limit" ? { skills } : {}),
    fromAt,
    untilAt,
  };
}

function levelCommand({ level, reviewAt }: Of<"level.decided">): Command {
  return { type: "level.set", level, reason, ...(reviewAt === 0 ? {} : { reviewAt }) };
}

function reportCommand(event: Of<"closure.reported">): Command {
  const { shape, direction, bearingDegrees, classes, source, sourceGrade, contentGrade } = event;
  const { sinceAt, reviewAt, expiresAt } = event;
  return {
    type: "closure.report",
    shape,
    direction,
    ...(bearingDegrees === null ? {} : { bearingDegrees }),
    classes,
    source,
    sourceGrade,
    contentGrade,
    sinceAt,
    reviewAt,
    expiresAt,
  };
}

type ClosureChange =
  | Of<"closure.confirmed">
  | Of<"closure.amended">
  | Of<"closure.renewed">
  | Of<"closure.lifted">;

function closureCommand(event: ClosureChange): Command {
  const { closure } = event;
  if (event.type === "closure.lifted") return { type: "closure.lift", closure, reason };
  if (event.type === "closure.renewed") {
    const { reviewAt, expiresAt } = event;
    return { type: "closure.renew", closure, expiresAt, reviewAt, reason };
  }
  const { sourceGrade, contentGrade } = event;
  if (event.type === "closure.confirmed")
    return { type: "closure.confirm", closure, sourceGrade, contentGrade };
  const { shape, direction, bearingDegrees, classes } = event;
  return {
    type: "closure.amend",
    closure,
    shape,
    direction,
    ...(bearingDegrees === null ? {} : { bearingDegrees }),
    classes,
    sourceGrade,
    contentGrade,
    reason,
  };
}

function locateCommand({ incident, location, area }: Of<"incident.located">): Command {
  const { state, latE7, lonE7, radiusM } = location;
  return { type: "incident.locate", incident, location: { state, latE7, lonE7, radiusM }, area };
}
