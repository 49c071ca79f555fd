/**
 * The best plan of a small queue, proven: for each unit and each set of visits the best sequence (labels of time and
 * cost, of which the dominated ones are dropped; after Held and Karp, A dynamic programming approach to sequencing
 * problems, 1962), then the best split of the visits among the units. Time alone does not decide: a
 * later end may be cheaper, so both are kept.
 * O(units x 2^visits x visits^2 x labels + units x 3^visits): for a dozen visits and half a dozen units.
 */

import { assert } from "../../base/assert.ts";
import {
  checkProblem,
  costOfVisit,
  isReachable,
  unreachedSeconds,
  waySeconds,
  type QueuePlan,
  type QueueProblem,
} from "./queue-problem.ts";

export const exactLimits = { visits: 12, units: 8 } as const;

/** A way to have made a set of visits, ending at one of them. */
interface Label {
  /** Seconds from now at which the unit is done there. */
  readonly seconds: number;
  readonly cost: number;
  readonly visit: number;
  readonly before: Label | undefined;
}

interface Best {
  readonly cost: Float64Array;
  readonly label: readonly (Label | undefined)[];
}

export function isSmall({ visits, units }: Pick<QueueProblem, "visits" | "units">): boolean {
  return visits <= exactLimits.visits && units <= exactLimits.units;
}

export function planExactly(problem: QueueProblem): QueuePlan {
  checkProblem(problem);
  const { visits, units } = problem;
  assert(isSmall(problem), `${visits} visits and ${units} units are too many to prove`);
  const all: number[] = [];
  const unserved: number[] = [];
  for (let visit = 0; visit < visits; visit += 1)
    (isReachable(problem, visit) ? all : unserved).push(visit);
  const sets = 1 << all.length;
  const clashes = clashingSets(problem, all);
  const best: Best[] = [];
  for (let unit = 0; unit < units; unit += 1) best.push(bestOfUnit(problem, unit, all, clashes));
  const { cost, chosen } = split(best, sets);
  if (cost[sets - 1] === Infinity)
    return splitWhatCan(problem, all, unserved, best, { cost, chosen });
  return { sequences: read(best, chosen, sets - 1), unserved, cost: cost[sets - 1] };
}

/** Sets of which one unit can not make all: two visits of one incident. */
function clashingSets({ siteOfVisit }: QueueProblem, all: readonly number[]): Int32Array {
  return Int32Array.from(all, (visit) =>
    all.reduce(
      (set, other, index) =>
        other !== visit && siteOfVisit[other] === siteOfVisit[visit] ? set | (1 << index) : set,
      0,
    ),
  );
}

/** Best cost of the unit making exactly each set, with the label it ends on. */
function bestOfUnit(
  problem: QueueProblem,
  unit: number,
  all: readonly number[],
  clashes: Int32Array,
): Best {
  const sets = 1 << all.length;
  const labels: Label[][][] = Array.from({ length: sets }, () => []);
  const cost = new Float64Array(sets).fill(Infinity);
  const label: (Label | undefined)[] = Array.from({ length: sets }, () => undefined);
  cost[0] = 0;
  for (let set = 0; set < sets; set += 1) {
    const from = labels[set];
    if (set !== 0 && from.length === 0) continue;
    for (let next = 0; next < all.length; next += 1) {
      const bit = 1 << next;
      if ((set & bit) !== 0 || (set & clashes[next]) !== 0) continue;
      if (problem.fits[unit * problem.visits + all[next]] === 0) continue;
      const into = (labels[set | bit][next] ??= []);
      if (set === 0) addLabel(problem, unit, undefined, all[next], into);
      else
        for (const list of from)
          for (const before of list ?? []) addLabel(problem, unit, before, all[next], into);
    }
    for (const list of from)
      for (const each of list ?? [])
        if (each.cost < cost[set]) {
          cost[set] = each.cost;
          label[set] = each;
        }
  }
  return { cost, label };
}

function addLabel(
  problem: QueueProblem,
  unit: number,
  before: Label | undefined,
  visit: number,
  into: Label[],
): void {
  const start = before?.seconds ?? problem.readySeconds[unit];
  const there = start + waySeconds(problem, unit, before?.visit ?? -1, visit);
  if (there >= unreachedSeconds) return;
  const seconds = there + problem.workSeconds[visit];
  const cost = (before?.cost ?? 0) + costOfVisit(problem, visit, there);
  for (const other of into) if (other.seconds <= seconds && other.cost <= cost) return;
  let kept = 0;
  for (const other of into)
    if (other.seconds < seconds || other.cost < cost) {
      into[kept] = other;
      kept += 1;
    }
  into.length = kept;
  into.push({ seconds, cost, visit, before });
}

/** `cost[set]`: least cost of all units making the set together; `chosen[unit][set]`: the last unit's share of it. */
function split(
  best: readonly Best[],
  sets: number,
): { readonly cost: Float64Array; readonly chosen: readonly Int32Array[] } {
  let cost = new Float64Array(sets).fill(Infinity);
  cost[0] = 0;
  const chosen: Int32Array[] = [];
  for (const unit of best) {
    const next = new Float64Array(sets);
    const share = new Int32Array(sets);
    for (let set = 0; set < sets; set += 1) {
      let least = cost[set];
      let part = 0;
      for (let sub = set; sub > 0; sub = (sub - 1) & set) {
        const sum = unit.cost[sub] + cost[set ^ sub];
        if (sum < least) {
          least = sum;
          part = sub;
        }
      }
      next[set] = least;
      share[set] = part;
    }
    cost = next;
    chosen.push(share);
  }
  return { cost, chosen };
}

function read(best: readonly Best[], chosen: readonly Int32Array[], all: number): number[][] {
  const sequences: number[][] = best.map(() => []);
  let set = all;
  for (let unit = best.length - 1; unit >= 0; unit -= 1) {
    const part = chosen[unit][set];
    for (let each = best[unit].label[part]; each !== undefined; each = each.before)
      sequences[unit].unshift(each.visit);
    set ^= part;
  }
  return sequences;
}

/** Where no split makes all (two units asked, one fits), the largest sets that can be made; of those the cheapest. */
function splitWhatCan(
  { visits }: QueueProblem,
  all: readonly number[],
  unserved: readonly number[],
  best: readonly Best[],
  { cost, chosen }: { readonly cost: Float64Array; readonly chosen: readonly Int32Array[] },
): QueuePlan {
  let most = 0;
  for (let set = 1; set < cost.length; set += 1) {
    if (cost[set] === Infinity) continue;
    const more = countBits(set) - countBits(most);
    if (more > 0 || (more === 0 && cost[set] < cost[most])) most = set;
  }
  const left = all.filter((_, index) => (most & (1 << index)) === 0);
  assert(left.length + unserved.length <= visits, "no visit is left out twice");
  return {
    sequences: read(best, chosen, most),
    unserved: [...unserved, ...left].sort((a, b) => a - b),
    cost: cost[most],
  };
}

function countBits(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
