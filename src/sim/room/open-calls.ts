/**
 * Calls of a room on a virtual clock that were opened and are not closed: each by its incident, what is due for it by
 * itself (its handling is over, its caller gives up), and which of them got fewer units than their plan asks for. Not
 * here: what is then done.
 */
import type { Instant, Micros } from "../../base/instant.ts";
import { hasUnmet } from "../../core/allocation/unmet.ts";
import { findIncidentRow, getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { allocationEnds, incidentStates, type Grade } from "../../core/vocabulary.ts";
import { RehearsalLimit } from "../asking.ts";
import type { EventQueue } from "../event-queue.ts";
import type { Call } from "./calls.ts";
import type { RoomClock } from "./room-clock.ts";
import { turns } from "./room-options.ts";

export interface OpenCall<C> {
  readonly call: C;
  readonly incident: number;
  /** That of the call, until somebody gives it another. */
  grade: Grade;
  /** False until its handling is over: nobody is sent before. */
  isHandled: boolean;
  /** Micros at the scene still to be worked by who comes next, of each unit that was taken from it; the first first. */
  interrupted?: Micros[];
}

/** What is due for a call by itself. */
export interface Later {
  readonly incident: number;
  readonly what: "handled" | "give up";
}

export class OpenCalls<C extends Call> {
  /** Incidents that got fewer units than their plan asks for. */
  readonly short = new Set<number>();
  readonly #state: RegionState;
  readonly #clock: RoomClock;
  readonly #queue: EventQueue;
  /** Of the event queue: the numbers from here on are ours. */
  readonly #first: number;
  readonly #most: number;
  readonly #open = new Map<number, OpenCall<C>>();
  readonly #later = new Map<number, Later>();
  readonly #freeNumbers: number[] = [];
  #numbersUsed = 0;

  /** `most`: how many may have something due by itself at once. */
  constructor(
    state: RegionState,
    clock: RoomClock,
    queue: EventQueue,
    first: number,
    most: number,
  ) {
    this.#state = state;
    this.#clock = clock;
    this.#queue = queue;
    this.#first = first;
    this.#most = most;
  }

  add(call: C, incident: number, isHandled: boolean): OpenCall<C> {
    const open: OpenCall<C> = { call, incident, grade: call.grade.grade, isHandled };
    this.#open.set(incident, open);
    return open;
  }

  find(incident: number): OpenCall<C> | undefined {
    return this.#open.get(incident);
  }

  /** By the call's number; looks through all that are open. */
  findByCall(number: number): OpenCall<C> | undefined {
    for (const open of this.#open.values()) if (open.call.number === number) return open;
    return undefined;
  }

  close(incident: number, result: "resolved" | "cancelled" | "advice"): void {
    const { resultIndex, config } = getPolicy(this.#state);
    // A region may know other results: what is counted here does not depend on which.
    const known = resultIndex.has(result) ? result : config.results[0].code;
    this.#clock.ask({ type: "incident.close", incident, result: known });
    this.#open.delete(incident);
    this.short.delete(incident);
  }

  /** Code of `incidentStates`. */
  stateOf(incident: number): number {
    return this.#state.columns.incidents.state[findIncidentRow(this.#state, incident)];
  }

  isWaiting(incident: number): boolean {
    return this.stateOf(incident) === incidentStates.code.waiting;
  }

  /** Whether any unit has it as its work or on its stack. */
  isHeld(incident: number): boolean {
    return this.#state.columns.incidents.heldUnits[findIncidentRow(this.#state, incident)] > 0;
  }

  /** Whether any unit has been at its scene. */
  isReached(incident: number): boolean {
    return this.#state.columns.incidents.firstAtSceneAt[findIncidentRow(this.#state, incident)] > 0;
  }

  /** Whether any unit worked at its scene and is done. */
  hasCleared(incident: number): boolean {
    const { incidents, allocations } = this.#state.columns;
    const first = incidents.firstAllocation[findIncidentRow(this.#state, incident)];
    for (let a = first; a >= 0; a = allocations.nextOfIncident[a])
      if (
        allocations.endedAt[a] > 0 &&
        allocations.atSceneAt[a] > 0 &&
        allocations.end[a] === allocationEnds.code.cleared
      )
        return true;
    return false;
  }

  /** Finds out anew whether its plan asks for more units than it has. */
  noteShort(incident: number): void {
    const row = findIncidentRow(this.#state, incident);
    const isDeferred = this.#state.columns.incidents.state[row] === incidentStates.code.deferred;
    if (!isDeferred && hasUnmet(this.#state, row)) this.short.add(incident);
    else this.short.delete(incident);
  }

  /** Throws RehearsalLimit when too many wait at once. */
  plan(later: Later, at: Instant): void {
    const number = this.#freeNumbers.pop() ?? this.#first + this.#numbersUsed++;
    if (this.#numbersUsed > this.#most)
      throw new RehearsalLimit(
        `the rehearsal stopped: more than ${this.#most} callers wait at once to be handled or with a patience, which is the limit; rehearse fewer calls, or more units`,
      );
    this.#later.set(number, later);
    this.#queue.put(number, at, turns.caller);
  }

  /** What the number of the event queue stands for, once. */
  take(number: number): Later | undefined {
    const later = this.#later.get(number);
    this.#later.delete(number);
    this.#freeNumbers.push(number);
    return later;
  }
}
