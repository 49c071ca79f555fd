import assert from "node:assert/strict";
import { test } from "node:test";
import { defineCodes } from "./codes.ts";

test("names stand for their place, and only names are known", () => {
  const codes = defineCodes("none", "some", "high");
  assert.deepEqual(codes.names, ["none", "some", "high"]);
  assert.deepEqual({ ...codes.code }, { none: 0, some: 1, high: 2 });
  assert.ok(codes.has("some"));
  for (const text of ["", "Some", "toString", "__proto__", "0"]) assert.ok(!codes.has(text), text);
  for (const value of [undefined, null, 1, ["some"], Symbol("some"), Object.create(null)])
    assert.ok(!codes.has(value as string));
});
