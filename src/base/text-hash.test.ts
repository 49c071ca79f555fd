import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { hashesOf, mixBits } from "./text-hash.ts";

test("the first hash is FNV-1a as its authors publish it", () => {
  for (const [text, hash] of [
    ["", 0x811c9dc5],
    ["a", 0xe40c292c],
    ["foobar", 0xbf9cf968],
  ] as const)
    assert.equal(hashesOf(text).first >>> 0, hash, text);
});

test("what was asked before does not matter", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary", maxLength: 40 })), (texts) => {
      const all = texts.map((text) => ({ ...hashesOf(text) }));
      for (const [n, text] of texts.entries()) assert.deepEqual({ ...hashesOf(text) }, all[n]);
    }),
  );
});

test("ids that differ in their last characters only have no hash in common, and mixing keeps them apart", () => {
  const ids = Array.from({ length: 10_000 }, (_, n) => `0198c0de-0000-7000-8000-${n}`);
  for (const pick of ["first", "second"] as const)
    assert.equal(new Set(ids.map((id) => mixBits(hashesOf(id)[pick]))).size, ids.length);
});
