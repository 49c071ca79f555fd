import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { assignSlots, cannotFill } from "./assignment.ts";

/** Tries every way: [slots filled, total cost]. */
function bestByTrying(slots: number, candidates: number, cost: Float64Array): [number, number] {
  let best: [number, number] = [0, 0];
  const visit = (slot: number, used: number, filled: number, total: number): void => {
    if (slot === slots) {
      if (filled > best[0] || (filled === best[0] && total < best[1])) best = [filled, total];
      return;
    }
    visit(slot + 1, used, filled, total);
    for (let candidate = 0; candidate < candidates; candidate += 1) {
      const price = cost[slot * candidates + candidate];
      if (price === cannotFill || (used & (1 << candidate)) !== 0) continue;
      visit(slot + 1, used | (1 << candidate), filled + 1, total + price);
    }
  };
  visit(0, 0, 0, 0);
  return best;
}

test("assignment: fills as many slots as trying everything does, at the same least cost", () => {
  const price = fc.oneof(
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 0, max: 2 ** 38 }),
    fc.constant(cannotFill),
  );
  fc.assert(
    fc.property(
      fc
        .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 5 }))
        .chain(([slots, candidates]) =>
          fc.tuple(
            fc.constant(slots),
            fc.constant(candidates),
            fc.array(price, { minLength: slots * candidates, maxLength: slots * candidates }),
          ),
        ),
      ([slots, candidates, prices]) => {
        const cost = Float64Array.from(prices);
        const filledBy = assignSlots(slots, candidates, cost);
        const taken = Array.from(filledBy).filter((candidate) => candidate >= 0);
        assert.equal(new Set(taken).size, taken.length, "a unit fills one slot");
        let total = 0;
        filledBy.forEach((candidate, slot) => {
          if (candidate < 0) return;
          assert.notEqual(cost[slot * candidates + candidate], cannotFill);
          total += cost[slot * candidates + candidate];
        });
        assert.deepEqual([taken.length, total], bestByTrying(slots, candidates, cost));
      },
    ),
    { numRuns: 500 },
  );
});

test("assignment: the only unit with the rare skill is kept for the slot that needs it", () => {
  // Candidate 0 is nearest and fits both slots; candidate 1 fits only slot 0.
  const cost = Float64Array.from([10, 90, 10, cannotFill]);
  assert.deepEqual(Array.from(assignSlots(2, 2, cost)), [1, 0]);
});

test("assignment: 64 slots and 640 candidates", () => {
  const cost = Float64Array.from({ length: 64 * 640 }, (_, index) => (index * 7919) % 1_000_003);
  const filledBy = assignSlots(64, 640, cost);
  assert.equal(new Set(filledBy).size, 64);
});
