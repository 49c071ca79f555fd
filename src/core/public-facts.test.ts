import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { getSection, readPage } from "../testing/core/reference-page.ts";
import { partFacts, publicFacts } from "./public-facts.ts";

const page = readPage("reference/events.md");
const types = page
  .map(({ heading }) => heading)
  .filter((heading) => /^[a-z-]+\.[a-z-]+$/.test(heading));

/** A person, an account, a unit, a place, a count of people or units, words: of no event. */
const neverPublic = [
  "by",
  "person",
  "staffNumber",
  "askedBy",
  "owner",
  "party",
  "unit",
  "homeUnit",
  "callSign",
  "vehicle",
  "ofUnit",
  "label",
  "crew",
  "came",
  "quantity",
  "skills",
  "area",
  "location",
  "latE7",
  "lonE7",
  "fromLatE7",
  "toLatE7",
  "radiusM",
  "base",
  "shape",
  "station",
  "positionAt",
  "travelSeconds",
  "distanceM",
  "config",
  "recommendation",
  "evidence",
  "hazards",
  "thrive",
  "incidentType",
  "visits",
  "shift",
  "text",
];

describe("the table of public facts", () => {
  test("has every event type of the reference and no other", () => {
    assert.deepEqual(Object.keys(publicFacts).toSorted(), types.toSorted());
  });

  test("lists only facts that the event has, each once, and none that is never public", () => {
    for (const [type, listed] of Object.entries(publicFacts)) {
      const fields = getSection(page, type).rows.map(([name]) => name.replaceAll("`", ""));
      const names: readonly string[] = listed;
      for (const name of names) {
        assert.ok(fields.includes(name), `${type} has no ${name}`);
        assert.ok(!neverPublic.includes(name), `${type} shows ${name}`);
      }
      assert.equal(new Set(names).size, names.length, type);
    }
  });

  test("a custodian of an item is not public, whatever the fact is called", () => {
    for (const type of ["item.handed-over", "item.handed-in", "item.went-missing"] as const)
      assert.deepEqual(publicFacts[type], ["item", "previous"]);
  });

  test("a type that is not known has nothing public", () => {
    const { shown, hidden } = partFacts({
      type: "odd.new",
      at: 1,
      entered: 1,
      by: "x",
      incident: 3,
    });
    assert.deepEqual(shown, {});
    assert.deepEqual(hidden, { by: "x", incident: 3 });
    assert.deepEqual(partFacts({ type: "constructor", at: 1, entered: 1, by: "x" }).shown, {});
  });
});
