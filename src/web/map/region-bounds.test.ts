import assert from "node:assert/strict";
import { test } from "node:test";
import { firstBounds } from "./region-bounds.ts";

const square = (west: number, south: number, size: number) => ({
  ring: [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
  ].map(([lon, lat]): [number, number] => [lon * 1e7, lat * 1e7]),
});

test("a region's map begins with its own ground, as far as the map has it", () => {
  const rows = [
    ["several regions on one map", [0, 50, 10, 60], [square(2, 52, 1), square(3, 52, 1)], [2, 52, 4, 53]],
    ["areas wider than the map", [2, 52, 3, 53], [square(1, 51, 4)], [2, 52, 3, 53]],
    ["areas without corners", [2, 52, 3, 53], [{ ring: [] }], [2, 52, 3, 53]],
    ["areas that the map has not", [2, 52, 3, 53], [square(40, 10, 1)], [2, 52, 3, 53]],
    ["no map", null, [square(2, 52, 1)], null],
  ] as const; // prettier-ignore
  for (const [name, map, areas, expected] of rows)
    assert.deepEqual(firstBounds(map, areas), expected, name);
});
