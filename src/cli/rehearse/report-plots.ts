/**
 * The plots of a rehearsal's report beside its response curves: minutes without a unit, who waits, and what the second variant
 * costs whom. Drawn from the numbers of the tables, as still pictures without a script. Not here: the page (report-html.ts).
 */
import { escapeHtml } from "../../wire/html-text.ts";
import { microsPerMinute } from "../../base/instant.ts";
import type { Estimate } from "../../sim/rehearsal/estimate.ts";
import type { FigureName } from "../../sim/rehearsal/summary.ts";
import { queueStepMicros } from "../../sim/rehearsal/tally.ts";
import type { RehearsalResult } from "./rehearse-plan.ts";
import { figureLabels, formatEstimate } from "./result-text.ts";

/** Lines are told apart by their dashes as well. The colours stand in the page's style, where each theme has its own. */
export const strokes = [
  ["var(--line-0)", ""],
  ["var(--line-1)", "6 3"],
  ["var(--line-2)", "2 3"],
  ["var(--line-3)", "8 3 2 3"],
  ["var(--line-4)", "1 4"],
] as const;

/** What may be wider than a narrow screen moves by itself, by the keyboard too. `content` is HTML. */
export function wide(label: string, content: string): string {
  return `<div class="wide" role="region" tabindex="0" aria-label="${escapeHtml(label)}">${content}</div>`;
}

interface Bar {
  readonly label: string;
  readonly estimate: Estimate;
  /** Which of `strokes`. */
  readonly stroke: number;
}

const [width, labelWidth, rowHeight, margin] = [640, 220, 24, 130];

/** Bars from zero with whiskers, in either direction; each says its number. */
function bars(title: string, rows: readonly Bar[], percent: boolean): string {
  const ends = rows.flatMap(({ estimate: { mean, halfWidth } }) => {
    const half = Number.isFinite(halfWidth) ? halfWidth : 0;
    return Number.isFinite(mean) ? [mean - half, mean + half] : [];
  });
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const span = most - least || 1;
  const x = (value: number) =>
    (labelWidth + ((value - least) / span) * (width - labelWidth - margin)).toFixed(1);
  const drawn = rows.map(({ label, estimate, stroke }, index) => {
    const top = 6 + index * rowHeight;
    const text = `<text x="0" y="${top + 13}">${escapeHtml(label.slice(0, 36))}</text>`;
    const { mean, halfWidth } = estimate;
    if (!Number.isFinite(mean)) return text;
    const from = Math.min(0, mean);
    const size = (Math.abs(mean) / span) * (width - labelWidth - margin);
    const middle = top + 9;
    const whisker = Number.isFinite(halfWidth)
      ? `<line stroke="currentColor" x1="${x(mean - halfWidth)}" x2="${x(mean + halfWidth)}" y1="${middle}" y2="${middle}"/>`
      : "";
    return `${text}<rect x="${x(from)}" y="${top}" width="${size.toFixed(1)}" height="18" style="fill:${strokes[stroke % strokes.length][0]}" fill-opacity=".55"/>${whisker}<text x="${width}" y="${top + 13}" text-anchor="end">${formatEstimate(estimate, percent)}</text>`;
  });
  const height = 12 + rows.length * rowHeight;
  const zero = `<line class="axis" x1="${x(0)}" x2="${x(0)}" y1="0" y2="${height}"/>`;
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeHtml(title)}">${zero}${drawn.join("")}</svg>`;
}

export function unitlessBars({ variants }: RehearsalResult): string {
  const rows = variants.flatMap(({ variant, grades }, stroke) =>
    Object.entries(grades).map(([grade, summary]) => ({
      label: `${grade}, ${variant}`,
      estimate: summary.noUnitMinutes,
      stroke,
    })),
  );
  return bars("Minutes without a unit by grade and variant", rows, false);
}

/** What is better when it is more comes first. */
const costs: readonly FigureName[] = [
  "shareInTime",
  "meanResponseSeconds",
  "shareGivenUp",
  "shareOpen",
  "noUnitMinutes",
];

/** Empty where nothing is compared. */
export function costPart({ comparison }: RehearsalResult, region: string): string {
  if (comparison === undefined) return "";
  const { from, to, grades } = comparison;
  const plots = costs.map((figure) => {
    const { label, percent } = figureLabels[figure];
    const rows = Object.entries(grades).map(([grade, summary], stroke) => ({
      label: grade,
      estimate: summary[figure],
      stroke,
    }));
    return `<h3>${escapeHtml(label)}</h3>${bars(`${label}: ${to} minus ${from}`, rows, percent)}`;
  });
  return `<h2>What it costs whom</h2>
<p>${escapeHtml(to)} minus ${escapeHtml(from)}, night by night on the same luck. Where a whisker crosses the line nothing is shown either way.</p>
${wide(region, plots.join("\n"))}`;
}

const [queueHeight, left, bottom] = [160, 46, 28];

/** A line for each variant; undefined = nobody waited. */
export function queueLines({ variants }: RehearsalResult, grade: string): string | undefined {
  const lines = variants.map(({ variant, queue }) => ({
    variant,
    counts: (queue as Readonly<Record<string, readonly number[]>>)[grade] ?? [],
  }));
  if (lines.every(({ counts }) => counts.every((count) => count === 0))) return undefined;
  const steps = Math.max(1, ...lines.map(({ counts }) => counts.length));
  const most = Math.max(0.1, ...lines.flatMap(({ counts }) => counts));
  const x = (step: number) => left + ((step + 1) / steps) * (width - left - 10);
  const y = (count: number) => queueHeight - bottom - (count / most) * (queueHeight - bottom - 10);
  const drawn = lines.map(({ variant, counts }, index) => {
    const [color, dashes] = strokes[index % strokes.length];
    const points = counts.map((each, step) => `${x(step).toFixed(1)},${y(each).toFixed(1)}`);
    return `<polyline fill="none" style="stroke:${color}" stroke-width="2" stroke-dasharray="${dashes}" points="${points.join(" ")}"><title>${escapeHtml(variant)}</title></polyline>`;
  });
  const hours = (steps * queueStepMicros) / microsPerMinute / 60;
  const axis =
    [0, most / 2, most]
      .map(
        (count) =>
          `<line class="axis" x1="${left}" x2="${width - 10}" y1="${y(count)}" y2="${y(count)}"/><text x="4" y="${y(count) + 4}">${count.toFixed(1)}</text>`,
      )
      .join("") +
    `<text x="${width - 10}" y="${queueHeight - 8}" text-anchor="end">${hours.toFixed(0)} h</text>`;
  return `<svg viewBox="0 0 ${width} ${queueHeight}" width="${width}" height="${queueHeight}" role="img" aria-label="Who waits, ${escapeHtml(grade)}">${axis}${drawn.join("")}</svg>`;
}
