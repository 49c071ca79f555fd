/**
 * The result of a rehearsal as one page that needs nothing else: tables, the response times as curves, what a second
 * variant costs whom, and what it takes to get the same figures again. No script, nothing is loaded; it says REHEARSAL at
 * the top, so that nobody takes it for a record of what happened.
 */
import type { RehearsalResult } from "./rehearse-plan.ts";
import { escapeHtml } from "../../wire/html-text.ts";
import { costPart, queueLines, strokes, unitlessBars, wide } from "./report-plots.ts";
import { aidRows, listParts, listRegions, rowsOf, type ResultPart } from "./result-text.ts";
import { tellUnreached } from "./stopping-rule.ts";

export const reportStyle = `
  :root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.45;
    --line-0: #1A75D9; --line-1: #AD6019; --line-2: #0E5846; --line-3: #920709; --line-4: #66727D; }
  @media (prefers-color-scheme: dark) { :root {
    --line-0: #6FB1F5; --line-1: #E0A26A; --line-2: #5CC2A5; --line-3: #F08A8C; --line-4: #A9B4BD; } }
  p, dl { max-width: 62rem; }
  body { max-width: 82rem; margin: 0 auto; padding: 1rem; }
  .frame { border: 4px double currentColor; padding: .3rem .8rem; letter-spacing: .2em; font-weight: 700; }
  table { border-collapse: collapse; margin: .5rem 0 1.5rem; }
  th, td { border: 1px solid color-mix(in srgb, currentColor 35%, transparent); padding: .2rem .6rem; text-align: right; white-space: nowrap; }
  th:first-child, td:first-child { text-align: left; }
  .wide { overflow-x: auto; }
  svg { display: block; }
  .key { display: inline-block; margin: 0 1rem .4rem 0; }
  .key svg { display: inline-block; vertical-align: middle; margin-right: .3rem; }
  svg text { fill: currentColor; font-size: 12px; }
  svg .axis { stroke: currentColor; stroke-opacity: .4; }
  dt { font-weight: 600; } dd { margin: 0 0 .4rem; overflow-wrap: anywhere; }`;

export function htmlOf(result: RehearsalResult): string {
  const { reproducibility } = result;
  const facts = Object.entries(reproducibility).map(([name, value]) => {
    const shown = Array.isArray(value) ? value.join(", ") || "none" : String(value);
    return `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(shown)}</dd>`;
  });
  const unreached = tellUnreached(result.stopping, reproducibility.replications);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Rehearsal: ${escapeHtml(result.plan)}</title><style>${reportStyle}
</style></head><body><main>
<p class="frame">REHEARSAL</p>
<h1>${escapeHtml(result.plan)}</h1>
<p>${reproducibility.replications} nights of each variant, the same nights for all. Means with half the width of their 95 % intervals.</p>
${unreached === undefined ? "" : `<p><strong>${escapeHtml(unreached)}</strong></p>`}
${listRegions(result)
  .map(({ region, variants, comparison }) =>
    regionPart({ ...result, variants, comparison, regions: undefined }, region),
  )
  .join("\n")}
${aidPart(result)}
<h2>To get the same figures</h2>
<dl>${facts.join("")}</dl>
</main></body></html>
`;
}

type OneRegion = Omit<RehearsalResult, "regions"> & { readonly regions: undefined };

/** All that is said of one region; `region` undefined = the plan has no other. */
function regionPart({ regions: _none, ...result }: OneRegion, region: string | undefined): string {
  const named = (what: string): string => (region === undefined ? what : `${region}: ${what}`);
  return `${region === undefined ? "" : `<h2>Region ${escapeHtml(region)}</h2>`}
${listParts(result)
  .map((part) => tablePart(part, named(part.name)))
  .join("\n")}
<h2>Response times</h2>
<p>Of all nights together: the share of reached calls whose first unit was there within so many minutes.</p>
${legend(result)}
${wide(named("Response times"), gradePlots(result, curves))}
<h2>Minutes without a unit</h2>
<p>Means of a night, summed over the areas; the whiskers are the 95 % intervals.</p>
${wide(named("Minutes without a unit"), unitlessBars(result))}
<h2>Who waits</h2>
<p>Means of the incidents that wait for a unit, every quarter of an hour of what counts.</p>
${legend(result)}
${wide(named("Who waits"), gradePlots(result, queueLines))}
${costPart(result, named("What it costs whom"))}`;
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
  return `<h2>Mutual aid</h2><p>Means of a night.</p>${wide("Mutual aid", `<table><thead><tr><td></td>${cells.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`)}`;
}

/** `label`: unlike any other on the page. */
function tablePart(part: ResultPart, label: string): string {
  const [[name, ...names], ...rows] = rowsOf(part);
  const head = names.map((grade) => `<th scope="col">${escapeHtml(grade)}</th>`).join("");
  const body = rows.map(
    ([label, ...cells]) =>
      `<tr><th scope="row">${escapeHtml(label)}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`,
  );
  return `<h2>${escapeHtml(name)}</h2>${wide(label, `<table><thead><tr><td></td>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`)}`;
}

/** Of the grades that anybody was reached or waited for. */
function gradePlots(
  result: RehearsalResult,
  plot: (result: RehearsalResult, grade: string) => string | undefined,
): string {
  return Object.keys(result.variants[0].responseQuantiles)
    .flatMap((grade) => {
      const drawn = plot(result, grade);
      return drawn === undefined ? [] : [`<h3>${escapeHtml(grade)}</h3>${drawn}`];
    })
    .join("\n");
}

/** Which line is which variant's. */
function legend({ variants }: RehearsalResult): string {
  const keys = variants.map(({ variant }, index) => {
    const [color, dashes] = strokes[index % strokes.length];
    return `<span class="key"><svg width="30" height="10" aria-hidden="true"><line x1="0" x2="30" y1="5" y2="5" style="stroke:${color}" stroke-width="2" stroke-dasharray="${dashes}"/></svg>${escapeHtml(variant)}</span>`;
  });
  return `<p>${keys.join("")}</p>`;
}

const [width, height, left, bottom] = [640, 240, 46, 34];

/** Shares over minutes, a line for each variant; the JSON has the same in numbers. */
function curves({ variants }: RehearsalResult, grade: string): string | undefined {
  const lines = variants.map(({ variant, responseQuantiles }) => ({
    variant,
    seconds: (responseQuantiles as Readonly<Record<string, readonly number[]>>)[grade] ?? [],
  }));
  if (lines.every(({ seconds }) => seconds.length === 0)) return undefined;
  const most = Math.max(60, ...lines.map(({ seconds }) => seconds.at(-1) ?? 0));
  const x = (seconds: number) => left + (seconds / most) * (width - left - 10);
  const y = (share: number) => height - bottom - share * (height - bottom - 10);
  const drawn = lines.map(({ variant, seconds }, index) => {
    const [color, dashes] = strokes[index % strokes.length];
    const points = seconds
      .map((each, at) => `${x(each).toFixed(1)},${y((at + 1) * 0.05).toFixed(1)}`)
      .join(" ");
    return `<polyline fill="none" style="stroke:${color}" stroke-width="2" stroke-dasharray="${dashes}" points="${points}"><title>${escapeHtml(variant)}</title></polyline>`;
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line class="axis" x1="${left}" x2="${width - 10}" y1="${y(share)}" y2="${y(share)}"/><text x="4" y="${y(share) + 4}">${share * 100} %</text>` +
      `<text x="${x(share * most)}" y="${height - 14}" text-anchor="${share === 1 ? "end" : "middle"}">${Math.round((share * most) / 60)} min</text>`,
  );
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Response times, ${escapeHtml(grade)}">${ticks.join("")}${drawn.join("")}</svg>`;
}
