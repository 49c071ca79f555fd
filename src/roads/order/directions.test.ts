import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { directionCount, sortAlongDirections } from "./directions.ts";

function linesOf(lats: readonly number[], lons: readonly number[]): number[][] {
  const latE7 = Int32Array.from(lats);
  const lonE7 = Int32Array.from(lons);
  const sorted = sortAlongDirections(
    { latE7, lonE7 },
    Int32Array.from(lats, (_, node) => node),
  );
  return Array.from({ length: directionCount }, (_, direction) => [
    ...sorted.subarray(direction * lats.length, (direction + 1) * lats.length),
  ]);
}

test("along the axes and the diagonals; equal places by number", () => {
  const lines = linesOf([0, 100, 0, 0, -50], [0, 0, 100, 0, -100]);
  assert.deepEqual(lines[0], [4, 0, 1, 3, 2], "east");
  assert.deepEqual(lines[4], [4, 0, 2, 3, 1], "north");
  assert.deepEqual(lines[2], [4, 0, 3, 1, 2], "north-east");
  assert.deepEqual(lines[6], [2, 0, 3, 4, 1], "north-west");
  assert.equal(linesOf([], []).flat().length, 0);
});

test("east is shorter the further north it is", () => {
  // At 60 degrees a degree of longitude is half a degree of latitude: 150 east is less than 100 north.
  const lines = linesOf([600_000_000, 600_000_100, 600_000_000], [0, 0, 150]);
  assert.deepEqual(lines[2], [0, 2, 1]);
});

test("a map over the date line is one piece", () => {
  const lons = [1_799_999_900, 1_799_999_950, -1_799_999_990, -1_799_999_900];
  assert.deepEqual(linesOf([0, 0, 0, 0], lons)[0], [0, 1, 2, 3]);
  assert.deepEqual(linesOf([0, 0, 0, 0], lons.toReversed())[0], [3, 2, 1, 0]);
});

test("every line holds every node, in places that do not fall, on maps as large as the world", () => {
  const place = fc.tuple(
    fc.integer({ min: -900_000_000, max: 900_000_000 }),
    fc.integer({ min: -1_800_000_000, max: 1_800_000_000 }),
  );
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 50 }), (places) => {
      const lines = linesOf(
        places.map(([lat]) => lat),
        places.map(([, lon]) => lon),
      );
      for (const line of lines)
        assert.deepEqual(
          line.toSorted((a, b) => a - b),
          places.map((_, node) => node),
        );
      for (let at = 1; at < places.length; at += 1)
        assert.ok(places[lines[4][at - 1]][0] <= places[lines[4][at]][0]);
    }),
  );
});
