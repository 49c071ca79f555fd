import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { bandOf, countAt, partBetween, shareAt, shareUpTo } from "./count-law.ts";

/** P(N = n) for n = 0 ... by the recursion from 0, which holds while exp(-mean) does not underflow. */
function shares(mean: number, d: number, upTo: number): number[] {
  const list = [d === 1 ? Math.exp(-mean) : Math.exp((-mean / (d - 1)) * Math.log(d))];
  for (let k = 1; k <= upTo; k += 1)
    list.push(list[k - 1] * (d === 1 ? mean / k : ((mean / (d - 1) + k - 1) * (1 - 1 / d)) / k));
  return list;
}

const law = fc.record({
  mean: fc.double({ min: 0.05, max: 80, noNaN: true }),
  ratio: fc.oneof(fc.constant(1), fc.double({ min: 1.05, max: 9, noNaN: true })),
});

test("shares agree with the recursion from zero", () => {
  fc.assert(
    fc.property(law, fc.nat(120), ({ mean, ratio }, n) => {
      const list = shares(mean, ratio, n);
      const sum = list.reduce((all, each) => all + each, 0);
      assert.ok(Math.abs(shareAt(n, mean, ratio) - list[n]) < 1e-9);
      assert.ok(Math.abs(shareUpTo(n, mean, ratio) - sum) < 1e-9, `${sum}`);
    }),
  );
});

test("at a thousand calls, where the chance of none underflows, the median is near the mean", () => {
  assert.equal(shareAt(0, 1_000, 1), Math.exp(-1_000));
  for (const ratio of [1, 4.3]) {
    const median = countAt(0.5, 1_000, ratio);
    assert.ok(Math.abs(median - 1_000) <= ratio, `${median}`);
  }
  assert.equal(shareUpTo(0, 0, 1), 1);
  assert.equal(shareUpTo(-1, 5, 1), 0);
});

test("a band says what it holds, and holds as near to its share as whole counts allow", () => {
  fc.assert(
    fc.property(law, ({ mean, ratio }) => {
      const { low, high, holds } = bandOf(0.8, mean, ratio);
      const list = shares(mean, ratio, high);
      const inside = list.slice(low).reduce((all, each) => all + each, 0);
      assert.ok(Math.abs(inside - holds) < 1e-9);
      // One count more or less at either end changes the share by at most the greatest of them.
      assert.ok(Math.abs(holds - 0.8) <= Math.max(...list) + 1e-9, `${holds}`);
    }),
  );
  assert.deepEqual(
    [bandOf(0.8, 9, 1), bandOf(0.8, 9, 4.3)].map(({ low, high }) => [low, high]),
    [
      [6, 13],
      [3, 17],
    ],
  );
});

test("under the right law the part of the counts between two shares is their distance", () => {
  fc.assert(
    fc.property(law, ({ mean, ratio }) => {
      const upTo = countAt(1 - 1e-12, mean, ratio);
      let sum = 0;
      for (const [n, share] of shares(mean, ratio, upTo).entries())
        sum += share * partBetween(n, mean, ratio, 0.1, 0.9);
      assert.ok(Math.abs(sum - 0.8) < 1e-6, `${sum}`);
    }),
  );
});
