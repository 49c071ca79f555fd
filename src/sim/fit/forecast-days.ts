/**
 * Every recorded day with the forecast that could have been made without it. A long record is walked forward: each day from
 * the days before it, its profile made anew every week. A short one leaves one day out at a time. What comes out is what
 * spread and goodness are judged by, so that nothing is judged on what it was fitted to. Not here: bands (judge.ts).
 */
import type { DayTable } from "./day-table.ts";
import { weekdayOf } from "./day-table.ts";
import { cutTotals, halfLives, levelsAround, levelsBefore } from "./level.ts";
import { fitProfile } from "./profile.ts";
import type { JudgedDay } from "./spread.ts";

export const forecastRule = {
  /** A record of at least so many used days is walked forward. */
  walkFrom: 28,
  /** Days before the first forecast of a walk. */
  warmUpDays: 14,
  refitDays: 7,
  fewestDays: 3,
} as const;

export interface ForecastDay extends JudgedDay {
  readonly day: number;
  /** False = a hole in the recording: not used for any estimate. */
  readonly isUsed: boolean;
}

export interface RateFit {
  readonly callsPerDay: number;
  readonly halfLifeDays: number;
  /** Calls an hour. */
  readonly perHourOfWeek: Float64Array;
}

export interface Forecasts {
  readonly judgedBy: "day ahead" | "day left out";
  readonly days: readonly ForecastDay[];
  readonly rate: RateFit;
}

export function forecastDays(table: DayTable, isUsed: Uint8Array): Forecasts {
  let used = 0;
  for (const each of isUsed) used += each;
  if (used < forecastRule.walkFrom) {
    const days = leaveOneOut(table, isUsed);
    return { judgedBy: "day left out", days, rate: fitRate(table, isUsed, Infinity) };
  }
  const walks = halfLives.map((halfLife) => ({ halfLife, days: walk(table, isUsed, halfLife) }));
  const best = walks.reduce((a, b) => (missOf(b.days) < missOf(a.days) ? b : a));
  return {
    judgedBy: "day ahead",
    days: mixWalks(walks),
    rate: fitRate(table, isUsed, best.halfLife),
  };
}

/** The rate after the last day of the table. `isUsed`: at least one day. */
export function fitRate(table: DayTable, isUsed: Uint8Array, halfLifeDays: number): RateFit {
  const cut = cutTotals(table, isUsed);
  const profile = profileOf(table, isUsed, cut, halfLifeDays);
  const plain = levelsBefore(plainTotals(table, cut, profile), isUsed, halfLifeDays);
  const level = plain[table.days];
  const perHourOfWeek = profile.map((share) => share * level);
  const callsPerDay = perHourOfWeek.reduce((sum, each) => sum + each, 0) / 7;
  return { callsPerDay, halfLifeDays, perHourOfWeek };
}

function profileOf(
  table: DayTable,
  isUsed: Uint8Array,
  cut: Float64Array,
  halfLifeDays: number,
): Float64Array {
  const days = [...isUsed.keys()].filter((day) => isUsed[day] === 1);
  return fitProfile({ table, days, levels: levelsAround(cut, isUsed, halfLifeDays) });
}

/** Totals without what the day of the week explains. */
function plainTotals(table: DayTable, cut: Float64Array, profile: Float64Array): Float64Array {
  const weekdays = new Float64Array(7);
  for (let cell = 0; cell < 168; cell += 1) weekdays[Math.floor(cell / 24)] += profile[cell];
  return cut.map((total, day) => total / Math.max(weekdays[weekdayOf(table, day)], 1e-9));
}

function dayOf(table: DayTable, day: number, isUsed: boolean, hours: Float64Array): ForecastDay {
  return { day, isUsed, expected: hours, counts: table.counts.slice(day * 24, day * 24 + 24) };
}

function expectDay(table: DayTable, day: number, profile: Float64Array, level: number) {
  const from = weekdayOf(table, day) * 24;
  return profile.slice(from, from + 24).map((share) => share * level);
}

/** Each day from the days before it. */
function walk(table: DayTable, isUsed: Uint8Array, halfLife: number): ForecastDay[] {
  const { warmUpDays, refitDays } = forecastRule;
  const cut = cutTotals(table, isUsed);
  const days: ForecastDay[] = [];
  for (let from = warmUpDays; from < table.days; from += refitDays) {
    const before = { ...table, days: from };
    const known = isUsed.slice(0, from);
    if (!known.includes(1)) continue;
    const profile = profileOf(before, known, cut.slice(0, from), halfLife);
    const until = Math.min(table.days, from + refitDays);
    const plain = plainTotals(table, cut.slice(0, until), profile);
    const levels = levelsBefore(plain, isUsed.slice(0, until), halfLife);
    for (let day = from; day < until; day += 1)
      days.push(dayOf(table, day, isUsed[day] === 1, expectDay(table, day, profile, levels[day])));
  }
  return days;
}

/** Mean distance of the totals from their forecasts, in logarithms: extraordinary days do not decide. */
function missOf(days: readonly ForecastDay[]): number {
  let [sum, count] = [0, 0];
  for (const { isUsed, expected, counts } of days) {
    if (!isUsed) continue;
    const total = (list: Float64Array) => list.reduce((all, each) => all + each, 0.5);
    sum += Math.abs(Math.log(total(counts) / total(expected)));
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

/** Each week's forecasts with the half-life that did best until then: nobody knew which one would be best at the end. */
function mixWalks(walks: readonly { readonly days: readonly ForecastDay[] }[]): ForecastDay[] {
  const [first] = walks;
  const mixed: ForecastDay[] = [];
  for (let known = 0; known < first.days.length; known += forecastRule.refitDays) {
    const misses = walks.map(({ days }) => missOf(days.slice(0, known)));
    const best = walks[misses.indexOf(Math.min(...misses))];
    mixed.push(...best.days.slice(known, known + forecastRule.refitDays));
  }
  return mixed;
}

/** Each used day from all other used days. */
export function leaveOneOut(table: DayTable, isUsed: Uint8Array): ForecastDay[] {
  return [...isUsed.keys()].flatMap((day) => {
    if (isUsed[day] !== 1) return [];
    const others = isUsed.slice();
    others[day] = 0;
    if (!others.includes(1)) return [];
    const { perHourOfWeek } = fitRate(table, others, Infinity);
    const from = weekdayOf(table, day) * 24;
    return dayOf(table, day, true, perHourOfWeek.slice(from, from + 24));
  });
}
