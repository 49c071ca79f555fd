/**
 * A plan of a queue with what it is worth: the cost that is proven or at least bounded, beside sending call by call in
 * the order of the queue, and who has waited beyond the starvation bound. A small queue is solved, a large one searched.
 */

import { RandomStream } from "../../base/random.ts";
import type { PlannedVisit, QueuePlanMethod } from "../../core/queue-plan/queue-plan-events.ts";
import { isSmall, planExactly } from "./exact-plan.ts";
import { lowerBoundOf } from "./lower-bound.ts";
import type { QueueInput } from "./queue-input.ts";
import { arrivalsOf, costOfSequence, type QueueProblem } from "./queue-problem.ts";
import { searchPlan } from "./search-plan.ts";

/** Costs in risk minutes. */
export interface PlannedQueue {
  readonly method: QueuePlanMethod;
  readonly cost: number;
  readonly bound: number;
  readonly callByCallCost: number;
  readonly visits: readonly PlannedVisit[];
  readonly unserved: readonly number[];
  readonly leftOut: number;
}

/** The same input gives the same plan for ever: the search is counted in rounds and draws from a fixed seed. */
export function planQueue({
  problem,
  units,
  incidents,
  queueOrder,
  leftOut,
}: QueueInput): PlannedQueue {
  const isProven = isSmall(problem);
  const plan = isProven ? planExactly(problem) : searchPlan(problem, new RandomStream(1, "queue"));
  const visits = plan.sequences.flatMap((sequence, unit) => {
    const arrivals = arrivalsOf(problem, unit, sequence);
    return sequence.map((visit, at) => ({
      unit: units[unit],
      incident: incidents[visit],
      order: at + 1,
      arrivesSeconds: Math.round(arrivals[at]),
      starved: problem.waitedSeconds[visit] + arrivals[at] > problem.boundSeconds[visit],
    }));
  });
  return {
    method: isProven ? "proven" : "searched",
    cost: plan.cost,
    bound: isProven ? plan.cost : lowerBoundOf(problem, plan.sequences.flat()),
    callByCallCost: costCallByCall(problem, queueOrder),
    visits,
    unserved: [...new Set(plan.unserved.map((visit) => incidents[visit]))],
    leftOut,
  };
}

/** Each visit in turn goes to the unit that would be there first, behind what that unit has already. */
export function costCallByCall(problem: QueueProblem, order: readonly number[]): number {
  const sequences: number[][] = Array.from({ length: problem.units }, () => []);
  for (const visit of order) {
    let best = -1;
    let soonest = Infinity;
    for (const [unit, sequence] of sequences.entries()) {
      if (problem.fits[unit * problem.visits + visit] === 0) continue;
      if (sequence.some((other) => problem.siteOfVisit[other] === problem.siteOfVisit[visit]))
        continue;
      const there = arrivalsOf(problem, unit, [...sequence, visit])[sequence.length];
      if (there < soonest) {
        soonest = there;
        best = unit;
      }
    }
    if (best >= 0) sequences[best].push(visit);
  }
  return sequences.reduce((sum, each, unit) => sum + costOfSequence(problem, unit, each), 0);
}
