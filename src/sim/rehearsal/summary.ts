/**
 * The nights of a plan as figures with intervals: for each variant and grade the calls, the share in time, the response,
 * who gave up, the minutes without a unit; and for two variants the differences, night by night. Not here: how it is
 * printed.
 */
import { microsPerHour } from "../../base/instant.ts";
import { grades, type Grade } from "../../core/vocabulary.ts";
import { estimateControlled, estimateMean, estimateShare, type Estimate } from "./estimate.ts";
import { exactShare, type ExactShare } from "./exact-share.ts";
import type { RehearsalPlan } from "./plan.ts";
import type { GradeFigures, NightFigures } from "./tally.ts";

/** Figures of a night, by name; the order is that of the report. */
export const figureNames = [
  "calls",
  "shareInTime",
  "meanResponseSeconds",
  "p90ResponseSeconds",
  "shareGivenUp",
  "shareOpen",
  "shareNoRoadPath",
  "takenOff",
  "takenFromScene",
  "noUnitMinutes",
] as const;
export type FigureName = (typeof figureNames)[number];

export type GradeSummary = { readonly [K in FigureName]: Estimate };

export interface VariantSummary {
  readonly variant: string;
  /** The share in time with the luck of how many called taken out, where a grade has a target. */
  readonly controlledShareInTime: Readonly<Partial<Record<Grade, Estimate>>>;
  readonly grades: Readonly<Partial<Record<Grade, GradeSummary>>>;
  /** Nights on which it happened at all, with the exact interval of their share. */
  readonly rare: Readonly<Partial<Record<Grade, RareSummary>>>;
  /** Mean of the incidents that wait, at every quarter of an hour of what counts. */
  readonly queue: Readonly<Partial<Record<Grade, readonly number[]>>>;
  /** Of all nights together: seconds within which 5, 10, ... 95 % of the reached were reached. */
  readonly responseQuantiles: Readonly<Partial<Record<Grade, readonly number[]>>>;
}

/** What is hoped to be rare: somebody gave up, somebody was not reached, an area had no unit. */
export const rareNames = ["givenUp", "notReached", "noUnit"] as const;
export type RareName = (typeof rareNames)[number];
export type RareSummary = { readonly [K in RareName]: ExactShare };

function happens({ gaveUp, open, noUnitMinutes }: GradeFigures, name: RareName): boolean {
  if (name === "givenUp") return gaveUp > 0;
  return name === "notReached" ? open > 0 : noUnitMinutes > 0;
}

function rareOf(nights: readonly NightFigures[], grade: number): RareSummary {
  const share = (name: RareName) =>
    exactShare(nights.filter((night) => happens(night[grade], name)).length, nights.length);
  return { givenUp: share("givenUp"), notReached: share("notReached"), noUnit: share("noUnit") };
}

function queueOf(nights: readonly NightFigures[], grade: number): number[] {
  return nights[0][grade].queue.map((_, step) => {
    let sum = 0;
    for (const night of nights) sum += night[grade].queue[step];
    return sum / nights.length;
  });
}

/** NaN = the night says nothing about it. */
export function figureOf(figures: GradeFigures, name: FigureName): number {
  const { calls, reached, gaveUp, open, noRoadPath, inTime, judged, responseSeconds } = figures;
  switch (name) {
    case "calls":
      return calls;
    case "shareInTime":
      return judged === 0 ? Number.NaN : inTime / judged;
    case "meanResponseSeconds":
      return reached === 0
        ? Number.NaN
        : responseSeconds.reduce((sum, each) => sum + each, 0) / reached;
    case "p90ResponseSeconds":
      return reached === 0 ? Number.NaN : responseSeconds[Math.floor(0.9 * (reached - 1))];
    case "shareGivenUp":
      return calls === 0 ? Number.NaN : gaveUp / calls;
    case "shareOpen":
      return calls === 0 ? Number.NaN : open / calls;
    case "shareNoRoadPath":
      return calls === 0 ? Number.NaN : noRoadPath / calls;
    case "takenOff":
    case "takenFromScene":
      return figures[name];
    case "noUnitMinutes":
      return figures.noUnitMinutes;
  }
}

function valuesOf(nights: readonly NightFigures[], grade: number, name: FigureName): number[] {
  return nights.map((night) => figureOf(night[grade], name));
}

/** Grades that anybody calls with. */
export function listPlanGrades({ demand }: RehearsalPlan): Grade[] {
  return grades.names.filter((grade) => demand.grades.some((each) => each.grade === grade));
}

export function summarise(
  variant: string,
  plan: RehearsalPlan,
  nights: readonly NightFigures[],
): VariantSummary {
  const controlled: Partial<Record<Grade, Estimate>> = {};
  const byGrade: Partial<Record<Grade, GradeSummary>> = {};
  const quantiles: Partial<Record<Grade, readonly number[]>> = {};
  const rare: Partial<Record<Grade, RareSummary>> = {};
  const queue: Partial<Record<Grade, readonly number[]>> = {};
  for (const grade of listPlanGrades(plan)) {
    const code = grades.code[grade];
    byGrade[grade] = summariseGrade(nights, code);
    quantiles[grade] = quantilesOf(nights, code);
    rare[grade] = rareOf(nights, code);
    queue[grade] = queueOf(nights, code);
    const estimate = controlShares(plan, nights, valuesOf(nights, code, "shareInTime"));
    if (estimate !== undefined) controlled[grade] = estimate;
  }
  return {
    variant,
    grades: byGrade,
    controlledShareInTime: controlled,
    rare,
    queue,
    responseQuantiles: quantiles,
  };
}

/** Undefined where a night says nothing: of the others nobody knows how many calls are expected. */
function controlShares(
  plan: RehearsalPlan,
  nights: readonly NightFigures[],
  shares: readonly number[],
): Estimate | undefined {
  if (shares.some((share) => Number.isNaN(share))) return undefined;
  const totals = nights.map((night) => night.reduce((sum, { calls }) => sum + calls, 0));
  return estimateControlled(shares, totals, expectedCalls(plan));
}

/** `grade` by code. */
export function summariseGrade(nights: readonly NightFigures[], grade: number): GradeSummary {
  return eachFigure((name) =>
    estimatorOf(name)(valuesOf(nights, grade, name).filter((value) => !Number.isNaN(value))),
  );
}

/** `to` minus `from`, night by night, over those that say something about both. */
export function compareGrade(
  from: readonly NightFigures[],
  to: readonly NightFigures[],
  grade: number,
): GradeSummary {
  return eachFigure((name) => {
    const [a, b] = [valuesOf(from, grade, name), valuesOf(to, grade, name)];
    const both = [...a.keys()].filter((at) => !Number.isNaN(a[at]) && !Number.isNaN(b[at]));
    return estimatorOf(name)(both.map((at) => b[at] - a[at]));
  });
}

/** Of shares an interval is never narrower than what was seen allows. */
function estimatorOf(name: FigureName): (values: readonly number[]) => Estimate {
  return name.startsWith("share") ? estimateShare : estimateMean;
}

function eachFigure(estimate: (name: FigureName) => Estimate): GradeSummary {
  return {
    calls: estimate("calls"),
    shareInTime: estimate("shareInTime"),
    meanResponseSeconds: estimate("meanResponseSeconds"),
    p90ResponseSeconds: estimate("p90ResponseSeconds"),
    shareGivenUp: estimate("shareGivenUp"),
    shareOpen: estimate("shareOpen"),
    shareNoRoadPath: estimate("shareNoRoadPath"),
    takenOff: estimate("takenOff"),
    takenFromScene: estimate("takenFromScene"),
    noUnitMinutes: estimate("noUnitMinutes"),
  };
}

const quantileShares = Array.from({ length: 19 }, (_, index) => (index + 1) * 0.05);

function quantilesOf(nights: readonly NightFigures[], grade: number): number[] {
  const all = nights.flatMap((night) => [...night[grade].responseSeconds]).sort((a, b) => a - b);
  if (all.length === 0) return [];
  return quantileShares.map((share) => all[Math.floor(share * (all.length - 1))]);
}

/** Calls expected in the hours that count. */
export function expectedCalls({
  demand,
  startAt,
  warmUpMicros,
  lengthMicros,
}: RehearsalPlan): number {
  const from = startAt + warmUpMicros;
  const to = from + lengthMicros;
  // The profile's first step is midnight; of a week, Monday's, three days before 1970-01-01.
  const shift = demand.perHour.length === 168 ? 3 * 24 : 0;
  let sum = 0;
  for (let hour = Math.floor(from / microsPerHour); hour * microsPerHour < to; hour += 1) {
    const begins = Math.max(from, hour * microsPerHour);
    const ends = Math.min(to, (hour + 1) * microsPerHour);
    sum +=
      (demand.perHour[(hour + shift) % demand.perHour.length] * (ends - begins)) / microsPerHour;
  }
  return sum;
}

export interface Comparison {
  readonly from: string;
  readonly to: string;
  /** `to` minus `from`, over the nights that say something about both. */
  readonly grades: Readonly<Partial<Record<Grade, GradeSummary>>>;
  /** The difference of the shares in time with the luck of how many called taken out. */
  readonly controlledShareInTime: Readonly<Partial<Record<Grade, Estimate>>>;
}

export function compare(
  plan: RehearsalPlan,
  from: { readonly variant: string; readonly nights: readonly NightFigures[] },
  to: { readonly variant: string; readonly nights: readonly NightFigures[] },
): Comparison {
  const byGrade: Partial<Record<Grade, GradeSummary>> = {};
  const controlled: Partial<Record<Grade, Estimate>> = {};
  for (const grade of listPlanGrades(plan)) {
    const code = grades.code[grade];
    byGrade[grade] = compareGrade(from.nights, to.nights, code);
    const [a, b] = [from.nights, to.nights].map((nights) => valuesOf(nights, code, "shareInTime"));
    const differences = b.map((share, night) => share - a[night]);
    const estimate = controlShares(plan, from.nights, differences);
    if (estimate !== undefined) controlled[grade] = estimate;
  }
  return { from: from.variant, to: to.variant, grades: byGrade, controlledShareInTime: controlled };
}

/** Half the width of the 95 % interval of the share in time, of the grade where it is widest. */
export function widestShare(plan: RehearsalPlan, nights: readonly NightFigures[]): number {
  return widestOf(plan, (code) => summariseGrade(nights, code));
}

/** The same of the difference of two plans, night by night. */
export function widestDifference(
  plan: RehearsalPlan,
  from: readonly NightFigures[],
  to: readonly NightFigures[],
): number {
  return widestOf(plan, (code) => compareGrade(from, to, code));
}

/** Of the grades that anybody is in time for. */
function widestOf(plan: RehearsalPlan, summaryOf: (code: number) => GradeSummary): number {
  const halves = listPlanGrades(plan).flatMap((grade) => {
    const { shareInTime } = summaryOf(grades.code[grade]);
    return shareInTime.replications === 0 ? [] : [shareInTime.halfWidth];
  });
  return Math.max(0, ...halves);
}
