import assert from "node:assert/strict";
import { test } from "node:test";
import { ageText, clockText, countText, gradeLetter } from "./format.ts";

const second = 1_000_000;
const clocks: readonly (readonly [number, string])[] = [
  [0, "0:00"],
  [42 * second, "0:42"],
  [725 * second, "12:05"],
  [11_220 * second, "3:07:00"],
  [187_200 * second, "2 d 4 h"],
  [-90 * second, "−1:30"],
  [-0.4 * second, "0:00"],
];
for (const [micros, text] of clocks)
  test(`clock of ${micros} micros is ${text}`, () => assert.equal(clockText(micros), text));

const ages: readonly (readonly [number, string])[] = [
  [0, "0 s"],
  [99, "99 s"],
  [100, "2 min"],
  [7200, "2 h"],
  [-3, "0 s"],
  [400_000, "5 d"],
];
for (const [seconds, text] of ages)
  test(`age of ${seconds} s is ${text}`, () => assert.equal(ageText(seconds), text));

test("one incident, two incidents", () => {
  assert.equal(countText(1, "incident"), "1 incident");
  assert.equal(countText(2000, "incident"), "2,000 incidents");
});

test("the four grades have four letters", () => {
  const letters = (["immediate", "priority", "scheduled", "resolution"] as const).map(gradeLetter);
  assert.deepEqual(letters, ["I", "P", "S", "R"]);
});
