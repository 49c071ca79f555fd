/**
 * One line across the screen while somewhere no unit is free: which areas, for which grades, why, for how long. It is
 * there only then, because "no unit" is a fact with a clock and not a silence.
 */

import { listNoUnitRows } from "../live/no-unit-rows.ts";
import { useNow, useRegion } from "../live/use-region.ts";
import { clockText, countText } from "../view/format.ts";
import { openPanel } from "../view/view-state.ts";
import { listNoUnitLines, type NoUnitLine } from "./no-unit-lines.ts";
import "./no-unit.css";

/** Lines in the strip and areas named in a line; the rest is in the panel that it opens. */
const linesMost = 3;
const areasMost = 4;

function areasText({ areaNames }: NoUnitLine): string {
  const named = areaNames.slice(0, areaNames.length > areasMost ? areasMost - 1 : areasMost);
  const more = areaNames.length - named.length;
  return more === 0 ? named.join(", ") : `${named.join(", ")} and ${countText(more, "more area")}`;
}

export function NoUnitStrip() {
  const lines = useRegion((view) => listNoUnitLines(listNoUnitRows(view)));
  if (lines.length === 0) return null;
  return (
    <section className="no-unit-strip" aria-label="No unit free">
      <strong className="no-unit-title">NO FITTING UNIT FREE</strong>
      <ul className="no-unit-list">
        {lines.slice(0, linesMost).map((line) => (
          <li
            key={`${line.grades} ${line.cause}`}
            className="no-unit-item"
            title={line.areaNames.join(", ")}
          >
            <strong>{areasText(line)}</strong> <NoUnitSince since={line.since} /> {line.grades} ·{" "}
            {line.cause}
          </li>
        ))}
        {lines.length > linesMost && (
          <li className="no-unit-item">and {countText(lines.length - linesMost, "other cause")}</li>
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
