import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { CallRandom } from "../../base/call-random.ts";
import { assertFits } from "../../testing/goodness.ts";
import type { DurationLaw } from "../demand-model/demand-model.ts";
import {
  drawDuration,
  durationBelow,
  meanDuration,
  scaleDuration,
} from "../demand-model/duration.ts";
import {
  fitDuration,
  momentsOf,
  poolDuration,
  usableTimes,
  withinOverBetween,
} from "./fit-duration.ts";

function draw(law: DurationLaw, count: number, seed: number): number[] {
  const random = new CallRandom(seed, "durations");
  return Array.from({ length: count }, (_, call) => drawDuration(law, random.seek(0, call, 0)));
}

const laws: readonly DurationLaw[] = [
  { law: "lognormal", median: 1_500, sigma: 0.8 },
  { law: "gamma", shape: 2.5, scale: 600 },
  { law: "weibull", shape: 2.2, scale: 1_800 },
  { law: "empirical", quantiles: [60, 300, 320, 4_000, 4_100] },
];

describe("laws", () => {
  for (const law of laws)
    test(`${law.law}: draws have its distribution function and its mean`, () => {
      const draws = Float64Array.from(draw(law, 20_000, 5));
      assertFits(draws, (x) => durationBelow(law, x));
      const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length;
      assert.ok(Math.abs(mean / meanDuration(law) - 1) < 0.04, `${mean}`);
      assert.ok(Math.abs(meanDuration(scaleDuration(law, 3)) / meanDuration(law) - 3) < 1e-9);
    });
});

describe("fit", () => {
  test("the law that times were drawn from is found again, with its parameters", () => {
    const which = fc.record({
      seed: fc.integer({ min: 1, max: 2 ** 31 }),
      law: fc.oneof(
        fc.record({
          law: fc.constant("lognormal" as const),
          median: fc.double({ min: 300, max: 3_000, noNaN: true }),
          sigma: fc.double({ min: 0.4, max: 1, noNaN: true }),
        }),
        fc.record({
          law: fc.constant("weibull" as const),
          shape: fc.double({ min: 1.8, max: 4, noNaN: true }),
          scale: fc.double({ min: 300, max: 3_000, noNaN: true }),
        }),
        fc.record({
          law: fc.constant("gamma" as const),
          shape: fc.double({ min: 2, max: 5, noNaN: true }),
          scale: fc.double({ min: 100, max: 900, noNaN: true }),
        }),
      ),
    });
    fc.assert(
      fc.property(which, ({ seed, law }) => {
        const fit = fitDuration(usableTimes(draw(law, 4_000, seed)));
        assert.ok(fit !== undefined);
        assert.equal(fit.law, law.law);
        assert.ok((fit.fitP ?? 0) > 0.01);
        for (const [key, value] of Object.entries(law)) {
          if (typeof value !== "number") continue;
          const got: number = (fit as unknown as Record<string, number>)[key];
          assert.ok(Math.abs(got / value - 1) < 0.12, `${key}: ${got}, expected ${value}`);
        }
      }),
      { numRuns: 20 },
    );
  });

  test("times that no law fits stand for themselves, if they are many", () => {
    const [, , , odd] = laws;
    const many = fitDuration(draw(odd, 2_000, 3));
    assert.equal(many?.law, "empirical");
    assert.ok((many?.fitP ?? 0) > 0.01);
    assert.ok(many !== undefined && Math.abs(meanDuration(many) / meanDuration(odd) - 1) < 0.05);
    assert.notEqual(fitDuration(draw(odd, 60, 3))?.law, "empirical");
    assert.equal(fitDuration(draw(odd, 29, 3)), undefined);
  });

  test("the longest single time is not in an empirical law", () => {
    const times = [...draw(laws[3], 2_000, 3), 80_000];
    const fit = fitDuration(times);
    assert.ok(fit?.law === "empirical" && Math.max(...fit.quantiles) < 5_000);
  });

  test("slips of a clock are no times", () => {
    assert.deepEqual(usableTimes([0, 0.5, 1, 86_400, 86_401]), [1, 86_400]);
  });
});

describe("pooling", () => {
  const whole = fitDuration(draw({ law: "lognormal", median: 1_000, sigma: 0.6 }, 3_000, 9));
  assert.ok(whole !== undefined);
  const moments = momentsOf(draw({ law: "lognormal", median: 1_000, sigma: 0.6 }, 3_000, 9));

  test("the more times a thin group has, the nearer it is to its own", () => {
    const median = (own: readonly number[]): number => {
      const law = poolDuration(whole, moments, own, 10);
      assert.equal(law.from, "pooled");
      return law.law === "lognormal" ? law.median : Number.NaN;
    };
    const [none, few, some] = [[], Array(5).fill(3_000), Array(60).fill(3_000)].map(median);
    assert.ok(Math.abs(none / 1_000 - 1) < 0.05);
    assert.ok(none < few && few < some && some < 3_000, `${none} ${few} ${some}`);
    // 60 of 60 + 10: six sevenths of the way, in logarithms.
    assert.ok(Math.abs(some - 1_000 * 3 ** (6 / 7)) < 60, `${some}`);
  });

  test("how different groups are is found again; groups that are alike have no limit", () => {
    const groups = (sigma: number) =>
      Array.from({ length: 30 }, (_, at) => {
        const centre = 1_000 * Math.exp(sigma * Math.sin(at * 2.3) * Math.SQRT2);
        return draw({ law: "lognormal", median: centre, sigma: 0.6 }, 20, 100 + at);
      });
    const ratio = withinOverBetween(groups(0.5));
    assert.ok(ratio > 0.8 && ratio < 2.4, `${ratio}, expected about ${(0.6 / 0.5) ** 2}`);
    assert.ok(withinOverBetween(groups(0)) > 20);
    assert.equal(withinOverBetween([[1], [2]]), Number.POSITIVE_INFINITY);
  });
});
