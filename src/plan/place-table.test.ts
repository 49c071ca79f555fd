import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { PlaceTable } from "./place-table.ts";

test("every place is found by its coordinate, a repeated one by one number, and no other is", () => {
  const near = fc.integer({ min: -3, max: 3 });
  const place = fc.record({
    latE7: fc.oneof(near, fc.integer({ min: -900_000_000, max: 900_000_000 })),
    lonE7: fc.oneof(near, fc.integer({ min: -1_800_000_000, max: 1_800_000_000 })),
  });
  fc.assert(
    fc.property(fc.array(place), fc.array(place), (places, others) => {
      const table = new PlaceTable(places);
      const known = new Set(places.map(({ latE7, lonE7 }) => `${latE7} ${lonE7}`));
      assert.equal(table.count, known.size);
      for (const { latE7, lonE7 } of places) {
        const at = table.find(latE7, lonE7);
        assert.deepEqual([table.latE7[at], table.lonE7[at]], [latE7, lonE7]);
      }
      for (const { latE7, lonE7 } of others)
        assert.equal(table.find(latE7, lonE7) >= 0, known.has(`${latE7} ${lonE7}`));
    }),
  );
});
