/**
 * How busy a usual day is at some time: the mean of the days about it (or before it), the nearer the heavier. A day that
 * is extraordinary counts as 1.6 times the median at most, so that one storm does not make the following weeks busy.
 */
import { medianOf, type DayTable } from "./day-table.ts";

const mostOverMedian = 1.6;

/** Half-lives that are tried, in days; infinity = no trend. */
export const halfLives = [7, 14, 28, 56, Number.POSITIVE_INFINITY] as const;

/** Totals with the extraordinary ones cut, for the days that are used. */
export function cutTotals({ totals, days }: DayTable, isUsed: Uint8Array): Float64Array {
  const cut = Float64Array.from(totals);
  for (let day = 0; day < days; day += 1) {
    const from = Math.max(0, day - 28);
    const near = totals.subarray(from, day + 1).filter((_, at) => isUsed[from + at] === 1);
    if (near.length > 0) cut[day] = Math.min(totals[day], mostOverMedian * medianOf(near));
  }
  return cut;
}

/** Level of every day, and of the day after the last, from the days before it alone; day 0 has its own total. */
export function levelsBefore(
  cut: Float64Array,
  isUsed: Uint8Array,
  halfLifeDays: number,
): Float64Array {
  const fade = 0.5 ** (1 / halfLifeDays);
  const levels = new Float64Array(cut.length + 1);
  let [sum, weight] = [0, 0];
  for (let day = 0; day <= cut.length; day += 1) {
    levels[day] = weight > 0 ? sum / weight : cut[day];
    sum *= fade;
    weight *= fade;
    if (isUsed[day] !== 1) continue;
    sum += cut[day];
    weight += 1;
  }
  return levels;
}

/** Level of every day from the days on both sides and itself. */
export function levelsAround(
  cut: Float64Array,
  isUsed: Uint8Array,
  halfLifeDays: number,
): Float64Array {
  const fade = 0.5 ** (1 / halfLifeDays);
  const sums = new Float64Array(cut.length);
  const weights = new Float64Array(cut.length);
  for (const step of [1, -1]) {
    let [sum, weight] = [0, 0];
    for (let count = 0; count < cut.length; count += 1) {
      const day = step === 1 ? count : cut.length - 1 - count;
      sums[day] += sum;
      weights[day] += weight;
      if (isUsed[day] === 1) {
        sum += cut[day];
        weight += 1;
        if (step === 1) {
          sums[day] += cut[day];
          weights[day] += 1;
        }
      }
      sum *= fade;
      weight *= fade;
    }
  }
  return sums.map((sum, day) => (weights[day] > 0 ? sum / weights[day] : cut[day]));
}
