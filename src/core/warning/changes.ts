/**
 * What can happen to a warning. It does not leave the state before it has ended, and it does not end before every role that it
 * names has acknowledged it: nothing else takes it away.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import { advance } from "../state/change.ts";
import { setDue } from "../state/due.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { giveWarningRow, takeWarningRow } from "../state/rows.ts";
import { roles, warningStates, type Role } from "../vocabulary.ts";

const states = warningStates.code;

/** Bit n = the role with code n. */
export function roleBits(named: readonly Role[]): number {
  return named.reduce((bits, role) => bits | (1 << roles.code[role]), 0);
}

export function rolesOf(bits: number): Role[] {
  return roles.names.filter((role) => (bits & (1 << roles.code[role])) !== 0);
}

export function missingRoles(state: RegionState, row: number): Role[] {
  const { warnings } = state.columns;
  return rolesOf(warnings.roles[row] & ~warnings.acknowledged[row]);
}

/** When the first escalation of what is issued at `at` comes. */
export function firstStepAt(state: RegionState, at: Instant): Instant {
  return at + getPolicy(state).warnings.steps[0].after;
}

/** One due time: the next escalation, or the leaving after the end. */
function schedule(state: RegionState, row: number): void {
  const { warnings, head } = state.columns;
  const isEnded = warnings.state[row] === states.ended;
  const dueAt = isEnded ? warnings.endedAt[row] + getPolicy(state).retire : warnings.stepAt[row];
  setDue(warnings, head.warningHeap, row, dueAt);
}

function touch(state: RegionState, at: Instant, row: number): void {
  const { changedAt } = state.columns.warnings;
  if (at > changedAt[row]) changedAt[row] = at;
}

/** Answers its row. */
export function issueWarning(
  state: RegionState,
  at: Instant,
  named: readonly Role[],
  incident: number | null,
  deadlineAt: Instant,
  words: string,
): number {
  advance(state, at);
  const row = takeWarningRow(state);
  const { warnings, head } = state.columns;
  const warning = warnings.number[row];
  warnings.state[row] = states.issued;
  warnings.issuedAt[row] = at;
  warnings.changedAt[row] = at;
  warnings.stepAt[row] = deadlineAt;
  warnings.roles[row] = roleBits(named);
  warnings.incident[row] = incident ?? 0;
  head.openWarnings[0] += 1;
  schedule(state, row);
  state.text?.warnings.set(warning, { words, by: state.by, reason: "" });
  if (state.sink.open)
    state.sink.put({
      type: "warning.issued",
      at,
      entered: state.enteredAt,
      by: state.by,
      warning,
      roles: named,
      incident,
      deadlineAt,
      text: { words },
    });
  return row;
}

export function acknowledgeWarning(state: RegionState, at: Instant, row: number, role: Role): void {
  advance(state, at);
  const { warnings } = state.columns;
  warnings.acknowledged[row] |= 1 << roles.code[role];
  const missing = missingRoles(state, row);
  if (missing.length === 0) {
    warnings.state[row] = states.acknowledged;
    warnings.stepAt[row] = noInstant;
  }
  touch(state, at, row);
  schedule(state, row);
  const warning = warnings.number[row];
  if (state.sink.open)
    state.sink.put({
      type: "warning.acknowledged",
      at,
      entered: state.enteredAt,
      by: state.by,
      warning,
      role,
      missing,
    });
}

export function escalateWarning(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  const { warnings } = state.columns;
  const { steps } = getPolicy(state).warnings;
  const step = warnings.step[row] + 1;
  warnings.step[row] = step;
  warnings.stepAt[row] = step < steps.length ? at + steps[step].after : noInstant;
  schedule(state, row);
  const warning = warnings.number[row];
  if (state.sink.open)
    state.sink.put({
      type: "warning.escalated",
      at,
      entered: state.enteredAt,
      by: state.by,
      warning,
      step,
      to: steps[step - 1].to,
      missing: missingRoles(state, row),
    });
}

export function endWarning(state: RegionState, at: Instant, row: number, reason: string): void {
  advance(state, at);
  const { warnings, head } = state.columns;
  warnings.state[row] = states.ended;
  warnings.endedAt[row] = at;
  head.openWarnings[0] -= 1;
  touch(state, at, row);
  schedule(state, row);
  const warning = warnings.number[row];
  const words = state.text?.warnings.get(warning);
  if (words !== undefined) words.reason = reason;
  if (state.sink.open)
    state.sink.put({
      type: "warning.ended",
      at,
      entered: state.enteredAt,
      by: state.by,
      warning,
      text: { reason },
    });
}

/** The warning leaves the operational state; the log keeps it. */
export function retireWarning(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  const { warnings, head } = state.columns;
  const warning = warnings.number[row];
  if (state.sink.open)
    state.sink.put({
      type: "warning.retired",
      at,
      entered: state.enteredAt,
      by: state.by,
      warning,
    });
  setDue(warnings, head.warningHeap, row, noInstant);
  state.text?.warnings.delete(warning);
  giveWarningRow(state, row);
}
