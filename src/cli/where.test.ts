import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOf } from "./where.ts";

const map = { name: "Mere", attribution: "© OpenStreetMap contributors", dataDate: "2020-03-13" };
const place = {
  name: "6 Tanner Row",
  kind: "address",
  area: "",
  latE7: 540_000_000,
  lonE7: -30_300_000,
  score: 98,
  matched: "approximate: between 2 and 10",
  radiusM: 120,
};

test("each place is a line with how it was matched, and the map says its age", () => {
  assert.deepEqual(
    linesOf({ places: [place, { ...place, score: 100, matched: "" }], map }, undefined),
    [
      " 98  6 Tanner Row | address | 54.00000, -3.03000 within 120 m | approximate: between 2 and 10",
      "100  6 Tanner Row | address | 54.00000, -3.03000 within 120 m | by its name",
      "map: Mere, © OpenStreetMap contributors, data of 2020-03-13",
    ],
  );
});

test("not found is said of this map; a point is put into words", () => {
  const nothing = { places: [], map: { ...map, dataDate: "" } };
  assert.deepEqual(linesOf(nothing, { text: "12 High Street" }), [
    "not found in this map",
    "that is: 12 High Street",
    "map: Mere, © OpenStreetMap contributors",
  ]);
  assert.equal(linesOf(nothing, { text: "" })[1], "the map has nothing near it");
});
