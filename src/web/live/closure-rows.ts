/**
 * The closure ledger as rows: what asks for somebody first (overdue, to be renewed, to be confirmed), then what is
 * shut, then what is planned, expired or lifted. Where each lies is on the map and not here.
 */

import { getClosure, listClosureRows as listRows, type Closure } from "../../core/closure/read.ts";
import { isOpenClosure } from "../../core/closure/schedule.ts";
import type { Policy } from "../../core/region/policy.ts";
import { getPolicy } from "../../core/state/region-state.ts";
import { closureStates, renewalStates } from "../../core/vocabulary.ts";
import type { RegionView } from "./region-view.ts";
import { makeRowList } from "./row-cache.ts";

export interface ClosureRow extends Closure {
  readonly description: string;
  /** Account that reported it. */
  readonly by: string;
  /** Who changed it last, and why; empty = nobody since. */
  readonly changedBy: string;
  readonly reason: string;
  /** Whom it stops, in words; empty = as usual, everything with a motor. */
  readonly stops: string;
}

/** Lower = sooner in the list. */
function rankOf({ state, renewal, hasBegun }: Closure): number {
  if (state === "lifted") return 6;
  if (renewal === "overdue") return 0;
  if (state === "expired") return 5;
  if (renewal === "to renew") return 1;
  if (!hasBegun) return 4;
  return state === "reported" ? 2 : 3;
}

function stopsText({ vehicleClasses, motorMask }: Policy, closure: Closure): string {
  if (closure.classMask === motorMask) return "";
  if (closure.classes.length === vehicleClasses.length) return "everybody, on foot as well";
  const named = vehicleClasses.filter(({ code }) => closure.classes.includes(code));
  return named.map(({ name }) => name).join(", ");
}

/** Whether a person should do something about it. */
export function asksForSomebody(row: ClosureRow): boolean {
  return row.renewal !== "current" && row.state !== "lifted";
}

export function isOpenRow({ state }: ClosureRow): boolean {
  return state === "reported" || state === "confirmed";
}

/** For the top bar, after every painted change: a look at two columns, without a row made. */
export function countClosures({ state }: RegionView): { open: number; asks: number } {
  const { closures, head } = state.columns;
  const { lifted } = closureStates.code;
  const { current } = renewalStates.code;
  const counts = { open: 0, asks: 0 };
  for (let row = 0; row < head.closureRows[0]; row += 1) {
    if (isOpenClosure(state, row)) counts.open += 1;
    if (closures.renewal[row] !== current && closures.state[row] !== lifted) counts.asks += 1;
  }
  return counts;
}

export const listClosureRows = makeRowList<ClosureRow>(
  (row) => row.closure,
  ({ state }) => {
    const list = listRows(state).map((row): ClosureRow => {
      const closure = getClosure(state, row);
      const words = state.text?.closures.get(closure.closure);
      return {
        ...closure,
        description: words?.description ?? "",
        by: words?.by ?? "",
        changedBy: words?.changedBy ?? "",
        reason: words?.reason ?? "",
        stops: stopsText(getPolicy(state), closure),
      };
    });
    return list.sort((a, b) => rankOf(a) - rankOf(b) || b.closure - a.closure);
  },
);
