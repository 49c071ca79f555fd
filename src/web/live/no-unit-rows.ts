/**
 * "No unit" as rows: the standing cover of every area and grade (running clock and total, which is the zero-unit
 * time), with the typed cause. The waiting incidents that nobody can meet carry their own clock in incident-rows.ts.
 */

import type { Instant } from "../../base/instant.ts";
import { coverRow } from "../../core/no-unit/changes.ts";
import { getPolicy } from "../../core/state/region-state.ts";
import { grades, shortfallCauses, type Grade, type ShortfallCause } from "../../core/vocabulary.ts";
import { makeRowList } from "./row-cache.ts";

export interface NoUnitRow {
  readonly key: number;
  readonly area: string;
  readonly areaName: string;
  readonly grade: Grade;
  /** 0 = a fitting unit is free in reach now. */
  readonly since: Instant;
  readonly cause: ShortfallCause;
  /** Microseconds of ended zero-unit time. */
  readonly total: number;
}

/** Areas and grades that have or had zero-unit time; running ones first, the longest first. */
export const listNoUnitRows = makeRowList<NoUnitRow>(
  (row) => row.key,
  (view) => {
    const { cover } = view.state.columns;
    const list: NoUnitRow[] = [];
    getPolicy(view.state).config.areas.forEach((area, index) => {
      for (const grade of grades.names) {
        const key = coverRow(index, grades.code[grade]);
        if (cover.since[key] === 0 && cover.total[key] === 0) continue;
        const cause = shortfallCauses.names[cover.cause[key]];
        const { code, name } = area;
        list.push({
          key,
          area: code,
          areaName: name,
          grade,
          since: cover.since[key],
          cause,
          total: cover.total[key],
        });
      }
    });
    const rank = (row: NoUnitRow): number =>
      row.since === 0 ? Number.MAX_SAFE_INTEGER : row.since;
    return list.sort((a, b) => rank(a) - rank(b) || b.total - a.total);
  },
);
