/** From what many futures show to the numbers that people read. Not here: playing them. */
import { assert } from "../../base/assert.ts";
import {
  microsPerHour,
  microsPerMinute,
  microsPerSecond,
  type Instant,
  type Micros,
} from "../../base/instant.ts";
import type { Forecast, ForecastBands, ForecastWait, GradeForecast } from "../../core/forecast.ts";
import { getPolicy } from "../../core/state/region-state.ts";
import { gradeCount, grades, type Grade } from "../../core/vocabulary.ts";
import { makeBands, placeOf } from "./bands.ts";
import type { Present } from "./future.ts";
import type { Outlook, Samples } from "./outlook.ts";
import type { WaitHistogram } from "./wait-histogram.ts";

type Told = Pick<
  Forecast,
  "learnt" | "stepsAt" | "free" | "bookedOn" | "waiting" | "grades" | "columnsAt" | "areas"
>;

export function summarise(present: Present, outlook: Outlook): Told {
  const { stepsAt, stepsPerColumn } = outlook.shape;
  const columns = listColumns(stepsAt.length, stepsPerColumn);
  const { config, standardNeed } = getPolicy(present.state);
  const withNeed = grades.names.filter((_, code) => standardNeed[code] >= 0);
  return {
    learnt: tellLearnt(present, outlook.shape.sendDelayMicros),
    stepsAt: Array.from(stepsAt),
    free: bandsOf(outlook.free, outlook),
    bookedOn: bandsOf(outlook.bookedOn, outlook).middle,
    waiting: bandsOf(outlook.waiting, outlook),
    grades: byGrade(withNeed, (grade) => tellGrade(outlook, grades.code[grade])),
    columnsAt: columns.map((step) => stepsAt[step]),
    areas: config.areas.map(({ code: area }, index) => ({
      area,
      noUnit: byGrade(withNeed, (grade) =>
        columns.map((step) => shareNoUnit(outlook, step, index, grades.code[grade])),
      ),
    })),
  };
}

function byGrade<T>(names: readonly Grade[], tell: (grade: Grade) => T): { [K in Grade]?: T } {
  return Object.fromEntries(names.map((grade) => [grade, tell(grade)]));
}

/** The last step of each column. */
function listColumns(steps: number, stepsPerColumn: number): number[] {
  const columns: number[] = [];
  for (let step = stepsPerColumn - 1; step < steps; step += stepsPerColumn) columns.push(step);
  return columns;
}

function tellLearnt(
  { demand, demandFactor, scenes, coming }: Present,
  sendDelayMicros: Micros,
): Forecast["learnt"] {
  assert(demand !== undefined, "a forecast learns what calls to expect");
  const level = demand.levelShape / demand.levelRate;
  const told = Object.fromEntries(
    grades.names.map((grade, code) => {
      const { mu, ended, running } = scenes[code];
      return [grade, { medianMinutes: round(Math.exp(mu) / microsPerMinute, 1), ended, running }];
    }),
  ) as Forecast["learnt"]["scenes"];
  const { modelCalls } = demand;
  return {
    ...(modelCalls === undefined
      ? {}
      : { demandModel: { name: modelCalls.name, sha256: modelCalls.sha256 } }),
    incidents: demand.seen.length,
    hours: round(demand.exposureMicros / microsPerHour, 1),
    callsPerHour: round(demandFactor * demand.perHour[0] * level, 1),
    varianceToMean: round(demand.varianceToMean, 2),
    sendDelaySeconds: wholeSeconds(sendDelayMicros),
    shifts: {
      ahead: new Set(coming.shifts.map(({ shift }) => shift)).size,
      came: coming.came,
      stayedAway: coming.stayedAway,
    },
    scenes: told,
  };
}

function tellGrade(outlook: Outlook, grade: number): GradeForecast {
  const { stepsAt } = outlook.shape;
  const noUnit = Array.from(stepsAt, (_, step) =>
    round(outlook.someNoUnit[step * gradeCount + grade] / outlook.played, 3),
  );
  return {
    suitable: bandsOf(outlook.suitable[grade], outlook),
    noUnit,
    noUnitBy: tellNoUnitBy(outlook, grade),
    zeroCover: tellZeroCover(outlook, grade),
    waits: outlook.waits[grade].map((waits, column) => tellWait(outlook, waits, column)),
  };
}

/** When each future first has no unit, sorted. */
function firstsOf({ played, firstNoUnit }: Outlook, grade: number): Float64Array {
  return Float64Array.from(
    { length: played },
    (_, future) => firstNoUnit[future * gradeCount + grade],
  ).sort();
}

function tellNoUnitBy(outlook: Outlook, grade: number): number[] {
  const firsts = firstsOf(outlook, grade);
  let before = 0;
  return Array.from(outlook.shape.stepsAt, (at) => {
    while (before < firsts.length && firsts[before] <= at) before += 1;
    return round(before / outlook.played, 3);
  });
}

function tellZeroCover(outlook: Outlook, grade: number): GradeForecast["zeroCover"] {
  const futures = outlook.played;
  const firsts = firstsOf(outlook, grade);
  const at = (share: number): Instant | null => {
    const first = firsts[placeOf(share, futures)];
    return Number.isFinite(first) ? first : null;
  };
  const never = firsts.filter((first) => !Number.isFinite(first)).length;
  return { share: round(1 - never / futures, 3), soonest: at(0.1), half: at(0.5), latest: at(0.9) };
}

function tellWait(outlook: Outlook, waits: WaitHistogram, column: number): ForecastWait {
  const { now, stepsAt, stepsPerColumn } = outlook.shape;
  const first = column * stepsPerColumn;
  const last = Math.min(first + stepsPerColumn, stepsAt.length) - 1;
  const seconds = (value: number | undefined) => (value === undefined ? null : Math.round(value));
  return {
    fromAt: first === 0 ? now : stepsAt[first - 1],
    untilAt: stepsAt[last],
    calls: round(waits.count / outlook.played, 2),
    meanSeconds: seconds(waits.mean),
    medianSeconds: seconds(waits.quantile(0.5)),
    p90Seconds: seconds(waits.quantile(0.9)),
    unreached: waits.count === 0 ? 0 : round(waits.cutShort / waits.count, 3),
  };
}

function shareNoUnit(outlook: Outlook, step: number, area: number, grade: number): number {
  const place = (step * outlook.shape.areas + area) * gradeCount + grade;
  return round(outlook.noUnit[place] / outlook.played, 3);
}

function bandsOf(samples: Samples, { shape, played }: Outlook): ForecastBands {
  const { futures, stepsAt } = shape;
  const sorted = Array.from(stepsAt, (_, step) =>
    samples.slice(step * futures, step * futures + played).sort(),
  );
  return makeBands(sorted);
}

function round(value: number, places: number): number {
  const factor = 10 ** places;
  return Math.round(value * factor) / factor;
}

/** Whole seconds of a stretch of micros. */
export function wholeSeconds(micros: number): number {
  return Math.round(micros / microsPerSecond);
}
