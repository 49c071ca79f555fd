/** A warning as a value, read from its row. */

import type { Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { warningStates, type Role, type WarningState } from "../vocabulary.ts";
import { missingRoles, rolesOf } from "./changes.ts";

export interface Warning {
  readonly warning: number;
  readonly state: WarningState;
  readonly roles: readonly Role[];
  /** Roles that have not acknowledged it. */
  readonly missing: readonly Role[];
  /** Number of the incident it is about, or null. */
  readonly incident: number | null;
  readonly issuedAt: Instant;
  /** 0 = it has not ended. */
  readonly endedAt: Instant;
  /** Escalations so far, and who was told last; null = nobody yet. */
  readonly step: number;
  readonly escalatedTo: Role | null;
  /** When the next one comes; 0 = none does. */
  readonly nextStepAt: Instant;
}

/** `row` must be in use. */
export function getWarning(state: RegionState, row: number): Warning {
  const { warnings } = state.columns;
  const { steps } = getPolicy(state).warnings;
  const step = warnings.step[row];
  return {
    warning: warnings.number[row],
    state: warningStates.names[warnings.state[row]],
    roles: rolesOf(warnings.roles[row]),
    missing: missingRoles(state, row),
    incident: warnings.incident[row] === 0 ? null : warnings.incident[row],
    issuedAt: warnings.issuedAt[row],
    endedAt: warnings.endedAt[row],
    step,
    escalatedTo: step === 0 ? null : steps[step - 1].to,
    nextStepAt: warnings.stepAt[row],
  };
}

/** Rows in use by number; without those that have ended where `isOpenOnly`. */
export function listWarningRows(state: RegionState, isOpenOnly: boolean): number[] {
  const { warnings, head } = state.columns;
  const { none, ended } = warningStates.code;
  const rows: number[] = [];
  for (let row = 0; row < head.warningRows[0]; row += 1) {
    const code = warnings.state[row];
    if (code !== none && !(isOpenOnly && code === ended)) rows.push(row);
  }
  return rows.sort((a, b) => warnings.number[a] - warnings.number[b]);
}
