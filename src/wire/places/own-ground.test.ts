import assert from "node:assert/strict";
import { test } from "node:test";
import type { FoundPlace } from "./gazetteer.ts";
import { preferOwnGround, rankByGround } from "./own-ground.ts";

const degree = 1e7;
const areas = [
  { ring: [[0, 0], [degree, 0], [degree, degree], [0, degree]] as const }, // prettier-ignore
  { ring: [] },
];

function place(label: string, lon: number, score: number, matched = ""): FoundPlace {
  return {
    label,
    kind: "place",
    placeKind: "pub",
    area: "",
    score,
    matched,
    latE7: degree / 2,
    lonE7: lon * degree,
    radiusM: 50,
    isEstimate: false,
  };
}

const there = place("The Anchor", 5.5, 100);
const here = place("The Anchor", 0.5, 96, "typed to the end");

test("what lies on the region's ground comes before what fits as well elsewhere, and that says where it is", () => {
  const ranked = rankByGround([there, here], areas);
  assert.deepEqual(ranked.map(({ lonE7 }) => lonE7 / degree), [0.5, 5.5]); // prettier-ignore
  assert.deepEqual(
    ranked.map(({ matched }) => matched),
    ["typed to the end", "outside of this region's areas"],
  );
});

test("what fits much better is first wherever it is, and a region without corners ranks nothing", () => {
  const weak = place("The Anchorage", 0.5, 60);
  assert.equal(rankByGround([there, weak], areas)[0].lonE7, there.lonE7);
  assert.deepEqual(rankByGround([there, here], [{ ring: [] }]), [there, here]);
});

test("a name that nobody can be asked about means the place on the own ground, if there is one", () => {
  assert.deepEqual(preferOwnGround([there, here], areas), [here]);
  assert.deepEqual(preferOwnGround([there], areas), [there]);
});
