import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { listStems, stemLimits, stemOf } from "./stems.ts";

test("stems: forms of one word meet", () => {
  const families = [
    ["crash", "crashes", "crashed", "crashing"],
    ["rob", "robbed", "robbing", "robs"],
    ["injury", "injuries"],
    ["smoke", "smokes"],
    ["alarm", "alarms", "alarmed"],
    ["fall", "falls", "falling"],
  ];
  for (const family of families)
    assert.equal(
      new Set(family.map(stemOf)).size,
      1,
      `${family.join()}: ${family.map(stemOf).join()}`,
    );
});

test("stems: different words stay different", () => {
  const words = [
    "glass",
    "gas",
    "bus",
    "bush",
    "car",
    "card",
    "fire",
    "file",
    "knife",
    "knit",
    "red",
    "bed",
  ];
  assert.equal(new Set(words.map(stemOf)).size, words.length, words.map(stemOf).join());
});

test("stems: case, accents and order of filler words do not matter", () => {
  assert.deepEqual(listStems("There is a CRASH at the Café"), ["crash", "caf"]);
  assert.deepEqual(listStems("crash, cafe!"), ["crash", "caf"]);
  assert.deepEqual(listStems("авария на мосту"), ["авария", "на", "мосту"]);
  assert.deepEqual(listStems(""), []);
});

test("stems: any text, bounded, and the stems of stems-as-typed stay the same set", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 6000 }), (text) => {
      const stems = listStems(text);
      assert.ok(stems.length <= stemLimits.stems);
      assert.equal(new Set(stems).size, stems.length);
      assert.deepEqual(listStems(text.slice(0, stemLimits.textLength)), stems);
    }),
    { numRuns: 30 },
  );
});
