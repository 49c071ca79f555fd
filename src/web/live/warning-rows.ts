/** The warnings of a region as rows: those that miss somebody first, the oldest on top. */

import { getWarning, listWarningRows as listRows, type Warning } from "../../core/warning/read.ts";
import type { RegionView } from "./region-view.ts";
import { makeRowList } from "./row-cache.ts";

export interface WarningRow extends Warning {
  readonly words: string;
  /** Who issued it, and why it ended. */
  readonly by: string;
  readonly reason: string;
}

const order = { none: 0, issued: 0, acknowledged: 1, ended: 2 } as const;

function rowsOf({ state }: RegionView, isOpenOnly: boolean): WarningRow[] {
  const list = listRows(state, isOpenOnly).map((row): WarningRow => {
    const warning = getWarning(state, row);
    const text = state.text?.warnings.get(warning.warning);
    return {
      ...warning,
      words: text?.words ?? "",
      by: text?.by ?? "",
      reason: text?.reason ?? "",
    };
  });
  return list.sort((a, b) => order[a.state] - order[b.state] || a.issuedAt - b.issuedAt);
}

export const listWarningRows = makeRowList<WarningRow>(
  (row) => row.warning,
  (view) => rowsOf(view, false),
);

/** Open ones alone, for the strip: nothing is made while there is none. */
export const listOpenWarnings = makeRowList<WarningRow>(
  (row) => row.warning,
  (view) => (view.state.columns.head.openWarnings[0] === 0 ? [] : rowsOf(view, true)),
);
