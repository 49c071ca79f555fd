import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { NameTable } from "./name-table.ts";

test("any names find their values, and no other name finds one", () => {
  const names = fc.uniqueArray(fc.string({ maxLength: 12 }), { maxLength: 400 });
  fc.assert(
    fc.property(names, fc.array(fc.string({ maxLength: 12 })), (some, others) => {
      const table = new NameTable(some.map((name, place) => [name, place]));
      for (const [place, name] of some.entries()) assert.equal(table.get(name), place);
      for (const name of others)
        assert.equal(table.get(name), some.includes(name) ? some.indexOf(name) : undefined);
    }),
  );
});

test("names that are alike in all that is looked at are found all the same", () => {
  // The letters looked at are the third, and the second, fourth and seventh from the end.
  const names = ["unit.recalled-1a", "unit.recalled-1b", "anit.recalled-1c", "uxit.recalled-1d"];
  const table = new NameTable(names.map((name) => [name, name.toUpperCase()]));
  assert.equal(table.besideCount, 3);
  for (const name of names) assert.equal(table.get(name), name.toUpperCase());
  assert.equal(table.get("unit.recalled-1e"), undefined);
});
