import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { fillPhiloxBlock } from "./philox.ts";

type Four = [number, number, number, number];
type Two = [number, number];

/** Random123, kat_vectors: "philox4x32 10 <counter> <key> <answer>". */
const knownAnswers: readonly [Four, Two, string][] = [
  [[0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    "408f276d 41c83b0e a20bc7c6 6d5451fd",
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    "d16cfe09 94fdcceb 5001e420 24126ea1",
  ],
];

function blockOf(counter: Four, key: Two): number[] {
  const output = new Uint32Array(4);
  fillPhiloxBlock(output, ...counter, ...key);
  return Array.from(output);
}

for (const [counter, key, answer] of knownAnswers) {
  test(`philox4x32-10 gives the known answer ${answer}`, () => {
    const words = blockOf(counter, key).map((word) => word.toString(16).padStart(8, "0"));
    assert.equal(words.join(" "), answer);
  });
}

/** The same function as the paper writes it, with 64-bit products of big integers. */
function blockByBigIntegers(counter: Four, key: Two): number[] {
  let [x0, x1, x2, x3] = counter.map(BigInt);
  let [k0, k1] = key.map(BigInt);
  const low = (x: bigint): bigint => x & 0xffffffffn;
  for (let round = 0; round < 10; round += 1) {
    const p0 = 0xd2511f53n * x0;
    const p1 = 0xcd9e8d57n * x2;
    [x0, x1, x2, x3] = [(p1 >> 32n) ^ x1 ^ k0, low(p1), (p0 >> 32n) ^ x3 ^ k1, low(p0)];
    k0 = low(k0 + 0x9e3779b9n);
    k1 = low(k1 + 0xbb67ae85n);
  }
  return [x0, x1, x2, x3].map(Number);
}

test("32-bit arithmetic gives what 64-bit products give", () => {
  const word = fc.oneof(
    fc.integer({ min: 0, max: 0xffffffff }),
    fc.constantFrom(0, 1, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff),
  );
  fc.assert(
    fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
      assert.deepEqual(blockOf(counter, key), blockByBigIntegers(counter, key));
    }),
    { numRuns: 2_000 },
  );
});
