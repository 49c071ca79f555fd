/**
 * What people decided after a moment that is played on, and what is not the dispatcher's: the service level, streets that were
 * reported, confirmed, amended, renewed and lifted, and another grade, type or place of a call. Each is asked of the rules again
 * at the instant at which it was entered, after all else of that instant. The rules may refuse it, because the room went
 * another way: a call that was regraded an hour later may be closed by then. Then it is not done, as it would not have been. Not
 * here: whom the room sent, stood down and diverted, which it decides anew, and emergencies of crews.
 */
import type { Instant } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import type { CoreEvent } from "../../core/events.ts";
import {
  findClosureRow,
  findIncidentRow,
  type RegionState,
} from "../../core/state/region-state.ts";
import type { Call } from "../room/calls.ts";
import type { Room } from "../room/room.ts";
import type { BranchTime } from "./record.ts";

/** A command, with the numbers that the log has for closures and incidents. */
export interface LaterAct {
  readonly at: Instant;
  readonly command: Command;
  /** Of a report: the number that the log gave the closure. */
  readonly closure?: number;
}

type Of<T extends CoreEvent["type"]> = Extract<CoreEvent, { readonly type: T }>;

const reason = "as was decided then";

/** Those of `events` until the end, in their order. `state` is that of the moment. */
export function listActs(events: Iterable<CoreEvent>, { untilAt }: BranchTime): LaterAct[] {
  const acts: LaterAct[] = [];
  /** Incident whose grade was just assessed: that another one is served then is no act of its own. */
  let assessed: Of<"incident.assessed"> | undefined;
  for (const event of events) {
    if (event.entered > untilAt) break;
    const at = event.entered;
    const command = commandOf(event, assessed);
    assessed = event.type === "incident.assessed" ? event : assessed;
    if (command === undefined) continue;
    acts.push(
      event.type === "closure.reported" ? { at, command, closure: event.closure } : { at, command },
    );
  }
  return acts;
}

function commandOf(
  event: CoreEvent,
  assessed: Of<"incident.assessed"> | undefined,
): Command | undefined {
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
    default:
      return undefined;
  }
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

/** Does the acts in a room that is played on from the moment; one for each future. */
export class LaterActs {
  readonly #room: Room<Call>;
  readonly #acts: readonly LaterAct[];
  /** Stays as it is. */
  readonly #moment: RegionState;
  /** Closures that were reported after the moment: the log's number, and the room's. */
  readonly #closures = new Map<number, number>();
  #next = 0;

  constructor(room: Room<Call>, acts: readonly LaterAct[], moment: RegionState) {
    this.#room = room;
    this.#acts = acts;
    this.#moment = moment;
  }

  /** Plays the room on until `until`, with the acts of the way. */
  playUntil(until: Instant): void {
    for (; this.#next < this.#acts.length; this.#next += 1) {
      const act = this.#acts[this.#next];
      if (act.at > until) break;
      this.#room.playUntil(act.at);
      this.#do(act);
    }
    this.#room.playUntil(until);
  }

  #do({ command, closure }: LaterAct): void {
    const known = this.#withNumbers(command);
    if (known === undefined) return;
    const made = this.#room.act(known);
    if (closure !== undefined && made?.closure !== undefined)
      this.#closures.set(closure, made.closure);
  }

  /** With the room's numbers; undefined = it is about something that is not here. What stood at the moment has the number it had. */
  #withNumbers(command: Command): Command | undefined {
    if ("closure" in command) {
      const isOld = findClosureRow(this.#moment, command.closure) >= 0;
      const closure = isOld ? command.closure : this.#closures.get(command.closure);
      return closure === undefined ? undefined : { ...command, closure };
    }
    if (!("incident" in command) || command.incident === undefined) return command;
    const isOld = findIncidentRow(this.#moment, command.incident) >= 0;
    const incident = isOld ? command.incident : this.#room.findIncident(command.incident);
    return incident === undefined ? undefined : { ...command, incident };
  }
}
