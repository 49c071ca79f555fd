/**
 * A branch beside what really happened, as data, as lines for people, as CSV and as a page of its own that says REHEARSAL
 * at the top. Of futures the mean and the band in which 80 % of them lie; of the record the one number it has; and what
 * the model is off by where nothing was changed, beside what the change does. Not here: playing.
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
import { queuePlot } from "./branch-plot.ts";
import { reportStyle } from "./report-html.ts";
import { wide } from "./report-plots.ts";
import { escapeHtml } from "../../wire/html-text.ts";
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
  /** As it was, played, minus what happened: what the model itself is off by. Null = the record says nothing about it. */
  readonly modelError: Estimate | null;
  readonly changed: FutureFigure | null;
  /** Changed minus as it was, future by future: what the change does. */
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
  /** Where the calls after the moment come from. */
  readonly demand: "recorded" | "forecast";
  /** Calls of the log after the moment, and those whose scene it knows. */
  readonly recorded: { readonly calls: number; readonly withScene: number };
  readonly figures: readonly FigureRow[];
  /** Waiting incidents. */
  readonly queue: readonly QueueRow[];
  readonly reproducibility: {
    readonly muster: string;
    /** Of the state at the moment, by core/state/hash.ts. */
    readonly stateHash: string;
    /** Only where the ways' calibration comes from a server's configuration. */
    readonly configSha256?: string;
    readonly seed: number;
    readonly replications: number;
    readonly ruleFlags: readonly number[];
    readonly travel: string;
    /** Where the store and the files are the same. */
    readonly command: string;
  };
}

export interface BranchParts {
  readonly region: string;
  readonly position: number;
  readonly time: BranchTime;
  readonly steps: readonly number[];
  readonly change: string | undefined;
  readonly demand: BranchResult["demand"];
  readonly recorded: BranchResult["recorded"];
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
    demand: parts.demand,
    recorded: { calls: parts.recorded.calls, withScene: parts.recorded.withScene },
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
      modelError: minus(before[figure], value),
      changed:
        changed === undefined || after === undefined
          ? null
          : { ...after[figure], ...spreadOf(changed, code, figure) },
      difference: difference?.[figure] ?? null,
    };
  });
}

function minus(estimate: Estimate, value: number): Estimate | null {
  if (Number.isNaN(value) || Number.isNaN(estimate.mean)) return null;
  return { ...estimate, mean: estimate.mean - value };
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

const columns = [
  "grade",
  "figure",
  "happened",
  "played as it was",
  "model's error",
  "played changed",
  "effect of the change",
];

function rowsOf({ figures }: BranchResult): string[][] {
  return figures.map(({ grade, figure, happened, asItWas, modelError, changed, difference }) => {
    const { label, percent } = figureLabels[figure];
    return [
      grade,
      label,
      formatOne(happened, percent),
      formatFuture(asItWas, percent),
      modelError === null ? "-" : formatEstimate(modelError, percent),
      changed === null ? "" : formatFuture(changed, percent),
      difference === null ? "" : formatEstimate(difference, percent),
    ];
  });
}

function titleOf({ region, position, at: from, until, change }: BranchResult): string {
  return `${region} from position ${position}, ${from} to ${until}; changed: ${change ?? "nothing"}`;
}

/** What is played, and what both columns of errors mean. */
function explain({ demand, recorded, change, reproducibility }: BranchResult): string {
  const { replications, travel } = reproducibility;
  const calls =
    demand === "recorded"
      ? `the ${recorded.calls} calls that came after the moment (${recorded.withScene} with the scene they really had, the others with a drawn one) and the units that really came on and went off duty`
      : "calls that a forecast of that moment would draw";
  const beside =
    change === null
      ? ""
      : " The effect of the change is between two plays, so what the model is off by is in both; one that is smaller than the model's error is to be read with care.";
  return `Only "happened" is a record. Played are ${replications} futures of that moment with ${calls}; ways by ${travel}. In brackets where 80 % of the futures lie; the model's error is what is played as it was minus what happened.${beside}`;
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
    explain(result),
  ];
}

export function branchCsv({ figures, queue }: BranchResult): string {
  const lines = [
    "kind,grade_or_time,figure,happened,as_it_was,low_80,high_80,model_error,changed,changed_low_80,changed_high_80,effect,effect_half_width_95",
  ];
  for (const { grade, figure, happened, asItWas, modelError, changed, difference } of figures)
    lines.push(
      [
        "rehearsal",
        grade,
        figure,
        happened ?? "",
        asItWas.low80 === null ? "" : asItWas.mean,
        asItWas.low80 ?? "",
        asItWas.high80 ?? "",
        modelError?.mean ?? "",
        changed === null || changed.low80 === null ? "" : changed.mean,
        changed?.low80 ?? "",
        changed?.high80 ?? "",
        difference?.mean ?? "",
        difference?.halfWidth ?? "",
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
        asItWas.middle - happened,
        changed?.middle ?? "",
        changed?.low80 ?? "",
        changed?.high80 ?? "",
        changed === null ? "" : changed.middle - asItWas.middle,
        "",
      ].join(","),
    );
  return `${lines.join("\n")}\n`;
}

export function branchHtml(result: BranchResult): string {
  const cells = (row: readonly string[], tag: string) =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  const band = (each: QueueRow["asItWas"] | null) =>
    each === null ? "" : `${each.middle} (${each.low80} to ${each.high80})`;
  const queue = result.queue.map(({ at: time, happened, asItWas, changed }) =>
    cells([time, String(happened), band(asItWas), band(changed)], "td"),
  );
  const facts = Object.entries(result.reproducibility).map(
    ([name, value]) =>
      `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(Array.isArray(value) ? value.join(", ") || "none" : String(value))}</dd>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Rehearsal: ${escapeHtml(result.region)}</title><style>${reportStyle}
</style></head><body><main>
<p class="frame">REHEARSAL</p>
<h1>What if, and what happened</h1>
<p>${escapeHtml(titleOf(result))}</p>
<p>${escapeHtml(explain(result))}</p>
<h2>By grade</h2>${wide(
    "By grade",
    `<table><thead>${cells(columns, "th")}</thead><tbody>${rowsOf(result)
      .map((row) => cells(row, "td"))
      .join("")}</tbody></table>`,
  )}
<h2>Waiting incidents</h2>
<p>The solid line in the colour of the text is what happened; the bands hold 80 % of the futures, their middles are the blue line (played as it was) and the dashed one (played changed).</p>
${wide("Waiting incidents, drawn", queuePlot(result.queue))}
${wide("Waiting incidents", `<table><thead>${cells(["at", "happened", "played as it was", "played changed"], "th")}</thead><tbody>${queue.join("")}</tbody></table>`)}
<h2>To get the same figures</h2><dl>${facts.join("")}</dl>
</main></body></html>
`;
}
