/**
 * How well the bands hold on days that nothing was fitted to. A long record: the bands of each week come from the spread
 * of the forecasts before it. A short one: the day is left out, and the spread is that of the other days, each left out in
 * its turn. Holes in the recording are judged too: nobody knows beforehand that a day will be one.
 */
import { bandOf, partBetween } from "../demand-model/count-law.ts";
import type { ModelFit, ModelSpread, WindowFit } from "../demand-model/demand-model.ts";
import type { DayTable } from "./day-table.ts";
import { leaveOneOut, type Forecasts } from "./forecast-days.ts";
import { pearsonP } from "./p-values.ts";
import { fitSpread, listWindows, ratioWithinBlock, type JudgedDay } from "./spread.ts";

/** Days of forecasts that the first bands of a walk rest on, and after how many it is asked anew. */
const spreadWarmUp = 28;
const spreadRefit = 28;

interface Judged {
  readonly day: JudgedDay;
  readonly spread: ModelSpread;
}

type JudgedFit = Omit<ModelFit, "kindsByHourP">;

export function judge(table: DayTable, isUsed: Uint8Array, forecasts: Forecasts): JudgedFit {
  const judged =
    forecasts.judgedBy === "day ahead"
      ? walkSpread(forecasts)
      : leaveSpreadOut(table, isUsed, forecasts);
  const windows = [1, 4].map((hours) => judgeWindows(judged, hours));
  const tenths = pitTenths(judged);
  const hours = judged.length * 24;
  return {
    judgedBy: forecasts.judgedBy,
    days: judged.length,
    windows,
    pitTenths: tenths,
    pitP:
      hours === 0
        ? 1
        : pearsonP(
            tenths.map((share) => share * hours),
            tenths.map(() => hours / 10),
          ),
  };
}

function walkSpread({ days }: Forecasts): Judged[] {
  const judged: Judged[] = [];
  let spread: ModelSpread | undefined;
  for (const [at, day] of days.entries()) {
    if (at < spreadWarmUp) continue;
    if (spread === undefined || at % spreadRefit === 0)
      spread = fitSpread(days.slice(0, at).filter((each) => each.isUsed));
    judged.push({ day, spread });
  }
  return judged;
}

function leaveSpreadOut(table: DayTable, isUsed: Uint8Array, { days }: Forecasts): Judged[] {
  return days.map((day) => {
    const others = isUsed.slice();
    others[day.day] = 0;
    return { day, spread: fitSpread(leaveOneOut(table, others)) };
  });
}

function judgeWindows(judged: readonly Judged[], hours: number): WindowFit {
  const sums = { in80: 0, own80: 0, in95: 0, own95: 0, poisson: 0, windows: 0 };
  for (const { day, spread } of judged)
    for (const { expected, count } of listWindows([day], hours)) {
      const mean = Math.max(expected, 1e-6);
      const ratio = ratioWithinBlock(spread, mean);
      const isIn = ({ low, high }: { low: number; high: number }) =>
        count >= low && count <= high ? 1 : 0;
      const [band80, band95] = [bandOf(0.8, mean, ratio), bandOf(0.95, mean, ratio)];
      sums.in80 += isIn(band80);
      sums.own80 += band80.holds;
      sums.in95 += isIn(band95);
      sums.own95 += band95.holds;
      sums.poisson += isIn(bandOf(0.8, mean, 1));
      sums.windows += 1;
    }
  const share = (sum: number) => (sums.windows === 0 ? 0 : sum / sums.windows);
  return {
    hours,
    windows: sums.windows,
    inside80: share(sums.in80),
    promised80: share(sums.own80),
    inside95: share(sums.in95),
    promised95: share(sums.own95),
    poissonInside80: share(sums.poisson),
  };
}

function pitTenths(judged: readonly Judged[]): number[] {
  const tenths = Array.from({ length: 10 }, () => 0);
  let windows = 0;
  for (const { day, spread } of judged)
    for (const { expected, count } of listWindows([day], 1)) {
      const mean = Math.max(expected, 1e-6);
      const ratio = ratioWithinBlock(spread, mean);
      windows += 1;
      for (let tenth = 0; tenth < 10; tenth += 1)
        tenths[tenth] += partBetween(count, mean, ratio, tenth / 10, (tenth + 1) / 10);
    }
  return tenths.map((sum) => (windows === 0 ? 0.1 : sum / windows));
}
