/**
 * What calls to expect in the next hours, from the incidents that the state still holds: those of the last day. A future
 * call is of the type, grade and area of one of them, somewhere near its place, so the mix is that of the day itself. The
 * rate follows the day's hours as far as there are enough of them, times a level from the last two hours that fades; how
 * well the level is known is drawn anew in every future, so few calls give wide bands. Hours vary more than Poisson
 * allows; how much is estimated too. Not here: what a demand model fitted to years of records says (model-calls.ts).
 */
import type { CallRandom } from "../../base/call-random.ts";
import { microsPerDay, microsPerHour, type Instant } from "../../base/instant.ts";
import { normalQuantile } from "../../base/normal-quantile.ts";
import { gammaFrom } from "../../base/samplers.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { grades, incidentStates, type Grade } from "../../core/vocabulary.ts";
import { placeOfIncident } from "../../plan/place.ts";
import { Arrivals } from "../arrivals/arrivals.ts";
import { RateProfile } from "../arrivals/rate-profile.ts";
import type { Call, CallSource } from "../room/calls.ts";
import type { Place } from "../room/crews.ts";
import { besides } from "./call-places.ts";
import type { ModelCalls } from "./model-calls.ts";
import { purposes } from "./purposes.ts";
import { drawScene, type SceneTimes } from "./scene-times.ts";

export const demandRule = {
  /** Fewer incidents than this in the last day: no forecast, it would be a guess. */
  fewest: 10,
  /** A shorter record counts as one of this length: ten calls in one minute are no rate to go on with. */
  shortestMicros: microsPerHour / 2,
  /** Calls in one future, expected; above it there is no forecast. */
  mostCalls: 200_000,
  /** Calls that the day's mean is worth beside the calls of one hour of yesterday. */
  shapeWeight: 8,
  /** The same for the level of the last hours. */
  levelWeight: 6,
  levelMicros: 2 * microsPerHour,
  /** After so long a third of today's difference from yesterday is left. */
  fadeMicros: 4 * microsPerHour,
  /**
   * Sigma of the logarithm of an hour's rate about the mean, one hour on, where the same hour of the day was not seen; it grows
   * with the root of the hours. Between San Francisco's fire calls (0.18, and 0.35 after four hours) and Seattle's police
   * events (0.35 and 0.62), from the profiles of the day of their public records.
   */
  driftSigma: 0.2,
  /** Variance over mean of an hour's calls: what is assumed, and for how many hours' worth. */
  spread: 1.3,
  spreadHours: 6,
  mostSpread: 6,
  /** Metres that a future call is at most away from the one it is like. */
  scatterM: 300,
} as const;

/** An incident that future ones will be like. */
export interface SeenIncident {
  readonly grade: { readonly grade: Grade; readonly incidentType: string };
  readonly gradeCode: number;
  readonly area: string;
  readonly latE7: number;
  readonly lonE7: number;
  readonly at: Instant;
}

export interface LearntDemand {
  readonly now: Instant;
  readonly seen: readonly SeenIncident[];
  /** How much of the last day the state has seen. */
  readonly exposureMicros: number;
  /** Calls an hour, for each hour from now on, without the level. */
  readonly perHour: Float64Array;
  /** Sigma of the logarithm of a factor on each hour that nobody saw yesterday; 0 = somebody did. */
  readonly drift: Float64Array;
  /** The level is a gamma variable of this shape and rate. */
  readonly levelShape: number;
  readonly levelRate: number;
  readonly varianceToMean: number;
  /** Left out = a future call is like one of those seen. */
  readonly modelCalls?: ModelCalls;
  /** By incident seen: places that its like comes from; left out = from anywhere round it. */
  readonly zones?: readonly (readonly Place[])[];
}

/** `hours`: how far ahead. Undefined when there is too little to learn from. `seen`: as `listSeen` lists it. */
export function learnDemand(
  seen: readonly SeenIncident[],
  now: Instant,
  hours: number,
): LearntDemand | undefined {
  if (seen.length < demandRule.fewest) return undefined;
  // The record begins with its first incident, which therefore says nothing about the rate.
  const exposureMicros = Math.max(now - seen[0].at, demandRule.shortestMicros);
  const calls = seen.length - 1;
  const mean = calls / (exposureMicros / microsPerHour);
  if (!(mean > 0 && Number.isFinite(mean))) return undefined;
  const shape = (at: Instant) => shapeAt(seen, exposureMicros, now, mean, at);
  const perHour = Float64Array.from(
    { length: hours },
    (_, hour) => mean * shape(now + (hour + 0.5) * microsPerHour),
  );
  const drift = Float64Array.from({ length: hours }, (_, hour) => {
    const isSeen = exposureMicros >= microsPerDay - (hour + 0.5) * microsPerHour;
    return isSeen ? 0 : demandRule.driftSigma * Math.sqrt(hour + 1);
  });
  const lookMicros = Math.min(demandRule.levelMicros, exposureMicros);
  const recent = countBetween(seen, now - lookMicros, now);
  const expected = (mean * lookMicros) / microsPerHour;
  return {
    now,
    seen,
    exposureMicros,
    perHour,
    drift,
    levelShape: recent + demandRule.levelWeight,
    levelRate: expected + demandRule.levelWeight,
    varianceToMean: spreadOf(seen, exposureMicros, now, mean),
  };
}

/** The incidents of the last day, by time. */
export function listSeen(state: RegionState, now: Instant): SeenIncident[] {
  const { incidents, head } = state.columns;
  const { config } = getPolicy(state);
  const seen: SeenIncident[] = [];
  for (let row = 0; row < head.incidentRows[0]; row += 1) {
    const at = incidents.clockAt[row];
    if (incidents.state[row] === incidentStates.code.none || at <= now - microsPerDay || at > now)
      continue;
    const { latE7, lonE7 } = placeOfIncident(state, row);
    seen.push({
      grade: {
        grade: grades.names[incidents.assessed[row]],
        incidentType: config.incidentTypes[incidents.type[row]]?.code ?? "",
      },
      gradeCode: incidents.assessed[row],
      area: config.areas[incidents.area[row]]?.code ?? "",
      latE7,
      lonE7,
      at,
    });
  }
  return seen.sort((a, b) => a.at - b.at || a.latE7 - b.latE7 || a.lonE7 - b.lonE7);
}

function countBetween(seen: readonly SeenIncident[], from: Instant, until: Instant): number {
  let count = 0;
  for (const { at } of seen) if (at > from && at <= until) count += 1;
  return count;
}

/** How busy the hour about the same time yesterday was against the day's mean; 1 where nobody was there to see it. */
function shapeAt(
  seen: readonly SeenIncident[],
  exposureMicros: number,
  now: Instant,
  mean: number,
  at: Instant,
): number {
  const middle = at - microsPerDay;
  const from = Math.max(middle - microsPerHour, now - exposureMicros);
  const until = Math.min(middle + microsPerHour, now);
  if (until <= from) return 1;
  const expected = (mean * (until - from)) / microsPerHour;
  const { shapeWeight } = demandRule;
  return (countBetween(seen, from, until) + shapeWeight) / (expected + shapeWeight);
}

/** Variance over mean of the hours' calls about the day's smooth course, drawn towards what is assumed. */
function spreadOf(
  seen: readonly SeenIncident[],
  exposureMicros: number,
  now: Instant,
  mean: number,
): number {
  const { spread, spreadHours, mostSpread } = demandRule;
  const hours = Math.floor(exposureMicros / microsPerHour);
  let ratio = 0;
  for (let hour = 1; hour <= hours; hour += 1) {
    const until = now - (hour - 1) * microsPerHour;
    const expected =
      mean * shapeAt(seen, exposureMicros, now, mean, until - microsPerHour / 2 + microsPerDay);
    const calls = countBetween(seen, until - microsPerHour, until);
    ratio += (calls - expected) ** 2 / expected;
  }
  return Math.min(mostSpread, Math.max(1, (ratio + spread * spreadHours) / (hours + spreadHours)));
}

/** The calls of one future. */
export class FutureCalls implements CallSource<Call> {
  readonly #demand: LearntDemand;
  readonly #scenes: SceneTimes;
  readonly #random: CallRandom;
  readonly #future: number;
  readonly #arrivals: Arrivals;

  constructor(
    demand: LearntDemand,
    scenes: SceneTimes,
    random: CallRandom,
    future: number,
    factor: number,
  ) {
    this.#demand = demand;
    this.#scenes = scenes;
    this.#random = random;
    this.#future = future;
    const level =
      gammaFrom(random.seek(future, 0, purposes.level), demand.levelShape, 1) / demand.levelRate;
    const drift = normalQuantile(random.seek(future, 0, purposes.drift).uniform());
    const perHour = demand.perHour.map((rate, hour) => {
      const left = Math.exp(-((hour + 0.5) * microsPerHour) / demandRule.fadeMicros);
      const later = demand.modelCalls?.factorOf(random, future, hour) ?? 1;
      const sigma = demand.drift[hour];
      const drifted = Math.exp(sigma * drift - (sigma * sigma) / 2);
      return factor * rate * drifted * (1 + (level - 1) * left) * later;
    });
    this.#arrivals = new Arrivals(new RateProfile(perHour, microsPerHour), random, {
      varianceToMean: demand.varianceToMean,
      replication: future,
      gapPurpose: purposes.gap,
      stepPurpose: purposes.step,
    });
  }

  next(): Call {
    const { modelCalls, now } = this.#demand;
    const number = this.#arrivals.call;
    const at = now + this.#arrivals.next();
    const { area, latE7, lonE7, grade, gradeCode } =
      modelCalls?.draw((purpose) => this.#uniform(number, purpose)) ?? this.#drawLike(number);
    return {
      number,
      at,
      area,
      latE7,
      lonE7,
      grade,
      sceneMicros: drawScene(this.#uniform(number, purposes.scene), this.#scenes[gradeCode]),
      patienceMicros: undefined,
    };
  }

  #drawLike(number: number) {
    const { seen } = this.#demand;
    const index = Math.floor(this.#uniform(number, purposes.like) * seen.length);
    const { area, grade, gradeCode } = seen[index];
    const { latE7, lonE7 } = this.#placeOf(number, index);
    return { area, latE7, lonE7, grade, gradeCode };
  }

  /** A zone round the incident that it is like, or anywhere round it. */
  #placeOf(number: number, index: number): Place {
    const { seen, zones } = this.#demand;
    const spread = this.#random.seek(this.#future, number, purposes.place);
    if (zones !== undefined) {
      const places = zones[index];
      return places[Math.floor(spread.uniform() * places.length)];
    }
    const east = (2 * spread.uniform() - 1) * demandRule.scatterM;
    const north = (2 * spread.uniform() - 1) * demandRule.scatterM;
    return besides(seen[index], east, north);
  }

  #uniform(call: number, purpose: number): number {
    return this.#random.seek(this.#future, call, purpose).uniform();
  }
}
