import assert from "node:assert/strict";
import * as fc from "fast-check";
import { test } from "node:test";
import { addNumberRow, dropNumberRow, findNumberRow, indexSize } from "./number-index.ts";

test("an index is a power of two, at least twice the rows", () => {
  for (const rows of [1, 2, 3, 64, 65, 1000, 1 << 20]) {
    const size = indexSize(rows);
    assert.ok(size >= 2 * rows && size <= 8 * rows, `${rows} rows: ${size}`);
    assert.equal(size & (size - 1), 0);
  }
});

test("numbers added and dropped in any order are found exactly while they are there", () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.boolean()), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(steps, fc.constantFrom(1, 1_000_003, 2 ** 31 - 61), (history, stride) => {
      const numbers = new Int32Array(60);
      const index = new Int32Array(indexSize(30)).fill(-1);
      const rowOf = new Map<number, number>();
      for (const [choice, add] of history) {
        // Numbers of one residue class collide where the index hashes badly.
        const number = ((choice * stride) % (2 ** 31 - 1)) + 1;
        const row = rowOf.get(number);
        if (add && row === undefined && rowOf.size < 30) {
          const free = numbers.findIndex((_, at) => ![...rowOf.values()].includes(at));
          numbers[free] = number;
          addNumberRow(index, numbers, free);
          rowOf.set(number, free);
        } else if (!add && row !== undefined) {
          dropNumberRow(index, numbers, row);
          rowOf.delete(number);
        }
        for (let each = 1; each <= 60; each += 1) {
          const asked = ((each * stride) % (2 ** 31 - 1)) + 1;
          assert.equal(findNumberRow(index, numbers, asked), rowOf.get(asked) ?? -1);
        }
        assert.equal(index.filter((slot) => slot >= 0).length, rowOf.size);
      }
    }),
    { numRuns: 100 },
  );
});

test("what no row can have is not found, whatever it is", () => {
  const numbers = Int32Array.of(1, 2);
  const index = new Int32Array(indexSize(2)).fill(-1);
  addNumberRow(index, numbers, 0);
  addNumberRow(index, numbers, 1);
  const nonsense = [
    0,
    -1,
    -0,
    1.5,
    Number.NaN,
    Infinity,
    2 ** 32 + 1,
    2 ** 53,
    "1",
    null,
    undefined,
    {},
    [1],
  ];
  for (const each of nonsense)
    assert.equal(findNumberRow(index, numbers, each as number), -1, typeof each);
  assert.equal(findNumberRow(index, numbers, 2), 1);
});
