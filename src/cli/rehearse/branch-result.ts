/**
 * A branch beside what really happened, as data, as lines for people, as CSV and as a page of its own that says REHEARSAL
 * at the top. Of futures the mean and the band in which 80 % of them lie; of the record the one number it has. Not here:
 * playing.
 */
import { rfc3339FromInstant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { grades, type Grade } from "../../core/vocabulary.ts";
import type { Futures } from "../../sim/branch/branch.ts";
import type { BranchTime, Counted } from "../../sim/branch/record.ts";
import type { Estimate } from "../../sim/rehearsal/estimate.ts";
import {
  compareGrade,
  figureNames,
  figureOf,
  summariseGrade,
  type FigureName,
} from "../../sim/rehearsal/summary.ts";
import { escapeText, reportStyle } from "./report-html.ts";
import { figureLabels, formatEstimate } from "./result-text.ts";

export interface FutureFigure extends Estimate {
  /** 80 % of the futures that say something lie between; null = none does. */
  readonly low80: number | null;
  readonly high80: number | null;
}

export interface FigureRow {
  readonly grade: Grade;
  readonly figure: FigureName;
  /** Null = the record says nothing about it. */
  readonly happened: number | null;
  readonly asItWas: FutureFigure;
  readonly changed: FutureFigure | null;
  /** Changed minus as it was, future by future. */
  readonly difference: Estimate | null;
}

export interface QueueRow {
  readonly at: string;
  readonly happened: number;
  readonly asItWas: { readonly low80: number; readonly middle: number; readonly high80: number };
  readonly changed: QueueRow["asItWas"] | null;
}

export interface BranchResult {
  readonly kind: "rehearsal";
  readonly region: string;
  readonly position: number;
  readonly at: string;
  readonly until: string;
  readonly change: string | null;
  readonly figures: readonly FigureRow[];
  /** Waiting incidents. */
  readonly queue: readonly QueueRow[];
  readonly reproducibility: {
    readonly muster: string;
    readonly seed: number;
    readonly replications: number;
    readonly travel: string;
  };
}

export interface BranchParts {
  readonly region: string;
  readonly position: number;
  readonly time: BranchTime;
  readonly steps: readonly number[];
  readonly change: string | undefined;
  readonly happened: Counted;
  /** As it was, and changed. */
  readonly played: readonly Futures[];
  /** A state with the configuration: grades without a target are left out. */
  readonly targets: RegionState;
  readonly reproducibility: BranchResult["reproducibility"];
}

export function tellBranch(parts: BranchParts): BranchResult {
  const { region, position, time, steps, change, happened, played, reproducibility } = parts;
  const { target } = getPolicy(parts.targets);
  const [asItWas, changed] = played;
  const figures = grades.names.flatMap((grade, code) =>
    target[code] === 0 ? [] : tellGrade(grade, code, happened, asItWas, changed),
  );
  return {
    kind: "rehearsal",
    region,
    position,
    at: rfc3339FromInstant(time.now),
    until: rfc3339FromInstant(time.untilAt),
    change: change ?? null,
    figures,
    queue: steps.map((at, step) => ({
      at: rfc3339FromInstant(at),
      happened: happened.waiting[step],
      asItWas: bandOf(asItWas.waiting[step]),
      changed: changed === undefined ? null : bandOf(changed.waiting[step]),
    })),
    reproducibility,
  };
}

function tellGrade(
  grade: Grade,
  code: number,
  happened: Counted,
  asItWas: Futures,
  changed: Futures | undefined,
): FigureRow[] {
  const before = summariseGrade(asItWas.figures, code);
  const after = changed === undefined ? undefined : summariseGrade(changed.figures, code);
  const difference =
    changed === undefined ? undefined : compareGrade(asItWas.figures, changed.figures, code);
  return figureNames.map((figure) => {
    const value = figureOf(happened.figures[code], figure);
    return {
      grade,
      figure,
      happened: Number.isNaN(value) ? null : value,
      asItWas: { ...before[figure], ...spreadOf(asItWas, code, figure) },
      changed:
        changed === undefined || after === undefined
          ? null
          : { ...after[figure], ...spreadOf(changed, code, figure) },
      difference: difference?.[figure] ?? null,
    };
  });
}

function spreadOf({ figures }: Futures, code: number, figure: FigureName) {
  const values = Float64Array.from(figures, (each) => figureOf(each[code], figure))
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (values.length === 0) return { low80: null, high80: null };
  return { low80: at(values, 0.1), high80: at(values, 0.9) };
}

function bandOf(values: Int32Array): QueueRow["asItWas"] {
  const sorted = values.slice().sort();
  return { low80: at(sorted, 0.1), middle: at(sorted, 0.5), high80: at(sorted, 0.9) };
}

/** The smallest value that at least this share does not exceed. */
function at(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

function formatOne(value: number | null, percent: boolean): string {
  if (value === null) return "-";
  const shown = percent ? value * 100 : value;
  return `${shown.toFixed(1)}${percent ? " %" : ""}`;
}

function formatFuture(figure: FutureFigure, percent: boolean): string {
  if (figure.low80 === null) return "-";
  const range = `${formatOne(figure.low80, percent)} to ${formatOne(figure.high80, percent)}`;
  return `${formatOne(figure.mean, percent)} (${range})`;
}

const columns = ["grade", "figure", "happened", "as it was", "changed", "changed minus as it was"];

function rowsOf({ figures }: BranchResult): string[][] {
  return figures.map(({ grade, figure, happened, asItWas, changed, difference }) => {
    const { label, percent } = figureLabels[figure];
    return [
      grade,
      label,
      formatOne(happened, percent),
      formatFuture(asItWas, percent),
      changed === null ? "" : formatFuture(changed, percent),
      difference === null ? "" : formatEstimate(difference, percent),
    ];
  });
}

function titleOf({ region, position, at: from, until, change }: BranchResult): string {
  return `${region} from position ${position}, ${from} to ${until}; changed: ${change ?? "nothing"}`;
}

export function branchTable(result: BranchResult): string[] {
  const rows = [columns, ...rowsOf(result)];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return [
    `REHEARSAL: ${titleOf(result)}`,
    ...rows.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    ),
  ];
}

export function branchCsv({ figures, queue }: BranchResult): string {
  const lines = [
    "kind,grade_or_time,figure,happened,as_it_was,low_80,high_80,changed,changed_low_80,changed_high_80",
  ];
  for (const { grade, figure, happened, asItWas, changed } of figures)
    lines.push(
      [
        "rehearsal",
        grade,
        figure,
        happened ?? "",
        asItWas.low80 === null ? "" : asItWas.mean,
        asItWas.low80 ?? "",
        asItWas.high80 ?? "",
        changed === null || changed.low80 === null ? "" : changed.mean,
        changed?.low80 ?? "",
        changed?.high80 ?? "",
      ].join(","),
    );
  for (const { at: time, happened, asItWas, changed } of queue)
    lines.push(
      [
        "rehearsal",
        time,
        "waiting",
        happened,
        asItWas.middle,
        asItWas.low80,
        asItWas.high80,
        changed?.middle ?? "",
        changed?.low80 ?? "",
        changed?.high80 ?? "",
      ].join(","),
    );
  return `${lines.join("\n")}\n`;
}

export function branchHtml(result: BranchResult): string {
  const cells = (row: readonly string[], tag: string) =>
    `<tr>${row.map((cell) => `<${tag}>${escapeText(cell)}</${tag}>`).join("")}</tr>`;
  const band = (each: QueueRow["asItWas"] | null) =>
    each === null ? "" : `${each.middle} (${each.low80} to ${each.high80})`;
  const queue = result.queue.map(({ at: time, happened, asItWas, changed }) =>
    cells([time, String(happened), band(asItWas), band(changed)], "td"),
  );
  const facts = Object.entries(result.reproducibility).map(
    ([name, value]) => `<dt>${escapeText(name)}</dt><dd>${escapeText(String(value))}</dd>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Rehearsal: ${escapeText(result.region)}</title><style>${reportStyle}
</style></head><body>
<p class="frame">REHEARSAL</p>
<h1>What if, and what happened</h1>
<p>${escapeText(titleOf(result))}</p>
<p>Only the column "happened" is a record. The others are ${result.reproducibility.replications} futures of that moment, the same luck for both: the mean, and where 80 % of them lie.</p>
<h2>By grade</h2><table><thead>${cells(columns, "th")}</thead><tbody>${rowsOf(result)
    .map((row) => cells(row, "td"))
    .join("")}</tbody></table>
<h2>Waiting incidents</h2><table><thead>${cells(["at", "happened", "as it was", "changed"], "th")}</thead><tbody>${queue.join("")}</tbody></table>
<h2>To get the same figures</h2><dl>${facts.join("")}</dl>
</body></html>
`;
}
