import assertNode from "node:assert/strict";
import { test } from "node:test";
import { assert, assertNever, BugError } from "./assert.ts";

test("what holds is quiet, what does not is a bug with its sentence", () => {
  assert(true, "never said");
  assertNode.throws(() => assert(false, "two rows for one contact"), {
    name: "BugError",
    message: "two rows for one contact",
  });
  assertNode.throws(() => assertNever({ kind: "x" } as never, "a case"), BugError);
  assertNode.throws(() => assertNever("x" as never, "a case"), /a case: got "x"/);
});
