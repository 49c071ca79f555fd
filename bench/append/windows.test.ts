import assert from "node:assert/strict";
import { test } from "node:test";
import { undisturbedMicros } from "./windows.ts";

/** `count` completions, each so many milliseconds after the one before; `stall` gives a longer wait before some. */
function turnOf(
  count: number,
  millis: number,
  stall: (n: number) => number = () => 0,
): readonly number[] {
  let now = 1_000;
  return Array.from({ length: count }, (_, n) => (now += millis + stall(n)));
}

test("the rate between disturbances is found, however long they are", () => {
  const calm = turnOf(1_280, 0.02);
  // Every 300 completions somebody else has the core; the windows between show the loop itself.
  const disturbed = turnOf(1_280, 0.02, (n) => (n % 300 === 0 ? 50 : 0));
  for (const turns of [[calm], [disturbed], [disturbed, disturbed]])
    assert.ok(Math.abs(undisturbedMicros(turns) - 20) < 0.001, String(undisturbedMicros(turns)));
});

test("one lucky window is not the rate, and the start of a turn does not count", () => {
  // 20 of 1,280 completions come in one burst: more than a few windows are slower, and they count.
  const burst = turnOf(12_800, 0.02, (n) => (n > 5_000 && n < 5_020 ? -0.0199 : 0));
  assert.ok(undisturbedMicros([burst]) > 16);
  const quickStart = turnOf(1_280, 0.02, (n) => (n < 128 ? -0.0199 : 0));
  assert.ok(Math.abs(undisturbedMicros([quickStart]) - 20) < 0.001);
});

test("a turn without a whole window is refused, with what is needed", () => {
  assert.throws(
    () => undisturbedMicros([turnOf(255, 1)]),
    /255 completions, expected at least 256/,
  );
  assert.throws(() => undisturbedMicros([]), RangeError);
});
