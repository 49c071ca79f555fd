/**
 * Judges forecasts by what came: how often the figures of the room lay in the bands that were forecast, and the Brier
 * score (Brier 1950) of the stated chances of "no unit", beside that of persistence, which says that all stays as it is.
 * Sums only, so that scores of days add up. Forecasts of one night overlap and are not independent: the number of them
 * says less than it seems. Not here: when to look (live/forecast).
 */
import { microsPerMinute, type Instant } from "../../base/instant.ts";
import type { BandEnds, Forecast, ForecastBands, RoomFigures } from "../../core/forecast.ts";
import { grades, type Grade } from "../../core/vocabulary.ts";

/** Lead times are judged together up to each of these minutes; what is further ahead belongs to the last. */
export const leadMinutes = [15, 30, 60, 120, 240, 480, 1_440] as const;
/** Stated chances are counted in tenths. */
const chanceClasses = 10;

export interface BandScore {
  count: number;
  inside80: number;
  inside95: number;
  /** Sums of the shares of futures that lay in the bands: what `inside` should come to. */
  meant80: number;
  meant95: number;
  /**
   * Sums of how far what came lies in a band of exactly 80 % (95 %), an end counted as far as it belongs to the band; and of how many
   * forecasts, for those kept before it was told have none.
   */
  exact80: number;
  exact95: number;
  exactCount: number;
}

export interface ChanceScore {
  count: number;
  /** How often it came. */
  came: number;
  /** Sums of squared differences between what was said and what came. */
  squares: number;
  persistenceSquares: number;
}

export interface ChanceClass {
  count: number;
  /** Sum of the stated chances. */
  said: number;
  came: number;
}

export interface LeadScore {
  free: BandScore;
  waiting: BandScore;
  noUnit: { [K in Grade]?: ChanceScore };
}

/** All numbers are sums. */
export interface Scores {
  /** By `leadMinutes`. */
  leads: LeadScore[];
  /** All grades and lead times, by tenths of the stated chance. */
  chances: ChanceClass[];
}

export function noBands(): BandScore {
  return {
    count: 0,
    inside80: 0,
    inside95: 0,
    meant80: 0,
    meant95: 0,
    exact80: 0,
    exact95: 0,
    exactCount: 0,
  };
}

export function makeScores(): Scores {
  return {
    leads: leadMinutes.map(() => ({ free: noBands(), waiting: noBands(), noUnit: {} })),
    chances: Array.from({ length: chanceClasses }, () => ({ count: 0, said: 0, came: 0 })),
  };
}

/** Adds what one forecast said of `at`, which must be one of its steps; false when it is none. */
export function addScore(
  scores: Scores,
  forecast: Forecast,
  at: Instant,
  came: RoomFigures,
): boolean {
  const step = forecast.stepsAt.indexOf(at);
  if (step < 0) return false;
  const minutes = (at - forecast.at) / microsPerMinute;
  const lead = leadMinutes.findIndex((most) => minutes <= most);
  const score = scores.leads[lead < 0 ? leadMinutes.length - 1 : lead];
  addBand(score.free, forecast.free, step, came.free);
  addBand(score.waiting, forecast.waiting, step, came.waiting);
  for (const grade of grades.names) {
    const said = forecast.grades[grade]?.noUnit[step];
    const truth = came.noUnit[grade];
    if (said === undefined || truth === undefined) continue;
    const chance = (score.noUnit[grade] ??= {
      count: 0,
      came: 0,
      squares: 0,
      persistenceSquares: 0,
    });
    const persistence = forecast.present.noUnit[grade] === true ? 1 : 0;
    const outcome = truth ? 1 : 0;
    chance.count += 1;
    chance.came += outcome;
    chance.squares += (said - outcome) ** 2;
    chance.persistenceSquares += (persistence - outcome) ** 2;
    const tenth = scores.chances[Math.min(chanceClasses - 1, Math.floor(said * chanceClasses))];
    tenth.count += 1;
    tenth.said += said;
    tenth.came += outcome;
  }
  return true;
}

function addBand(score: BandScore, bands: ForecastBands, step: number, value: number): void {
  score.count += 1;
  if (value >= bands.low80[step] && value <= bands.high80[step]) score.inside80 += 1;
  if (value >= bands.low95[step] && value <= bands.high95[step]) score.inside95 += 1;
  score.meant80 += bands.inside80[step];
  score.meant95 += bands.inside95[step];
  const { ends80, ends95 } = bands;
  if (ends80 === undefined || ends95 === undefined) return;
  score.exactCount += 1;
  score.exact80 += insideShare(value, bands.low80[step], bands.high80[step], ends80, step);
  score.exact95 += insideShare(value, bands.low95[step], bands.high95[step], ends95, step);
}

function insideShare(
  value: number,
  low: number,
  high: number,
  ends: BandEnds,
  step: number,
): number {
  if (value < low || value > high) return 0;
  if (value === low) return ends.low[step];
  return value === high ? ends.high[step] : 1;
}

/** Adds all of `more` to `scores`. */
export function addScores(scores: Scores, more: Scores): void {
  scores.leads.forEach((lead, index) => {
    const other = more.leads[index];
    addSums(lead.free, other.free);
    addSums(lead.waiting, other.waiting);
    for (const grade of grades.names) {
      const from = other.noUnit[grade];
      if (from === undefined) continue;
      const into = (lead.noUnit[grade] ??= {
        count: 0,
        came: 0,
        squares: 0,
        persistenceSquares: 0,
      });
      addSums(into, from);
    }
  });
  scores.chances.forEach((chance, index) => addSums(chance, more.chances[index]));
}

function addSums<S extends object>(into: S, from: S): void {
  for (const key of Object.keys(into) as (keyof S)[]) {
    // Days that were judged before a sum was kept do not have it.
    const sum = (into[key] as number) + ((from[key] as number | undefined) ?? 0);
    into[key] = sum as S[keyof S];
  }
}
