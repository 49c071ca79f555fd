/** A demand model in a few lines for a person: what it rests on, what it says, how well it holds. */
import type { DemandModel, ModelDuration, WindowFit } from "../../sim/demand-model/demand-model.ts";
import { meanDuration } from "../../sim/demand-model/duration.ts";

export function describeModel(model: DemandModel): string[] {
  const { period, rate, spread, kinds, places, fit } = model;
  const calls = model.sources.reduce((sum, each) => sum + each.calls, 0);
  const rowsLeftOut = model.sources.reduce((sum, each) => sum + each.rowsLeftOut, 0);
  const repeated = model.sources.reduce((sum, each) => sum + each.repeated, 0);
  const trend =
    rate.halfLifeDays === null
      ? "all days weigh the same"
      : `a day's weight halves in ${rate.halfLifeDays} days`;
  const levels = spread.levels.map(
    ({ hours, variance }) => `${hours} h ${percent(Math.sqrt(variance))}`,
  );
  return [
    `${model.name}: ${calls} calls from ${period.from} to ${period.to} (${model.timeZone}), ${rowsLeftOut} rows left out, ${repeated} written twice`,
    ...period.leftOut
      .slice(0, 10)
      .map(({ day, calls: seen, why }) => `  ${day} is not used: ${seen} calls, ${why}`),
    `level ${rate.callsPerDay.toFixed(1)} calls a day (${trend})`,
    `variance over mean ${spread.windows.map(({ hours, varianceToMean }) => `${hours} h ${varianceToMean.toFixed(2)}`).join(", ")}; ` +
      `of it ${spread.hourVarianceToMean.toFixed(2)} hour by hour${levels.length === 0 ? "" : `, and whole blocks busy or quiet by ${levels.join(", ")}`}`,
    `${kinds.length} kinds of call, ${places.cells.length} squares, ${places.unplaced} calls in none`,
    ...kinds
      .slice(0, 12)
      .map(
        (kind) =>
          `  ${kind.type} ${kind.grade} ${percent(kind.share)}: scene ${describeDuration(kind.scene)}`,
      ),
    ...(["handling", "turnout"] as const).flatMap((what) =>
      Object.entries(model.times[what]).map(
        ([grade, law]) => `${what} ${grade}: ${describeDuration(law)}`,
      ),
    ),
    ...Object.entries(model.travel).map(
      ([grade, { baseSeconds, secondsPerMetre, sigma, journeys }]) =>
        `way ${grade}: ${baseSeconds.toFixed(0)} s + ${secondsPerMetre.toFixed(4)} s/m, spread ${sigma.toFixed(2)}, ${journeys} journeys`,
    ),
    `judged ${fit.judgedBy === "day ahead" ? "a day ahead" : "with the day left out"} on ${fit.days} days:`,
    ...fit.windows.map(describeWindow),
    `  tenths of the hourly forecasts (0.1 each is perfect): ${fit.pitTenths.map((share) => share.toFixed(3)).join(" ")}, p ${describeP(fit.pitP)}`,
    ...(fit.kindsByHourP === null
      ? []
      : [`  kinds of call alike at all hours of the day: p ${describeP(fit.kindsByHourP)}`]),
  ];
}

function describeWindow(window: WindowFit): string {
  const { hours, windows, inside80, promised80, inside95, poissonInside80 } = window;
  return (
    `  ${hours} h: bands of 80 % held ${percent(inside80)} of ${windows} counts (promised ${percent(promised80)}; ` +
    `Poisson's would have held ${percent(poissonInside80)}), bands of 95 % ${percent(inside95)}`
  );
}

export function describeDuration(duration: ModelDuration): string {
  const { law, times, from, fitP } = duration;
  const rests = from === "assumed" ? "assumed by the mapping" : `${times} times`;
  const p = fitP === null || from === "pooled" ? "" : `, p ${describeP(fitP)}`;
  const minutes = (meanDuration(duration) / 60).toFixed(1);
  return `${law} of mean ${minutes} min (${rests}${from === "pooled" ? ", law of the grade" : ""}${p})`;
}

export function describeP(p: number): string {
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
