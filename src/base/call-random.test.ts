import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { CallRandom } from "./call-random.ts";
import { fillPhiloxBlock } from "./philox.ts";
import { hashStreamName } from "./random.ts";

test("a call's draws are the block function: seed and stream in the key; replication, call, purpose and n counted", () => {
  const random = new CallRandom(77, "scene").seek(12, 8_214, 3);
  const expected = new Uint32Array(4);
  for (const n of [0, 1, 2]) {
    fillPhiloxBlock(expected, 12, 8_214, 3, n, 77, hashStreamName("scene"));
    assert.deepEqual(
      Array.from({ length: 4 }, () => random.word()),
      Array.from(expected),
    );
  }
});

test("a call's draws are the same in whatever order calls are asked for, and however much others drew", () => {
  const index = fc.integer({ min: 0, max: 0xffffffff });
  const place = fc.tuple(index, index, index, fc.nat(9));
  fc.assert(
    fc.property(index, fc.array(place, { minLength: 1, maxLength: 20 }), (seed, places) => {
      const draw = (random: CallRandom, [replication, call, purpose, count]: number[]): string => {
        random.seek(replication, call, purpose);
        return Array.from({ length: count + 1 }, () => random.uniform()).join();
      };
      const forwards = new CallRandom(seed, "order");
      const backwards = new CallRandom(seed, "order");
      const first = places.map((each) => draw(forwards, each));
      const second = places.toReversed().map((each) => draw(backwards, each));
      assert.deepEqual(second.toReversed(), first);
    }),
  );
});

test("another seed, stream, replication, call, purpose or n gives other draws", () => {
  const draws = [
    new CallRandom(1, "a").seek(0, 0, 0),
    new CallRandom(2, "a").seek(0, 0, 0),
    new CallRandom(1, "b").seek(0, 0, 0),
    new CallRandom(1, "a").seek(1, 0, 0),
    new CallRandom(1, "a").seek(0, 1, 0),
    new CallRandom(1, "a").seek(0, 0, 1),
  ].flatMap((random) => [random.uniform(), random.uniform(), random.uniform()]);
  assert.equal(new Set(draws).size, draws.length);
});

test("a uniform after an odd word begins at whole words again, and a wrong seed is a bug with a reason", () => {
  const random = new CallRandom(5, "odd").seek(1, 2, 3);
  random.word();
  const u = random.uniform();
  assert.ok(u >= 0 && u < 1);
  assert.throws(() => new CallRandom(2 ** 32, "x"), /seed: got 4294967296/);
  assert.throws(() => new CallRandom(0.5, "x"), /seed: got 0.5/);
});
