import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { assertNear, solveChain, type Move, type State } from "../../testing/markov-chain.ts";
import { gradeWaits } from "./cobham.ts";
import {
  cutoffWaits,
  findHeldBackFault,
  saturationCallsPerHour,
  type CutoffPool,
} from "./cutoff.ts";
import { WaitingPool } from "./erlang.ts";

/** State: units busy, then calls waiting in each grade, each queue cut at `longest`. */
function movesOf(pool: CutoffPool, longest: number): (state: State) => Move[] {
  const cutoffs = pool.heldBack.map((held) => pool.units - held);
  return ([busy, ...queues]) => {
    const moves: Move[] = pool.callsPerHour.map((calls, grade): Move => {
      if (busy < cutoffs[grade]) return [[busy + 1, ...queues], calls / 60];
      const longer = queues.with(grade, queues[grade] + 1);
      return [[busy, ...longer], queues[grade] < longest ? calls / 60 : 0];
    });
    const next = queues.findIndex((waiting, grade) => waiting > 0 && busy - 1 < cutoffs[grade]);
    const after: State =
      next < 0 ? [busy - 1, ...queues] : [busy, ...queues.with(next, queues[next] - 1)];
    moves.push([after, busy / pool.busyMinutes]);
    return moves;
  };
}

const cases: readonly [name: string, longest: number, pool: CutoffPool][] = [
  ["two grades, nothing held back", 70, { callsPerHour: [2, 3], busyMinutes: 30, units: 4, heldBack: [0, 0] }],
  ["two grades, one unit of four held back", 80, { callsPerHour: [2, 2], busyMinutes: 30, units: 4, heldBack: [0, 1] }],
  ["two grades, two units of five held back", 80, { callsPerHour: [3, 1.5], busyMinutes: 30, units: 5, heldBack: [0, 2] }],
  ["three grades with a cutoff each", 16, { callsPerHour: [0.5, 0.4, 0.2], busyMinutes: 60, units: 4, heldBack: [0, 1, 2] }],
  ["three grades, two of them with one cutoff", 16, { callsPerHour: [0.5, 0.3, 0.2], busyMinutes: 60, units: 4, heldBack: [0, 2, 2] }],
]; // prettier-ignore

for (const [name, longest, pool] of cases) {
  test(`${name}: waits are those of the chain's own balance`, () => {
    const chain = solveChain([0, ...pool.callsPerHour.map(() => 0)], movesOf(pool, longest));
    for (const [grade, wait] of cutoffWaits(pool).entries()) {
      const cutoff = pool.units - pool.heldBack[grade];
      const waitShare = chain.mean(([busy]) => (busy >= cutoff ? 1 : 0));
      const queue = chain.mean((state) => state[grade + 1]);
      assertNear(wait.waitShare, waitShare, 1e-5, `wait share of grade ${grade}`);
      const meanWait = (60 * queue) / pool.callsPerHour[grade];
      assertNear(wait.meanWaitMinutes, meanWait, 1e-4, `wait of grade ${grade}`);
    }
  });
}

const someGrades = fc.array(fc.double({ min: 0.01, max: 9, noNaN: true }), {
  minLength: 1,
  maxLength: 5,
});

test("nothing held back: Cobham's formula, below and above what the units can carry", () => {
  fc.assert(
    fc.property(someGrades, fc.integer({ min: 1, max: 12 }), (callsPerHour, units) => {
      const pool = { callsPerHour, busyMinutes: 40, units };
      const byFormula = gradeWaits(pool);
      const other = cutoffWaits({ ...pool, heldBack: callsPerHour.map(() => 0) });
      for (const [grade, wait] of other.entries()) {
        // Close to saturation both answers are differences of nearly equal numbers.
        if (byFormula[grade].meanWaitMinutes > 1e4) continue;
        assertNear(wait.waitShare, byFormula[grade].waitShare, 1e-6, "wait share");
        assertNear(wait.meanWaitMinutes, byFormula[grade].meanWaitMinutes, 1e-6, "wait");
      }
    }),
  );
});

test("Cobham: grades only share out the wait of the pool (Kleinrock's conservation law)", () => {
  const callsPerHour = [3, 5, 4, 2];
  const pool = { callsPerHour, busyMinutes: 50, units: 13 };
  const whole = new WaitingPool({ ...pool, callsPerHour: 14 });
  const waits = gradeWaits(pool);
  const queue = waits.reduce(
    (sum, wait) => sum + (wait.callsPerHour * wait.meanWaitMinutes) / 60,
    0,
  );
  assertNear(queue, whole.meanQueue, 1e-12, "queue");
  assert.ok(waits.every(({ waitShare }) => waitShare === whole.waitShare));
});

test("holding back: the first grade waits less and the last more, unit by unit", () => {
  const pool = { callsPerHour: [6, 6], busyMinutes: 40, units: 12 };
  let before = cutoffWaits({ ...pool, heldBack: [0, 0] });
  for (const held of [1, 2, 3]) {
    const waits = cutoffWaits({ ...pool, heldBack: [0, held] });
    assert.ok(waits[0].meanWaitMinutes < before[0].meanWaitMinutes);
    assert.ok(waits[1].meanWaitMinutes > before[1].meanWaitMinutes);
    before = waits;
  }
});

test("saturation: the last grade can have what the higher one leaves it, by the balance of full cutoffs", () => {
  const pool = { callsPerHour: [3, 2], busyMinutes: 30, units: 5, heldBack: [0, 2] };
  const limit = saturationCallsPerHour(pool, 1);
  // With somebody of the last grade always waiting, 3 units are busy at least; more only by the first grade.
  const load = (limit * 0.6 * 30) / 60;
  let [share, sum] = [1, 0];
  for (let busy = 3; busy < 5; busy += 1, share *= load / busy) sum += share;
  sum += share / (1 - load / 5);
  assertNear((limit * 0.4 * 30) / 60, 3 / sum, 1e-8, "load of the last grade");
  const at = (callsPerHour: number): number[] =>
    cutoffWaits({ ...pool, callsPerHour: [callsPerHour * 0.6, callsPerHour * 0.4] }).map(
      ({ meanWaitMinutes }) => meanWaitMinutes,
    );
  assert.ok(at(limit * 0.999)[1] > 1e3 && at(limit * 0.999)[1] < Infinity);
  assert.equal(at(limit * 1.001)[1], Infinity);
  // Beyond it three units at least stay busy, and the first grade waits where all five are.
  const beyond = { ...pool, callsPerHour: [0.6 * 1.2 * limit, 0.4 * 1.2 * limit] };
  const over = load * 1.2;
  let [each, all] = [1, 1];
  for (let busy = 4; busy <= 5; busy += 1) {
    each *= over / busy;
    all += busy < 5 ? each : each / (1 - over / 5);
  }
  const [first] = cutoffWaits(beyond);
  assertNear(first.waitShare, each / (1 - over / 5) / all, 1e-12, "wait share of the first grade");
  assertNear(first.meanWaitMinutes, (first.waitShare * 30) / (5 - over), 1e-12, "and its wait");
  assertNear(saturationCallsPerHour(pool, 0), 10 / 0.6, 1e-8, "the first grade alone");
});

test("saturation does not move when grades below come or go, and is never for grades without calls", () => {
  const pool = { callsPerHour: [3, 2, 9], busyMinutes: 30, units: 5, heldBack: [0, 2, 3] };
  const two = { ...pool, callsPerHour: [3, 2], heldBack: [0, 2] };
  const ofTwo = saturationCallsPerHour(two, 1) / 5;
  assertNear(saturationCallsPerHour(pool, 1) / 14, ofTwo, 1e-8, "in shares of the first two");
  assert.ok(saturationCallsPerHour(pool, 2) / 14 < ofTwo);
  assert.equal(saturationCallsPerHour({ ...pool, callsPerHour: [0, 2, 9] }, 0), Infinity);
});

test("wrong numbers held back are named", () => {
  const pool = { callsPerHour: [1, 1], busyMinutes: 30, units: 4 };
  const faults: [number[], RegExp][] = [
    [[0], /1 numbers, expected one for each of 2/],
    [[1, 1], /got 1 for the first grade/],
    [[0, 4], /got 4, expected a whole number from 0 to 3/],
    [[0, 0.5], /got 0.5/],
  ];
  for (const [heldBack, reason] of faults) {
    assert.match(findHeldBackFault({ ...pool, heldBack }) ?? "", reason);
    assert.throws(() => cutoffWaits({ ...pool, heldBack }), reason);
  }
  const falling = { ...pool, callsPerHour: [1, 1, 1], heldBack: [0, 2, 1] };
  assert.match(findHeldBackFault(falling) ?? "", /got 1 after 2/);
});
