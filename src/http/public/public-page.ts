/**
 * The public page of a region as HTML that needs nothing beside itself: no script, no other file, readable in any browser, by a
 * screen reader and in print; light and dark as the reader's device has it. All text is escaped. Plain language: short
 * sentences, what to do first. Not here: what is said (public-view.ts).
 */

import { rfc3339FromInstant, type Instant } from "../../base/instant.ts";
import type { PublicFigure } from "../../core/figures/figures-events.ts";
import { dictionary, type MetricMeaning } from "../../live/public/public-figures.ts";
import { selfContainedPolicy } from "../../live/page-policy.ts";
import { escapeHtml } from "../../wire/html-text.ts";
import type { PublicGap, PublicRegion } from "./public-view.ts";

const style = `
:root { color-scheme: light dark; --ink: #16202a; --ground: #fff; --line: #66727d; --strong: #0e5846; --warn: #920709; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf1; --ground: #11161c; --line: #8a97a3; --strong: #44fdd1; --warn: #ff8b96; } }
body { font: 1.05rem/1.5 sans-serif; color: var(--ink); background: var(--ground); max-width: 46rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
.band { border: 3px solid var(--strong); border-radius: 0.4rem; padding: 0.7rem 1rem; font-size: 1.2rem; }
.band strong { font-size: 1.5rem; display: block; }
.old { border: 3px solid var(--warn); padding: 0.7rem 1rem; font-weight: bold; }
a { color: inherit; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding: 0.6rem 0 0.2rem; }
th, td { border-bottom: 1px solid var(--line); padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
dt { font-weight: bold; }
`;

export const publicSecurityPolicy = selfContainedPolicy(style);

/** A page that is older than this is out of date, and says so from the beginning. */
const staleMinutes = 5;

export function renderIndex(regions: readonly PublicRegion[], madeAt: Instant): string {
  const items = regions.map(
    ({ id, name, band, isCurrent }) =>
      `<li><a href="/public/${encodeURIComponent(id)}">${escapeHtml(name)}</a>: <strong>${band}</strong>${isCurrent ? "" : " (may be out of date)"}</li>`,
  );
  const list =
    items.length === 0 ? "<p>No region is served here.</p>" : `<ul>${items.join("\n")}</ul>`;
  return documentOf(
    "State of the service",
    `<h1>State of the service</h1>\n${madeText(madeAt)}\n${list}`,
  );
}

export function renderRegion(region: PublicRegion, madeAt: Instant): string {
  const { name, band, doNow, message, sinceAt, isCurrent, gaps, areas, periods } = region;
  const since = sinceAt === 0 ? "" : ` since ${timeOf(sinceAt)}`;
  const parts = [
    `<h1>${escapeHtml(name)}: state of the service</h1>`,
    isCurrent
      ? ""
      : `<p class="old" role="alert">Our control system takes nothing at the moment, so this page may be out of date. The telephone still works.</p>`,
    `<div class="band"><strong>${band}</strong>${since}<p>${escapeHtml(doNow)}</p>${message === "" ? "" : `<p>${escapeHtml(message)}</p>`}</div>`,
    madeText(madeAt),
    `<h2>By area</h2>`,
    tableOf(
      "State of the service by area",
      ["Area", "State"],
      areas.map((area) => [area.name, band]),
    ),
    `<h2>Figures</h2>`,
    figuresText(region),
    `<h2>When our own system took nothing</h2>`,
    gapsText(gaps),
    `<h2>What the figures mean</h2>`,
    `<dl>${dictionary.map(meaningText).join("\n")}</dl>`,
    `<p>Counts under five are shown as &lt;5, others are rounded to five, and some are withheld because they would tell a small one. Nobody can be found in them.</p>`,
    periods.length === 0
      ? ""
      : `<p>All published periods: <a href="/public/${encodeURIComponent(region.id)}/figures.csv">CSV</a>, <a href="/public/${encodeURIComponent(region.id)}/figures.json">JSON</a>; <a href="/public/dictionary.csv">data dictionary</a>.</p>`,
  ];
  return documentOf(`${name}: ${band}`, parts.filter((part) => part !== "").join("\n"));
}

function documentOf(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

function madeText(madeAt: Instant): string {
  return `<p>This page was made at <strong>${timeOf(madeAt)}</strong>. If that time is more than ${staleMinutes} minutes ago, this page is out of date: load it again.</p>`;
}

function figuresText({ periods, areas }: PublicRegion): string {
  const [latest] = periods;
  if (latest === undefined) return "<p>No period has been published yet.</p>";
  const names = new Map(areas.map(({ code, name }) => [code, name]));
  const { fromAt, untilAt, figures } = latest;
  const groups = new Map<string, PublicFigure[]>();
  for (const figure of figures)
    groups.set(figure.metric, [...(groups.get(figure.metric) ?? []), figure]);
  const tables = [...groups].map(([metric, rows]) =>
    tableOf(
      `${metric.slice(0, 1).toUpperCase()}${metric.slice(1)}`,
      ["", "Figure"],
      rows.map(({ part, value }) => [
        part === "" ? "All" : (names.get(part) ?? part),
        String(value),
      ]),
    ),
  );
  return `<p>From ${timeOf(fromAt)} to ${timeOf(untilAt)}.</p>\n${tables.join("\n")}`;
}

function gapsText(gaps: readonly PublicGap[]): string {
  if (gaps.length === 0) return "<p>In the last seven days: never.</p>";
  return tableOf(
    "In the last seven days",
    ["From", "To"],
    gaps.map(({ fromAt, untilAt }) => [plainTime(fromAt), plainTime(untilAt)]),
  );
}

function meaningText({ metric, unit, meaning }: MetricMeaning): string {
  return `<dt>${escapeHtml(metric)}</dt><dd>${escapeHtml(meaning)} (${escapeHtml(unit)})</dd>`;
}

function tableOf(
  caption: string,
  heads: readonly [string, string],
  rows: readonly (readonly [string, string])[],
): string {
  const head = heads.map((each) => (each === "" ? "<td></td>" : `<th scope="col">${each}</th>`));
  const body = rows.map(
    ([name, value]) =>
      `<tr><th scope="row">${escapeHtml(name)}</th><td class="n">${escapeHtml(value)}</td></tr>`,
  );
  return `<table>\n<caption>${escapeHtml(caption)}</caption>\n<thead><tr>${head.join("")}</tr></thead>\n<tbody>\n${body.join("\n")}\n</tbody>\n</table>`;
}

/** To the minute, in UTC. */
function plainTime(at: Instant): string {
  const text = rfc3339FromInstant(at);
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}

function timeOf(at: Instant): string {
  return `<time datetime="${rfc3339FromInstant(at)}">${plainTime(at)}</time>`;
}
