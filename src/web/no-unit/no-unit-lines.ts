/**
 * Zero-unit time as it is said in one line: areas with the same grades and cause are said together, since a night with
 * no unit anywhere is one fact and not eight. The clock of such a line is that of its earliest area.
 */

import type { NoUnitRow } from "../live/no-unit-rows.ts";
import { gradeText } from "../view/format.ts";

export interface NoUnitLine {
  readonly areaNames: readonly string[];
  readonly grades: string;
  readonly cause: string;
  readonly since: number;
}

function groupBy(rows: readonly NoUnitRow[], keyOf: (row: NoUnitRow) => string): NoUnitRow[][] {
  const groups = new Map<string, NoUnitRow[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

function lineOfArea(rows: readonly NoUnitRow[]): NoUnitLine {
  return {
    areaNames: [rows[0].areaName],
    grades: rows.map((row) => gradeText(row.grade)).join(", "),
    cause: [...new Set(rows.map((row) => row.cause))].join(", "),
    since: Math.min(...rows.map((row) => row.since)),
  };
}

/** Lines of what runs now, the earliest first. */
export function listNoUnitLines(rows: readonly NoUnitRow[]): NoUnitLine[] {
  const byGrade = rows.filter((row) => row.since > 0).toSorted((a, b) => a.key - b.key);
  const lines = new Map<string, NoUnitLine>();
  for (const line of groupBy(byGrade, (row) => row.area).map(lineOfArea)) {
    const key = `${line.grades}|${line.cause}`;
    const same = lines.get(key);
    if (same === undefined) lines.set(key, line);
    else
      lines.set(key, {
        ...same,
        areaNames: [...same.areaNames, ...line.areaNames],
        since: Math.min(same.since, line.since),
      });
  }
  return [...lines.values()].sort((a, b) => a.since - b.since);
}
