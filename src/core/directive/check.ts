/**
 * What stands in the way of a step about a directive that exists, or about an incident under one: asked by the deciders, and by the
 * preview of a line, so that both say the same.
 */

import type { Instant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import { checkReason, refuseLate, shown } from "../decision.ts";
import { findOpenRow } from "../incident/place.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import type { RegionState } from "../state/region-state.ts";
import { directiveEffects, directiveStates, incidentStates } from "../vocabulary.ts";
import { findDirectiveRow } from "./changes.ts";
import { findOutOfScope, isImmediate } from "./scope.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;
export type DirectiveStep =
  | Of<"directive.renew">
  | Of<"directive.end">
  | Of<"incident.withhold">
  | Of<"incident.limit">
  | Of<"incident.restore">;
const states = directiveStates.code;

export function checkDirectiveStep(
  state: RegionState,
  command: DirectiveStep,
  context: CommandContext,
): Refusal | undefined {
  switch (command.type) {
    case "directive.renew": {
      const fault = checkStanding(state, command.directive, context.at) ?? checkReason(command.reason); // prettier-ignore
      if (fault !== undefined) return fault;
      const { fromAt } = state.columns.directives;
      const from = Math.max(fromAt[findDirectiveRow(state, command.directive)], context.now);
      return checkUntil(command.untilAt, from, from);
    }
    case "directive.end":
      return checkStanding(state, command.directive, context.at) ?? checkReason(command.reason);
    case "incident.restore":
      return checkRestore(state, command, context);
    case "incident.withhold":
    case "incident.limit":
      return checkCited(state, command, context);
  }
}

export function checkUntil(untilAt: Instant, after: Instant, from: Instant): Refusal | undefined {
  const most = from + limits.directiveMicros;
  if (Number.isSafeInteger(untilAt) && untilAt > after && untilAt <= most) return undefined;
  return refuse(
    "value.invalid",
    "untilAt: expected a time after its beginning and after now, within 7 days; renew it before that",
  );
}

/** That it is not over. */
function checkStanding(state: RegionState, directive: number, at: Instant): Refusal | undefined {
  const row = findDirectiveRow(state, directive);
  const { directives } = state.columns;
  if (row < 0)
    return refuse(
      "directive.unknown",
      `directive ${shown(directive)}: the region holds none with this number`,
    );
  if (directives.state[row] === states.over)
    return refuse(
      "directive.not-in-force",
      `directive ${directive} is over; issue it anew if it is to stand`,
    );
  return at >= directives.changedAt[row] ? undefined : refuseLate(`directive ${directive}`);
}

function checkCited(
  state: RegionState,
  command: Of<"incident.withhold"> | Of<"incident.limit">,
  context: CommandContext,
): Refusal | undefined {
  const row = findOpenRow(state, command.incident, context);
  if (typeof row !== "number") return row;
  const fault = checkReason(command.reason) ?? checkStanding(state, command.directive, context.at);
  if (fault !== undefined) return fault;
  const directiveRow = findDirectiveRow(state, command.directive);
  return (
    checkEffect(state, command, directiveRow, context.at) ??
    checkIncidentState(state, command, row) ??
    checkReach(state, command, row, directiveRow)
  );
}

function checkEffect(
  state: RegionState,
  { type, directive }: Of<"incident.withhold"> | Of<"incident.limit">,
  row: number,
  at: Instant,
): Refusal | undefined {
  const { directives } = state.columns;
  if (directives.state[row] === states.planned || at < directives.fromAt[row])
    return refuse("directive.not-in-force", `directive ${directive} has not begun yet`);
  const effect = directiveEffects.names[directives.effect[row]];
  if (type === `incident.${effect}`) return undefined;
  return refuse(
    "directive.out-of-scope",
    `directive ${directive} says ${effect}, and nothing else can be done under it`,
  );
}

function checkIncidentState(
  { columns: { incidents } }: RegionState,
  { type, incident }: Of<"incident.withhold"> | Of<"incident.limit">,
  row: number,
): Refusal | undefined {
  if (incidents.directive[row] !== 0)
    return refuse(
      "incident.wrong-state",
      `incident ${incident} is under directive ${incidents.directive[row]} already; restore it first`,
    );
  if (incidents.owed[row] === 0)
    return refuse("incident.wrong-state", `incident ${incident} is owed no dispatch`);
  if (type === "incident.withhold" && incidents.heldUnits[row] > 0)
    return refuse(
      "incident.wrong-state",
      `incident ${incident} is ${incidentStates.names[incidents.state[row]]} and has units; stand them down first, each with a reason`,
    );
  return undefined;
}

function checkReach(
  state: RegionState,
  { incident, directive }: Of<"incident.withhold"> | Of<"incident.limit">,
  row: number,
  directiveRow: number,
): Refusal | undefined {
  if (isImmediate(state, row))
    return refuse(
      "directive.immediate",
      `incident ${incident} is an Immediate: an immediate risk to life is never withheld or limited`,
    );
  const why = findOutOfScope(state, row, directiveRow);
  if (why === undefined) return undefined;
  return refuse(
    "directive.out-of-scope",
    `incident ${incident} is not in the scope of directive ${directive}: ${why}`,
  );
}

function checkRestore(
  state: RegionState,
  { incident, reason }: Of<"incident.restore">,
  context: CommandContext,
): Refusal | undefined {
  const row = findOpenRow(state, incident, context);
  if (typeof row !== "number") return row;
  const { incidents } = state.columns;
  if (incidents.directive[row] === 0)
    return refuse("incident.wrong-state", `the dispatch to incident ${incident} is not withheld`);
  return (
    checkReason(reason) ??
    (context.at < incidents.withheldAt[row] ? refuseLate(`incident ${incident}`) : undefined)
  );
}
