import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { joinFound, LearnedPlaces, learnedLimits, type PlacedWords } from "./learned-places.ts";

const spot = { latE7: 540_000_000, lonE7: 30_000_000, radiusM: 0, position: 1 };

function learnedOf(...placed: readonly (Partial<PlacedWords> & { words: string })[]) {
  const learned = new LearnedPlaces();
  for (const each of placed) learned.learn({ ...spot, state: "forced", ...each });
  return learned;
}

test("only what was verified or forced is learned, and only what looks like a name", () => {
  const learned = learnedOf(
    { words: "old quay behind the mill" },
    { words: "blue gate", state: "verified" },
    { words: "given only", state: "given" },
    { words: "somewhere", state: "approximate" },
    { words: "54.1234, 3.1234" },
    { words: "SC 3812 7564" },
    { words: "ab" },
    { words: "x".repeat(learnedLimits.nameLength + 1) },
    { words: "  ...  " },
  );
  assert.equal(learned.count, 2);
});

test("it is found by the beginnings of its words, in any order, a letter apart", () => {
  const learned = learnedOf({ words: "Old quay behind the St Mary mill" });
  for (const typed of ["old quay", "quay old", "OLD QU", "old quey", "mill", "saint mary mill"])
    assert.equal(learned.search(typed, 5)[0]?.label, "Old quay behind the St Mary mill", typed);
  for (const typed of ["old bridge", "ol", "", "quay quay", "new quay"])
    assert.deepEqual(learned.search(typed, 5), [], typed);
});

test("the later position of the same words counts, in whichever order they are read", () => {
  const later = { words: "Old Quay", latE7: 540_500_000, position: 9 };
  const earlier = { words: "old quay", position: 3 };
  for (const learned of [learnedOf(earlier, later), learnedOf(later, earlier)]) {
    assert.equal(learned.count, 1);
    assert.equal(learned.search("old quay", 1)[0].latE7, 540_500_000);
  }
});

test("it is bounded: what was used longest ago is forgotten first", () => {
  const learned = new LearnedPlaces();
  for (let position = 1; position <= learnedLimits.places + 10; position += 1)
    learned.learn({ ...spot, state: "forced", words: `hut number ${position}x`, position });
  assert.equal(learned.count, learnedLimits.places);
  assert.deepEqual(learned.search("10x", 5), []);
  assert.equal(learned.search("11x", 5)[0]?.label, "hut number 11x");
});

test("a place that the map has too is the map's", () => {
  const learned = learnedOf({ words: "tanner row" }, { words: "tanner's shed" }).search(
    "tanner",
    5,
  );
  const [ofMap] = learned.map((found) => ({ ...found, label: "Tanner Row", score: 80 }));
  assert.deepEqual(
    joinFound([ofMap], learned, 5).map(({ label }) => label),
    ["tanner's shed", "Tanner Row"],
  );
});

test("any text is learned and searched without failing", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 150 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 20 }), text, (all, typed) => {
      const learned = learnedOf(...all.map((words) => ({ words })));
      assert.ok(learned.search(typed, 3).length <= 3);
      assert.ok(learned.count <= all.length);
    }),
  );
});
