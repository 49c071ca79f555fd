/**
 * Small tools of the checks on a state: say a fault, compare, list the rows that hold something. They read columns and
 * change nothing.
 */

import type { RegionState } from "../../core/state/region-state.ts";
import { allocationStates } from "../../core/vocabulary.ts";

export type Say = (fault: string) => void;

export function equal(say: Say, what: string, got: unknown, expected: unknown): void {
  if (!Object.is(got, expected)) say(`${what}: got ${String(got)}, expected ${String(expected)}`);
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Rows of a table that hold something. */
export function usedRows(
  state: RegionState,
  table: "contacts" | "incidents" | "alarms" | "closures" | "shifts" | "requests" | "warnings",
): number[] {
  const rows = state.columns.head[rowCounts[table]][0];
  return range(rows).filter((row) => state.columns[table].state[row] !== 0);
}

export function usedAllocations(state: RegionState): number[] {
  return range(state.columns.head.allocationRows[0]).filter(
    (row) => state.columns.allocations.state[row] !== allocationStates.code.none,
  );
}

export const rowCounts = {
  contacts: "contactRows",
  incidents: "incidentRows",
  alarms: "alarmRows",
  closures: "closureRows",
  shifts: "shiftRows",
  requests: "requestRows",
  warnings: "warningRows",
  allocations: "allocationRows",
} as const;
