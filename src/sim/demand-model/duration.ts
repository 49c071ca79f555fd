/**
 * A duration's law: its distribution function, its mean, and draws from it. All but the gamma law take one uniform and rise
 * with it; gamma rejects, so a draw must have a source of its own (decision 0012).
 */
import { gammaBelow, logGamma, normalBelow } from "../../base/gamma-function.ts";
import { gammaFrom, lognormalOf, weibullOf, type Uniforms } from "../../base/samplers.ts";
import type { DurationLaw } from "./demand-model.ts";

/** Seconds. */
export function drawDuration(law: DurationLaw, source: Uniforms): number {
  switch (law.law) {
    case "lognormal":
      return lognormalOf(source.uniform(), law.median, law.sigma);
    case "gamma":
      return gammaFrom(source, law.shape, law.scale);
    case "weibull":
      return weibullOf(source.uniform(), law.shape, law.scale);
    case "empirical":
      return quantileOf(law.quantiles, source.uniform());
  }
}

/** P(X < seconds). */
export function durationBelow(law: DurationLaw, seconds: number): number {
  if (seconds <= 0) return 0;
  switch (law.law) {
    case "lognormal":
      return law.sigma === 0
        ? Number(seconds > law.median)
        : normalBelow(Math.log(seconds / law.median) / law.sigma);
    case "gamma":
      return gammaBelow(seconds / law.scale, law.shape);
    case "weibull":
      return 1 - Math.exp(-Math.exp(law.shape * Math.log(seconds / law.scale)));
    case "empirical":
      return shareBelow(law.quantiles, seconds);
  }
}

export function meanDuration(law: DurationLaw): number {
  switch (law.law) {
    case "lognormal":
      return law.median * Math.exp((law.sigma * law.sigma) / 2);
    case "gamma":
      return law.shape * law.scale;
    case "weibull":
      return law.scale * Math.exp(logGamma(1 + 1 / law.shape));
    case "empirical": {
      const { quantiles } = law;
      const ends = (quantiles[0] + quantiles[quantiles.length - 1]) / 2;
      const sum = quantiles.reduce((all, each) => all + each, 0) - ends;
      return sum / (quantiles.length - 1);
    }
  }
}

/** The same law in another unit, or of longer and shorter times alike. */
export function scaleDuration(law: DurationLaw, factor: number): DurationLaw {
  switch (law.law) {
    case "lognormal":
      return { ...law, median: law.median * factor };
    case "gamma":
    case "weibull":
      return { ...law, scale: law.scale * factor };
    case "empirical":
      return { ...law, quantiles: law.quantiles.map((each) => each * factor) };
  }
}

/** At least two quantiles, never falling. */
export function quantileOf(quantiles: readonly number[], share: number): number {
  const place = share * (quantiles.length - 1);
  const index = Math.min(Math.floor(place), quantiles.length - 2);
  return quantiles[index] + (place - index) * (quantiles[index + 1] - quantiles[index]);
}

function shareBelow(quantiles: readonly number[], seconds: number): number {
  const last = quantiles.length - 1;
  if (seconds > quantiles[last]) return 1;
  const index = quantiles.findIndex((each) => each >= seconds);
  if (index <= 0) return 0;
  const [low, high] = [quantiles[index - 1], quantiles[index]];
  return (index - 1 + (high > low ? (seconds - low) / (high - low) : 1)) / last;
}
