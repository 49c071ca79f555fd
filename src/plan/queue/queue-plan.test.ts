import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RandomStream } from "../../base/random.ts";
import { makeQueueProblem } from "../../testing/queue-problem.ts";
import { planExactly } from "./exact-plan.ts";
import { lowerBoundOf } from "./lower-bound.ts";
import {
  arrivalsOf,
  checkProblem,
  costOfSequence,
  costOfVisit,
  type QueuePlan,
  type QueueProblem,
} from "./queue-problem.ts";
import { searchPlan } from "./search-plan.ts";

const nothing: QueuePlan = { sequences: [], unserved: [], cost: 0 };

/** Every sequence of every split, without any of the ideas of exact-plan.ts. */
function tryAll(problem: QueueProblem): QueuePlan {
  let best: QueuePlan | undefined;
  const sequences: number[][] = Array.from({ length: problem.units }, () => []);
  const go = (visit: number, unserved: readonly number[]): void => {
    if (visit === problem.visits) {
      const cost = sequences.reduce(
        (sum, each, unit) => sum + costOfSequence(problem, unit, each),
        0,
      );
      if (cost === Infinity) return;
      const fewer = unserved.length - (best?.unserved.length ?? Infinity);
      if (fewer < 0 || (fewer === 0 && cost < (best?.cost ?? Infinity)))
        best = { sequences: sequences.map((each) => [...each]), unserved, cost };
      return;
    }
    for (const sequence of sequences)
      if (!sequence.some((other) => problem.siteOfVisit[other] === problem.siteOfVisit[visit]))
        for (let at = 0; at <= sequence.length; at += 1) {
          sequence.splice(at, 0, visit);
          go(visit + 1, unserved);
          sequence.splice(at, 1);
        }
    go(visit + 1, [...unserved, visit]);
  };
  go(0, []);
  return best ?? nothing;
}

/** What must hold for any plan, and its cost worked out anew from the ways. */
function checkPlan(problem: QueueProblem, plan: QueuePlan): void {
  const made = [...plan.sequences.flat(), ...plan.unserved].sort((a, b) => a - b);
  assert.deepEqual(
    made,
    Array.from({ length: problem.visits }, (_, visit) => visit),
  );
  let cost = 0;
  for (const [unit, sequence] of plan.sequences.entries()) {
    const arrivals = arrivalsOf(problem, unit, sequence);
    assert.equal(
      new Set(sequence.map((visit) => problem.siteOfVisit[visit])).size,
      sequence.length,
    );
    for (const [at, visit] of sequence.entries()) {
      assert.equal(problem.fits[unit * problem.visits + visit], 1);
      cost += costOfVisit(problem, visit, arrivals[at]);
    }
  }
  assert.ok(Math.abs(cost - plan.cost) <= 1e-6 * Math.max(1, cost), `${cost} and ${plan.cost}`);
}

const small = [
  { units: 2, visits: 4 },
  { units: 3, visits: 4, unfit: 0.4 },
  { units: 2, visits: 5, boundSeconds: 3_600 },
  { units: 2, visits: 4, inPairs: true, boundSeconds: 1_800 },
  { units: 2, visits: 5, unfit: 0.6, inPairs: true },
] as const;

describe("the proven plan", () => {
  for (const size of small)
    test(`is the best of all there are: ${JSON.stringify(size)}`, () => {
      for (let seed = 0; seed < 12; seed += 1) {
        const problem = makeQueueProblem(seed, size);
        const plan = planExactly(problem);
        checkPlan(problem, plan);
        const best = tryAll(problem);
        assert.equal(plan.unserved.length, best.unserved.length, `seed ${seed}`);
        assert.ok(
          Math.abs(plan.cost - best.cost) < 1e-6,
          `seed ${seed}: ${plan.cost}, ${best.cost}`,
        );
      }
    });

  test("of more than it can prove is refused", () => {
    assert.throws(() => planExactly(makeQueueProblem(1, { units: 2, visits: 13 })), /too many/);
  });
});

describe("the searched plan", () => {
  test("of 12 visits and 6 units is within a tenth of the proven one, and never below the bound", () => {
    for (let seed = 100; seed < 106; seed += 1) {
      const problem = makeQueueProblem(seed, {
        units: 6,
        visits: 12,
        unfit: 0.2,
        boundSeconds: 5_400,
      });
      const exact = planExactly(problem);
      const found = searchPlan(problem, new RandomStream(seed, "search"), 1_000);
      checkPlan(problem, found);
      assert.equal(found.unserved.length, exact.unserved.length);
      assert.ok(found.cost >= exact.cost - 1e-6, `seed ${seed}: cheaper than the best`);
      assert.ok(found.cost <= 1.1 * exact.cost, `seed ${seed}: ${found.cost / exact.cost}`);
      assert.ok(lowerBoundOf(problem, exact.sequences.flat()) <= exact.cost + 1e-6, `seed ${seed}`);
    }
  });

  test("is the same for the same seed", () => {
    const problem = makeQueueProblem(7, { units: 5, visits: 30, boundSeconds: 5_400 });
    const plans = [0, 1].map(() => searchPlan(problem, new RandomStream(7, "search"), 100));
    checkPlan(problem, plans[0]);
    assert.deepEqual(plans[0], plans[1]);
  });

  test("of nobody and of nothing is empty", () => {
    const random = new RandomStream(1, "search");
    assert.deepEqual(
      searchPlan(makeQueueProblem(1, { units: 0, visits: 3 }), random).unserved,
      [0, 1, 2],
    );
    assert.deepEqual(searchPlan(makeQueueProblem(1, { units: 2, visits: 0 }), random).sequences, [
      [],
      [],
    ]);
  });
});

test("who has waited long past the starvation bound goes before a greater risk that has not", () => {
  const problem = makeQueueProblem(3, { units: 1, visits: 2, boundSeconds: 3_600 });
  problem.weight.set([16, 1]);
  problem.workSeconds.fill(1_000);
  problem.fromUnit.fill(300);
  problem.between.fill(300);
  problem.waitedSeconds.set([0, 4_000]);
  assert.deepEqual(planExactly(problem).sequences, [[0, 1]]);
  problem.waitedSeconds.set([0, 36_000]);
  assert.deepEqual(planExactly(problem).sequences, [[1, 0]]);
});

test("arrays that do not belong together are a caller's mistake", () => {
  const problem = makeQueueProblem(3, { units: 1, visits: 2 });
  assert.throws(() => checkProblem({ ...problem, visits: 3 }), /expected 3/);
});
