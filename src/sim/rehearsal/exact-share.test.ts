import assert from "node:assert/strict";
import { test } from "node:test";
import { exactShare } from "./exact-share.ts";
import { estimateMean, estimateShare } from "./estimate.ts";

test("the exact interval, by formula where there is one and by the tables of Clopper and Pearson", () => {
  const none = exactShare(0, 20);
  assert.ok(Math.abs(none.high - (1 - 0.025 ** (1 / 20))) < 1e-12);
  assert.deepEqual([none.low, none.halfWidth], [0, none.high]);
  const all = exactShare(20, 20);
  assert.ok(Math.abs(all.low - 0.025 ** (1 / 20)) < 1e-12);
  for (const [seen, of, low, high] of [
    [10, 20, 0.272, 0.728],
    [3, 100, 0.0062, 0.0852],
    [1, 50, 0.0005, 0.1065],
    [50, 1_000, 0.0373, 0.0654],
  ]) {
    const found = exactShare(seen, of);
    assert.ok(Math.abs(found.low - low) < 0.0001, `${seen} of ${of}: ${found.low}`);
    assert.ok(Math.abs(found.high - high) < 0.0001, `${seen} of ${of}: ${found.high}`);
  }
});

test("it is the same from both sides, and narrower with more nights", () => {
  for (const tries of [1, 2, 7, 100, 5_000])
    for (const seen of [0, 1, Math.floor(tries / 3), tries]) {
      const [one, other] = [exactShare(seen, tries), exactShare(tries - seen, tries)];
      assert.ok(Math.abs(one.low - (1 - other.high)) < 1e-9, `${seen} of ${tries}`);
      assert.ok(one.low <= seen / tries && seen / tries <= one.high);
      assert.ok(exactShare(seen * 4, tries * 4).halfWidth < one.halfWidth);
    }
});

test("a share that was the same on every night has the half width of what was never seen, not 0", () => {
  const nights = Array.from({ length: 100 }, () => 0);
  assert.equal(estimateMean(nights).halfWidth, 0);
  const { mean, halfWidth } = estimateShare(nights);
  assert.equal(mean, 0);
  assert.ok(Math.abs(halfWidth - (1 - 0.025 ** 0.01)) < 1e-12);
  assert.equal(estimateShare(nights.map(() => 1)).halfWidth, halfWidth);
  assert.deepEqual(estimateShare([0.1, 0.2]), estimateMean([0.1, 0.2]));
  assert.equal(estimateShare([0.5]).halfWidth, Infinity);
});
