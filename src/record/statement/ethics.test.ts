import assert from "node:assert/strict";
import { test } from "node:test";
import { metrics } from "./catalogue.ts";
import { filterFields } from "./words.ts";

test("no metric and no field is about a group of people", () => {
  const groups =
    /nation|ethnic|race|racial|relig|faith|asylum|migra|refugee|citizen|union|gender|\bsex|age-group|language|\borigin\b|skin/i;
  for (const field of filterFields) assert.doesNotMatch(field, groups);
  for (const { name, definition } of metrics) assert.doesNotMatch(`${name} ${definition}`, groups);
});
