import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  digamma,
  gammaAbove,
  gammaBelow,
  logGamma,
  normalBelow,
  normalDensity,
  normalTail,
} from "./gamma-function.ts";
import { normalQuantile } from "./normal-quantile.ts";

function near(got: number, expected: number, relative = 1e-12): void {
  assert.ok(
    Math.abs(got - expected) <= relative * Math.max(1, Math.abs(expected)),
    `${got}, expected ${expected}`,
  );
}

test("the gamma function at known places", () => {
  near(logGamma(1), 0);
  near(logGamma(0.5), Math.log(Math.PI) / 2);
  near(logGamma(11), Math.log(3_628_800));
  near(digamma(1), -0.577_215_664_901_532_9);
  near(digamma(0.5), -0.577_215_664_901_532_9 - 2 * Math.LN2);
  for (const x of [0.3, 2.7, 19, 400])
    near((logGamma(x + 1e-5) - logGamma(x - 1e-5)) / 2e-5, digamma(x), 1e-6);
});

test("the incomplete gamma function: exact sums of Poisson shares, both tails, both ways of working it out", () => {
  for (const shape of [1, 2, 7, 30])
    for (const x of [0.1, 1, shape, shape + 1.5, 3 * shape + 20]) {
      let term = Math.exp(-x);
      let sum = term;
      for (let k = 1; k < shape; k += 1) sum += term *= x / k;
      near(gammaAbove(x, shape), sum, 1e-10);
      near(gammaBelow(x, shape) + gammaAbove(x, shape), 1);
    }
  assert.equal(gammaBelow(0, 2), 0);
  // Far out, where one minus the rest would be 0: chi-square of one degree above 100.
  near(gammaAbove(50, 0.5) * 1e24, 1.523_970_604_832_1e-23 * 1e24, 1e-9);
});

test("the normal distribution at published quantiles", () => {
  near(normalBelow(0), 0.5);
  near(normalBelow(1.959_963_984_540_054), 0.975, 1e-12);
  near(normalBelow(-2.326_347_874_040_841), 0.01, 1e-12);
});

describe("the tail of the normal distribution", () => {
  test("undoes the quantile, from one side to the other", () => {
    for (const p of [1e-12, 1e-6, 0.001, 0.05, 0.3, 0.5, 0.8, 0.975, 0.999, 1 - 1e-9]) {
      const tail = normalTail(normalQuantile(p));
      assert.ok(Math.abs(tail - (1 - p)) < 2e-12, `P(Z > q(${p})): got ${tail}, expected ${1 - p}`);
    }
  });

  test("is right in proportion far out, where differences would be lost", () => {
    // P(Z > 5) and P(Z > 8), as tables have them.
    assert.ok(Math.abs(normalTail(5) / 2.866515718791939e-7 - 1) < 1e-12);
    assert.ok(Math.abs(normalTail(8) / 6.22096057427178e-16 - 1) < 1e-12);
    assert.equal(normalTail(40), 0);
    assert.equal(normalTail(-40), 1);
  });

  test("has the density as its slope", () => {
    for (const z of [-2, -0.5, 0, 0.7, 1.28, 2.5]) {
      const slope = (normalTail(z - 1e-4) - normalTail(z + 1e-4)) / 2e-4;
      assert.ok(Math.abs(slope - normalDensity(z)) < 2e-5, `at ${z}: ${slope}`);
    }
  });
});
