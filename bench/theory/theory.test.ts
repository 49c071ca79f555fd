/**
 * The bench `theory` judges formulas and simulation, so it is judged itself: the interval's width by printed quantiles and
 * by how often it holds, and the verdict by figures that are known to be right and known to be wrong.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CallRandom } from "../../src/base/call-random.ts";
import { exponentialOf } from "../../src/base/samplers.ts";
import { WaitingPool } from "../../src/plan/queueing/erlang.ts";
import { Batches, compare } from "./compare.ts";
import { batchCount, BatchMean, confidence, studentQuantile } from "./interval.ts";
import { playRoom, type CallReport } from "./plain-room.ts";

test("Student's t has its printed quantiles", () => {
  const printed: readonly [p: number, freedom: number, t: number][] = [
    [0.975, 20, 2.086],
    [0.995, 30, 2.75],
    [0.9995, 30, 3.646],
    [0.9995, 40, 3.551],
  ];
  for (const [p, freedom, t] of printed)
    assert.ok(Math.abs(studentQuantile(p, freedom) - t) < 0.002, `${p}, ${freedom}`);
});

test("the interval holds as often as it says, within what 4,000 runs can tell", () => {
  const random = new CallRandom(3, "interval");
  let missed = 0;
  const runs = 4_000;
  for (let run = 0; run < runs; run += 1) {
    const mean = new BatchMean();
    for (let call = 0; call < 40 * batchCount; call += 1)
      mean.add(call % batchCount, exponentialOf(random.seek(run, call, 0).uniform(), 1));
    const { mean: got, halfWidth } = mean.estimate();
    if (Math.abs(got - 1) > halfWidth) missed += 1;
  }
  // 4 are expected; 13 or more have a chance of 1 in 3,000, and the skew of the exponential may add one or two.
  assert.ok(missed < 13, `missed ${missed} of ${runs} at ${confidence}`);
});

const pool = { callsPerHour: 6, busyMinutes: 40, units: 5 };

function meanOf(of: (call: CallReport) => number): BatchMean {
  const batches = new Batches(100_000);
  const mean = new BatchMean();
  const room = {
    units: pool.units,
    callsPerHour: [pool.callsPerHour],
    heldBack: [0],
    busyMinutes: (source: { uniform: () => number }) => exponentialOf(source.uniform(), 40),
  };
  playRoom(room, batches.calls, 9, (call) => {
    const batch = batches.find(call.call);
    if (batch !== undefined) mean.add(batch, of(call));
  });
  return mean;
}

test("a right figure is met and one that is 10 % off is not", () => {
  const { waitShare } = new WaitingPool(pool);
  const got = meanOf(({ waitMinutes }) => (waitMinutes > 0 ? 1 : 0));
  assert.equal(compare("right", "share", waitShare, got).met, true);
  assert.equal(compare("high", "share", waitShare * 1.1, got).met, false);
  assert.equal(compare("low", "share", waitShare * 0.9, got).met, false);
});

test("every call that counts is reported once, and the same seed gives the same run", () => {
  const seen = new Set<number>();
  const once = meanOf(({ call, waitMinutes }) => {
    assert.ok(!seen.has(call) && waitMinutes >= 0);
    seen.add(call);
    return waitMinutes;
  });
  assert.equal(seen.size, 100_000);
  assert.deepEqual(meanOf(({ waitMinutes }) => waitMinutes).estimate(), once.estimate());
});
