/** The result of a rehearsal as lines for people and as CSV for spreadsheets. */
import type { Grade } from "../../core/vocabulary.ts";
import type { ExactShare } from "../../sim/rehearsal/exact-share.ts";
import {
  figureNames,
  rareNames,
  type FigureName,
  type GradeSummary,
  type RareName,
  type VariantSummary,
} from "../../sim/rehearsal/summary.ts";
import type { Estimate } from "../../sim/rehearsal/estimate.ts";
import { aidFigureNames } from "./other-regions.ts";
import type { RehearsalResult } from "./rehearse-plan.ts";
import { tellUnreached } from "./stopping-rule.ts";

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

export interface ResultPart {
  /** Undefined where the plan has one region only. */
  readonly region: string | undefined;
  readonly variant: string;
  readonly name: string;
  readonly grades: Readonly<Partial<Record<string, GradeSummary>>>;
  readonly rare: VariantSummary["rare"] | undefined;
  /** The share in time with the luck of how many called taken out, where a grade has one. */
  readonly controlled: VariantSummary["controlledShareInTime"];
}

/** How `controlledShareInTime` is called. */
const controlledLabel = "the same, luck of how many called out";

/** Variants and, last, the difference, each with its grades; of several regions one after the other. */
export function listParts(result: RehearsalResult): ResultPart[] {
  return listRegions(result).flatMap(({ region, variants, comparison }) => {
    const part = (
      variant: string,
      grades: ResultPart["grades"],
      controlled: ResultPart["controlled"],
      rare?: VariantSummary["rare"],
    ): ResultPart => ({
      region,
      variant,
      name: region === undefined ? variant : `${region}: ${variant}`,
      grades,
      controlled,
      rare,
    });
    const parts = variants.map(({ variant, grades, controlledShareInTime, rare }) =>
      part(variant, grades, controlledShareInTime, rare),
    );
    if (comparison === undefined) return parts;
    const { from, to, grades, controlledShareInTime } = comparison;
    return [...parts, part(`${to} minus ${from}`, grades, controlledShareInTime)];
  });
}

/** The plan's own region first; without a name where it is the only one. */
export function listRegions({ plan, variants, comparison, regions }: RehearsalResult) {
  const region = regions === undefined ? undefined : plan;
  return [{ region, variants, comparison }, ...(regions ?? [])];
}

const aidLabels: { readonly [K in (typeof aidFigureNames)[number]]: string } = {
  asked: "times asked for help",
  refused: "of these, refused",
  came: "units that came to help",
  lent: "units lent",
  guestHours: "hours of guests here",
};

/** What regions did for each other, a column for each variant and region; empty = the plan has one region. */
export function aidRows({ aid }: RehearsalResult): string[][] {
  if (aid === undefined) return [];
  const head = aid.map(({ variant, region }) => `${region}: ${variant}`);
  const rows = aidFigureNames.map((name) => [
    aidLabels[name],
    ...aid.map(({ figures }) => formatEstimate(figures[name], false)),
  ]);
  return [["mutual aid", ...head], ...rows];
}

/** Head, and a row for each figure, a column for each grade. */
export function rowsOf({ name, grades, rare, controlled }: ResultPart): string[][] {
  const names = Object.keys(grades) as Grade[];
  const rows = figureNames.flatMap((figure) => {
    const { label, percent } = figureLabels[figure];
    const row = [label, ...names.map((grade) => formatEstimate(grades[grade]![figure], percent))];
    if (figure !== "shareInTime" || Object.keys(controlled).length === 0) return [row];
    const cells = names.map((grade) => {
      const estimate = controlled[grade];
      return estimate === undefined ? "-" : formatEstimate(estimate, true);
    });
    return [row, [controlledLabel, ...cells]];
  });
  const rareRows =
    rare === undefined
      ? []
      : rareNames.map((each) => [
          rareLabels[each],
          ...names.map((grade) => formatRare(rare[grade]![each])),
        ]);
  return [[name, ...names], ...rows, ...rareRows];
}

export function tableOf(result: RehearsalResult): string[] {
  const { replications, seed } = result.reproducibility;
  const lines = [`${result.plan}: ${replications} nights each, seed ${seed}; 95 % intervals`];
  for (const part of listParts(result)) lines.push("", ...align(rowsOf(part)));
  const unreached = tellUnreached(result.stopping, replications);
  if (unreached !== undefined) lines.push("", unreached);
  const aid = aidRows(result);
  if (aid.length > 0) lines.push("", ...align(aid));
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

/** With a column for the region in front where the plan has several. */
export function csvOf(result: RehearsalResult): string {
  const hasRegions = result.regions !== undefined;
  const lines = [
    `${hasRegions ? "region," : ""}variant,grade,figure,mean,half_width_95,replications`,
  ];
  const put = (region: string | undefined, ...cells: (string | number)[]): void => {
    lines.push((region === undefined ? cells : [region, ...cells]).join(","));
  };
  const parts = listParts(result);
  for (const { region, variant, grades } of parts)
    for (const [grade, summary] of Object.entries(grades))
      for (const figure of figureNames)
        put(region, variant, grade, figure, ...estimateCells(summary![figure]));
  for (const { region, variant, controlled } of parts)
    for (const [grade, estimate] of Object.entries(controlled))
      put(region, variant, grade, "shareInTime.controlled", ...estimateCells(estimate));
  for (const { region, variant, rare } of parts)
    for (const [grade, summary] of Object.entries(rare ?? {}))
      for (const each of rareNames) {
        const { seen, of, halfWidth } = summary[each];
        put(region, variant, grade, `nights.${each}`, seen / of, halfWidth, of);
      }
  for (const { region, variant, figures } of result.aid ?? [])
    for (const name of aidFigureNames) put(region, variant, "", `aid.${name}`, ...estimateCells(figures[name])); // prettier-ignore
  return `${lines.join("\n")}\n`;
}

function estimateCells({ mean, halfWidth, replications }: Estimate): (string | number)[] {
  const cells = [mean, halfWidth].map((value) => (Number.isFinite(value) ? String(value) : ""));
  return [...cells, replications];
}
