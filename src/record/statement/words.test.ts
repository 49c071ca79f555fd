import assert from "node:assert/strict";
import { test } from "node:test";
import { valueIn, valueOf } from "./words.ts";

test("a field of yes and no takes any usual spelling; any other value stays what it is", () => {
  for (const text of ["1", "true", "TRUE", " yes", "Y", "t"])
    assert.equal(valueIn("officer-initiated", text), "yes");
  for (const text of ["0", "false", "No", "n", "F"])
    assert.equal(valueIn("advanced-life-support", text), "no");
  assert.equal(valueIn("officer-initiated", "perhaps"), "perhaps");
  assert.equal(valueIn("officer-initiated", ""), "");
  assert.equal(valueIn("alarms", "1"), "1");
});

test("values compare without case, doubled spaces and leading noughts", () => {
  assert.equal(valueOf("  Structure   FIRE "), "structure fire");
  assert.equal(valueOf("003"), "3");
  assert.equal(valueOf("0"), "0");
});
