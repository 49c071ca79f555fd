/**
 * A waiting queue and the units that could work it off, in numbers: who waits with which risk, who is ready when, and
 * how long each way takes. A **visit** is one unit asked of one waiting incident; an incident that asks for two units
 * is two visits, and no unit makes both. A plan gives each unit a sequence of visits.
 * The cost of a plan is the sum over visits of risk x waiting: `weight` x seconds from now until the unit is there (the
 * weighted latency of Blum et al., The minimum latency problem, 1994). Beyond a visit's starvation bound its seconds
 * count more and more, at twice the bound `1 + starvedGrowth` times as much: so no risk however low is passed over for
 * ever, and an Immediate is not kept waiting by everything else being late.
 * Not here: where the numbers come from (queue-input.ts), and any search.
 */

import { assert } from "../../base/assert.ts";

export const queuePlanLimits = {
  /** Visits and units that one plan looks at. Those behind them in risk x waiting are said to be left out. */
  visits: 60,
  units: 60,
  classes: 8,
} as const;

/** One grade is four times the risk of the next, so at twice its bound somebody counts like the grade above. */
export const starvedGrowth = 3;

/** No sequence is so long that this is reached; a way that there is not costs this many seconds. */
export const unreachedSeconds = 1e7;

export interface QueueProblem {
  readonly units: number;
  readonly visits: number;
  /** Seconds from now until the unit can set out, by unit. */
  readonly readySeconds: Float64Array;
  /** Index of the unit's vehicle class, below `classes`. */
  readonly classOfUnit: Uint8Array;
  readonly classes: number;
  /** Which incident a visit belongs to: visits of one stand side by side. */
  readonly siteOfVisit: Int32Array;
  /** Cost of one second of waiting. */
  readonly weight: Float64Array;
  /** Seconds waited so far. */
  readonly waitedSeconds: Float64Array;
  /** Seconds of waiting beyond which they count more and more; above 0, Infinity = no bound. */
  readonly boundSeconds: Float64Array;
  /** Seconds at the scene. */
  readonly workSeconds: Float64Array;
  /** 1 = the unit may make the visit; by unit x visits + visit. */
  readonly fits: Uint8Array;
  /** Seconds from where the unit is; same places. Infinity = no way. */
  readonly fromUnit: Float64Array;
  /** Seconds from one visit's place to another's, by (class x visits + from) x visits + to. */
  readonly between: Float64Array;
}

/** For each unit its visits in sequence; and the visits that no unit makes. */
export interface QueuePlan {
  readonly sequences: readonly (readonly number[])[];
  readonly unserved: readonly number[];
  readonly cost: number;
}

/** What it costs that a visit is reached `seconds` from now. */
export function costOfVisit(problem: QueueProblem, visit: number, seconds: number): number {
  const weight = problem.weight[visit];
  const bound = problem.boundSeconds[visit];
  const before = problem.waitedSeconds[visit] - bound;
  const after = before + seconds;
  if (after <= 0) return weight * seconds;
  const grown = after * after - (before > 0 ? before * before : 0);
  return weight * (seconds + (starvedGrowth * grown) / (2 * bound));
}

/** Seconds under way of `unit` to `visit`, from where it is (`from` = -1) or from the visit before. */
export function waySeconds(
  problem: QueueProblem,
  unit: number,
  from: number,
  visit: number,
): number {
  const { visits } = problem;
  if (from < 0) return problem.fromUnit[unit * visits + visit];
  return problem.between[(problem.classOfUnit[unit] * visits + from) * visits + visit];
}

/** Cost of one unit's sequence; Infinity where it can not be driven. */
export function costOfSequence(
  problem: QueueProblem,
  unit: number,
  sequence: readonly number[],
): number {
  let seconds = problem.readySeconds[unit];
  let from = -1;
  let cost = 0;
  for (const visit of sequence) {
    if (problem.fits[unit * problem.visits + visit] === 0) return Infinity;
    seconds += waySeconds(problem, unit, from, visit);
    if (seconds >= unreachedSeconds) return Infinity;
    cost += costOfVisit(problem, visit, seconds);
    seconds += problem.workSeconds[visit];
    from = visit;
  }
  return cost;
}

/** Seconds from now at which each visit of a sequence is reached. */
export function arrivalsOf(
  problem: QueueProblem,
  unit: number,
  sequence: readonly number[],
): number[] {
  let seconds = problem.readySeconds[unit];
  let from = -1;
  return sequence.map((visit) => {
    seconds += waySeconds(problem, unit, from, visit);
    const there = seconds;
    seconds += problem.workSeconds[visit];
    from = visit;
    return there;
  });
}

/** Whether some unit could make the visit at all. */
export function isReachable(problem: QueueProblem, visit: number): boolean {
  for (let unit = 0; unit < problem.units; unit += 1) {
    const at = unit * problem.visits + visit;
    if (problem.fits[at] === 1 && problem.fromUnit[at] < unreachedSeconds) return true;
  }
  return false;
}

/** Throws on a problem whose arrays do not belong together: a caller's mistake, not a person's. */
export function checkProblem(problem: QueueProblem): void {
  const { units, visits, classes } = problem;
  assert(
    units <= queuePlanLimits.units,
    `units: got ${units}, expected at most ${queuePlanLimits.units}`,
  );
  assert(
    visits <= queuePlanLimits.visits,
    `visits: got ${visits}, expected at most ${queuePlanLimits.visits}`,
  );
  for (const [name, length, expected] of [
    ["readySeconds", problem.readySeconds.length, units],
    ["classOfUnit", problem.classOfUnit.length, units],
    ["siteOfVisit", problem.siteOfVisit.length, visits],
    ["weight", problem.weight.length, visits],
    ["waitedSeconds", problem.waitedSeconds.length, visits],
    ["boundSeconds", problem.boundSeconds.length, visits],
    ["workSeconds", problem.workSeconds.length, visits],
    ["fits", problem.fits.length, units * visits],
    ["fromUnit", problem.fromUnit.length, units * visits],
    ["between", problem.between.length, classes * visits * visits],
  ] as const)
    assert(length === expected, `${name}: got ${length} numbers, expected ${expected}`);
}
