import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { BestUnits } from "./best-units.ts";

test("the list is that of sorting everything, however often and in whatever order units are offered", () => {
  const offers = fc.array(fc.tuple(fc.nat(8), fc.nat(6)), { maxLength: 40 });
  fc.assert(
    fc.property(offers, fc.integer({ min: 1, max: 10 }), (some, wanted) => {
      const best = new BestUnits();
      best.clear(wanted);
      const least = new Map<number, number>();
      for (const [unit, millis] of some) {
        best.offer(unit, millis);
        least.set(unit, Math.min(millis, least.get(unit) ?? millis));
      }
      const expected = [...least]
        .sort(([unitA, a], [unitB, b]) => a - b || unitA - unitB)
        .slice(0, wanted);
      const found = [...best.units.subarray(0, best.count)].map((unit, at) => [
        unit,
        best.millis[at],
      ]);
      assert.deepEqual(found, expected);
    }),
    { numRuns: 1000 },
  );
});

test("a list of nobody or of too many is refused", () => {
  for (const wanted of [0, 1025, Number.NaN])
    assert.throws(() => new BestUnits().clear(wanted), /expected 1 to 1024/);
});
