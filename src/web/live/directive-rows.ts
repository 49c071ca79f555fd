/** Open incidents whose dispatch is withheld or limited, the longest waiting first. */

import type { Instant } from "../../base/instant.ts";
import { findWithheld } from "../../core/directive/read.ts";
import type { RegionView } from "./region-view.ts";

export interface WithheldRow {
  readonly incident: number;
  readonly directive: number;
  /** Code of the grade. */
  readonly assessed: number;
  readonly clockAt: Instant;
  readonly reason: string;
  readonly by: string;
}

export function listWithheldRows({ state }: RegionView): readonly WithheldRow[] {
  const { incidents, head } = state.columns;
  const rows: WithheldRow[] = [];
  if (head.directivesEver[0] === 0) return rows;
  for (let row = 0; row < head.incidentRows[0]; row += 1) {
    const found = findWithheld(state, row);
    if (found === undefined) continue;
    const { directive, reason, by } = found;
    rows.push({
      incident: incidents.number[row],
      directive,
      assessed: incidents.assessed[row],
      clockAt: incidents.clockAt[row],
      reason,
      by,
    });
  }
  return rows.sort((a, b) => a.clockAt - b.clockAt || a.incident - b.incident);
}
