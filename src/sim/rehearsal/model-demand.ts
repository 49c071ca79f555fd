/**
 * A plan's calls from a demand model: its week laid over the plan's by local time, its kinds, squares, spread and durations.
 * What the model says of ways becomes the straight line of the grade with most journeys; the other grades' ways are so many
 * times as long. Not here: reading the model (cli/fit), and its incident types (cli/rehearse).
 */
import { microsPerHour, microsPerMinute, type Instant } from "../../base/instant.ts";
import { hourOfWeek, ZoneOffsets } from "../../base/zone-offsets.ts";
import type { Grade } from "../../core/vocabulary.ts";
import type { StraightLineFit } from "../../plan/straight-line.ts";
import type { DemandModel, ModelTravel } from "../demand-model/demand-model.ts";
import { scaleDuration } from "../demand-model/duration.ts";
import { ExpectedCalls } from "../demand-model/expected-calls.ts";
import type { PlanDemand, PlanGrade } from "./plan.ts";

/** Metres at which the ways of two grades are compared. */
const comparedMetres = 1_500;

export interface ModelChanges {
  readonly demandFactor?: number;
  readonly sceneFactor?: number;
  readonly patienceMinutes?: Readonly<Partial<Record<Grade, number | undefined>>>;
}

/** `startAt`: an instant of the week that is played; a change of the clocks in it counts, a later one does not. */
export function planDemandOf(
  model: DemandModel,
  startAt: Instant,
  { demandFactor = 1, sceneFactor = 1, patienceMinutes = {} }: ModelChanges = {},
): PlanDemand {
  const monday =
    Math.floor(startAt / microsPerHour) * microsPerHour - hourOfWeek(startAt) * microsPerHour;
  const perHour = new ExpectedCalls(model).list(monday, 168);
  const zone = new ZoneOffsets(model.timeZone);
  return {
    perHour: Array.from(perHour, (rate) => rate * demandFactor),
    varianceToMean: model.spread.hourVarianceToMean,
    levels: model.spread.levels,
    clockHours: Math.floor((zone.localAt(startAt) - startAt) / microsPerHour),
    cells: model.places.cells,
    grades: model.kinds.map(({ type, grade, share, scene }): PlanGrade => {
      const patience = patienceMinutes[grade];
      return {
        grade,
        share,
        incidentType: type,
        scene: scaleDuration(scene, sceneFactor),
        handling: model.times.handling[grade],
        turnout: model.times.turnout[grade],
        wayFactor: wayFactorOf(model, grade),
        patienceMicros: patience === undefined ? undefined : patience * microsPerMinute,
      };
    }),
  };
}

/** The ways of the grade with most journeys; undefined where none was recorded. */
function commonTravel({ travel }: DemandModel): ModelTravel | undefined {
  const known = Object.values(travel);
  return known.length === 0 ? undefined : known.reduce((a, b) => (b.journeys > a.journeys ? b : a));
}

function wayFactorOf(model: DemandModel, grade: Grade): number {
  const common = commonTravel(model);
  const own = model.travel[grade];
  if (common === undefined || own === undefined) return 1;
  const seconds = ({ baseSeconds, secondsPerMetre }: ModelTravel) =>
    baseSeconds + secondsPerMetre * comparedMetres;
  return seconds(own) / seconds(common);
}

/** Spread of the model's ways; undefined where it has none. */
export function travelSigmaOf(model: DemandModel): number | undefined {
  return commonTravel(model)?.sigma;
}

/** Ways of the model's records by straight line; undefined where it has none. */
export function straightLineOf(model: DemandModel): StraightLineFit | undefined {
  const common = commonTravel(model);
  if (common === undefined) return undefined;
  const { baseSeconds, secondsPerMetre, sigma } = common;
  const errorSeconds = Math.round(baseSeconds * sigma);
  return { version: model.name, baseSeconds, secondsPerMetre, errorSeconds };
}
