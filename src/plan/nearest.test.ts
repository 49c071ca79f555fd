import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { makeNearest, offer, resetNearest, sortNearest } from "./nearest.ts";

test("nearest: the same as sorting everything and taking the first k", () => {
  const pair = fc.record({
    key: fc.integer({ min: 0, max: 20 }),
    unit: fc.integer({ min: 0, max: 99 }),
  });
  fc.assert(
    fc.property(
      fc.array(pair, { maxLength: 200 }),
      fc.integer({ min: 0, max: 30 }),
      (pairs, most) => {
        const nearest = makeNearest(30);
        resetNearest(nearest, most);
        pairs.forEach(({ key, unit }, index) => offer(nearest, key, unit, index));
        sortNearest(nearest);
        const got = Array.from({ length: nearest.count }, (_, i) => [
          nearest.key[i],
          nearest.unit[i],
        ]);
        const expected = pairs
          .map(({ key, unit }) => [key, unit])
          .sort((a, b) => a[0] - b[0] || a[1] - b[1])
          .slice(0, most);
        assert.deepEqual(got, expected);
        for (let i = 0; i < nearest.count; i += 1)
          assert.equal(pairs[nearest.tag[i]].unit, nearest.unit[i]);
      },
    ),
  );
});
