/**
 * A good plan of a queue of any size: each visit goes where it costs least (cheapest insertion, those that would lose
 * most by waiting first), then again and again a few visits that belong together are taken out and put back, and what is
 * not much dearer is gone on from (Shaw, Using constraint programming and local search methods to solve vehicle routing
 * problems, 1998; Dueck, New optimization heuristics: the great deluge algorithm and the record-to-record travel, 1993). The work is counted in rounds, not in time, so one seed gives one plan on every machine. How far it may be from
 * the best is said by lower-bound.ts and measured against the proven best in bench queue-plan.
 */

import type { RandomStream } from "../../base/random.ts";
import {
  checkProblem,
  costOfSequence,
  isReachable,
  waySeconds,
  type QueuePlan,
  type QueueProblem,
} from "./queue-problem.ts";

/**
 * Rounds of taking out and putting back, and visits looked at in all of them (about 1 s of a slow core), whichever comes
 * first; visits taken out at most in one round; how much dearer than the best may be gone on from.
 */
export const searchLimits = { rounds: 20_000, looks: 60e6, removed: 6, slack: 0.05 } as const;

/** So that one visit more that is made outweighs any cost. */
const missingCost = 1e15;

interface Draft {
  readonly sequences: number[][];
  readonly costs: number[];
  unserved: number[];
  /** Visits looked at so far. */
  looks: number;
}

interface Place {
  readonly unit: number;
  readonly at: number;
  /** Of the unit's whole sequence with the visit in it. */
  readonly cost: number;
  readonly extra: number;
}

export function searchPlan(
  problem: QueueProblem,
  random: RandomStream,
  rounds: number = searchLimits.rounds,
): QueuePlan {
  checkProblem(problem);
  const reachable: number[] = [];
  const lost: number[] = [];
  for (let visit = 0; visit < problem.visits; visit += 1)
    (isReachable(problem, visit) ? reachable : lost).push(visit);
  const draft: Draft = {
    sequences: Array.from({ length: problem.units }, () => []),
    costs: Array.from({ length: problem.units }, () => 0),
    unserved: [],
    looks: 0,
  };
  insertAll(problem, draft, byWeight(problem, reachable));
  let best = draft;
  let now = draft;
  const used = (round: number): number => Math.max(round / rounds, now.looks / searchLimits.looks);
  for (let round = 0; used(round) < 1 && reachable.length > 1; round += 1) {
    const next = copyOf(now);
    insertAll(problem, next, takeOut(problem, next, reachable, random));
    // A little dearer than the best is gone on from, ever less so: a search that never steps back stays in the next hollow.
    const slack = 1 + searchLimits.slack * (1 - used(round));
    now.looks = next.looks;
    if (totalOf(next) <= totalOf(best) * slack) now = next;
    if (totalOf(next) < totalOf(best)) best = next;
  }
  return {
    sequences: best.sequences,
    unserved: [...lost, ...best.unserved].sort((a, b) => a - b),
    cost: best.costs.reduce((sum, cost) => sum + cost, 0),
  };
}

function byWeight({ weight }: QueueProblem, visits: readonly number[]): number[] {
  return [...visits].sort((a, b) => weight[b] - weight[a] || a - b);
}

function copyOf({ sequences, costs, unserved, looks }: Draft): Draft {
  return {
    looks,
    sequences: sequences.map((each) => [...each]),
    costs: [...costs],
    unserved: [...unserved],
  };
}

function totalOf({ costs, unserved }: Draft): number {
  return costs.reduce((sum, cost) => sum + cost, unserved.length * missingCost);
}

/** Puts each visit, in this order, where it costs least; the first of equal places is taken. */
function insertAll(problem: QueueProblem, draft: Draft, visits: readonly number[]): void {
  const again = [...draft.unserved, ...visits];
  draft.unserved = [];
  for (const visit of again) {
    const place = findPlace(problem, draft, visit);
    if (place === undefined) draft.unserved.push(visit);
    else {
      draft.sequences[place.unit].splice(place.at, 0, visit);
      draft.costs[place.unit] = place.cost;
    }
  }
}

function findPlace(problem: QueueProblem, draft: Draft, visit: number): Place | undefined {
  let best: Place | undefined;
  for (let unit = 0; unit < problem.units; unit += 1) {
    if (problem.fits[unit * problem.visits + visit] === 0) continue;
    const sequence = draft.sequences[unit];
    const site = problem.siteOfVisit[visit];
    if (sequence.some((other) => problem.siteOfVisit[other] === site)) continue;
    draft.looks += (sequence.length + 1) ** 2;
    for (let at = 0; at <= sequence.length; at += 1) {
      const cost = costOfSequence(problem, unit, sequence.toSpliced(at, 0, visit));
      const extra = cost - draft.costs[unit];
      if (cost < Infinity && (best === undefined || extra < best.extra))
        best = { unit, at, cost, extra };
    }
  }
  return best;
}

/** Takes some visits out of the draft, near one another in place or in the same sequences, and says in which order to put them back. */
function takeOut(
  problem: QueueProblem,
  draft: Draft,
  reachable: readonly number[],
  random: RandomStream,
): number[] {
  const most = Math.min(searchLimits.removed, reachable.length);
  const count = 1 + random.below(most);
  const seed = random.pick(reachable);
  const unitOf = new Int32Array(problem.visits).fill(-1);
  for (const [unit, sequence] of draft.sequences.entries())
    for (const visit of sequence) unitOf[visit] = unit;
  const near = reachable
    .filter((visit) => visit !== seed && unitOf[visit] >= 0)
    .map((visit) => {
      const way = waySeconds(problem, Math.max(0, unitOf[seed]), seed, visit);
      // Noise, so that not the same neighbours go each time.
      return { visit, key: way * (0.3 + random.uniform()) };
    })
    .sort((a, b) => a.key - b.key || a.visit - b.visit)
    .slice(0, count - 1)
    .map(({ visit }) => visit);
  const out = (unitOf[seed] >= 0 ? [seed] : []).concat(near);
  for (const unit of new Set(out.map((visit) => unitOf[visit]))) {
    const left = draft.sequences[unit].filter((visit) => !out.includes(visit));
    draft.sequences[unit] = left;
    draft.costs[unit] = costOfSequence(problem, unit, left);
  }
  return random.below(2) === 0 ? byWeight(problem, out) : random.shuffle(out);
}
