/**
 * The virtual clock of a room and the way to the core's rules: commands are asked at the clock's instant, and what the
 * state itself has due is done when the clock comes to it. Not here: who asks for what.
 */
import { noInstant, type Instant } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import { decide } from "../../core/decide.ts";
import type { Made } from "../../core/decision.ts";
import { nextDueAt } from "../../core/due-work.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { madeBy } from "../asking.ts";

const dueWork: Command = { type: "due.work" };

export class RoomClock {
  readonly #state: RegionState;
  readonly #context: { now: Instant; at: Instant; readonly by: string };

  constructor(state: RegionState, startAt: Instant) {
    this.#state = state;
    this.#context = { now: startAt, at: startAt, by: "rehearsal" };
  }

  get now(): Instant {
    return this.#context.now;
  }

  /**
   * The clock goes on; what the state itself has due on the way is done when it is due. `isBefore`: what is due at `at`
   * itself is left for later.
   */
  goTo(at: Instant, isBefore = false): void {
    const state = this.#state;
    for (let due = nextDueAt(state); due !== noInstant && due <= at; due = nextDueAt(state)) {
      if (isBefore && due === at) break;
      this.#context.now = this.#context.at = Math.max(due, this.#context.now);
      this.ask(dueWork);
    }
    this.#context.now = this.#context.at = at;
  }

  /** A command that the rules may refuse: then nothing was done, and undefined is answered. */
  tryAsk(command: Command): Made | undefined {
    const decision = decide(this.#state, command, this.#context);
    return decision.refusal === undefined ? decision.made : undefined;
  }

  /** A command that the rules can refuse at a limit only. Throws RehearsalLimit there. */
  ask(command: Command): Made {
    return madeBy(command, decide(this.#state, command, this.#context));
  }
}
