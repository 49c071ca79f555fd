/**
 * What people decided after a moment that is played on, and what is not the dispatcher's: the service level, directives and what was
 * withheld or limited under them, streets that were reported, confirmed, amended, renewed and lifted, another grade, type or place of
 * a call; and the emergencies of crews. Each is asked of the rules again at the instant at which it was entered, after all else of that
 * instant. The rules may refuse it, because the room went another way: a call that was regraded an hour later may be closed by then.
 * Then it is not done, as it would not have been. Not here: whom the room sent, stood down and diverted, which it decides anew.
 */
import type { Instant } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import type { Made } from "../../core/decision.ts";
import { findDirectiveRow } from "../../core/directive/changes.ts";
import type { CoreEvent } from "../../core/events.ts";
import {
  findClosureRow,
  findIncidentRow,
  type RegionState,
} from "../../core/state/region-state.ts";
import type { Call } from "../room/calls.ts";
import type { Room } from "../room/room.ts";
import { commandOf, type Of } from "./later-commands.ts";
import type { BranchTime } from "./record.ts";

/** A command, with the numbers that the log has for closures, directives and incidents. */
export interface LaterAct {
  readonly at: Instant;
  readonly command: Command;
  /** Numbers that the log gave to what the command made. */
  readonly made: Pick<Made, "closure" | "directive">;
}

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
    acts.push({ at, command, made: madeBy(event) });
  }
  return acts;
}

function madeBy(event: CoreEvent): LaterAct["made"] {
  if (event.type === "closure.reported") return { closure: event.closure };
  return event.type === "directive.issued" ? { directive: event.directive } : {};
}

/** Does the acts in a room that is played on from the moment; one for each future. */
export class LaterActs {
  readonly #room: Room<Call>;
  readonly #acts: readonly LaterAct[];
  /** Stays as it is. */
  readonly #moment: RegionState;
  /** Closures that were reported after the moment, and directives that were issued: the log's number, and the room's. */
  readonly #closures = new Map<number, number>();
  readonly #directives = new Map<number, number>();
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

  #do({ command, made }: LaterAct): void {
    const known = this.#withNumbers(command);
    if (known === undefined) return;
    const here = this.#room.act(known);
    if (made.closure !== undefined && here?.closure !== undefined)
      this.#closures.set(made.closure, here.closure);
    if (made.directive !== undefined && here?.directive !== undefined)
      this.#directives.set(made.directive, here.directive);
  }

  /** With the room's numbers; undefined = it is about something that is not here. What stood at the moment has the number it had. */
  #withNumbers(command: Command): Command | undefined {
    const numbers: { [K in "closure" | "directive" | "incident"]?: number | undefined } = {};
    if ("closure" in command) {
      const isOld = findClosureRow(this.#moment, command.closure) >= 0;
      numbers.closure = isOld ? command.closure : this.#closures.get(command.closure);
      if (numbers.closure === undefined) return undefined;
    }
    if ("directive" in command) {
      const isOld = findDirectiveRow(this.#moment, command.directive) >= 0;
      numbers.directive = isOld ? command.directive : this.#directives.get(command.directive);
      if (numbers.directive === undefined) return undefined;
    }
    if ("incident" in command && command.incident !== undefined) {
      const isOld = findIncidentRow(this.#moment, command.incident) >= 0;
      numbers.incident = isOld ? command.incident : this.#room.findIncident(command.incident);
      if (numbers.incident === undefined) return undefined;
    }
    return { ...command, ...numbers } as Command;
  }
}
