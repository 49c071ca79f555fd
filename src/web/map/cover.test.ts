import assert from "node:assert/strict";
import { test } from "node:test";
import { coverNote, type Cover } from "./cover.ts";

test("a cover with more roads than lines says how many the map leaves out", () => {
  const cover: Cover = {
    type: "FeatureCollection",
    features: [],
    targetSeconds: 900,
    freeUnits: 2,
    leftOut: 0,
    areas: [],
  };
  assert.equal(coverNote(cover), "");
  assert.equal(coverNote({ ...cover, leftOut: 1 }), "1 small road not drawn; the shares count all");
  assert.equal(
    coverNote({ ...cover, leftOut: 12_345 }),
    "12,345 small roads not drawn; the shares count all",
  );
});
