import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { distanceM } from "../../base/distance.ts";
import { makeCells, placeRule, type PlacedCall } from "./place-cells.ts";

const calls = fc.array(
  fc.record({
    latE7: fc.integer({ min: 540_000_000, max: 540_900_000 }),
    lonE7: fc.integer({ min: 3_000_000, max: 4_500_000 }),
    area: fc.constantFrom("north", "south"),
  }),
  { minLength: 1, maxLength: 400 },
);

test("every call is in one square or counted as unplaced; no square has fewer than it says", () => {
  fc.assert(
    fc.property(calls, (list) => {
      const { cells, unplaced } = makeCells(list);
      assert.equal(cells.reduce((sum, cell) => sum + cell[3], 0) + unplaced, list.length);
      for (const [lat, lon, sideM, count, area] of cells) {
        assert.ok(count >= placeRule.fewestCalls);
        // Nobody is further from the middle of a square than its corner.
        const inside = list.filter(
          (call) =>
            call.area === area &&
            distanceM(Math.round(lat * 1e7), Math.round(lon * 1e7), call.latE7, call.lonE7) <=
              sideM * 0.72,
        );
        assert.ok(inside.length >= count, `${inside.length} of ${count}`);
      }
    }),
  );
});

test("one door with many calls is no small square of its own", () => {
  const door: PlacedCall = { latE7: 540_000_000, lonE7: 3_000_000, area: "north" };
  const alone = makeCells(Array.from({ length: 40 }, () => door));
  assert.deepEqual(alone, { fewestCalls: 5, fewestPoints: 3, unplaced: 40, cells: [] });
  const street = Array.from({ length: 3 }, (_, at) => ({
    ...door,
    latE7: door.latE7 + at * 20_000,
  }));
  const [cell] = makeCells([...Array.from({ length: 40 }, () => door), ...street]).cells;
  assert.ok(cell[2] > placeRule.smallestM && cell[3] === 43, cell.join(" "));
});

test("the same calls in another order make the same squares", () => {
  fc.assert(
    fc.property(calls, (list) => {
      assert.deepEqual(makeCells(list.toReversed()), makeCells(list));
    }),
    { numRuns: 20 },
  );
});
