/** The result of a rehearsal as lines for people and as CSV for spreadsheets. */
import type { Grade } from "../../core/vocabulary.ts";
import type { ExactShare } from "../../sim/rehearsal/exact-share.ts";
import {
  figureNames,
  rareNames,
  type FigureName,
  type GradeSummary,
  type RareName,
} from "../../sim/rehearsal/summary.ts";
import type { Estimate } from "../../sim/rehearsal/estimate.ts";
import type { RehearsalResult } from "./rehearse-plan.ts";

/** How each figure is called, and in what it is counted. */
export const figureLabels: { readonly [K in FigureName]: { label: string; percent: boolean } } = {
  calls: { label: "calls", percent: false },
  shareInTime: { label: "reached in time", percent: true },
  meanResponseSeconds: { label: "mean response, s", percent: false },
  p90ResponseSeconds: { label: "90 % reached within, s", percent: false },
  shareGivenUp: { label: "gave up", percent: true },
  shareOpen: { label: "not reached by the end", percent: true },
  shareNoRoadPath: { label: "no road led there", percent: true },
  takenOff: { label: "units taken off for a higher grade", percent: false },
  takenFromScene: { label: "of these, from the scene", percent: false },
  noUnitMinutes: { label: "area minutes without a unit", percent: false },
};

/** "83.1 % +- 1.2": the mean and half the width of its 95 % interval; "-" where no night says anything. */
export function formatEstimate(
  { mean, halfWidth, replications }: Estimate,
  percent: boolean,
): string {
  if (replications === 0) return "-";
  const factor = percent ? 100 : 1;
  const digits = percent || Math.abs(mean) < 100 ? 1 : 0;
  const value = `${(mean * factor).toFixed(digits)}${percent ? " %" : ""}`;
  return Number.isFinite(halfWidth) ? `${value} +- ${(halfWidth * factor).toFixed(digits)}` : value;
}

/** How what is hoped to be rare is called. */
export const rareLabels: { readonly [K in RareName]: string } = {
  givenUp: "nights on which somebody gave up",
  notReached: "nights that left somebody not reached",
  noUnit: "nights on which an area had no unit",
};

/** "3.0 % (0.6 to 8.5)": the share of nights and its exact 95 % interval. */
export function formatRare({ seen, of, low, high }: ExactShare): string {
  const percent = (share: number) => (100 * share).toFixed(1);
  return `${percent(seen / of)} % (${percent(low)} to ${percent(high)})`;
}

/** Variants and, last, the difference, each with its grades. */
export function listParts({ variants, comparison }: RehearsalResult) {
  const parts: { name: string; grades: Readonly<Partial<Record<string, GradeSummary>>> }[] =
    variants.map(({ variant, grades }) => ({ name: variant, grades }));
  if (comparison !== undefined) {
    const { from, to, grades } = comparison;
    parts.push({ name: `${to} minus ${from}`, grades });
  }
  return parts;
}

export function tableOf(result: RehearsalResult): string[] {
  const { replications, seed } = result.reproducibility;
  const lines = [`${result.plan}: ${replications} nights each, seed ${seed}; 95 % intervals`];
  for (const { name, grades } of listParts(result)) {
    const names = Object.keys(grades);
    const rows = figureNames.map((figure) => {
      const { label, percent } = figureLabels[figure];
      return [label, ...names.map((grade) => formatEstimate(grades[grade]![figure], percent))];
    });
    const rare = result.variants.find(({ variant }) => variant === name)?.rare;
    const rareRows =
      rare === undefined
        ? []
        : rareNames.map((each) => [
            rareLabels[each],
            ...names.map((grade) => formatRare(rare[grade as Grade]![each])),
          ]);
    lines.push("", ...align([[name, ...names], ...rows, ...rareRows]));
  }
  return lines;
}

function align(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
      )
      .join("  ")
      .trimEnd(),
  );
}

export function csvOf(result: RehearsalResult): string {
  const lines = ["variant,grade,figure,mean,half_width_95,replications"];
  for (const { name, grades } of listParts(result))
    for (const [grade, summary] of Object.entries(grades))
      for (const figure of figureNames) {
        const { mean, halfWidth, replications } = summary![figure];
        const cells = [mean, halfWidth].map((value) =>
          Number.isFinite(value) ? String(value) : "",
        );
        lines.push([name, grade, figure, ...cells, replications].join(","));
      }
  for (const { variant, rare } of result.variants)
    for (const [grade, summary] of Object.entries(rare))
      for (const each of rareNames) {
        const { seen, of, halfWidth } = summary[each];
        lines.push([variant, grade, `nights.${each}`, seen / of, halfWidth, of].join(","));
      }
  return `${lines.join("\n")}\n`;
}
