/**
 * Whether a plan of the queue is good and quick: random queues of 12 sites and 6 units, a fifth of the pairs unfit, bounds
 * of 90 minutes, searched and proven. The search is what larger queues get; small ones are proven in the product, too.
 */
import { RandomStream } from "../src/base/random.ts";
import { planExactly } from "../src/plan/queue/exact-plan.ts";
import { costCallByCall } from "../src/plan/queue/plan-queue.ts";
import { lowerBoundOf } from "../src/plan/queue/lower-bound.ts";
import type { QueueProblem } from "../src/plan/queue/queue-problem.ts";
import { searchPlan } from "../src/plan/queue/search-plan.ts";
import { makeQueueProblem } from "../src/testing/queue-problem.ts";
import { atMost, figure, type Bench, sized } from "./bench.ts";

const queues = sized(200, 2);
const size = { units: 6, visits: 12, unfit: 0.2, boundSeconds: 5_400 };

function search(problem: QueueProblem) {
  return searchPlan(problem, new RandomStream(1, "queue"));
}

function timed<Value>(work: () => Value): { readonly value: Value; readonly millis: number } {
  const startedAt = performance.now();
  const value = work();
  return { value, millis: performance.now() - startedAt };
}

function greatest(values: readonly number[]): number {
  return values.reduce((most, each) => Math.max(most, each), 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

export const bench: Bench = {
  name: "queue-plan",
  about: "a plan of 12 sites and 6 units: gap to the proven best, and milliseconds",
  run({ say }) {
    say(`${queues} queues of ${size.visits} sites and ${size.units} units`);
    const gaps: number[] = [];
    const greedy: number[] = [];
    const proofs: number[] = [];
    const searches: number[] = [];
    for (let seed = 0; seed < queues; seed += 1) {
      const problem = makeQueueProblem(seed, size);
      const best = timed(() => planExactly(problem));
      const found = timed(() => search(problem));
      if (found.value.unserved.length > best.value.unserved.length) gaps.push(Infinity);
      else gaps.push(100 * (found.value.cost / best.value.cost - 1));
      greedy.push(100 * (costCallByCall(problem, [...problem.weight.keys()].sort((a, b) => problem.weight[b] - problem.weight[a])) / best.value.cost - 1)); // prettier-ignore
      proofs.push(best.millis);
      searches.push(found.millis);
    }
    const large = makeQueueProblem(1, { units: 60, visits: 60, boundSeconds: 5_400 });
    const whole = timed(() => search(large));
    const bound = lowerBoundOf(large, whole.value.sequences.flat());
    return Promise.resolve([
      atMost("gap of the search to the proven best, worst of 200", greatest(gaps), "%", 10),
      figure("the same, mean", mean(gaps), "%"),
      figure("call by call, greatest risk first, mean gap", mean(greedy), "%"),
      atMost("search, slowest", greatest(searches), "ms", 2_000),
      atMost("proof, slowest", greatest(proofs), "ms", 2_000),
      figure("proof, mean", mean(proofs), "ms"),
      atMost("60 visits and 60 units, search", whole.millis, "ms", 2_000),
      figure("60 visits and 60 units, above the bound at most", 100 * (whole.value.cost / bound - 1), "%"), // prettier-ignore
    ]);
  },
};
