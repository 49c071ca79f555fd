/**
 * What a rehearsal asks of the rules it is allowed to do, so a refusal is a bug; save one at a limit: then it is the plan
 * that asks for more than a region holds, and its planner is told so.
 */
import { BugError } from "../base/assert.ts";
import type { Instant } from "../base/instant.ts";
import type { Command } from "../core/commands.ts";
import type { Decision, Made } from "../core/decision.ts";
import type { Refusal } from "../core/refusal.ts";

/** A plan or a trace wants more at once than there is room for. It ends the rehearsal. */
export class RehearsalLimit extends Error {
  override readonly name = "RehearsalLimit";
  readonly code = "rehearse.limit";
}

/** What an accepted command made. Throws RehearsalLimit at a limit of the rules. */
export function madeBy(command: Command, decision: Decision): Made {
  if (decision.refusal === undefined) return decision.made;
  throw stoppedBy(command, decision.refusal);
}

function stoppedBy({ type }: Command, refusal: Refusal): Error {
  if (!refusal.code.startsWith("limit."))
    return new BugError(`the rules refused ${type}: ${refusal.message}`);
  return new RehearsalLimit(
    `the rehearsal stopped: ${refusal.message} (${refusal.code}); rehearse fewer calls, or give more units to end them sooner`,
  );
}

/** The context of all that a rehearsal asks: its clock is put forward in place. */
export interface OwnContext {
  now: Instant;
  at: Instant;
  readonly by: string;
}

/**
 * A clock that has stood at "nothing" keeps its instants as objects for V8, and as one that only ever held numbers it would
 * keep the bare 64 bits: then every call that is given the instant makes an object of it, fifty for each call rehearsed.
 */
export function makeContext(startAt: Instant): OwnContext {
  const context: { now: Instant | null; at: Instant | null; readonly by: string } = {
    now: null,
    at: null,
    by: "rehearsal",
  };
  context.now = context.at = startAt;
  return context as OwnContext;
}
