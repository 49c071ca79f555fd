import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { makePlaceMap, pointOnPlaceMap } from "../../testing/place-map.ts";
import { makeGazetteer } from "./gazetteer.ts";
import { placeLimits, type PlaceSource } from "./place-source.ts";

const gazetteer = makeGazetteer(makePlaceMap());

/** Typed text, what comes first (undefined = nothing), and its area where that matters. */
const finds: readonly [typed: string, label: string | undefined, area?: string][] = [
  ["tanner", "Tanner Row"],
  ["TANNER row", "Tanner Row"],
  ["row tanner", "Tanner Row"],
  ["taner row", "Tanner Row"],
  ["tnaner", "Tanner Row"],
  ["tannerrow", "Tanner Row"],
  ["tan ner row", "Tanner Row"],
  ["tanner st", "Tanner Row"],
  ["alder rd", "Alder Road"],
  ["st johns hill", "Saint John's Hill"],
  ["st. john's", "Saint John's Hill"],
  ["r cedofeita", "Rua de Cedofeita"],
  ["R. de Cedofeita", "Rua de Cedofeita"],
  ["sedofeita", "Rua de Cedofeita"],
  ["av liberdade", "Avenida da Liberdade"],
  ["5 de outubro", "Rua 5 de Outubro"],
  ["high street", "High Street"],
  ["high st farley", "High Street", "Farley"],
  ["high street, northwick", "High Street", "Northwick, Old Town"],
  ["hare", "The Blue Hare"],
  ["blue h", "The Blue Hare"],
  ["blue pub", "The Blue Hare"],
  ["guildhall", "Town Hall"],
  ["old", "Old Town"],
  ["farley", "Farley"],
  // House numbers.
  ["2 tanner row", "2 Tanner Row"],
  ["tanner row 2", "2 Tanner Row"],
  ["Tanner Row, 2, Northwick", "2 Tanner Row"],
  ["flat 4, 2 tanner row", "2 Tanner Row"],
  ["14a tanner", "14a Tanner Row"],
  ["14 tanner", "14a Tanner Row"],
  ["17 tanner row", "15-19 Tanner Row"],
  ["6 tanner row", "6 Tanner Row"],
  ["99 tanner row", "Tanner Row"],
  ["12 high street", "12 High Street"],
  ["1 kiln yard", "1 Kiln Yard"],
  ["kiln yard", "Kiln Yard"],
  // Crossings.
  ["tanner / alder", "Tanner Row / Alder Road"],
  ["alder and tanner", "Alder Road / Tanner Row"],
  ["Alder Rd & Tanner Row", "Alder Road / Tanner Row"],
  ["corner of tanner row and alder road", "Tanner Row / Alder Road"],
  ["junction of alder road with tanner", "Alder Road / Tanner Row"],
  ["cedofeita e av liberdade", "Rua de Cedofeita / Avenida da Liberdade"],
  ["tanner / al", "Tanner Row / Alder Road"],
  ["alder road / high street", "Alder Road / High Street"],
  // Points.
  ["54.0012, 3.0034", "54.0012, 3.0034"],
  ["SC 3812 7564", "SC 3812 7564"],
  // Nothing.
  ["nowhere", undefined],
  ["street", undefined],
  ["", undefined],
  ["  ,,, ", undefined],
];

for (const [typed, label, area] of finds) {
  test(`"${typed}" finds ${label ?? "nothing"}`, () => {
    const found = gazetteer.search(typed, 5)[0];
    if (label !== undefined) assert.equal(found?.label, label);
    else assert.ok(found === undefined || found.label.includes("Street"), found?.label);
    if (area !== undefined) assert.equal(found.area, area);
  });
}

test("streets of one name in two places are two answers, told apart by their area", () => {
  const found = gazetteer.search("high street", 5).filter(({ kind }) => kind === "street");
  assert.deepEqual(
    found.map(({ label, area }) => [label, area]),
    [
      ["High Street", "Northwick, Old Town"],
      ["High Street", "Farley"],
    ],
  );
});

test("a tagged number is where the map has it; one between two is an estimate and says so", () => {
  const [tagged] = gazetteer.search("10 tanner row", 1);
  assert.deepEqual([tagged.latE7, tagged.lonE7], Object.values(pointOnPlaceMap(10, 500)));
  assert.equal(tagged.radiusM, 20);
  assert.equal(tagged.matched, "");
  const [estimate] = gazetteer.search("6 tanner row", 1);
  assert.equal(estimate.kind, "address");
  assert.equal(estimate.matched, "approximate: between 2 and 10");
  // Halfway between east 100 and 500, and on the street itself.
  assert.deepEqual([estimate.latE7, estimate.lonE7], Object.values(pointOnPlaceMap(0, 300)));
  assert.ok(estimate.radiusM > 100 && estimate.radiusM < 140, String(estimate.radiusM));
  // Odd numbers lie among odd ones.
  assert.equal(gazetteer.search("7 tanner row", 1)[0].matched, "approximate: between 3 and 15-19");
});

test("a number that the map does not have gives the street, and says what it has", () => {
  const [found] = gazetteer.search("99 tanner row", 1);
  assert.equal(found.kind, "street");
  assert.equal(found.matched, "number 99 not found: numbers 2 to 15-19");
  assert.ok(found.radiusM >= 65, String(found.radiusM));
  assert.match(gazetteer.search("9 alder road", 1)[0].matched, /no numbers in this map/);
});

test("each answer says how it was matched", () => {
  const check = (typed: string, matched: string): void =>
    assert.equal(gazetteer.search(typed, 1)[0].matched, matched, typed);
  check("tanner row", "");
  check("taner row", '"taner" read as "tanner"');
  check("cedofeeta", '"cedofeeta" read as "cedofeita"');
  check("keiros", '"keiros" sounds like "queiros"');
  check("high st farley", "in Farley");
  check("guildhall", 'also called "Guildhall"');
  check("row tanner", "words in another order");
  check("tannerrow", 'read as "Tanner Row" as a whole');
  check("alder road / high street", "they do not meet in this map: 0 m apart");
  check("SC 3812 7564", "written as British grid, outside of this map");
  check("54.0012, 3.0034", "written as degrees");
});

test("any text is searched without failing, and is bounded in length and results", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 300 }),
    fc
      .array(fc.constantFrom("st", "and", "/", "12", "tanner", "row", "&", "corner of", "rua"), {
        maxLength: 40,
      })
      .map((words) => words.join(" ")),
  );
  fc.assert(
    fc.property(text, fc.integer({ min: -1, max: 1000 }), (typed, limit) => {
      const found = gazetteer.search(typed, limit);
      assert.ok(found.length <= Math.max(0, Math.min(limit, placeLimits.results)));
      for (const { score, radiusM, latE7, lonE7 } of found) {
        assert.ok(score >= 0 && score <= 100 && radiusM >= 1);
        assert.ok(Number.isInteger(latE7) && Number.isInteger(lonE7));
      }
    }),
    { numRuns: 1_000 },
  );
  assert.deepEqual(
    gazetteer.search(`tanner row${" ".repeat(500)}x`, 1)[0]?.label,
    "Tanner Row",
    "beyond the limit nothing is read",
  );
});

test("any map makes a gazetteer, an empty one too", () => {
  const empty: PlaceSource = {
    ...makePlaceMap(),
    streets: {
      segmentCount: 0,
      firstPoint: Int32Array.of(0),
      pointLatE7: new Int32Array(0),
      pointLonE7: new Int32Array(0),
      segmentName: new Int32Array(0),
      names: [],
    },
    places: [],
    addresses: [],
    areas: [],
  };
  const nothing = makeGazetteer(empty);
  assert.deepEqual(nothing.search("tanner row", 5), []);
  assert.equal(nothing.describe(540_000_000, 30_000_000).text, "");
});

test("what is above a limit is left out, and said", () => {
  const small = makeGazetteer(makePlaceMap(), { places: 1, addresses: 7 });
  assert.deepEqual(small.leftOut, ["places: 3 of 4", "addresses: 1 of 8"]);
  assert.ok((small.search("town hall", 1)[0]?.score ?? 0) < 65, "at most something like it");
  assert.equal(small.search("blue hare", 1)[0].label, "The Blue Hare");
  assert.deepEqual(gazetteer.leftOut, []);
});

test("a point in words", () => {
  const check = (north: number, east: number, text: string): void => {
    const { latE7, lonE7 } = pointOnPlaceMap(north, east);
    assert.equal(gazetteer.describe(latE7, lonE7).text, text, `${north} ${east}`);
  };
  check(15, 500, "10 Tanner Row");
  check(505, 310, "12 High Street");
  check(-5, 1300, "on Tanner Row by Alder Road, near The Blue Hare");
  check(5, 1010, "Tanner Row at Alder Road, near The Blue Hare");
  check(-500, 1000, "on Alder Road between Tanner Row and Saint John's Hill");
  check(-700, 3000, "330 m N of Saint John's Hill");
  check(39_000, 500, "1.1 km S of Farley");
  check(200_000, 0, "");
});

test("a description has its parts, and a house of another street is no address", () => {
  const { latE7, lonE7 } = pointOnPlaceMap(505, 1790);
  assert.deepEqual(gazetteer.describe(latE7, lonE7), {
    text: "on High Street, near Town Hall",
    street: "High Street",
    houseNumber: null,
    nearPlace: "Town Hall",
    area: "Northwick, Old Town",
    streetMetres: 6,
  });
});
