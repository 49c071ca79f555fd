import assert from "node:assert/strict";
import { test } from "node:test";
import { RandomStream } from "../../base/random.ts";
import { estimateControlled, estimateMean, studentQuantile } from "./estimate.ts";

test("Student's t is the table's, to the third place", () => {
  for (const [freedom, expected] of [
    [1, 12.706],
    [4, 2.776],
    [8, 2.306],
    [10, 2.228],
    [30, 2.042],
    [120, 1.98],
    [100_000, 1.96],
  ])
    assert.ok(
      Math.abs(studentQuantile(0.975, freedom) - expected) < 0.0015,
      `${freedom}: ${studentQuantile(0.975, freedom)}`,
    );
});

test("mean and half width, worked by hand", () => {
  // Deviations -3, -1, 1, 3: variance 20 / 3, error sqrt(20 / 12), t of 3 degrees 3.182.
  const { mean, halfWidth, replications } = estimateMean([1, 3, 5, 7]);
  assert.deepEqual([mean, replications], [4, 4]);
  assert.ok(Math.abs(halfWidth - 3.182 * Math.sqrt(20 / 12)) < 1e-9);
  assert.equal(estimateMean([5]).halfWidth, Infinity);
});

test("intervals hold the truth in 95 of 100 cases, and a control makes them narrower without losing that", () => {
  const random = new RandomStream(11, "estimate");
  const cases = 2_000;
  let [plainHits, controlledHits, plainWidth, controlledWidth] = [0, 0, 0, 0];
  for (let round = 0; round < cases; round += 1) {
    const control = Array.from({ length: 20 }, () => random.normal(50, 7));
    // The truth is 10: what the control brings is 0 where it stands at its expectation.
    const values = control.map((x) => 10 + 0.3 * (x - 50) + random.normal(0, 1));
    const plain = estimateMean(values);
    const controlled = estimateControlled(values, control, 50);
    plainHits += Math.abs(plain.mean - 10) <= plain.halfWidth ? 1 : 0;
    controlledHits += Math.abs(controlled.mean - 10) <= controlled.halfWidth ? 1 : 0;
    plainWidth += plain.halfWidth / cases;
    controlledWidth += controlled.halfWidth / cases;
  }
  // Four standard errors of a share of 0.95 in 2,000 cases are 0.02.
  assert.ok(Math.abs(plainHits / cases - 0.95) < 0.02, String(plainHits));
  assert.ok(Math.abs(controlledHits / cases - 0.95) < 0.02, String(controlledHits));
  assert.ok(controlledWidth < 0.6 * plainWidth, `${controlledWidth} ${plainWidth}`);
});

test("a control that does not vary changes nothing", () => {
  const values = [1, 2, 3, 4, 5];
  assert.deepEqual(estimateControlled(values, [7, 7, 7, 7, 7], 7), estimateMean(values));
});
