/**
 * The result of a rehearsal as one page that needs nothing else: tables, the response times as curves, what a second
 * variant costs whom, and what it takes to get the same figures again. No script, nothing is loaded; it says REHEARSAL at
 * the top, so that nobody takes it for a record of what happened.
 */
import type { Grade } from "../../core/vocabulary.ts";
import { figureNames, rareNames } from "../../sim/rehearsal/summary.ts";
import type { RehearsalResult } from "./rehearse-plan.ts";
import { escapeHtml } from "../../wire/html-text.ts";
import { costPart, queueLines, strokes, unitlessBars } from "./report-plots.ts";
import {
  aidRows,
  figureLabels,
  formatEstimate,
  formatRare,
  listParts,
  listRegions,
  rareLabels,
  type ResultPart,
} from "./result-text.ts";

export const reportStyle = `
  :root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.45; }
  body { max-width: 62rem; margin: 0 auto; padding: 1rem; }
  .frame { border: 4px double currentColor; padding: .3rem .8rem; letter-spacing: .2em; font-weight: 700; }
  table { border-collapse: collapse; margin: .5rem 0 1.5rem; }
  th, td { border: 1px solid color-mix(in srgb, currentColor 35%, transparent); padding: .2rem .6rem; text-align: right; }
  th:first-child, td:first-child { text-align: left; }
  svg { max-width: 100%; height: auto; }
  svg text { fill: currentColor; font-size: 12px; }
  svg .axis { stroke: currentColor; stroke-opacity: .4; }
  dt { font-weight: 600; } dd { margin: 0 0 .4rem; overflow-wrap: anywhere; }`;

export function htmlOf(result: RehearsalResult): string {
  const { reproducibility } = result;
  const facts = Object.entries(reproducibility).map(([name, value]) => {
    const shown = Array.isArray(value) ? value.join(", ") || "none" : String(value);
    return `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(shown)}</dd>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Rehearsal: ${escapeHtml(result.plan)}</title><style>${reportStyle}
</style></head><body>
<p class="frame">REHEARSAL</p>
<h1>${escapeHtml(result.plan)}</h1>
<p>${reproducibility.replications} nights of each variant, the same nights for all. Means with half the width of their 95 % intervals.</p>
${listRegions(result)
  .map(({ region, variants, comparison }) =>
    regionPart({ ...result, variants, comparison, regions: undefined }, region),
  )
  .join("\n")}
${aidPart(result)}
<h2>To get the same figures</h2>
<dl>${facts.join("")}</dl>
</body></html>
`;
}

type OneRegion = Omit<RehearsalResult, "regions"> & { readonly regions: undefined };

/** All that is said of one region; `region` undefined = the plan has no other. */
function regionPart({ regions: _none, ...result }: OneRegion, region: string | undefined): string {
  return `${region === undefined ? "" : `<h2>Region ${escapeHtml(region)}</h2>`}
${listParts(result)
  .map((part) => tablePart(part))
  .join("\n")}
<h2>Response times</h2>
<p>Of all nights together: the share of reached calls whose first unit was there within so many minutes.</p>
${listGrades(result)
  .map((grade) => `<h3>${escapeHtml(grade)}</h3>${curves(result, grade)}`)
  .join("\n")}
<h2>Minutes without a unit</h2>
<p>Means of a night, summed over the areas; the whiskers are the 95 % intervals.</p>
${unitlessBars(result)}
<h2>Who waits</h2>
<p>Means of the incidents that wait for a unit, every quarter of an hour of what counts.</p>
${listGrades(result)
  .map((grade) => `<h3>${escapeHtml(grade)}</h3>${queueLines(result, grade)}`)
  .join("\n")}
${costPart(result)}`;
}

/** What regions did for each other. */
function aidPart(result: RehearsalResult): string {
  const [head, ...rows] = aidRows(result);
  if (head === undefined) return "";
  const cells = head.slice(1).map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`);
  const body = rows.map(
    ([label, ...values]) =>
      `<tr><th scope="row">${escapeHtml(label)}</th>${values.map((value) => `<td>${value}</td>`).join("")}</tr>`,
  );
  return `<h2>Mutual aid</h2><p>Means of a night.</p><table><thead><tr><td></td>${cells.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

function tablePart({ name, grades, rare }: ResultPart): string {
  const names = Object.keys(grades);
  const head = names.map((grade) => `<th scope="col">${escapeHtml(grade)}</th>`).join("");
  const rows = figureNames.map((figure) => {
    const { label, percent } = figureLabels[figure];
    const cells = names.map(
      (grade) => `<td>${formatEstimate(grades[grade]![figure], percent)}</td>`,
    );
    return `<tr><th scope="row">${escapeHtml(label)}</th>${cells.join("")}</tr>`;
  });
  if (rare !== undefined)
    for (const each of rareNames) {
      const cells = names.map((grade) => `<td>${formatRare(rare[grade as Grade]![each])}</td>`);
      rows.push(`<tr><th scope="row">${escapeHtml(rareLabels[each])}</th>${cells.join("")}</tr>`);
    }
  return `<h2>${escapeHtml(name)}</h2><table><thead><tr><td></td>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function listGrades({ variants }: RehearsalResult): string[] {
  return Object.keys(variants[0].responseQuantiles);
}

const [width, height, left, bottom] = [640, 240, 46, 34];

/** Shares over minutes, a line for each variant; the table above has the same in numbers. */
function curves({ variants }: RehearsalResult, grade: string): string {
  const lines = variants.map(({ variant, responseQuantiles }) => ({
    variant,
    seconds: (responseQuantiles as Readonly<Record<string, readonly number[]>>)[grade] ?? [],
  }));
  const most = Math.max(60, ...lines.map(({ seconds }) => seconds.at(-1) ?? 0));
  const x = (seconds: number) => left + (seconds / most) * (width - left - 10);
  const y = (share: number) => height - bottom - share * (height - bottom - 10);
  const drawn = lines.map(({ variant, seconds }, index) => {
    const [color, dashes] = strokes[index % strokes.length];
    const points = seconds
      .map((each, at) => `${x(each).toFixed(1)},${y((at + 1) * 0.05).toFixed(1)}`)
      .join(" ");
    return `<polyline fill="none" stroke="${color}" stroke-width="2" stroke-dasharray="${dashes}" points="${points}"><title>${escapeHtml(variant)}</title></polyline>`;
  });
  const legend = lines.map(({ variant }, index) => {
    const [color, dashes] = strokes[index % strokes.length];
    const at = height - bottom - 14 * (lines.length - index);
    return `<line x1="${width - 190}" x2="${width - 160}" y1="${at}" y2="${at}" stroke="${color}" stroke-width="2" stroke-dasharray="${dashes}"/><text x="${width - 154}" y="${at + 4}">${escapeHtml(variant.slice(0, 22))}</text>`;
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line class="axis" x1="${left}" x2="${width - 10}" y1="${y(share)}" y2="${y(share)}"/><text x="4" y="${y(share) + 4}">${share * 100} %</text>` +
      `<text x="${x(share * most)}" y="${height - 14}" text-anchor="${share === 1 ? "end" : "middle"}">${Math.round((share * most) / 60)} min</text>`,
  );
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Response times, ${escapeHtml(grade)}">${ticks.join("")}${drawn.join("")}${legend.join("")}</svg>`;
}
