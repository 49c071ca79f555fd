import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNear, solveChain } from "../../testing/markov-chain.ts";
import { GivingUpPool, isQueueTooLong } from "./erlang-a.ts";
import { erlangB, erlangC, WaitingPool } from "./erlang.ts";

/** The Erlang B table of ITU-T E.500 and of every telephone textbook: units, share lost, erlangs, as printed. */
const printedB: readonly [units: number, lost: number, load: number][] = [
  [1, 0.01, 0.0101],
  [5, 0.001, 0.762],
  [5, 0.01, 1.361],
  [10, 0.01, 4.461],
  [10, 0.05, 6.216],
  [20, 0.01, 12.03],
  [50, 0.02, 40.26],
  [100, 0.01, 84.06],
];

for (const [units, lost, load] of printedB) {
  test(`Erlang B as printed: ${load} erlangs lose ${lost} on ${units}`, () => {
    // The printed load is rounded to four digits, so the share lies between those of its two roundings.
    const digit = load < 1 ? 0.0005 : load < 10 ? 0.0005 : 0.005;
    assert.ok(erlangB(load - digit, units) <= lost && erlangB(load + digit, units) >= lost);
  });
}

test("Erlang B is the sum it stands for, and holds at the edges", () => {
  let [term, sum] = [1, 1];
  for (let n = 1; n <= 12; n += 1) {
    term *= 9.5 / n;
    sum += term;
    assertNear(erlangB(9.5, n), term / sum, 1e-14, `${n} units`);
  }
  assert.deepEqual([erlangB(0, 0), erlangB(0, 3), erlangB(5, 0)], [1, 0, 1]);
  assert.equal(erlangB(1, 20_000), 0);
  assert.ok(erlangB(1e6, 1000) > 0.999);
  assert.throws(() => erlangB(-1, 2), /load of -1/);
  assert.throws(() => erlangB(1, 2.5), /2.5 units/);
});

const fifty = { callsPerHour: 48 * 60, busyMinutes: 1, units: 50 };
const seconds = (minutes: number): number => minutes * 60;

test("50 agents, 48 calls a minute, a minute each: table 1 of Garnett, Mandelbaum and Reiman, 2002", () => {
  const patient = new WaitingPool(fifty);
  assertNear(seconds(patient.meanWaitMinutes), 20.8, 0.003, "mean wait, s");
  assertNear(seconds(patient.waitPercentileMinutes(0.9)), 58.1, 0.001, "90th percentile, s");
  assertNear(patient.meanQueue, 17, 0.03, "queue");
  assertNear(patient.occupancy, 0.96, 1e-12, "occupancy");
  const impatient = new GivingUpPool({ ...fifty, patienceMinutes: 2 });
  assertNear(impatient.giveUpShare, 0.031, 0.005, "gave up");
  assertNear(seconds(impatient.meanWaitOfServedMinutes), 3.6, 0.015, "mean wait, s");
  assertNear(seconds(impatient.waitPercentileMinutes(0.9)), 12.5, 0.006, "90th percentile, s");
  assertNear(impatient.meanQueue, 3, 0.02, "queue");
  assertNear(impatient.occupancy, 0.93, 0.001, "occupancy");
});

test("Erlang C: M/M/1, the chain's own balance, percentiles turned round, and overload", () => {
  assertNear(erlangC(0.7, 1), 0.7, 1e-14, "M/M/1");
  const pool = { callsPerHour: 5, busyMinutes: 36, units: 4 };
  const chain = solveChain([0], ([n]) => [
    [[n + 1], n < 400 ? 5 : 0],
    [[n - 1], (Math.min(n, 4) * 60) / 36],
  ]);
  const answer = new WaitingPool(pool);
  assertNear(
    answer.waitShare,
    chain.mean(([n]) => (n >= 4 ? 1 : 0)),
    1e-9,
    "wait share",
  );
  assertNear(
    answer.meanQueue,
    chain.mean(([n]) => Math.max(0, n - 4)),
    1e-9,
    "queue",
  );
  for (const share of [0.5, 0.9, 0.999])
    assertNear(
      answer.shareServedWithin(answer.waitPercentileMinutes(share)),
      share,
      1e-12,
      "turned",
    );
  assert.equal(answer.waitPercentileMinutes(0.1), 0);
  const over = new WaitingPool({ ...pool, units: 3 });
  assert.deepEqual(
    [over.waitShare, over.meanWaitMinutes, over.meanQueue, over.occupancy],
    [1, Infinity, Infinity, 1],
  );
  assert.deepEqual([over.shareServedWithin(9), over.waitPercentileMinutes(0.9)], [0, Infinity]);
  const idle = new WaitingPool({ ...pool, callsPerHour: 0 });
  assert.deepEqual([idle.meanWaitMinutes, idle.meanQueue, idle.shareServedWithin(0)], [0, 0, 1]);
});

test("Erlang A: the chain's own balance, below and far above what the units can carry", () => {
  for (const callsPerHour of [4, 30]) {
    const chain = solveChain([0], ([n]) => [
      [[n + 1], n < 300 ? callsPerHour : 0],
      [[n - 1], (Math.min(n, 4) * 60) / 36 + (Math.max(0, n - 4) * 60) / 50],
    ]);
    const pool = { callsPerHour, busyMinutes: 36, units: 4, patienceMinutes: 50 };
    const answer = new GivingUpPool(pool);
    const queue = chain.mean(([n]) => Math.max(0, n - 4));
    assertNear(
      answer.waitShare,
      chain.mean(([n]) => (n >= 4 ? 1 : 0)),
      1e-9,
      "wait share",
    );
    assertNear(answer.meanQueue, queue, 1e-9, "queue");
    assertNear(answer.giveUpShare, (queue * 60) / 50 / callsPerHour, 1e-9, "gave up");
    assertNear(
      answer.occupancy,
      chain.mean(([n]) => Math.min(n, 4) / 4),
      1e-9,
      "occupancy",
    );
  }
});

test("Erlang A between its neighbours: B for no patience, C for endless, Poisson for patience like the busy time", () => {
  const pool = { callsPerHour: 12, busyMinutes: 30, units: 8 };
  const none = new GivingUpPool({ ...pool, patienceMinutes: 1e-7 });
  assertNear(none.giveUpShare, erlangB(6, 8), 1e-6, "no patience");
  const endless = new GivingUpPool({ ...pool, patienceMinutes: 1e8 });
  assertNear(endless.waitShare, erlangC(6, 8), 1e-5, "endless");
  assertNear(endless.meanWaitMinutes, new WaitingPool(pool).meanWaitMinutes, 1e-5, "endless wait");
  // Whether served or waiting, everybody leaves after 30 minutes on average: M/M/infinity.
  const like = new GivingUpPool({ ...pool, patienceMinutes: 30 });
  let [below, share] = [0, Math.exp(-6)];
  for (let n = 0; n < 8; n += 1, share *= 6 / n) below += share;
  assertNear(like.waitShare, 1 - below, 1e-12, "Poisson");
});

test("Erlang A's waits: sums of exponential times worked out one by one", () => {
  const pool = { callsPerHour: 6, busyMinutes: 20, units: 2, patienceMinutes: 15 };
  const answer = new GivingUpPool(pool);
  const [serve, giveUp] = [2 / 20, 1 / 15];
  /** P(sum of exponential times with these rates > t), by partial fractions; all rates differ. */
  const longer = (rates: readonly number[], t: number): number =>
    rates.reduce((sum, rate) => {
      const weight = rates.reduce(
        (w, other) => (other === rate ? w : (w * other) / (other - rate)),
        1,
      );
      return sum + weight * Math.exp(-rate * t);
    }, 0);
  const chain = solveChain([0], ([n]) => [
    [[n + 1], n < 16 ? 0.1 : 0],
    [[n - 1], Math.min(n, 2) / 20 + Math.max(0, n - 2) / 15],
  ]);
  for (const t of [0.5, 5, 20]) {
    let late = 0;
    let waiting = 0;
    for (const [at, [n]] of chain.states.entries()) {
      const k = n - 2;
      if (k < 0) continue;
      const ofServed = Array.from({ length: k + 1 }, (_, i) => serve + (i + 1) * giveUp);
      const ofOffered = Array.from({ length: k + 1 }, (_, i) => serve + i * giveUp);
      late += (chain.shares[at] * serve * longer(ofServed, t)) / (serve + (k + 1) * giveUp);
      waiting += chain.shares[at] * longer(ofOffered, t) * Math.exp(-giveUp * t);
    }
    const within = 1 - answer.giveUpShare - late;
    assertNear(answer.shareServedWithin(t), within, 1e-8, `served within ${t}`);
    assertNear(answer.shareWaitingLonger(t), waiting, 1e-6, `waiting after ${t}`);
  }
  assertNear(answer.shareWaitingLonger(answer.waitPercentileMinutes(0.95)), 0.05, 1e-5, "turned");
  assertNear(answer.shareServedWithin(0), 1 - answer.waitShare, 1e-9, "at once");
  assertNear(answer.shareServedWithin(1e4), 1 - answer.giveUpShare, 1e-9, "ever");
});

test("Erlang A a hundred times overloaded: only what the units can carry is served", () => {
  let pool = { callsPerHour: 100_000, busyMinutes: 60, units: 1000, patienceMinutes: 600 };
  assert.equal(isQueueTooLong(pool), true);
  assert.throws(() => new GivingUpPool(pool), /the queue passes 20000 calls/);
  pool = { ...pool, patienceMinutes: 6 };
  assert.equal(isQueueTooLong(pool), false);
  const answer = new GivingUpPool(pool);
  assertNear(answer.occupancy, 1, 1e-9, "occupancy");
  assertNear(answer.giveUpShare, 0.99, 1e-9, "gave up");
  assertNear(answer.meanQueue, 9_900, 1e-9, "queue");
});
