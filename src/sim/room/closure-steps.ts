/**
 * Streets that are shut in a room on a virtual clock: somebody reports a closure, somebody confirms it, and it ends by
 * itself, each at its instant and by the core's own commands and due work. What it does to ways is worked out where the
 * map is. Not here: where the closures come from.
 */
import { assert } from "../../base/assert.ts";
import type { Instant } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import type { Made } from "../../core/decision.ts";
import type { ClosureDirection } from "../../core/vocabulary.ts";
import type { ClosureShape } from "../../core/events.ts";

/** A closure that is known beforehand. */
export interface PlannedClosure {
  /** When it is reported. */
  readonly at: Instant;
  /** When somebody confirms it: only then ways keep off it. `at` = in the same breath; undefined = nobody does. */
  readonly confirmAt: Instant | undefined;
  /** When it ends by itself. */
  readonly until: Instant;
  readonly shape: ClosureShape;
  readonly direction: ClosureDirection;
  readonly bearingDegrees: number | undefined;
  /** Codes of vehicle classes; undefined = all that have a motor. */
  readonly classes: readonly string[] | undefined;
}

interface Step {
  readonly at: Instant;
  readonly closure: number;
  readonly kind: "report" | "confirm" | "end";
}

export class ClosureSteps {
  readonly #closures: readonly PlannedClosure[];
  readonly #steps: readonly Step[];
  /** By closure of the plan: its number in the region. */
  readonly #numbers: number[] = [];
  #next = 0;

  /** What was to be reported before `startAt` is reported then. */
  constructor(closures: readonly PlannedClosure[], startAt: Instant) {
    this.#closures = closures;
    this.#steps = closures
      .flatMap(({ at, confirmAt, until }, closure): Step[] => [
        { at: Math.max(at, startAt), closure, kind: "report" },
        ...(confirmAt === undefined || confirmAt <= at
          ? []
          : [{ at: Math.max(confirmAt, startAt), closure, kind: "confirm" } as const]),
        { at: until, closure, kind: "end" },
      ])
      .sort((a, b) => a.at - b.at || a.closure - b.closure);
  }

  /** Infinity = nothing more is planned. */
  get nextAt(): Instant {
    return this.#steps[this.#next]?.at ?? Infinity;
  }

  /** Does what is due at `nextAt`; true when a street is open again, so that somebody may come who could not. */
  takeStep(ask: (command: Command) => Made): boolean {
    const { closure, kind } = this.#steps[this.#next];
    this.#next += 1;
    if (kind === "report") this.#report(closure, ask);
    else if (kind === "confirm") ask({ type: "closure.confirm", closure: this.#numbers[closure] });
    // The end is due work of the core and was done when the clock came to it.
    return kind === "end";
  }

  #report(index: number, ask: (command: Command) => Made): void {
    const { at, confirmAt, until, shape, direction, bearingDegrees, classes } =
      this.#closures[index];
    const made = ask({
      type: "closure.report",
      shape,
      direction,
      source: "own staff",
      expiresAt: until,
      // The plan says how long it stands: nobody need look.
      reviewAt: until,
      confirm: confirmAt !== undefined && confirmAt <= at,
      ...(bearingDegrees === undefined ? {} : { bearingDegrees }),
      ...(classes === undefined ? {} : { classes }),
    });
    assert(made.closure !== undefined, "a reported closure has a number");
    this.#numbers[index] = made.closure;
  }
}
