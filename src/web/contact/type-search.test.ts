import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { ukIncidentTypes } from "../../core/presets/uk-police.ts";
import { isHeard, searchTypes } from "./type-search.ts";

function codes(query: string, heard = ""): string[] {
  return searchTypes(ukIncidentTypes, query, heard).map((type) => type.code);
}

test("types are found by beginnings of words of their name, of callers' words, of their group", () => {
  const check = (query: string, first: string): void =>
    assert.equal(codes(query)[0], first, `"${query}"`);
  check("collision inj", "collision-injury");
  check("inj crash", "collision-injury");
  check("MISSING", "missing-person");
  check("knife", "weapon");
  check("shopl", "theft-shop");
  check("noi", "noise");
  assert.deepEqual(codes("zzzz"), []);
  assert.deepEqual(codes("crash zzzz"), [], "every word must fit");
});

test("with nothing typed, what was written comes first and every type can be reached", () => {
  const heard = "There was a crash, somebody is trapped in the car";
  assert.equal(codes("", heard)[0], "collision-injury");
  assert.equal(codes("", heard).length, ukIncidentTypes.length);
  assert.equal(codes("").length, ukIncidentTypes.length);
});

test("a type is heard only when one of its words was written", () => {
  const noise = ukIncidentTypes.find((type) => type.code === "noise");
  assert.ok(noise !== undefined);
  assert.equal(isHeard(noise, "Loud music all night"), true);
  assert.equal(isHeard(noise, "A man fell from the roof"), false);
  assert.equal(isHeard(noise, ""), false);
  const collision = ukIncidentTypes.find((type) => type.code === "collision-injury");
  assert.ok(collision !== undefined);
  assert.equal(isHeard(collision, "Two men with a knife outside"), false);
  assert.equal(codes("", "Two men with a knife outside")[0], "weapon");
});

test("any text gives a list without repetition", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (query, heard) => {
      const found = codes(query, heard);
      assert.equal(new Set(found).size, found.length);
    }),
  );
});
