/**
 * What no plan of a queue can cost less than, without solving it. Two bounds that hold for any plan, the greater taken:
 * each visit reached by the unit that could be there first if it had nothing else to do; and the units taken as equal
 * machines that need, for each visit, its work and the shortest way to it (Eastman, Even and Isaacs, Bounds for the
 * optimal scheduling of n tasks on m processors, 1964). Neither sees both ways and turns, so a gap of some tens of per
 * cent is usual for a good plan; a small queue is solved instead (exact-plan.ts).
 */

import { costOfVisit, waySeconds, type QueueProblem } from "./queue-problem.ts";

/** Least cost of making `visits`, each of which some unit can make. */
export function lowerBoundOf(problem: QueueProblem, visits: readonly number[]): number {
  if (visits.length === 0) return 0;
  return Math.max(firstUnitBound(problem, visits), machinesBound(problem, visits));
}

function firstUnitBound(problem: QueueProblem, visits: readonly number[]): number {
  const soonest = new Float64Array(problem.visits).fill(Infinity);
  for (let unit = 0; unit < problem.units; unit += 1) lowerToUnit(problem, unit, visits, soonest);
  return visits.reduce((sum, visit) => sum + costOfVisit(problem, visit, soonest[visit]), 0);
}

/** When the unit could be at each visit at the soonest, straight there or by way of others (Dijkstra, dense). */
function lowerToUnit(
  problem: QueueProblem,
  unit: number,
  visits: readonly number[],
  soonest: Float64Array,
): void {
  const left = new Set(visits.filter((visit) => problem.fits[unit * problem.visits + visit] === 1));
  const there = new Map<number, number>();
  for (const visit of left)
    there.set(visit, problem.readySeconds[unit] + waySeconds(problem, unit, -1, visit));
  const arrival = (visit: number): number => there.get(visit) ?? Infinity;
  while (left.size > 0) {
    const next = [...left].reduce((a, b) => (arrival(b) < arrival(a) ? b : a));
    left.delete(next);
    soonest[next] = Math.min(soonest[next], arrival(next));
    const done = arrival(next) + problem.workSeconds[next];
    for (const visit of left)
      there.set(visit, Math.min(arrival(visit), done + waySeconds(problem, unit, next, visit)));
  }
}

/** Of a unit to a visit, from where it is or from any other visit (roads know no triangle inequality with rounding). */
function shortestWay(
  problem: QueueProblem,
  unit: number,
  visit: number,
  visits: readonly number[],
): number {
  let least = waySeconds(problem, unit, -1, visit);
  for (const from of visits)
    if (from !== visit) least = Math.min(least, waySeconds(problem, unit, from, visit));
  return least;
}

function machinesBound(problem: QueueProblem, visits: readonly number[]): number {
  const { units, weight, workSeconds, readySeconds } = problem;
  const ready = readySeconds.reduce((least, seconds) => Math.min(least, seconds), Infinity);
  const tasks = visits
    .map((visit) => {
      let way = Infinity;
      for (let unit = 0; unit < units; unit += 1)
        if (problem.fits[unit * problem.visits + visit] === 1)
          way = Math.min(way, shortestWay(problem, unit, visit, visits));
      return { seconds: way + workSeconds[visit], weight: weight[visit], work: workSeconds[visit] };
    })
    .sort((a, b) => a.seconds * b.weight - b.seconds * a.weight);
  let clock = 0;
  let oneMachine = 0;
  let own = 0;
  let fixed = 0;
  for (const task of tasks) {
    clock += task.seconds;
    oneMachine += task.weight * clock;
    own += task.weight * task.seconds;
    // Waiting ends when the unit arrives, not when it is done; and nobody sets out before the first is ready.
    fixed += task.weight * (ready - task.work);
  }
  return oneMachine / units + ((units - 1) / (2 * units)) * own + fixed;
}
