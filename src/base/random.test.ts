import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { fillPhiloxBlock } from "./philox.ts";
import { hashStreamName, RandomStream } from "./random.ts";

function hexWords(words: Uint32Array): string {
  return Array.from(words, (word) => word.toString(16).padStart(8, "0")).join(" ");
}

test("a stream is the block function over its counter: seed and name in the key, lane and high seed bits behind", () => {
  const seed = 3 * 2 ** 32 + 77;
  const stream = new RandomStream(seed, "calls", 5);
  const drawn = Uint32Array.from({ length: 8 }, () => stream.word());
  const expected = new Uint32Array(4);
  fillPhiloxBlock(expected, 0, 0, 5, 3, 77, hashStreamName("calls"));
  assert.equal(hexWords(drawn.subarray(0, 4)), hexWords(expected));
  fillPhiloxBlock(expected, 1, 0, 5, 3, 77, hashStreamName("calls"));
  assert.equal(hexWords(drawn.subarray(4)), hexWords(expected));
});

test("another seed, name or lane gives other draws", () => {
  const first = (stream: RandomStream): string => `${stream.word()},${stream.word()}`;
  const streams = [
    new RandomStream(1, "a"),
    new RandomStream(2, "a"),
    new RandomStream(1, "b"),
    new RandomStream(1, "a", 1),
    new RandomStream(1 + 2 ** 32, "a"),
  ];
  assert.equal(new Set(streams.map(first)).size, streams.length);
});

test("a restored position gives the same later draws", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.nat(40), fc.nat(40), (seed, before, after) => {
      const stream = new RandomStream(seed, "restore");
      for (let index = 0; index < before; index += 1) stream.word();
      const position = stream.getPosition();
      const expected = Array.from({ length: after }, () => stream.word());
      const other = new RandomStream(seed, "restore");
      other.restorePosition(position);
      assert.deepEqual(other.getPosition(), position);
      assert.deepEqual(
        Array.from({ length: after }, () => other.word()),
        expected,
      );
    }),
  );
});

test("ranges hold: uniform, below, between, pickWeighted", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 2 ** 32 }), (seed, n) => {
      const stream = new RandomStream(seed, "ranges");
      const u = stream.uniform();
      assert.ok(u >= 0 && u < 1);
      const k = stream.below(n);
      assert.ok(Number.isInteger(k) && k >= 0 && k < n);
      const b = stream.between(-3, 4);
      assert.ok(b >= -3 && b < 4);
      assert.equal(stream.pickWeighted([0, 0, 2, 0]), 2);
    }),
  );
});

test("shuffle keeps the items", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.array(fc.integer()), (seed, items) => {
      const shuffled = new RandomStream(seed, "shuffle").shuffle([...items]);
      const ascending = (a: number, b: number): number => a - b;
      assert.deepEqual(shuffled.sort(ascending), [...items].sort(ascending));
    }),
  );
});

/** Mean and variance of 200,000 draws from one fixed stream, within five standard errors of the truth. */
const moments: readonly [
  name: string,
  draw: (s: RandomStream) => number,
  mean: number,
  variance: number,
][] = [
  ["uniform", (s) => s.uniform(), 0.5, 1 / 12],
  ["below 7", (s) => s.below(7), 3, 4],
  ["chance 0.3", (s) => (s.chance(0.3) ? 1 : 0), 0.3, 0.21],
  ["exponential 4", (s) => s.exponential(4), 4, 16],
  ["normal 2, 3", (s) => s.normal(2, 3), 2, 9],
  [
    "lognormal 5, 0.5",
    (s) => s.lognormal(5, 0.5),
    5 * Math.exp(0.125),
    25 * (Math.exp(0.25) - 1) * Math.exp(0.25),
  ],
  ["gamma 2.5, 2", (s) => s.gamma(2.5, 2), 5, 10],
  ["gamma 0.4, 3", (s) => s.gamma(0.4, 3), 1.2, 3.6],
  ["poisson 3.7", (s) => s.poisson(3.7), 3.7, 3.7],
  ["poisson 50", (s) => s.poisson(50), 50, 50],
  ["pickWeighted 1:3", (s) => s.pickWeighted([1, 3]), 0.75, 0.1875],
];

for (const [name, draw, mean, variance] of moments) {
  test(`${name} has its mean and variance`, () => {
    const stream = new RandomStream(20_260_101, name);
    const count = 200_000;
    let sum = 0;
    let squares = 0;
    for (let index = 0; index < count; index += 1) {
      const value = draw(stream);
      sum += value;
      squares += (value - mean) ** 2;
    }
    const tolerance = 5 * Math.sqrt(variance / count);
    assert.ok(
      Math.abs(sum / count - mean) < tolerance,
      `mean: got ${sum / count}, expected ${mean} +- ${tolerance}`,
    );
    const ratio = squares / count / variance;
    assert.ok(Math.abs(ratio - 1) < 0.06, `variance: got ${ratio} times the truth`);
  });
}

test("a poisson mean of 0 is 0; wrong arguments are bugs with a reason", () => {
  const stream = new RandomStream(1, "edges");
  assert.equal(stream.poisson(0), 0);
  assert.throws(() => stream.below(0), /below: got 0/);
  assert.throws(() => stream.poisson(-1), /poisson: got mean -1/);
  assert.throws(() => stream.pick([]), /empty list/);
  assert.throws(() => stream.pickWeighted([0, 0]), /at least one weight/);
  assert.throws(() => new RandomStream(-1, "x"), /seed: got -1/);
  assert.throws(() => new RandomStream(1, "x", 0.5), /lane: got 0.5/);
});
