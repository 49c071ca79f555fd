/**
 * How long everything takes: scenes by type and grade, handling and turnout by grade, ways by grade. A kind of call with
 * enough recorded times has its own law; a thin one has its grade's, scaled (fit-duration.ts); where nothing is recorded the
 * mapping's median stands, and says that it does.
 */
import { microsPerHour } from "../../base/instant.ts";
import { grades, type Grade } from "../../core/vocabulary.ts";
import { calibrate } from "../../plan/calibrate.ts";
import type {
  ModelDuration,
  ModelKind,
  ModelTimes,
  ModelTravel,
} from "../demand-model/demand-model.ts";
import { quantileOf } from "../demand-model/duration.ts";
import { pearsonP } from "./p-values.ts";
import type { FitCall, FitResponse, FitType } from "./fit-call.ts";
import {
  fitDuration,
  momentsOf,
  poolDuration,
  usableTimes,
  withinOverBetween,
} from "./fit-duration.ts";

/** From so many recorded times on a kind has a law of its own. */
const ownLawFrom = 100;
/** Spread of scenes where nothing is recorded. */
const assumedSigma = 0.7;

type ByGrade<Value> = Partial<Record<Grade, Value>>;

/** From the tenth to the ninetieth percentile of a normal variable, in standard deviations. */
const middleWidth = 2 * 1.281_551_565_545;

/** Types by grade that anybody called with, most frequent first. */
export function fitKinds(calls: readonly FitCall[], types: readonly FitType[]): ModelKind[] {
  const groups = [...Map.groupBy(calls, ({ type, grade }) => `${type} ${grade}`).values()];
  const scenes = new Map(groups.map((group) => [group, scenesOf(group)]));
  const byGrade = groupTimes(calls, scenesOf);
  const within: ByGrade<number> = {};
  for (const grade of grades.names)
    within[grade] = withinOverBetween(
      groups.filter(([first]) => first.grade === grade).map((group) => scenes.get(group) ?? []),
    );
  const kinds = groups.map((group): ModelKind => {
    const [{ type, grade }] = group;
    const told = types.find(({ code }) => code === type);
    const own = scenes.get(group) ?? [];
    const of = byGrade[grade] ?? [];
    return {
      type,
      name: told?.name ?? type,
      group: told?.group ?? "all",
      grade,
      share: group.length / calls.length,
      calls: group.length,
      scene: sceneLaw(own, of, within[grade] ?? 0, told?.sceneMinutes ?? 30),
    };
  });
  return kinds.sort((a, b) => b.calls - a.calls || (a.type < b.type ? -1 : 1));
}

function sceneLaw(
  own: readonly number[],
  ofGrade: readonly number[],
  within: number,
  sceneMinutes: number,
): ModelDuration {
  if (own.length >= ownLawFrom) {
    const law = fitDuration(own);
    if (law !== undefined) return law;
  }
  const whole = fitDuration(ofGrade);
  if (whole !== undefined) return poolDuration(whole, momentsOf(ofGrade), own, within);
  return {
    law: "lognormal",
    median: sceneMinutes * 60,
    sigma: assumedSigma,
    times: own.length,
    from: "assumed",
    fitP: null,
  };
}

export function fitTimes(calls: readonly FitCall[]): ModelTimes {
  return {
    handling: fitByGrade(groupTimes(calls, (group) => timesOf(group, "handling"))),
    turnout: fitByGrade(groupTimes(calls, (group) => timesOf(group, "turnout"))),
  };
}

/** A grade with too few times has those of all grades together. */
function fitByGrade(times: ByGrade<number[]>): ByGrade<ModelDuration> {
  const all = Object.values(times).flat();
  const whole = fitDuration(all);
  const fitted: ByGrade<ModelDuration> = {};
  if (whole === undefined) return fitted;
  const within = withinOverBetween(Object.values(times));
  for (const grade of grades.names) {
    const own = times[grade];
    if (own === undefined) continue;
    fitted[grade] = fitDuration(own) ?? poolDuration(whole, momentsOf(all), own, within);
  }
  return fitted;
}

function groupTimes(
  calls: readonly FitCall[],
  of: (group: readonly FitCall[]) => number[],
): ByGrade<number[]> {
  const found: ByGrade<number[]> = {};
  for (const [grade, group] of Map.groupBy(calls, (call) => call.grade)) found[grade] = of(group);
  return found;
}

function scenesOf(group: readonly FitCall[]): number[] {
  return usableTimes(listResponses(group).flatMap((each) => each.sceneSeconds ?? []));
}

function timesOf(group: readonly FitCall[], what: "handling" | "turnout"): number[] {
  return usableTimes(
    what === "handling"
      ? group.flatMap(({ handlingSeconds }) => handlingSeconds ?? [])
      : listResponses(group).flatMap(({ turnoutSeconds }) => turnoutSeconds ?? []),
  );
}

function listResponses(group: readonly FitCall[]): FitResponse[] {
  return group.flatMap(({ responses }) => responses);
}

/**
 * The line of seconds over metres, by grade, and how journeys scatter about it. Records of journeys have units that set out
 * from elsewhere than their base and crews that press late: the line is that of least absolute deviations and the scatter
 * that of the middle 80 %, lifted so that the line runs through the mean of what is then drawn.
 */
export function fitTravel(calls: readonly FitCall[]): ByGrade<ModelTravel> {
  const fitted: ByGrade<ModelTravel> = {};
  for (const [grade, group] of Map.groupBy(calls, (call) => call.grade)) {
    const journeys = listResponses(group)
      .flatMap(({ journey }) => journey ?? [])
      .filter(({ seconds }) => seconds >= 10 && seconds <= 7_200);
    const line = calibrate(journeys, "least-absolute");
    if (typeof line === "string") continue;
    const { baseSeconds, secondsPerMetre } = line;
    const ratios = journeys
      .map((each) => Math.log(each.seconds / (baseSeconds + secondsPerMetre * each.metres)))
      .sort((a, b) => a - b);
    const sigma = (quantileOf(ratios, 0.9) - quantileOf(ratios, 0.1)) / middleWidth;
    const lift = Math.exp(quantileOf(ratios, 0.5) + (sigma * sigma) / 2);
    fitted[grade] = {
      baseSeconds: baseSeconds * lift,
      secondsPerMetre: secondsPerMetre * lift,
      sigma,
      journeys: journeys.length,
    };
  }
  return fitted;
}

/** Do the shares of the kinds change over the day? By quarter of the day; null where too few called to ask. */
export function kindsByHourP(
  calls: readonly FitCall[],
  localHourOf: (call: FitCall) => number,
): number | null {
  const fewest = 5;
  const quarters = [0, 0, 0, 0];
  const rows = new Map<string, number[]>();
  for (const call of calls) {
    const quarter = Math.floor(localHourOf(call) / 6);
    const key = `${call.type} ${call.grade}`;
    const row = rows.get(key) ?? [0, 0, 0, 0];
    row[quarter] += 1;
    quarters[quarter] += 1;
    rows.set(key, row);
  }
  const least = Math.min(...quarters);
  const sumOf = (row: readonly number[]) => row.reduce((sum, each) => sum + each, 0);
  const kept = [...rows.values()].filter((row) => (sumOf(row) * least) / calls.length >= fewest);
  if (kept.length < 2) return null;
  const total = kept.reduce((sum, row) => sum + sumOf(row), 0);
  const columns = quarters.map((_, at) => kept.reduce((sum, row) => sum + row[at], 0));
  const expected = kept.flatMap((row) => columns.map((column) => (column * sumOf(row)) / total));
  // Rows plus columns less one are lost: (rows - 1) x (columns - 1) remain.
  return pearsonP(kept.flat(), expected, kept.length + quarters.length - 1);
}

/** Hour of the local day of an instant whose UTC clock shows local time. */
export function hourOfDay(local: number): number {
  return ((Math.floor(local / microsPerHour) % 24) + 24) % 24;
}
