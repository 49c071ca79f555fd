import assert from "node:assert/strict";
import { test } from "node:test";
import { assertCounts, assertFits } from "../testing/goodness.ts";
import { gammaBelow, normalBelow } from "./gamma-function.ts";
import { CallRandom } from "./call-random.ts";
import { AliasTable, EmpiricalValues } from "./empirical.ts";
import { normalQuantile } from "./normal-quantile.ts";
import {
  exponentialOf,
  gammaFrom,
  lognormalOf,
  normalOf,
  weibullOf,
  type Uniforms,
} from "./samplers.ts";

test("the normal quantile has the published values of AS 241, and is the inverse elsewhere", () => {
  const published = [
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798409],
    [0.975, 1.959963984540054],
  ];
  for (const [p, z] of published)
    assert.ok(Math.abs(normalQuantile(p) / z - 1) < 1e-14, `${p}: got ${normalQuantile(p)}`);
  for (let p = 1 / 512; p < 1; p += 1 / 512)
    assert.ok(Math.abs(normalBelow(normalQuantile(p)) - p) < 1e-13, `${p}`);
  assert.ok(normalQuantile(0) > -8.3 && normalQuantile(0) < -8.2);
  assert.ok(normalQuantile(1 - 2 ** -53) < 8.3);
});

type Case = readonly [
  name: string,
  draw: (source: Uniforms) => number,
  below: (x: number) => number,
  mean: number,
  variance: number,
];

const cases: readonly Case[] = [
  ["uniform", (s) => s.uniform(), (x) => x, 1 / 2, 1 / 12],
  ["exponential", (s) => exponentialOf(s.uniform(), 4), (x) => 1 - Math.exp(-x / 4), 4, 16],
  ["normal", (s) => normalOf(s.uniform(), 2, 3), (x) => normalBelow((x - 2) / 3), 2, 9],
  [
    "lognormal",
    (s) => lognormalOf(s.uniform(), 5, 0.5),
    (x) => normalBelow(Math.log(x / 5) / 0.5),
    5 * Math.exp(0.125),
    25 * (Math.exp(0.25) - 1) * Math.exp(0.25),
  ],
  [
    "Weibull of shape 2",
    (s) => weibullOf(s.uniform(), 2, 3),
    (x) => 1 - Math.exp(-((x / 3) ** 2)),
    (3 * Math.sqrt(Math.PI)) / 2,
    9 * (1 - Math.PI / 4),
  ],
  [
    "Weibull of shape 1/2",
    (s) => weibullOf(s.uniform(), 0.5, 3),
    (x) => 1 - Math.exp(-Math.sqrt(x / 3)),
    6,
    9 * 20,
  ],
  ["gamma of shape 2.5", (s) => gammaFrom(s, 2.5, 2), (x) => gammaBelow(x / 2, 2.5), 5, 10],
  ["gamma of shape 1", (s) => gammaFrom(s, 1, 2), (x) => gammaBelow(x / 2, 1), 2, 4],
  ["gamma of shape 0.3", (s) => gammaFrom(s, 0.3, 2), (x) => gammaBelow(x / 2, 0.3), 0.6, 1.2],
  ["gamma of shape 80", (s) => gammaFrom(s, 80, 1), (x) => gammaBelow(x, 80), 80, 80],
];

const drawCount = 100_000;

for (const [at, [name, draw, below, mean, variance]] of cases.entries()) {
  test(`${name}: distribution, mean and variance`, () => {
    const random = new CallRandom(2_026, "samplers");
    const draws = Float64Array.from({ length: drawCount }, (_, call) =>
      draw(random.seek(0, call, at)),
    );
    assertFits(draws, below);
    let sum = 0;
    let squares = 0;
    let fourths = 0;
    for (const value of draws) {
      sum += value;
      squares += (value - mean) ** 2;
      fourths += (value - mean) ** 4;
    }
    // 3.9 standard errors: a false alarm in 10,000 choices of seed. That of the variance is taken from the draws.
    const error = sum / drawCount - mean;
    assert.ok(Math.abs(error) < 3.9 * Math.sqrt(variance / drawCount), `mean off by ${error}`);
    const found = squares / drawCount;
    const tolerance = 3.9 * Math.sqrt((fourths / drawCount - found ** 2) / drawCount);
    assert.ok(Math.abs(found - variance) < tolerance, `variance: got ${found}, not ${variance}`);
  });
}

test("what is inverted rises with its uniform, and is finite at both ends", () => {
  const inverted = [
    (u: number) => exponentialOf(u, 2),
    (u: number) => normalOf(u, 0, 1),
    (u: number) => lognormalOf(u, 1, 1),
    (u: number) => weibullOf(u, 0.7, 1),
  ];
  for (const draw of inverted) {
    let last = draw(0);
    assert.ok(Number.isFinite(last));
    for (const u of [2 ** -53, 1e-9, 0.01, 0.075, 0.3, 0.5, 0.8, 0.925, 0.99, 1 - 2 ** -53]) {
      assert.ok(draw(u) >= last && Number.isFinite(draw(u)), `${draw.toString()} at ${u}`);
      last = draw(u);
    }
  }
});

test("recorded values: their quantiles joined by lines, any order, one value alone", () => {
  const values = new EmpiricalValues([30, 10, 20, 20]);
  assert.deepEqual(
    [0, 1 / 6, 1 / 3, 0.5, 2 / 3, 5 / 6].map((u) => Math.round(values.quantile(u))),
    [10, 15, 20, 20, 20, 25],
  );
  assert.ok(values.quantile(1 - 2 ** -53) <= 30);
  assert.equal(new EmpiricalValues([7]).quantile(0.9), 7);
  assert.throws(() => new EmpiricalValues([]), /got 0 values/);
  for (const bad of [Number.NaN, Infinity, -Infinity])
    assert.throws(() => new EmpiricalValues([1, bad, 2]), /not a finite number/);
});

test("kinds are drawn by their weights, never one of weight 0", () => {
  const weights = [3, 0, 1, 0.5, 10, 0, 0.1, 2.4];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const table = new AliasTable(weights);
  const random = new CallRandom(7, "kinds");
  const counts = new Uint32Array(weights.length);
  for (let call = 0; call < drawCount; call += 1)
    counts[table.kind(random.seek(3, call, 0).uniform())] += 1;
  assert.deepEqual([counts[1], counts[5]], [0, 0]);
  const some = weights.flatMap((weight, kind) => (weight > 0 ? [kind] : []));
  assertCounts(
    some.map((kind) => counts[kind]),
    some.map((kind) => (weights[kind] / total) * drawCount),
  );
  assert.equal(new AliasTable([0, 5]).kind(0.1), 1);
  assert.throws(() => new AliasTable([0, 0]), /a weight above 0/);
  assert.throws(() => new AliasTable([1, -1]), /weight -1 at 1/);
});

test("kinds of weight 0 stay out whatever the weights round to", () => {
  for (let call = 0; call < 300; call += 1) {
    const random = new CallRandom(8, "weights").seek(0, call, 0);
    const weights = Array.from({ length: 9 }, () =>
      random.uniform() < 0.4 ? 0 : 0.1 * Math.floor(1 + 9 * random.uniform()),
    );
    if (weights.every((weight) => weight === 0)) continue;
    const table = new AliasTable(weights);
    for (let step = 0; step < 999; step += 1)
      assert.ok(weights[table.kind(step / 999)] > 0, weights.join(" "));
  }
});
