/**
 * Recorded calls by local day and hour, and which days are a hole in the recording and not a quiet day. Hours that a
 * change of the clocks skips or repeats are taken as they come: two in a year. Not here: what is fitted to the table.
 */
import { microsPerDay, microsPerHour, type Instant } from "../../base/instant.ts";
import { shareUpTo } from "../demand-model/count-law.ts";

export const dayTableLimits = { days: 20 * 366 } as const;

export interface DayTable {
  /** Days since 1970-01-01, local. */
  readonly firstDay: number;
  readonly days: number;
  /** [day][hour], 24 for each day. */
  readonly counts: Float64Array;
  readonly totals: Float64Array;
}

/** `locals`: local clock times of the calls (ZoneOffsets.localAt), at least one. Throws RangeError past 20 years. */
export function tabulate(locals: readonly Instant[]): DayTable {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const at of locals) {
    const day = Math.floor(at / microsPerDay);
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  const days = last - first + 1;
  if (!(days <= dayTableLimits.days))
    throw new RangeError(`got calls over ${days} days, expected at most ${dayTableLimits.days}`);
  const counts = new Float64Array(days * 24);
  for (const at of locals) counts[Math.floor(at / microsPerHour) - first * 24] += 1;
  return makeTable(first, counts);
}

export function makeTable(firstDay: number, counts: Float64Array): DayTable {
  const days = counts.length / 24;
  const totals = new Float64Array(days);
  for (let cell = 0; cell < counts.length; cell += 1) totals[Math.floor(cell / 24)] += counts[cell];
  return { firstDay, days, counts, totals };
}

/** Monday = 0. 1970-01-01 was a Thursday. */
export function weekdayOf({ firstDay }: DayTable, day: number): number {
  return (((firstDay + day + 3) % 7) + 7) % 7;
}

/** `2017-01-04`. */
export function nameDay({ firstDay }: DayTable, day: number): string {
  return new Date((firstDay + day) * 86_400_000).toISOString().slice(0, 10);
}

/** Days on each side that a day is compared with. */
const around = 14;
/** What days vary by at least, variance over mean; a day must be unlikely under it, too. */
const dayRatio = 3;

/**
 * 1 = a hole: less than half of the median of the days about it, and so few that even at three times the spread of Poisson
 * it would happen once in ten thousand days. Such a day says how recording went, not how many called.
 */
export function findHoles({ days, totals }: DayTable): Uint8Array {
  const holes = new Uint8Array(days);
  for (let day = 0; day < days; day += 1) {
    const near = totals.subarray(Math.max(0, day - around), Math.min(days, day + around + 1));
    const median = medianOf(near);
    if (totals[day] < median / 2 && shareUpTo(totals[day], median, dayRatio) < 1e-4) holes[day] = 1;
  }
  return holes;
}

export function medianOf(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
