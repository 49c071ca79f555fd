/**
 * Deciders of warnings. Who may acknowledge for which role is checked where the asker is known (`checkWarningRole`); here is
 * that a warning names somebody, says something, and ends only when all whom it names have seen it.
 */

import type { Instant } from "../../base/instant.ts";
import type { Actor } from "../authority.ts";
import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkIncident,
  checkName,
  checkOrder,
  checkReason,
  checkText,
  reject,
  shown,
  type Decision,
} from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { findWarningRow, type RegionState } from "../state/region-state.ts";
import { roles, warningStates, type Role, type WarningState } from "../vocabulary.ts";
import {
  acknowledgeWarning,
  endWarning,
  firstStepAt,
  issueWarning,
  missingRoles,
  rolesOf,
} from "./changes.ts";
import { endWarningAlarm } from "./due-work.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

/** Roles that a warning may name: those with a console, where it is shown. */
export const warnedRoles: readonly Role[] = [
  "call taker",
  "dispatcher",
  "supervisor",
  "overseer",
  "administrator",
];

/** Who may acknowledge for a role that nobody is there for. */
const substitutes: readonly Role[] = ["supervisor", "overseer"];

export function checkWarningRole({ role }: Actor, command: Command): Refusal | undefined {
  if (command.type !== "warning.acknowledge" || command.role === role) return undefined;
  if (substitutes.includes(role)) return undefined;
  return refuse(
    "role.not-allowed",
    `a warning is acknowledged by the role that it names, got "${shown(command.role)}" from a ${role}; a supervisor or overseer may for any`,
  );
}

export function decideWarn(
  state: RegionState,
  command: Of<"warning.issue">,
  { at }: CommandContext,
): Decision {
  const { roles: named, words, incident } = command;
  const fault =
    checkRoles(named) ??
    checkWords(words) ??
    (incident === undefined ? undefined : checkIncident(state, incident)) ??
    checkRoom(state);
  if (fault !== undefined) return reject(fault);
  const deadlineAt = firstStepAt(state, at);
  const row = issueWarning(state, at, [...named], incident ?? null, deadlineAt, words);
  return accept({ warning: state.columns.warnings.number[row] });
}

function checkRoles(named: readonly Role[]): Refusal | undefined {
  if (!Array.isArray(named) || named.length === 0 || named.length > roles.names.length)
    return refuse("value.invalid", "roles: got none, expected those who must acknowledge it");
  const list = named as readonly Role[];
  for (const role of list) {
    const fault = checkName("roles", roles, role);
    if (fault !== undefined) return fault;
    if (!warnedRoles.includes(role))
      return refuse(
        "value.invalid",
        `roles: got "${role}", expected one with a console: ${warnedRoles.join(", ")}`,
      );
  }
  return new Set(list).size === list.length
    ? undefined
    : refuse("value.invalid", "roles: a role stands there twice");
}

function checkWords(words: string): Refusal | undefined {
  if (typeof words !== "string" || words.trim() === "")
    return refuse("value.invalid", "words: got none, expected what to warn of");
  return checkText("words", words, limits.noteLength);
}

function checkRoom(state: RegionState): Refusal | undefined {
  if (state.columns.head.heldWarnings[0] < limits.warnings) return undefined;
  return refuse(
    "limit.warnings",
    `${limits.warnings} warnings stand already, ended ones of the last day included; acknowledge and end what is over`,
  );
}

/** The row of a warning in one of these states; a refusal when there is none. */
function findRow(
  state: RegionState,
  warning: number,
  at: Instant,
  wanted: WarningState,
  what: string,
): { readonly row: number } | { readonly refusal: Refusal } {
  const row = findWarningRow(state, warning);
  if (row < 0)
    return {
      refusal: refuse(
        "warning.unknown",
        `warning ${shown(warning)}: no such warning in the operational state`,
      ),
    };
  const { warnings } = state.columns;
  const now = warningStates.names[warnings.state[row]];
  if (now !== wanted) {
    const missing = missingRoles(state, row);
    const by = missing.length === 0 ? "" : `, not acknowledged by ${missing.join(", ")}`;
    return {
      refusal: refuse("warning.wrong-state", `warning ${warning} is ${now}${by}; ${what}`),
    };
  }
  const refusal = checkOrder(at, warnings.changedAt[row], "warning", warning);
  return refusal === undefined ? { row } : { refusal };
}

export function decideAcknowledgeWarning(
  state: RegionState,
  command: Of<"warning.acknowledge">,
  { at }: CommandContext,
): Decision {
  const wrong = checkName("role", roles, command.role);
  if (wrong !== undefined) return reject(wrong);
  const found = findRow(state, command.warning, at, "issued", "nothing is to be acknowledged");
  if ("refusal" in found) return reject(found.refusal);
  const { row } = found;
  const { warnings } = state.columns;
  if (!missingRoles(state, row).includes(command.role))
    return reject(
      refuse(
        "warning.wrong-state",
        `warning ${command.warning} is for ${rolesOf(warnings.roles[row]).join(", ")}, and missing are ${missingRoles(state, row).join(", ")}, got "${command.role}"`,
      ),
    );
  acknowledgeWarning(state, at, row, command.role);
  if (missingRoles(state, row).length === 0) endWarningAlarm(state, at, row);
  return accept();
}

export function decideEndWarning(
  state: RegionState,
  command: Of<"warning.end">,
  { at }: CommandContext,
): Decision {
  const found = findRow(
    state,
    command.warning,
    at,
    "acknowledged",
    "it ends once all whom it names have acknowledged it",
  );
  if ("refusal" in found) return reject(found.refusal);
  const fault = checkReason(command.reason);
  if (fault !== undefined) return reject(fault);
  endWarning(state, at, found.row, command.reason);
  return accept();
}
