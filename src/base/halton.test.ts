import assert from "node:assert/strict";
import { test } from "node:test";
import { halton } from "./halton.ts";

test("the digits mirrored behind the point, in both bases", () => {
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6].map((number) => halton(number, 2)),
    [1 / 2, 1 / 4, 3 / 4, 1 / 8, 5 / 8, 3 / 8],
  );
  const thirds = [1, 2, 3, 4].map((number) => halton(number, 3) * 9);
  for (const [at, expected] of [3, 6, 1, 4].entries())
    assert.ok(Math.abs(thirds[at] - expected) < 1e-12);
});
