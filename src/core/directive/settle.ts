/**
 * After a decision touched an incident whose dispatch is withheld or limited: what became an Immediate, or left the scope of the
 * directive, is restored at once and by an event; no person need think of it.
 */

import type { Instant } from "../../base/instant.ts";
import { endIncidentNoUnit } from "../no-unit/review.ts";
import type { RegionState } from "../state/region-state.ts";
import type { RestoredEnd } from "../vocabulary.ts";
import { findDirectiveRow, restoreDispatch } from "./changes.ts";
import { findOutOfScope, isImmediate } from "./scope.ts";

/** With its "no unit" clock, whose cause was the directive: where nobody is free all the same, another begins. */
export function restoreIncident(
  state: RegionState,
  at: Instant,
  row: number,
  end: RestoredEnd,
  reason?: string,
): void {
  // A late entry is never put before the step that it undoes.
  const restoredAt = Math.max(at, state.columns.incidents.withheldAt[row]);
  endIncidentNoUnit(state, restoredAt, row, "cause changed");
  restoreDispatch(state, restoredAt, row, end, reason === undefined ? undefined : { reason });
}

export function settleDirective(state: RegionState, at: Instant, row: number): void {
  const number = state.columns.incidents.directive[row];
  if (number === 0) return;
  if (isImmediate(state, row)) {
    restoreIncident(state, at, row, "immediate");
    return;
  }
  const directiveRow = findDirectiveRow(state, number);
  if (findOutOfScope(state, row, directiveRow) !== undefined)
    restoreIncident(state, at, row, "out of scope");
}
