import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { getSection, readPage } from "../testing/core/reference-page.ts";
import { hiddenType, partFacts, publicFacts } from "./public-facts.ts";

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
      const names: readonly string[] = listed ?? [];
      for (const name of names) {
        assert.ok(fields.includes(name), `${type} has no ${name}`);
        assert.ok(!neverPublic.includes(name), `${type} shows ${name}`);
      }
      assert.equal(new Set(names).size, names.length, type);
    }
  });

  test("the types of what comes in, of who works where and of who asks whom for what are not public", () => {
    const named = Object.entries(publicFacts).flatMap(([type, listed]) =>
      listed === null ? [] : [type.split(".")[0]],
    );
    assert.deepEqual([...new Set(named)].toSorted(), [
      "directive",
      "figures",
      "gap",
      "level",
      "manual-pack",
      "normal",
      "record",
      "region",
      "statement",
    ]);
  });

  test("of what is not public the true type is among what is committed to, as of a type that is not known", () => {
    const facts = { at: 1, entered: 1, by: "x", incident: 3 };
    for (const type of ["odd.new", "constructor", "incident.closed"])
      assert.deepEqual(partFacts({ ...facts, type }), {
        type: hiddenType,
        shown: {},
        hidden: { by: "x", incident: 3, type },
      });
    assert.deepEqual(partFacts({ at: 1, entered: 1, by: "x", type: "gap.settled", gap: 4 }), {
      type: "gap.settled",
      shown: { gap: 4 },
      hidden: { by: "x" },
    });
  });
});
