/**
 * The hour-of-week profile: calls in each of the 168 hours as a share of the day's level. Three steps, each of which
 * trusts its own counts as far as there are enough of them (partial pooling, the gamma-Poisson estimate of empirical
 * Bayes): the hours of the day against a smooth course of them, the days of the week against no difference, the 168 cells
 * against hour times day. How much cells truly differ is estimated first (method of moments), and what the counts' own
 * spread explains is not taken for a difference. A weekday that was seen once or twice has no course of its own: nobody could
 * say whether the weekday was busy or that one day. So five days give a smooth day and no weekend, nine months give all three.
 */
import { type DayTable, weekdayOf } from "./day-table.ts";

/** Levels by day: what a usual day about that time has. */
export interface ProfileInput {
  readonly table: DayTable;
  readonly days: readonly number[];
  readonly levels: Float64Array;
}

/** Days of one weekday from which on it may differ from the others. */
const fewestOfWeekday = 3;

interface Cell {
  readonly count: number;
  readonly expected: number;
}

/** Calls in the hour-of-week over the level of the day; 168 numbers. */
export function fitProfile({ table, days, levels }: ProfileInput): Float64Array {
  const counts = new Float64Array(168);
  const exposure = new Float64Array(7);
  const dayCounts = new Float64Array(7);
  const seen = new Float64Array(7);
  const hourCounts = new Float64Array(24);
  for (const day of days) {
    const weekday = weekdayOf(table, day);
    exposure[weekday] += levels[day];
    seen[weekday] += 1;
    // A day of three times the usual calls would else be its weekday's profile.
    const weight = Math.min(1, (1.6 * levels[day]) / Math.max(1, table.totals[day]));
    for (let hour = 0; hour < 24; hour += 1) {
      const count = table.counts[day * 24 + hour] * weight;
      counts[weekday * 24 + hour] += count;
      hourCounts[hour] += count;
      dayCounts[weekday] += count;
    }
  }
  const whole = exposure.reduce((sum, each) => sum + each, 0);
  const { hourRatio, dayRatio } = roughRatios({ table, days, levels }, hourCounts, whole);
  const hours = hourShares(hourCounts, whole, hourRatio);
  /** Nothing counted and nothing expected: no reason to differ. */
  const cellOf = (weekday: number, count: number, expected: number): Cell =>
    seen[weekday] < fewestOfWeekday ? { count: 0, expected: 0 } : { count, expected };
  const perLevel = hours.reduce((sum, each) => sum + each, 0);
  const weekdays = poolTowards(
    [...exposure.keys()].map((weekday) =>
      cellOf(weekday, dayCounts[weekday], exposure[weekday] * perLevel),
    ),
    dayRatio,
  );
  const cells = poolTowards(
    [...counts.keys()].map((cell) => {
      const weekday = Math.floor(cell / 24);
      const expected = exposure[weekday] * weekdays[weekday] * hours[cell % 24];
      return cellOf(weekday, counts[cell], expected);
    }),
    hourRatio,
  );
  return Float64Array.from(
    cells,
    (factor, cell) => factor * weekdays[Math.floor(cell / 24)] * hours[cell % 24],
  );
}

/** Hours of the day, drawn towards the mean of themselves and their neighbours. */
function hourShares(counts: Float64Array, exposure: number, ratio: number): Float64Array {
  const smooth = counts.map((count, hour) => {
    const before = counts[(hour + 23) % 24];
    const after = counts[(hour + 1) % 24];
    return Math.max((before + 2 * count + after) / 4, 0.1);
  });
  const factors = poolTowards(
    [...counts.keys()].map((hour) => ({ count: counts[hour], expected: smooth[hour] })),
    ratio,
  );
  return smooth.map((each, hour) => (each * factors[hour]) / exposure);
}

/**
 * Factors count / expected, each drawn towards 1. With a true variance t of the factors and counts whose variance is
 * `ratio` times their mean, the posterior mean is (count / ratio + 1 / t) / (expected / ratio + 1 / t).
 */
export function poolTowards(cells: readonly Cell[], ratio: number): Float64Array {
  let excess = 0;
  let squares = 0;
  for (const { count, expected } of cells) {
    excess += (count - expected) ** 2 - ratio * expected;
    squares += expected * expected;
  }
  const variance = squares === 0 ? 0 : excess / squares;
  if (variance <= 0) return new Float64Array(cells.length).fill(1);
  const weight = 1 / variance;
  return Float64Array.from(
    cells,
    ({ count, expected }) => (count / ratio + weight) / (expected / ratio + weight),
  );
}

/** Variance over mean of an hour's and a day's calls about the plain course of the day; extraordinary ones count as 4 sigma. */
function roughRatios(
  { table, days, levels }: ProfileInput,
  hourCounts: Float64Array,
  exposure: number,
): { hourRatio: number; dayRatio: number } {
  let [hour, day] = [0, 0];
  const square = (count: number, mean: number): number =>
    mean === 0 ? 0 : Math.min(16, (count - mean) ** 2 / mean);
  for (const each of days) {
    day += square(table.totals[each], levels[each]);
    for (let at = 0; at < 24; at += 1) {
      const mean = (levels[each] * hourCounts[at]) / exposure;
      hour += square(table.counts[each * 24 + at], mean);
    }
  }
  return {
    hourRatio: Math.max(1, hour / (24 * days.length)),
    dayRatio: Math.max(1, day / days.length),
  };
}
