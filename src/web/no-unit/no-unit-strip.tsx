/**
 * One line across the screen while somewhere no unit is free: which areas, for which grades, why, for how long. It is
 * there only then, because "no unit" is a fact with a clock and not a silence. Grades of one area are said together.
 */

import { listNoUnitRows, type NoUnitRow } from "../live/no-unit-rows.ts";
import { useNow, useRegion } from "../live/use-region.ts";
import { clockText, gradeText } from "../view/format.ts";
import { openPanel } from "../view/view-state.ts";
import "./no-unit.css";

interface AreaLine {
  readonly area: string;
  readonly areaName: string;
  readonly grades: string;
  readonly since: number;
  readonly cause: string;
}

/** Areas shown in the strip; the rest is in the panel that it opens. */
const areasMost = 4;

function groupByArea(rows: readonly NoUnitRow[]): AreaLine[] {
  const lines = new Map<string, NoUnitRow[]>();
  for (const row of rows)
    if (row.since > 0) lines.set(row.area, [...(lines.get(row.area) ?? []), row]);
  return [...lines.values()].map((list) => ({
    area: list[0].area,
    areaName: list[0].areaName,
    grades: list.map((row) => gradeText(row.grade)).join(", "),
    since: Math.min(...list.map((row) => row.since)),
    cause: [...new Set(list.map((row) => row.cause))].join(", "),
  }));
}

export function NoUnitStrip() {
  const lines = useRegion((view) => groupByArea(listNoUnitRows(view)));
  if (lines.length === 0) return null;
  return (
    <section className="no-unit-strip" aria-label="No unit free">
      <strong className="no-unit-title">NO UNIT FREE</strong>
      <ul className="no-unit-list">
        {lines.slice(0, areasMost).map((line) => (
          <li key={line.area} className="no-unit-item">
            <strong>{line.areaName}</strong> <NoUnitSince since={line.since} /> {line.grades} ·{" "}
            {line.cause}
          </li>
        ))}
        {lines.length > areasMost && (
          <li className="no-unit-item">and {lines.length - areasMost} more</li>
        )}
      </ul>
      <button type="button" className="button small" onClick={() => openPanel("no-unit")}>
        Show all
      </button>
    </section>
  );
}

export function NoUnitSince({ since }: { readonly since: number }) {
  const now = useNow();
  return <span className="late">{clockText(Math.max(0, now - since))}</span>;
}
