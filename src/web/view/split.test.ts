import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { splitFromText, textFromSplit, usualSplit } from "./split.ts";

const cases: readonly (readonly [string, number, number])[] = [
  ["", usualSplit.tables, usualSplit.queue],
  ["30/70", 30, 70],
  ["5/99", 20, 80],
  ["half", usualSplit.tables, usualSplit.queue],
];
for (const [text, tables, queue] of cases)
  test(`split "${text}" is ${tables} and ${queue}`, () =>
    assert.deepEqual(splitFromText(text), { tables, queue }));

test("a split comes back from its text, the usual one from no text", () => {
  const percent = fc.integer({ min: 20, max: 80 });
  fc.assert(
    fc.property(percent, percent, (tables, queue) => {
      assert.deepEqual(splitFromText(textFromSplit({ tables, queue })), { tables, queue });
    }),
  );
  assert.equal(textFromSplit(usualSplit), "");
});
