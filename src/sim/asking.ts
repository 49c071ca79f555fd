/**
 * What a rehearsal asks of the rules it is allowed to do, so a refusal is a bug; save one at a limit: then it is the plan
 * that asks for more than a region holds, and its planner is told so.
 */
import { BugError } from "../base/assert.ts";
import type { Command } from "../core/commands.ts";
import type { Decision, Made } from "../core/decision.ts";

/** A plan or a trace wants more at once than there is room for. It ends the rehearsal. */
export class RehearsalLimit extends Error {
  override readonly name = "RehearsalLimit";
  readonly code = "rehearse.limit";
}

/** What an accepted command made. Throws RehearsalLimit at a limit of the rules. */
export function madeBy({ type }: Command, decision: Decision): Made {
  const { refusal } = decision;
  if (refusal === undefined) return decision.made;
  if (!refusal.code.startsWith("limit."))
    throw new BugError(`the rules refused ${type}: ${refusal.message}`);
  throw new RehearsalLimit(
    `the rehearsal stopped: ${refusal.message} (${refusal.code}); rehearse fewer calls, or give more units to end them sooner`,
  );
}
