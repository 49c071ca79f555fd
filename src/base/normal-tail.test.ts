import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { normalQuantile } from "./normal-quantile.ts";
import { normalDensity, normalTail } from "./normal-tail.ts";

describe("the tail of the normal distribution", () => {
  test("undoes the quantile, from one side to the other", () => {
    for (const p of [1e-12, 1e-6, 0.001, 0.05, 0.3, 0.5, 0.8, 0.975, 0.999, 1 - 1e-9]) {
      const tail = normalTail(normalQuantile(p));
      assert.ok(Math.abs(tail - (1 - p)) < 2e-9, `P(Z > q(${p})): got ${tail}, expected ${1 - p}`);
    }
  });

  test("is right in proportion far out, where differences would be lost", () => {
    // P(Z > 5) and P(Z > 8), as tables have them.
    assert.ok(Math.abs(normalTail(5) / 2.866515718791939e-7 - 1) < 1e-7);
    assert.ok(Math.abs(normalTail(8) / 6.22096057427178e-16 - 1) < 1e-6);
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
