/**
 * How long scenes take in this region now: a lognormal time for each served grade, from the allocations that the state
 * still holds (a day). Units that are at a scene have been there for a while and are not done: such a time counts as
 * "longer than this" (a censored observation), else a quiet hour with three long scenes would look short. Estimated by
 * expectation and maximisation (Dempster, Laird and Rubin 1977) with a weak prior, so that a region that has seen
 * nothing yet has an answer as well. Not here: ways to the scene.
 */
import { microsPerMinute, type Instant, type Micros } from "../../base/instant.ts";
import { normalDensity, normalTail } from "../../base/gamma-function.ts";
import { normalQuantile } from "../../base/normal-quantile.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { allocationEnds, allocationStates, gradeCount } from "../../core/vocabulary.ts";

/** What a scene takes where nothing is known: a median of 35 minutes, worth as much as eight scenes seen. */
export const scenePrior = { medianMicros: 35 * microsPerMinute, sigma: 0.8, weight: 8 } as const;

/** Shorter ones are slips of a key: they would stretch the spread of the logarithms without end. */
const shortest = microsPerMinute;

export interface SceneTime {
  /** Of the natural logarithm of microseconds. */
  readonly mu: number;
  readonly sigma: number;
  /** Scenes that ended, and that go on. */
  readonly ended: number;
  readonly running: number;
}

/** By served grade. */
export type SceneTimes = readonly SceneTime[];

export function learnSceneTimes(state: RegionState, now: Instant): SceneTimes {
  const { allocations, incidents, head } = state.columns;
  const ended: number[][] = Array.from({ length: gradeCount }, () => []);
  const running: number[][] = Array.from({ length: gradeCount }, () => []);
  for (let row = 0; row < head.allocationRows[0]; row += 1) {
    const at = allocations.atSceneAt[row];
    const progress = allocations.state[row];
    if (at === 0 || progress === allocationStates.code.none) continue;
    const grade = incidents.served[allocations.incident[row]];
    if (progress !== allocationStates.code.ended)
      running[grade].push(Math.log(Math.max(shortest, now - at)));
    else if (allocations.end[row] === allocationEnds.code.cleared)
      ended[grade].push(Math.log(Math.max(shortest, allocations.endedAt[row] - at)));
  }
  return ended.map((logs, grade) => estimate(logs, running[grade]));
}

const rounds = 40;

function estimate(ended: readonly number[], running: readonly number[]): SceneTime {
  const { weight } = scenePrior;
  const priorMu = Math.log(scenePrior.medianMicros);
  let [mu, sigma] = [priorMu, scenePrior.sigma as number];
  const n = weight + ended.length + running.length;
  for (let round = 0; round < rounds; round += 1) {
    let sum = weight * priorMu;
    let squares = weight * (scenePrior.sigma ** 2 + priorMu ** 2);
    for (const log of ended) {
      sum += log;
      squares += log * log;
    }
    for (const log of running) {
      const hazard = hazardOf((log - mu) / sigma);
      sum += mu + sigma * hazard;
      squares += mu * mu + sigma * sigma + sigma * (log + mu) * hazard;
    }
    mu = sum / n;
    sigma = Math.sqrt(Math.max(0.01, squares / n - mu * mu));
  }
  return { mu, sigma, ended: ended.length, running: running.length };
}

/** Of the normal distribution; far out it is about z itself. */
function hazardOf(z: number): number {
  return z > 12 ? z + 1 / z : normalDensity(z) / normalTail(z);
}

/** A whole scene; rises with `u`. */
export function drawScene(u: number, { mu, sigma }: SceneTime): Micros {
  return Math.round(Math.exp(mu + sigma * normalQuantile(u)));
}

/** What is left of a scene that has lasted `elapsed`; rises with `u`. */
export function drawSceneLeft(u: number, { mu, sigma }: SceneTime, elapsed: Micros): Micros {
  const past = (Math.log(Math.max(1, elapsed)) - mu) / sigma;
  // Whoever outlasted everything known so far goes on as one does at the edge of what is known.
  const from = Math.min(past, 6);
  // Just under 1, which has no quantile: a scene that only begins may be over at once.
  const z = -normalQuantile(Math.min((1 - u) * normalTail(from), 1 - Number.EPSILON));
  const whole = Math.exp(mu + sigma * z) * Math.exp(sigma * (past - from));
  return Math.max(1, Math.round(whole - elapsed));
}
